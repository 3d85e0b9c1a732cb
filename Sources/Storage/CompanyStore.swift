package import Companies
package import Planning

/// Where a company is kept, to be read.
package protocol CompanyStore: Sendable {
  /// The random id that the store was given when it was created, 32 hexadecimal digits; of a
  /// snapshot file `snapshot:` and the SHA-256 of its bytes.
  var id: String { get }

  /// Reads the company; what is read is of one moment.
  ///
  /// - Throws: ``StoreFailure``, and what `body` throws.
  func read<R>(_ body: (any CompanyReader) throws -> R) throws -> R

  /// The log's entries and their count as it is kept beside them.
  func log() throws -> AuditLog

  /// The log's entry of the plan with this digest, if it was applied.
  func entry(ofPlan digest: String) throws -> AuditEntry?

  /// What is wrong with the store, each as a sentence without its stop; nothing where it is sound.
  func check() throws -> [String]
}

/// Where a company is kept, to be read and written.
package protocol WritableCompanyStore: CompanyStore {
  /// Writes to the company: all of what `body` does, or nothing where it throws.
  ///
  /// Another process that writes is waited for, `lockTimeout` long; others who wait read `holder` of
  /// this one, as `dmsa apply, as lead@acme.example`. What fails is a ``StoreFailure``, or what
  /// `body` throws.
  func write<R>(
    lockTimeout: Duration,
    holder: String,
    _ body: (any StoreLedger) throws -> R
  ) throws -> R
}

/// A ledger into which a whole company can be loaded.
package protocol StoreLedger: MetricsLedger {
  /// Replaces everything but the log by a snapshot's contents, whose references must be sound.
  ///
  /// - Throws: ``StoreFailure/otherCompany(_:holds:)`` where another company is held.
  func load(_ contents: Company.Contents) throws
}

/// A company's log as a store has it.
package struct AuditLog: Hashable, Sendable {
  /// By their numbers.
  package let entries: [AuditEntry]
  /// How many there should be: where a tail was cut off, there are fewer.
  package let count: Int64

  package init(entries: [AuditEntry] = [], count: Int64 = 0) {
    self.entries = entries
    self.count = count
  }

  /// What is wrong with the log, each as a sentence without its stop.
  package var problems: [String] {
    var chain = AuditChain()
    for entry in entries { chain.add(entry) }
    return chain.problems(count: count)
  }
}

/// The chain of a log's entries, followed one by one.
struct AuditChain {
  private var found: [String] = []
  private var count: Int64 = 0
  private var last: AuditEntry?

  mutating func add(_ entry: AuditEntry) {
    let expected = (last?.seq ?? 0) &+ 1
    if entry.seq != expected {
      found.append("log entry \(expected) is missing: entry \(entry.seq) stands in its place")
    }
    if entry.previous != last?.hash ?? AuditEntry.zeros {
      found.append("log entry \(entry.seq) doesn't continue the entry before it")
    }
    if entry.hash != entry.computedHash {
      found.append("log entry \(entry.seq) was changed: its hash doesn't match")
    }
    count += 1
    last = entry
  }

  mutating func addUnreadable(_ detail: String) { found.append(detail) }

  /// What is wrong, given the count that is kept beside.
  func problems(count kept: Int64) -> [String] {
    guard kept != count else { return found }
    return found + ["the log has \(count) entries, \(kept) were written"]
  }
}
