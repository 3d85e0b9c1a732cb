import Diagnostics
import Linting

/// One finding a line: `path:line:col: severity[rule] message`.
struct ConciseView: LintView {
  private let paint: Paint

  init(_ style: ViewStyle) { paint = Paint(style.color) }

  mutating func add(_ file: LintedFile, _ output: inout Output) {
    let shown = file.shown
    guard !shown.isEmpty else { return }
    let places = Places(file)
    let path = Printable.text(file.path)
    for finding in shown {
      let start = places.start(finding.range)
      let kind = paint("\(finding.severity.name)[\(finding.rule)]", .severity(finding.severity))
      output.writeLine(
        "\(path):\(start.line):\(start.column): \(kind) \(Printable.text(finding.message))"
      )
    }
  }
}
