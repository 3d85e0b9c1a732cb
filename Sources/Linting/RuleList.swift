public import Diagnostics

/// The rules, each once, in the order of the documentation.
public struct RuleList: Sendable {
  public let rules: [Rule]

  /// INVARIANT: no two rules have one id.
  public init(_ rules: [Rule]) { self.rules = rules }

  public subscript(id: RuleID) -> Rule? {
    // The lengths alone tell most apart, and no table has to be made for that at each start.
    let length = id.name.utf8.count
    for index in rules.indices
    where rules[index].id.name.utf8.count == length && rules[index].id == id {
      return rules[index]
    }
    return nil
  }

  func category(of id: RuleID) -> Category { self[id]?.category ?? .schema }

  public static let all = RuleList([
    // Syntax.
    .yamlSyntax, .yamlEncoding, .yamlLimits, .duplicateKey, .multipleDocuments, .yamlTag,
    .undefinedAlias, .recursiveAlias,

    // Schema.
    .unknownKey, .missingKey, .wrongType, .emptyValue, .unknownValue,
    .unsupportedSchemaVersion, .schemaVersionNotString, .invalidVersion, .invalidUUID,
    .invalidAppName, .invalidEmail, .mixedForms,

    // Permission.
    .unknownTool, .wrongScope, .unknownLevel, .levelSpelling, .unsupportedLevel, .redundantNone,
    .retiredTool, .permissionsWithoutServiceAccount, .serviceAccountWithoutPermissions,
    .absorbedGrant, .unusedGrant, .missingGrant,

    // Risk.
    .companyDirectoryAdmin, .companyAdminTool, .permissionsToolAdmin, .appManagementAdmin,
    .projectDirectoryAdmin, .escalationPath, .financialWrite, .personalData, .excessiveAdmin,
    .blanketGrant, .undocumentedGrant, .userLevelDataConnection, .mixedAuthentication,

    // Embedded.
    .insecureURL, .invalidURL, .localURL,
    .unknownVariable, .unknownBuiltin, .malformedVariable,
    .variableInHost, .pathVariableSlash,
    .unusedField, .requiredUndeclared, .unsupportedFieldType,
    .unknownView, .retiredView, .duplicateView, .emptyViews, .viewWithoutGrant,
    .untrustedHost,

    // Metadata.
    .missingSetupNotes, .placeholderText, .missingDescription, .missingReleaseNotes,

    // Secret.
    .secretInManifest,

    // Suppression.
    .unusedIgnore, .unknownIgnore, .expiredIgnore, .ignoreWithoutReason, .forbiddenIgnore,
  ])
}
