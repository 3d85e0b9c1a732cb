import Catalog
import Companies
import Documents
import Manifests

// What the verbs about service accounts have in common.
extension PlanBuilder {
  /// The service account of a name.
  func serviceAccount(_ name: String) throws -> ServiceAccount {
    guard let account = try draft.serviceAccount(named: name) else {
      facts.note(.serviceAccount(name))
      let names = try draft.serviceAccounts().map(\.name)
      throw Plan.Refusal(
        "there is no service account `\(name)`" + NearNames.hint(to: name, among: names)
      )
    }
    facts.note(.serviceAccount(name))
    return account
  }

  /// The directory user of a service account.
  func user(of account: ServiceAccount) throws -> DirectoryUser {
    facts.note(.user(account.user))
    guard let user = try draft.user(account.user) else {
      throw Plan.Refusal(
        "the user `\(account.user)` of the service account `\(account.name)` isn't there"
      )
    }
    return user
  }

  /// Says that these accounts are no more, why, and what there is in their place.
  func warnAboutEndedAccounts() {
    warn(
      "service-account-ended",
      "service accounts ended on the platform on 2025-03-18: you hand their credentials over and"
        + " answer for them, nothing shows how they are used, and their permissions are set by"
        + " hand; the way now is an app with a developer managed service account (DMSA), which"
        + " `dmsa install` brings in"
    )
  }

  /// Tells what the users of service accounts newly have, by whatever is changed, that would be a
  /// mistake or a risk in a manifest.
  func weighAccounts(_ changes: [Change]) throws {
    let before = CompanyDraft(base, catalog: draft.catalog)
    for account in try changes.accountsWithOtherLevels(in: draft) {
      weigh(try AccountRisks(account, facts: facts).new(from: before, to: draft), known: [])
    }
  }
}
