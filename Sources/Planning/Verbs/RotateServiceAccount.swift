import Companies

/// `service-account rotate`: a new secret, which apply draws; the old one ends with it.
package struct RotateServiceAccount: Verb {
  package let account: String

  package init(_ account: String) { self.account = account }

  package var name: String { "service-account rotate" }

  package func plan(_ builder: PlanBuilder) throws {
    try builder.requireRight()
    builder.warnAboutEndedAccounts()
    let account = try builder.serviceAccount(account)
    try builder.draft.put(.serviceAccount(account), at: .serviceAccount(account.name))
  }
}
