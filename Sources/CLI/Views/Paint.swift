import Diagnostics

/// Colours text, or leaves it as it is.
struct Paint {
  enum Tone: Equatable {
    case severity(Severity)
    case frame
    case strong
    case good

    fileprivate var code: String {
      switch self {
      case .severity(.error): "1;31"
      case .severity(.warning): "1;33"
      case .severity(.note): "1;36"
      case .frame: "1;34"
      case .strong: "1"
      case .good: "1;32"
      }
    }
  }

  private let isOn: Bool

  init(_ isOn: Bool) { self.isOn = isOn }

  func callAsFunction(_ text: String, _ tone: Tone) -> String {
    isOn && !text.isEmpty ? "\u{1B}[\(tone.code)m\(text)\u{1B}[0m" : text
  }

  /// Writes what takes a colour; it is never empty.
  func write(_ tone: Tone, to output: inout Output, _ body: (inout Output) -> Void) {
    if isOn { output.write("\u{1B}[\(tone.code)m") }
    body(&output)
    if isOn { output.write("\u{1B}[0m") }
  }
}
