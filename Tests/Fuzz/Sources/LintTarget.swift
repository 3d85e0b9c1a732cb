import Catalog
import Diagnostics
import Documents
import Linting
import Synchronization

/// Bytes become findings, as YAML and as JSON, by all rules.
enum LintTarget {
  /// One linter for all inputs, as a thread of `dmsa lint` has it.
  private static let linter = Mutex(Linter(catalog: .builtIn))

  static let options: LintOptions = {
    var options = LintOptions()
    options.persona = .auditor
    options.trustedHosts = ["crewsync.io"]
    options.today = "2026-11-01"
    return options
  }()

  static func check(_ bytes: [UInt8]) {
    for syntax in [Syntax.yaml, .json] {
      let file = linter.withLock { $0.lint(bytes, path: "a", as: syntax, options: options) }
      var fresh = Linter(catalog: .builtIn)
      let again = fresh.lint(bytes, path: "a", as: syntax, options: options)
      expect(
        file.findings.map(\.spelled) == again.findings.map(\.spelled),
        "what was linted before changes the findings"
      )
      let findings = file.findings.map(\.finding)
      for (left, right) in zip(findings, findings.dropFirst()) {
        expect(!Finding.isOrderedBefore(right, left), "\(right.rule) stands after \(left.rule)")
      }
      for finding in findings { check(finding, in: bytes) }
      for secret in file.secrets { check(secret, in: bytes, "a secret") }
    }
  }

  private static func check(_ finding: Finding, in bytes: [UInt8]) {
    check(finding.range, in: bytes, "\(finding.rule)")
    for place in finding.related { check(place.range, in: bytes, "\(finding.rule), related") }
    for fix in finding.fixes {
      expect(!fix.edits.isEmpty, "\(finding.rule): a fix without edits")
      for edit in fix.edits { check(edit.range, in: bytes, "\(finding.rule), edit") }
      let edits = fix.edits.map(\.range).sorted { $0 < $1 }
      for (left, right) in zip(edits, edits.dropFirst()) {
        expect(left.end <= right.start, "\(finding.rule): edits overlap")
      }
    }
  }

  /// A place lies in the file, and splits no character of sound UTF-8.
  private static func check(_ range: SourceRange, in bytes: [UInt8], _ name: String) {
    expect(range.start <= range.end && range.end <= bytes.count, "\(name): no place \(range)")
    guard String(validating: bytes, as: UTF8.self) != nil else { return }
    for offset in [Int(range.start), Int(range.end)] where offset < bytes.count {
      expect(bytes[offset] & 0xC0 != 0x80, "\(name): a place within a character, \(range)")
    }
  }
}

extension LintedFinding {
  /// All that a report says of it.
  fileprivate var spelled: String {
    "\(finding.rule) \(finding.severity) \(finding.range) \(finding.pointer) \(finding.message) "
      + "\(finding.help ?? "") \(isSuppressed)"
  }
}
