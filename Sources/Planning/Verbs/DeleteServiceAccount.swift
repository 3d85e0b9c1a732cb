import Companies

/// `service-account delete`: the account goes, and with it its user and what that is a member of.
package struct DeleteServiceAccount: Verb {
  package let account: String

  package init(_ account: String) { self.account = account }

  package var name: String { "service-account delete" }

  package func plan(_ builder: PlanBuilder) throws {
    try builder.requireRight()
    builder.warnAboutEndedAccounts()
    let account = try builder.serviceAccount(account)
    try refuseIfMentioned(account, builder)
    try builder.draft.put(nil, at: .serviceAccount(account.name))
    guard try builder.draft.user(account.user) != nil else { return }
    try builder.removeMemberships(of: account.user)
    try builder.draft.put(nil, at: .user(account.user))
  }

  /// A record may only name users that are there.
  private func refuseIfMentioned(_ account: ServiceAccount, _ builder: PlanBuilder) throws {
    builder.facts.note(.appsUsed(by: account.user))
    builder.facts.note(.installRequestsMade(by: account.user))
    if let app = try builder.draft.apps().first(where: { app in
      app.usedBy.contains { $0.user == account.user }
    }) {
      throw Plan.Refusal(
        "`\(app.name)` records that the user of `\(account.name)` used it, so that user has to"
          + " stay; `dmsa service-account assign --inactive` switches it off"
      )
    }
    if let request = try builder.draft.installRequests().first(where: { $0.by == account.user }) {
      throw Plan.Refusal(
        "the install request `\(request.id)` is by the user of `\(account.name)`, so that user has"
          + " to stay; `dmsa service-account assign --inactive` switches it off"
      )
    }
  }
}
