extension String {
  /// The text as a message shows it: a long one cut, a control character as a blank.
  public var excerpt: String {
    let scalars = unicodeScalars
    var shown = String.UnicodeScalarView()
    for scalar in scalars.prefix(60) {
      shown.append(scalar.properties.generalCategory == .control ? " " : scalar)
    }
    return scalars.dropFirst(60).isEmpty ? String(shown) : String(shown) + "…"
  }
}
