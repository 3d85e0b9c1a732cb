/// What an app may be called: 1 to 80 characters, no control characters, no blank at an end.
public enum AppName {
  /// What is wrong with a name; nil for a sound one.
  public static func problem(with name: String) -> String? {
    let scalars = name.unicodeScalars
    if scalars.isEmpty { return "the app's name is empty" }
    if scalars.contains(where: { $0.properties.generalCategory == .control }) {
      return "the app's name has a control character"
    }
    if scalars.first?.properties.isWhitespace == true
      || scalars.last?.properties.isWhitespace == true
    {
      return "the app's name `\(name.excerpt)` has a blank at an end"
    }
    if scalars.count > 80 {
      return "the app's name has \(scalars.count) characters, 80 are allowed"
    }
    return nil
  }
}
