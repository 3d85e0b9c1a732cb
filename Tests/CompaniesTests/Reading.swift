import Catalog
import Companies
import Diagnostics
import Documents
import Testing

/// A snapshot with what reading it gave.
struct Reading {
  let result: SnapshotReader.Result
  private let bytes: [UInt8]

  init(_ text: String, as syntax: Syntax = .yaml) {
    bytes = Array(text.utf8)
    result = SnapshotReader.read(bytes, as: syntax)
  }

  /// A snapshot of a small company with these parts besides.
  init(with parts: String) {
    self.init(
      "format_version: \"1.0\"\ncompany: {id: 1, name: Acme}\n" + parts + "\n"
    )
  }

  /// The company; where there is none, the mistakes are the test's failure.
  func company() throws -> Company {
    try #require(result.company, "\(summaries)")
  }

  /// Each error as rule, line, column, spelling.
  var summaries: [String] { summaries(.error) }

  var warnings: [String] { summaries(.warning) }

  private func summaries(_ severity: Severity) -> [String] {
    let table = LineTable(bytes)
    return result.findings.filter { $0.severity == severity }.map { finding in
      let start = table.position(of: finding.range.start)
      let spelling = String(
        decoding: bytes[Int(finding.range.start)..<Int(finding.range.end)],
        as: UTF8.self
      )
      return "\(finding.rule) \(start.line):\(start.column) \(spelling)"
    }
  }
}

extension Company {
  /// The verdict on a question as it is spelled on the command line.
  func ask(
    _ principal: String,
    _ question: String,
    in project: String? = nil
  ) throws -> AccessVerdict {
    try CompanyAccess(self).verdict(
      try self.principal(principal),
      try self.question(question, project: project)
    )
  }

  /// `yes`, or why not.
  func answer(_ principal: String, _ question: String, in project: String? = nil) throws -> String {
    let verdict = try ask(principal, question, in: project)
    guard let allowed = verdict.allowed else { return "unknown" }
    return allowed ? "yes" : verdict.deniedBecause?.rawValue ?? "?"
  }
}
