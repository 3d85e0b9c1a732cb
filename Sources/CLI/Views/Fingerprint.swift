import Crypto
package import Diagnostics

/// What stays the same about a finding while the file around it changes.
package enum Fingerprint {
  /// The fingerprint of a finding: 32 hexadecimal digits.
  ///
  /// It is made from the rule, the place inside the manifest and the offending value, never from
  /// a line or from the wording; one mistake made twice at one place has one fingerprint.
  package static func of(_ finding: Finding) -> String {
    digest([finding.rule.name, finding.pointer, finding.value])
  }

  /// The first half of the SHA-256 of these parts with a NUL between each two.
  package static func digest(_ parts: [String]) -> String {
    var hash = SHA256()
    for (index, part) in parts.enumerated() {
      if index > 0 { hash.update([0]) }
      hash.update(Array(part.utf8))
    }
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in hash.finalize().prefix(16) {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}

extension SHA256 {
  fileprivate mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { update(bufferPointer: $0) }
  }
}
