public import Diagnostics

/// The rules, each once, in the order of the documentation.
public struct RuleList: Sendable {
  public let rules: [Rule]
  private let indexes: [RuleID: Int]

  public init(_ rules: [Rule]) {
    self.rules = rules
    indexes = Dictionary(uniqueKeysWithValues: rules.enumerated().map { ($1.id, $0) })
  }

  public subscript(id: RuleID) -> Rule? { indexes[id].map { rules[$0] } }

  func category(of id: RuleID) -> Category { self[id]?.category ?? .schema }

  public static let all = RuleList(
    syntax + schema + permission + risk + embedded + metadata + secret + suppression
  )

  private static let syntax: [Rule] = [
    .yamlSyntax, .yamlEncoding, .yamlLimits, .duplicateKey, .multipleDocuments, .yamlTag,
    .undefinedAlias, .recursiveAlias,
  ]

  private static let schema: [Rule] = [
    .unknownKey, .missingKey, .wrongType, .emptyValue, .unknownValue,
    .unsupportedSchemaVersion, .schemaVersionNotString, .invalidVersion, .invalidUUID,
    .invalidAppName, .invalidEmail, .mixedForms,
  ]

  private static let permission: [Rule] = [
    .unknownTool, .wrongScope, .unknownLevel, .levelSpelling, .unsupportedLevel, .redundantNone,
    .retiredTool, .permissionsWithoutServiceAccount, .serviceAccountWithoutPermissions,
    .absorbedGrant, .unusedGrant, .missingGrant,
  ]

  private static let risk: [Rule] = [
    .companyDirectoryAdmin, .companyAdminTool, .permissionsToolAdmin, .appManagementAdmin,
    .projectDirectoryAdmin, .escalationPath, .financialWrite, .personalData, .excessiveAdmin,
    .blanketGrant, .undocumentedGrant, .userLevelDataConnection, .mixedAuthentication,
  ]

  private static let embedded: [Rule] = [
    .insecureURL, .invalidURL, .localURL,
    .unknownVariable, .unknownBuiltin, .malformedVariable,
    .variableInHost, .pathVariableSlash,
    .unusedField, .requiredUndeclared, .unsupportedFieldType,
    .unknownView, .retiredView, .duplicateView, .emptyViews, .viewWithoutGrant,
    .untrustedHost,
  ]

  private static let metadata: [Rule] = [
    .missingSetupNotes, .placeholderText, .missingDescription, .missingReleaseNotes,
  ]

  private static let secret: [Rule] = [
    .secretInManifest
  ]

  private static let suppression: [Rule] = [
    .unusedIgnore, .unknownIgnore, .expiredIgnore, .ignoreWithoutReason, .forbiddenIgnore,
  ]
}
