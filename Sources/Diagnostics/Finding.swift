/// One mistake, at one place of one file.
///
/// The reader, the manifest checker and the rules all report this one type.
public struct Finding: Sendable {
  public var rule: RuleID
  public var severity: Severity
  /// What was found: lower-case start, no final stop, user text in backticks.
  public var message: String
  /// What to do about it, and why it matters; a sentence or two.
  public var help: String?
  public var range: SourceRange
  /// JSON Pointer (RFC 6901) of the value or key at fault; empty for the root and for comments.
  public var pointer: String
  /// The offending value, from which, with rule and pointer, the fingerprint is made.
  public var value: String
  public var related: [RelatedPlace]
  public var fixes: [Fix]
  /// Whether a comment, the config or a baseline may silence it.
  public var canBeIgnored: Bool

  public init(
    _ rule: RuleID,
    _ severity: Severity,
    _ message: String,
    help: String? = nil,
    at range: SourceRange,
    pointer: String = "",
    value: String = "",
    related: [RelatedPlace] = [],
    fixes: [Fix] = [],
    canBeIgnored: Bool = true
  ) {
    self.rule = rule
    self.severity = severity
    self.message = message
    self.help = help
    self.range = range
    self.pointer = pointer
    self.value = value
    self.related = related
    self.fixes = fixes
    self.canBeIgnored = canBeIgnored
  }
}

/// Another place of the same file that a finding speaks of.
public struct RelatedPlace: Hashable, Sendable {
  public var message: String
  public var range: SourceRange

  public init(_ message: String, at range: SourceRange) {
    self.message = message
    self.range = range
  }
}

extension Finding {
  /// The order of findings within a file: place, then rule, then message.
  public static func isOrderedBefore(_ left: Finding, _ right: Finding) -> Bool {
    if left.range.start != right.range.start { return left.range.start < right.range.start }
    if left.rule != right.rule { return left.rule < right.rule }
    if left.range.end != right.range.end { return left.range.end < right.range.end }
    return left.message < right.message
  }
}
