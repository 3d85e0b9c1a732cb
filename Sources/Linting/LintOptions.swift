public import Diagnostics

/// Which rules run on a file, and how their findings are taken.
public struct LintOptions: Hashable, Sendable {
  /// What the config says of one rule.
  public enum Setting: Hashable, Sendable {
    case off
    case severity(Severity)
  }

  public var persona = Persona.regular
  /// Rules and categories to run alone; nil for all of the persona's.
  public var selected: RuleSelection?
  public var ignored = RuleSelection()
  public var settings: [RuleID: Setting] = [:]
  /// Rules that no comment may silence.
  public var forbiddenIgnores: Set<RuleID> = []
  public var trustedHosts: [String] = []
  /// Whether comments silence findings.
  public var usesIgnores = true
  /// The day by which an ignore's `until` is judged, as `YYYY-MM-DD`.
  public var today = "1970-01-01"

  public init() {}
}

/// Rules by their ids and by their categories.
public struct RuleSelection: Hashable, Sendable {
  public var rules: Set<RuleID> = []
  public var categories: Set<Category> = []

  public init() {}

  public func contains(_ rule: Rule) -> Bool {
    rules.contains(rule.id) || categories.contains(rule.category)
  }
}

extension LintOptions {
  /// Whether a rule runs at all, and from which persona's eyes.
  public func persona(for rule: Rule) -> Persona? {
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
