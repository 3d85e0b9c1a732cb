import Companies

/// `service-account assign`: what an admin sets on the directory user of a service account.
package struct AssignServiceAccount: Verb {
  package let account: String
  /// What is set; its login counts for nothing.
  package let assignment: SetUser

  package init(_ account: String, _ assignment: SetUser) {
    self.account = account
    self.assignment = assignment
  }

  package var name: String { "service-account assign" }

  package func plan(_ builder: PlanBuilder) throws {
    try builder.requireRight()
    builder.warnAboutEndedAccounts()
    let user = try builder.user(of: builder.serviceAccount(account))
    try assignment.plan(user, builder)
  }
}
