package import Access
import Catalog
package import Companies

/// How an app's use was recorded, and how it is to be.
package struct MetricsChange: Hashable, Sendable {
  /// Nil for an app that isn't there yet.
  package let before: InstalledApp.Metrics?
  package let after: InstalledApp.Metrics

  package init(before: InstalledApp.Metrics?, after: InstalledApp.Metrics) {
    self.before = before
    self.after = after
  }

  /// What differs between an app as it was and as it is to be; nil for nothing, or one that goes.
  init?(from before: InstalledApp?, to after: InstalledApp?) {
    guard let after, after.metrics != before?.metrics ?? InstalledApp.Metrics() else { return nil }
    self.init(before: before?.metrics, after: after.metrics)
  }
}

/// One thing of a company that a plan creates, changes or deletes.
package struct Change: Hashable, Sendable {
  package enum Action: String, Sendable {
    case create
    case update
    case delete
  }

  /// What a thing is, in the words of a plan.
  package enum Kind: String, Sendable {
    case company
    case project
    case app
    case user
    case companyTemplate = "company_template"
    case projectTemplate = "project_template"
    case membership
    case configuration
    case serviceAccount = "service_account"
    case setting
    case installRequest = "install_request"
  }

  /// Its place in the plan, from 1.
  package var id: Int
  package let address: ObjectAddress
  /// The verb that it comes from.
  package let reason: String
  /// Nil for what isn't there yet; never nil together with `after`.
  package let before: CompanyObject?
  package let after: CompanyObject?
  /// What becomes of how an app is used; nil where that stays.
  package let metrics: MetricsChange?
  /// How it changes what directory users may do, after all changes before it.
  package var relation: Relation
  /// Earlier changes that this one builds on.
  package var dependsOn: [Int]

  package init(
    id: Int,
    address: ObjectAddress,
    reason: String,
    before: CompanyObject?,
    after: CompanyObject?,
    metrics: MetricsChange? = nil,
    relation: Relation = .equal,
    dependsOn: [Int] = []
  ) {
    self.id = id
    self.address = address
    self.reason = reason
    self.before = before
    self.after = after
    self.metrics = metrics
    self.relation = relation
    self.dependsOn = dependsOn
  }

  package var actions: [Action] {
    [before == nil ? .create : after == nil ? .delete : .update]
  }

  /// Whether applying it changes anything.
  var doesSomething: Bool { before != after || metrics != nil || drawsSecret }

  package var kind: Kind {
    switch address {
    case .company: .company
    case .allowUserInstalls: .setting
    case .project: .project
    case .template: isOfCompanyTemplate ? .companyTemplate : .projectTemplate
    case .user: .user
    case .membership: .membership
    case .app: .app
    case .configuration: .configuration
    case .serviceAccount: .serviceAccount
    case .installRequest: .installRequest
    }
  }

  /// Whether a company has what the change says that it replaces.
  func replacesWhatIsThere(in company: any CompanyReader) throws -> Bool {
    // An import replaces what is recorded of a setting, known or not.
    if case .allowUserInstalls(let was)? = before { return try company.allowsUserInstalls() == was }
    guard try company.object(at: address)?.compared == before?.compared else { return false }
    guard let metrics, case .app(let name) = address else { return true }
    return try company.app(designated: name)?.metrics == metrics.before
  }

  private var isOfCompanyTemplate: Bool {
    guard case .template(let template)? = after ?? before else { return false }
    return template.scope == .company
  }
}
