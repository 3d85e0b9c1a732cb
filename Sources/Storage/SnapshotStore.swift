package import Companies
package import Planning

/// A snapshot file as a store: it can be read, and has no write side.
package struct SnapshotStore: CompanyStore {
  package let id: String
  package let company: Company

  /// A company that was read from a snapshot file's bytes.
  package init(_ company: Company, bytes: [UInt8]) {
    self.company = company
    id = "snapshot:" + Digest.hexadecimal(bytes)
  }

  package func read<R>(_ body: (any CompanyReader) throws -> R) throws -> R { try body(company) }

  package func read<R>(
    withEntryOfPlan digest: String,
    _ body: (any CompanyReader, AuditEntry?) throws -> R
  ) throws -> R {
    try body(company, nil)
  }

  /// A snapshot has no log.
  package func log() -> [AuditEntry] { [] }

  package func checkLog() -> LogCheck { LogCheck() }

  /// Nothing: what is wrong with a snapshot is said when it is read.
  package func check() -> [String] { [] }
}
