/// Lines of text for a terminal, with the colours and the width that it takes.
struct TerminalLines {
  private(set) var lines: [String] = []
  private let paint: Paint
  private let width: Int

  init(color: Bool, width: Int) {
    paint = Paint(color)
    self.width = width
  }

  /// All lines, each with its end.
  var text: String { lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n" }

  mutating func line(_ text: String = "") { lines.append(text) }

  /// An empty line, unless there is one already.
  mutating func gap() { if lines.last?.isEmpty == false { line() } }

  /// Writes a text below a first line's start, broken where it is too wide.
  mutating func wrapped(
    _ text: String,
    first: String,
    rest: String,
    tone: Paint.Tone? = nil
  ) {
    let width = max(20, width - DisplayWidth.of(rest))
    for (index, part) in WrappedText.lines(Printable.text(text), width: width).enumerated() {
      line((index == 0 ? first : rest) + painted(part, tone))
    }
  }

  /// Writes a label in colour and a text behind it, broken as one text where it is too wide.
  mutating func labelled(
    _ label: String,
    _ tone: Paint.Tone?,
    _ text: String,
    first: String = "",
    rest: String = "  "
  ) {
    let label = Printable.text(label) + ":"
    let width = max(20, width - DisplayWidth.of(rest))
    let lines = WrappedText.lines("\(label) \(Printable.text(text))", width: width)
    for (index, part) in lines.enumerated() {
      guard index == 0 else {
        line(rest + part)
        continue
      }
      let hasLabel = part.hasPrefix(label)
      line(first + (hasLabel ? painted(label, tone) + part.dropFirst(label.count) : part))
    }
  }

  func painted(_ text: String, _ tone: Paint.Tone?) -> String {
    tone.map { paint(text, $0) } ?? text
  }

  /// The text with blanks up to a width.
  static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - DisplayWidth.of(text)))
  }
}
