package import Diagnostics

// The rules that reading a manifest itself reports.
extension RuleID {
  package static let unknownKey: RuleID = "unknown-key"
  package static let missingKey: RuleID = "missing-key"
  package static let wrongType: RuleID = "wrong-type"
  package static let emptyValue: RuleID = "empty-value"
  package static let unknownValue: RuleID = "unknown-value"
  package static let unsupportedSchemaVersion: RuleID = "unsupported-schema-version"
  package static let schemaVersionNotString: RuleID = "schema-version-not-string"
  package static let invalidVersion: RuleID = "invalid-version"
  package static let invalidUUID: RuleID = "invalid-uuid"
  package static let invalidAppName: RuleID = "invalid-app-name"
  package static let invalidEmail: RuleID = "invalid-email"
  package static let mixedForms: RuleID = "mixed-forms"
  package static let emptyViews: RuleID = "empty-views"
}
