package import Diagnostics

/// Which rules run on a file, and how their findings are taken.
package struct LintOptions: Hashable, Sendable {
  /// What the config says of one rule.
  package enum Setting: Hashable, Sendable {
    case off
    case severity(Severity)
  }

  package var persona = Persona.regular
  /// Rules and categories to run alone; nil for all of the persona's.
  package var selected: RuleSelection?
  package var ignored = RuleSelection()
  package var settings: [RuleID: Setting] = [:]
  /// Rules that no comment may silence.
  package var forbiddenIgnores: Set<RuleID> = []
  package var trustedHosts: [String] = []
  /// Whether comments silence findings.
  package var usesIgnores = true
  /// The day by which an ignore's `until` is judged, as `YYYY-MM-DD`.
  package var today = "1970-01-01"

  package init() {}
}

/// Rules by their ids and by their categories.
package struct RuleSelection: Hashable, Sendable {
  package var rules: Set<RuleID> = []
  package var categories: Set<Category> = []

  package init() {}

  package func contains(_ rule: Rule) -> Bool {
    rules.contains(rule.id) || categories.contains(rule.category)
  }
}

extension LintOptions {
  /// Whether a rule runs at all, and from which persona's eyes.
  package func persona(for rule: Rule) -> Persona? {
    if settings[rule.id] == .off, rule.silencing != .never { return nil }
    if let selected, !selected.contains(rule) { return nil }
    if ignored.contains(rule) { return nil }
    let isNamed = selected?.rules.contains(rule.id) == true || settings[rule.id] != nil
    if isNamed { return .auditor }
    return rule.persona <= persona ? persona : nil
  }

  /// Whether a finding of the readers is wanted.
  ///
  /// What is wrong with the syntax always is: a file that can't be read is never sound.
  func wants(_ finding: Finding, of rule: Rule) -> Bool {
    if rule.category == .syntax { return true }
    if let selected, !selected.contains(rule) { return false }
    if ignored.contains(rule) { return false }
    guard finding.canBeIgnored else { return true }
    return persona(for: rule) != nil
  }
}
