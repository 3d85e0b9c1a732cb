/// The name of a rule: kebab-case, says the bad pattern, never used for another rule later.
public struct RuleID: Hashable, Comparable, Sendable, ExpressibleByStringLiteral,
  CustomStringConvertible
{
  public let name: String

  public init(_ name: String) { self.name = name }

  public init(stringLiteral name: String) { self.name = name }

  public var description: String { name }

  public static func < (left: RuleID, right: RuleID) -> Bool { left.name < right.name }
}

/// The group that a rule belongs to; `--select` and `--ignore` take its name.
public enum Category: String, CaseIterable, Sendable {
  case syntax
  case schema
  case permission
  case risk
  case embedded
  case metadata
  case secret
  case suppression
}
