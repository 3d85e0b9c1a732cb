public import Diagnostics
public import Documents

/// How many rules and findings are wanted; each includes those before it.
public enum Persona: UInt8, CaseIterable, Comparable, Sendable {
  case regular
  case pedantic
  case auditor

  public var name: String {
    switch self {
    case .regular: "regular"
    case .pedantic: "pedantic"
    case .auditor: "auditor"
    }
  }

  public static func < (left: Persona, right: Persona) -> Bool { left.rawValue < right.rawValue }
}

/// One pattern that is looked for: what it is called, why it matters, how it is found.
public struct Rule: Sendable {
  /// Whether its findings may be silenced by a comment, the config or a baseline.
  public enum Silencing: Sendable {
    case allowed
    /// Its warnings may, its errors may not.
    case warningsOnly
    case never
  }

  public let id: RuleID
  public let category: Category
  /// The severity that most of its findings have.
  public let severity: Severity
  /// The persona from which on it runs.
  public let persona: Persona
  public let silencing: Silencing
  /// What it finds, in a few words.
  public let summary: String
  private let explain: @Sendable () -> Explanation
  /// Finds it; nil for what the readers and the suppressions report themselves.
  public let check: (@Sendable (LintContext, inout Report) -> Void)?

  public init(
    _ id: RuleID,
    _ category: Category,
    _ severity: Severity,
    persona: Persona = .regular,
    silencing: Silencing = .allowed,
    summary: String,
    explanation: @autoclosure @escaping @Sendable () -> Explanation,
    check: (@Sendable (LintContext, inout Report) -> Void)? = nil
  ) {
    self.id = id
    self.category = category
    self.severity = severity
    self.persona = persona
    self.silencing = silencing
    self.summary = summary
    explain = explanation
    self.check = check
  }

  /// What it finds and why, made only where it is asked for: a run holds every rule.
  public var explanation: Explanation { explain() }
}

/// What `dmsa explain` prints of a rule; the tests run both examples.
public struct Explanation: Sendable {
  /// What it finds, in a sentence or two.
  public let what: String
  /// Why that matters, and to whom.
  public let why: String
  /// What to do instead.
  public let instead: String
  public let bad: Example
  public let good: Example

  public init(what: String, why: String, instead: String, bad: Example, good: Example) {
    self.what = what
    self.why = why
    self.instead = instead
    self.bad = bad
    self.good = good
  }
}

/// A whole file that shows a rule at work, or at rest.
public struct Example: Sendable, ExpressibleByStringLiteral {
  public let text: String
  public let syntax: Syntax
  /// Hosts that the config trusts, for the rule that asks for them.
  public let trustedHosts: [String]
  /// Bytes instead of text, for what no text can show; the text then describes them.
  public let bytes: [UInt8]?

  public init(stringLiteral text: String) { self.init(text) }

  public init(
    _ text: String,
    as syntax: Syntax = .yaml,
    trustedHosts: [String] = [],
    bytes: [UInt8]? = nil
  ) {
    self.text = text
    self.syntax = syntax
    self.trustedHosts = trustedHosts
    self.bytes = bytes
  }
}
