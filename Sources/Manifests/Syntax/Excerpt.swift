extension String {
  /// The text as a message shows it: a long one cut, a control character as a blank.
  public var excerpt: String {
    let start = String(unicodeScalars.prefix(60)).withoutControls
    return unicodeScalars.dropFirst(60).isEmpty ? start : start + "…"
  }

  /// The text with a blank in the place of each control character.
  public var withoutControls: String {
    var shown = UnicodeScalarView()
    for scalar in unicodeScalars {
      shown.append(scalar.properties.generalCategory == .control ? " " : scalar)
    }
    return String(shown)
  }
}
