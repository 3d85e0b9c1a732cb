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

  /// Reads the company beside the log's entry of the plan with this digest, if it was applied; both
  /// are of one moment.
  ///
  /// - Throws: ``StoreFailure``, and what `body` throws.
  func read<R>(
    withEntryOfPlan digest: String,
    _ body: (any CompanyReader, AuditEntry?) throws -> R
  ) throws -> R

  /// The log's entries by their numbers.
  func log() throws -> [AuditEntry]

  /// What following the log's chain shows, entries that can't be read among it.
  func checkLog() throws -> LogCheck

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

/// What following a log's chain shows.
package struct LogCheck: Hashable, Sendable {
  /// What is wrong, each as a sentence without its stop; nothing where the log is whole.
  package var problems: [String]
  /// How many entries there are.
  package let count: Int64
  /// The hash of the last entry; nil where there is none, or none that can be read.
  package let last: String?

  package init(problems: [String] = [], count: Int64 = 0, last: String? = nil) {
    self.problems = problems
    self.count = count
    self.last = last
  }
}

/// The chain of a log's entries, followed one by one.
struct AuditChain {
  private var found: [String] = []
  private var count: Int64 = 0
  private var number: Int64 = 0
  /// The hash that the next entry has to carry; nil where nobody can say.
  private var hash: String? = AuditEntry.zeros

  mutating func add(_ entry: AuditEntry) {
    follow(entry.seq)
    if let hash, entry.previous != hash {
      found.append("log entry \(entry.seq) doesn't continue the entry before it")
    }
    if entry.hash != entry.computedHash {
      found.append("log entry \(entry.seq) was changed: its hash doesn't match")
    }
    hash = entry.hash
  }

  /// Goes past an entry that can't be read, as far as its number and its hash can.
  mutating func addUnreadable(_ seq: Int64?, hash: String?, detail: String) {
    follow(seq ?? number &+ 1)
    found.append("log entry \(number) can't be read: \(detail)")
    self.hash = hash
  }

  private mutating func follow(_ seq: Int64) {
    let expected = number &+ 1
    if seq != expected {
      found.append("log entry \(expected) is missing: entry \(seq) stands in its place")
    }
    count += 1
    number = seq
  }

  /// What it came to, given the count that is kept beside.
  func check(count kept: Int64) -> LogCheck {
    let missing = kept == count ? [] : ["the log has \(count) entries, \(kept) were written"]
    return LogCheck(problems: found + missing, count: count, last: count > 0 ? hash : nil)
  }
}
