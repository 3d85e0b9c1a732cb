package import Diagnostics

// What reading a snapshot or saved answers finds, besides what any file of keys can have.
extension RuleID {
  package static let duplicateID: RuleID = "duplicate-id"
  package static let duplicateName: RuleID = "duplicate-name"
  package static let duplicateLogin: RuleID = "duplicate-login"
  package static let unknownID: RuleID = "unknown-id"
  package static let wrongTemplate: RuleID = "wrong-template"
  package static let conflictingKeys: RuleID = "conflicting-keys"
  package static let unsupportedFormatVersion: RuleID = "unsupported-format-version"
  package static let invalidDate: RuleID = "invalid-date"
  package static let invalidDigest: RuleID = "invalid-digest"
  package static let unknownAddress: RuleID = "unknown-address"
  package static let unknownTool: RuleID = "unknown-tool"
  package static let retiredTool: RuleID = "retired-tool"
  package static let unknownLevel: RuleID = "unknown-level"
  package static let otherCompany: RuleID = "other-company"
  package static let conflictingAnswers: RuleID = "conflicting-answers"
}
