public import Diagnostics
public import Manifests

/// Takes the findings of one rule after the other.
public struct Report {
  public internal(set) var findings: [Finding] = []
  /// The persona that is asked for; `auditor` for a rule that was named.
  public internal(set) var persona: Persona = .regular
  /// Where secrets stand, for the views to leave out.
  public internal(set) var secrets: [SourceRange] = []
  /// The secrets themselves, for no finding to tell.
  var secretTexts: [String] = []
  /// The persona of the whole run, whichever rule was named.
  public internal(set) var runPersona: Persona = .regular
  var rule: RuleID = ""
  var severity: Severity = .warning
  var silencing: Rule.Silencing = .allowed

  mutating func begin(
    _ rule: RuleID,
    _ severity: Severity,
    _ silencing: Rule.Silencing,
    _ persona: Persona
  ) {
    self.rule = rule
    self.severity = severity
    self.silencing = silencing
    self.persona = persona
  }

  /// Marks a place whose text no view may print.
  public mutating func hide(_ secret: SourceRange) { secrets.append(secret) }

  /// Marks a place whose text no view may print, nor these texts elsewhere.
  mutating func hide(_ secret: SourceRange, texts: [String]) {
    secrets.append(secret)
    secretTexts += texts
  }

  /// Adds a finding of the running rule.
  ///
  /// - Parameters:
  ///   - message: What was found.
  ///   - help: Why it matters and what to do.
  ///   - place: Where it stands.
  ///   - value: The offending value, for the fingerprint.
  ///   - severity: Another one than the rule's own.
  ///   - persona: The persona from which on this finding is wanted.
  ///   - fixes: What would mend it.
  public mutating func add(
    _ message: String,
    help: String,
    at place: FindingPlace,
    value: String,
    severity: Severity? = nil,
    from persona: Persona = .regular,
    fixes: [Fix] = []
  ) {
    guard persona <= self.persona else { return }
    let severity = severity ?? self.severity
    let canBeIgnored =
      switch silencing {
      case .allowed: true
      case .warningsOnly: severity < .error
      case .never: false
      }
    findings.append(
      Finding(
        rule,
        severity,
        message,
        help: help,
        at: place.range,
        pointer: place.pointer,
        value: value,
        related: place.related,
        fixes: fixes,
        canBeIgnored: canBeIgnored
      )
    )
  }
}
