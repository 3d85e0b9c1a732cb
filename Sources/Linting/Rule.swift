package import Diagnostics
package import Documents

/// How many rules and findings are wanted; each includes those before it.
package enum Persona: UInt8, CaseIterable, Comparable, Sendable {
  case regular
  case pedantic
  case auditor

  package var name: String {
    switch self {
    case .regular: "regular"
    case .pedantic: "pedantic"
    case .auditor: "auditor"
    }
  }

  package static func < (left: Persona, right: Persona) -> Bool { left.rawValue < right.rawValue }
}

/// One pattern that is looked for: what it is called, why it matters, how it is found.
package struct Rule: Sendable {
  /// Whether its findings may be silenced by a comment, the config or a baseline.
  package enum Silencing: Sendable {
    case allowed
    /// Its warnings may, its errors may not.
    case warningsOnly
    case never
  }

  package let id: RuleID
  package let category: Category
  /// The severity that most of its findings have.
  package let severity: Severity
  /// The persona from which on it runs.
  package let persona: Persona
  package let silencing: Silencing
  /// What it finds, in a few words.
  package let summary: String
  package let explanation: Explanation
  /// Finds it; nil for what the readers and the suppressions report themselves.
  package let check: (@Sendable (LintContext, inout Report) -> Void)?

  package init(
    _ id: RuleID,
    _ category: Category,
    _ severity: Severity,
    persona: Persona = .regular,
    silencing: Silencing = .allowed,
    summary: String,
    explanation: Explanation,
    check: (@Sendable (LintContext, inout Report) -> Void)? = nil
  ) {
    self.id = id
    self.category = category
    self.severity = severity
    self.persona = persona
    self.silencing = silencing
    self.summary = summary
    self.explanation = explanation
    self.check = check
  }
}

/// What `dmsa explain` prints of a rule; the tests run both examples.
package struct Explanation: Sendable {
  /// What it finds, in a sentence or two.
  package let what: String
  /// Why that matters, and to whom.
  package let why: String
  /// What to do instead.
  package let instead: String
  package let bad: Example
  package let good: Example

  package init(what: String, why: String, instead: String, bad: Example, good: Example) {
    self.what = what
    self.why = why
    self.instead = instead
    self.bad = bad
    self.good = good
  }
}

/// A whole file that shows a rule at work, or at rest.
package struct Example: Sendable, ExpressibleByStringLiteral {
  package let text: String
  package let syntax: Syntax
  /// Hosts that the config trusts, for the rule that asks for them.
  package let trustedHosts: [String]
  /// Bytes instead of text, for what no text can show; the text then describes them.
  package let bytes: [UInt8]?

  package init(stringLiteral text: String) { self.init(text) }

  package init(
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
