import Crypto
package import Documents

/// One line of a company's log: who applied what, and when.
///
/// Each entry carries the hash of the one before it, so that none can be changed or taken out
/// without a trace.
package struct AuditEntry: Hashable, Sendable {
  /// From 1, without gaps.
  package let seq: Int64
  /// A time as `2026-11-24T09:30:00Z`.
  package let at: String
  /// A login, or `os:` and a name.
  package let who: String
  package let verb: String
  /// The digest of the plan; nil where there was none.
  package let plan: String?
  /// The changes as the plan has them.
  package let changes: JSONValue
  /// The hash of the entry before; 64 zeros for the first one.
  package let previous: String
  /// As it was recorded: 64 hexadecimal digits.
  package let hash: String

  package static let zeros = String(repeating: "0", count: 64)

  /// An entry as a store has it.
  package init(
    seq: Int64,
    at: String,
    who: String,
    verb: String,
    plan: String?,
    changes: JSONValue,
    previous: String,
    hash: String
  ) {
    self.seq = seq
    self.at = at
    self.who = who
    self.verb = verb
    self.plan = plan
    self.changes = changes
    self.previous = previous
    self.hash = hash
  }

  /// The entry that follows another one; nil stands before the first.
  package init(
    after last: AuditEntry?,
    at: String,
    who: String,
    verb: String,
    plan: String?,
    changes: JSONValue
  ) {
    let entry = AuditEntry(
      seq: (last?.seq ?? 0) &+ 1,
      at: at,
      who: who,
      verb: verb,
      plan: plan,
      changes: changes,
      previous: last?.hash ?? AuditEntry.zeros,
      hash: ""
    )
    self.init(
      seq: entry.seq,
      at: at,
      who: who,
      verb: verb,
      plan: plan,
      changes: changes,
      previous: entry.previous,
      hash: entry.computedHash
    )
  }

  /// SHA-256 of the entry's canonical JSON without its hash.
  package var computedHash: String {
    Digest.hexadecimal(fields(withHash: false).canonical())
  }

  package var json: JSONValue { fields(withHash: true) }

  private func fields(withHash: Bool) -> JSONValue {
    var fields: [String: JSONValue] = [
      "seq": .integer(seq), "at": .string(at), "who": .string(who), "verb": .string(verb),
      "plan": plan.map { .string($0) } ?? .null, "changes": changes,
      "previous": .string(previous),
    ]
    if withHash { fields["hash"] = .string(hash) }
    return .object(fields)
  }
}

/// SHA-256 of bytes that come one after the other.
struct RunningDigest {
  private var hash = SHA256()

  mutating func add(_ bytes: [UInt8]) { hash.update(data: bytes) }

  /// `sha256:` and 64 digits.
  var sha256: String { "sha256:" + Digest.hexadecimal(hash.finalize()) }
}

/// SHA-256 in hexadecimal digits.
package enum Digest {
  package static func hexadecimal(_ bytes: [UInt8]) -> String {
    hexadecimal(SHA256.hash(data: bytes))
  }

  fileprivate static func hexadecimal(_ hash: SHA256Digest) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in hash {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The same with `sha256:` in front, as plans and facts have it.
  package static func sha256(_ bytes: [UInt8]) -> String { "sha256:" + hexadecimal(bytes) }
}
