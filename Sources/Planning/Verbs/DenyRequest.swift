import Companies

/// `requests deny`: somebody doesn't get an app.
package struct DenyRequest: Verb {
  package static let name = "requests deny"

  /// The request's id.
  package let id: String

  package init(id: String) { self.id = id }

  package var name: String { DenyRequest.name }

  package func plan(_ builder: PlanBuilder) throws {
    try builder.requireRight()
    var request = try builder.installRequest(id)
    guard request.state != .approved else {
      throw Plan.Refusal(
        "install request `\(id)` was approved; `dmsa uninstall` takes `\(request.app)` away"
      )
    }
    request.state = .denied
    try builder.draft.put(.installRequest(request), at: .installRequest(request.id))
  }
}
