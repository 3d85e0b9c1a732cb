/// The name of a rule: kebab-case, says the bad pattern, never used for another rule later.
package struct RuleID: Hashable, Comparable, Sendable, ExpressibleByStringLiteral,
  CustomStringConvertible
{
  package let name: String

  package init(_ name: String) { self.name = name }

  package init(stringLiteral name: String) { self.name = name }

  package var description: String { name }

  package static func < (left: RuleID, right: RuleID) -> Bool { left.name < right.name }
}

/// The group that a rule belongs to; `--select` and `--ignore` take its name.
package enum Category: String, CaseIterable, Sendable {
  case syntax
  case schema
  case permission
  case risk
  case embedded
  case metadata
  case secret
  case suppression
}
