public import Diagnostics

// The rules that reading a manifest itself reports.
extension RuleID {
  public static let unknownKey: RuleID = "unknown-key"
  public static let missingKey: RuleID = "missing-key"
  public static let wrongType: RuleID = "wrong-type"
  public static let emptyValue: RuleID = "empty-value"
  public static let unknownValue: RuleID = "unknown-value"
  public static let unsupportedSchemaVersion: RuleID = "unsupported-schema-version"
  public static let schemaVersionNotString: RuleID = "schema-version-not-string"
  public static let invalidVersion: RuleID = "invalid-version"
  public static let invalidUUID: RuleID = "invalid-uuid"
  public static let invalidAppName: RuleID = "invalid-app-name"
  public static let invalidEmail: RuleID = "invalid-email"
  public static let mixedForms: RuleID = "mixed-forms"
  public static let emptyViews: RuleID = "empty-views"
}
