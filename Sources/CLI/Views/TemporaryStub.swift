import Diagnostics
import Linting
protocol LintView {
  mutating func begin(_ o: inout Output); mutating func add(_ f: LintedFile, _ o: inout Output);
  mutating func end(_ s: LintSummary, _ o: inout Output)
}
struct Output {
  var bytes: [UInt8] = []; mutating func write(_ s: String) { bytes += Array(s.utf8) }
}
struct ViewStyle {
  var color: Bool; var width: Int; var toolVersion: String; var catalogVersion: String;
  var isQuiet: Bool; var isVerbose: Bool; var rules: RuleList; var workingFolder: String;
  var usesBaseline: Bool
}
enum LintFormat: String, CaseIterable {
  case text, concise; func view(_ style: ViewStyle) -> any LintView { V() }
}
struct V: LintView {
  mutating func begin(_ o: inout Output) {};
  mutating func add(_ f: LintedFile, _ o: inout Output) {
    for x in f.findings {
      let p = LineTable(f.bytes).position(of: x.finding.range.start);
      o.write(
        "\(f.path):\(p.line):\(p.column): \(x.finding.severity.name)[\(x.finding.rule)] \(x.finding.message)\n"
      )
    }
  }; mutating func end(_ s: LintSummary, _ o: inout Output) {}
}
enum Fingerprint { static func of(_ f: Finding) -> String { f.rule.name } }
import ArgumentParser
struct SchemaCommand: Command { init() {}; func execute() -> ExitStatus { .success } }
