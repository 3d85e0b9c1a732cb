import Linting

/// Phrases that several views share.
enum Wording {
  /// A number and its noun: `1 file`, `2 files`.
  static func count(_ number: Int, _ noun: String) -> String {
    number == 1 ? "1 \(noun)" : "\(number) \(noun)s"
  }

  /// What was found in how many files: `1 error, 3 notes in 12 files`.
  static func found(_ summary: LintSummary) -> String {
    var parts: [String] = []
    if summary.errors > 0 { parts.append(count(summary.errors, "error")) }
    if summary.warnings > 0 { parts.append(count(summary.warnings, "warning")) }
    if summary.notes > 0 { parts.append(count(summary.notes, "note")) }
    let what = parts.isEmpty ? "no findings" : parts.joined(separator: ", ")
    return "\(what) in \(count(summary.files, "file"))"
  }

  /// What was found and is not shown.
  static func hidden(_ summary: LintSummary) -> [String] {
    var parts: [String] = []
    if summary.suppressed > 0 { parts.append("\(summary.suppressed) suppressed") }
    if summary.baselined > 0 { parts.append("\(summary.baselined) in the baseline") }
    return parts
  }
}
