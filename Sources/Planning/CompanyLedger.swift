package import Companies

/// A store under its lock: the company to be written, and the log beside it.
package protocol CompanyLedger: CompanyWriter {
  /// The random id of the store.
  var storeID: String { get }
  func lastEntry() throws -> AuditEntry?
  /// The entry of the plan with this digest, if it was applied.
  func entry(ofPlan digest: String) throws -> AuditEntry?
  func append(_ entry: AuditEntry) throws
}
