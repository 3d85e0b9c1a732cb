package import Access
import Catalog
package import Companies

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
    relation: Relation = .equal,
    dependsOn: [Int] = []
  ) {
    self.id = id
    self.address = address
    self.reason = reason
    self.before = before
    self.after = after
    self.relation = relation
    self.dependsOn = dependsOn
  }

  package var actions: [Action] {
    [before == nil ? .create : after == nil ? .delete : .update]
  }

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

  private var isOfCompanyTemplate: Bool {
    guard case .template(let template)? = after ?? before else { return false }
    return template.scope == .company
  }
}
