import Companies
import Documents

/// The secret of a service account: drawn when a plan is applied, told once, and kept nowhere.
package struct ServiceAccountSecret: Hashable, Sendable {
  /// 64 hexadecimal digits.
  package let text: String

  package init(_ text: String) { self.text = text }

  /// Draws 32 bytes from the system's source of randomness.
  package static func draw() -> ServiceAccountSecret {
    var generator = SystemRandomNumberGenerator()
    return ServiceAccountSecret(DrawnDigits.draw(words: 4, using: &generator))
  }

  /// What a store keeps of it: `sha256:` and 64 digits.
  package var digest: String { Digest.sha256(Array(text.utf8)) }
}

/// Hexadecimal digits drawn at random.
enum DrawnDigits {
  /// Sixteen digits for each word.
  static func draw(words: Int, using generator: inout some RandomNumberGenerator) -> String {
    var digits = ""
    for _ in 0..<words {
      let word = String(UInt64.random(in: .min ... .max, using: &generator), radix: 16)
      digits += String(repeating: "0", count: 16 - word.utf8.count) + word
    }
    return digits
  }
}

extension Change {
  /// The verbs that give a service account a new secret.
  private static let drawing: Set<String> = ["service-account create", "service-account rotate"]

  /// Whether applying it draws a secret, so that it does something though `before` and `after` may
  /// read alike.
  package var drawsSecret: Bool {
    guard case .serviceAccount? = after else { return false }
    return Change.drawing.contains(reason)
  }

  /// What apply writes in place of what is there: an account gets the digest of the new secret, or
  /// keeps the one that it has.
  func written(over held: CompanyObject?, secret: ServiceAccountSecret) -> CompanyObject? {
    guard case .serviceAccount(var account)? = after else { return after }
    if drawsSecret {
      account.secretDigest = secret.digest
    } else if case .serviceAccount(let held)? = held {
      account.secretDigest = held.secretDigest
    }
    return .serviceAccount(account)
  }
}

extension Plan {
  /// Whether applying it draws a secret, which has to be told then.
  package var drawsSecret: Bool { changes.contains(where: \.drawsSecret) }

  /// The name of the service account that gets the secret; nil where none is drawn.
  package var accountWithNewSecret: String? {
    for case .serviceAccount(let account)? in changes.filter(\.drawsSecret).map(\.after) {
      return account.name
    }
    return nil
  }

  /// Makes sure that no two accounts would get one secret.
  func requireOneSecretAtMost() throws {
    guard changes.count(where: \.drawsSecret) < 2 else {
      throw ApplyRefusal(message: "the plan draws a secret for more than one service account")
    }
  }

  /// Whether a store has every fact that the plan rests on, and all that it replaces.
  func fits(_ ledger: any CompanyLedger) throws -> Bool {
    try reads.allSatisfy { try $0.fact.hash(in: ledger, fields: $0.fields) == $0.hash }
      && changes.allSatisfy { try $0.replacesWhatIsThere(in: ledger) }
  }
}

extension CompanyObject {
  /// The object as plans compare it, without the digest of a secret.
  var compared: CompanyObject {
    guard case .serviceAccount(var account) = self else { return self }
    account.secretDigest = nil
    return .serviceAccount(account)
  }

  /// The object as plans and the log have it: that there is a secret is told, never which.
  var planned: JSONValue {
    guard case .serviceAccount = self, case .object(var members) = compared.snapshot.json else {
      return snapshot.json
    }
    members["secret_digest"] = .null
    return .object(members)
  }
}
