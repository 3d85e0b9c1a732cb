public import Diagnostics
public import Manifests

/// A rule that runs, and from which persona's eyes.
struct RunningRule {
  let rule: Rule
  /// The persona that is asked for; `auditor` for a rule that was named.
  let persona: Persona
  let check: @Sendable (LintContext, inout Report) -> Void
}

/// Takes the findings of one rule after the other.
public struct Report {
  public internal(set) var findings: [Finding] = []
  /// Where secrets stand, for the views to leave out.
  public internal(set) var secrets: [SourceRange] = []
  /// The secrets themselves, for no finding to tell.
  var secretTexts: [String] = []
  /// The persona of the whole run, whichever rule was named.
  public internal(set) var runPersona: Persona = .regular
  private let rules: [RunningRule]
  /// The index of the rule that runs.
  private var current = 0

  init(_ rules: [RunningRule]) { self.rules = rules }

  /// The persona that the running rule is asked for.
  public var persona: Persona { rules[current].persona }

  /// Has each rule that is wanted look at a manifest, one after the other.
  mutating func run(on context: LintContext, where isWanted: (Rule) -> Bool = { _ in true }) {
    for index in rules.indices where isWanted(rules[index].rule) {
      current = index
      rules[index].check(context, &self)
    }
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
    let rule = rules[current].rule
    let severity = severity ?? rule.severity
    let canBeIgnored =
      switch rule.silencing {
      case .allowed: true
      case .warningsOnly: severity < .error
      case .never: false
      }
    findings.append(
      Finding(
        rule.id,
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
