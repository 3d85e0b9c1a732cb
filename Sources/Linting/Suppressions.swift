import Diagnostics
import Documents

/// The ignore comments of a file.
struct Suppressions {
  init(in document: Document) {}

  func apply(
    to findings: inout [LintedFinding],
    _ rules: RuleList,
    _ options: LintOptions,
    ran: Set<RuleID>
  ) {}
}
