import Companies

/// `service-account create`: credentials of the kind that came before apps had their own, for a
/// directory user that may do nothing yet.
package struct CreateServiceAccount: Verb {
  package let account: String
  /// Who answers for it.
  package var contact: String?

  package init(_ account: String) { self.account = account }

  package var name: String { "service-account create" }

  package func plan(_ builder: PlanBuilder) throws {
    try builder.requireRight()
    builder.warnAboutEndedAccounts()
    guard !account.isEmpty else { throw Plan.Refusal("a service account needs a name") }
    guard contact != "" else { throw Plan.Refusal("the contact is empty") }
    builder.facts.note(.serviceAccount(account))
    guard try builder.draft.serviceAccount(named: account) == nil else {
      throw Plan.Refusal("there is a service account `\(account)` already")
    }
    let drawn = try builder.drawUserName(for: account)
    let id = DirectoryUser.ID(
      try builder.drawID { try builder.draft.user(DirectoryUser.ID($0)) != nil }
    )
    let user = DirectoryUser(id: id, name: account, login: DirectoryUserName.login(of: drawn))
    try builder.draft.put(.user(user), at: .user(id))
    let account = ServiceAccount(
      name: account,
      user: id,
      clientID: builder.drawDigits(),
      contact: contact
    )
    try builder.draft.put(.serviceAccount(account), at: .serviceAccount(account.name))
  }
}
