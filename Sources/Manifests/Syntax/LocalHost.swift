/// A host that no customer's browser finds under a public name.
public enum LocalHost: Sendable {
  case localhost
  /// A name under `.local`.
  case localName
  case privateAddress
  case publicAddress

  /// Looks at a host; masked variables may stand in it.
  init?(_ host: UnsafeBufferPointer<UInt8>) {
    let host = HostName.withoutClosingDot(host)
    if HostName.ends(host, with: "localhost") {
      self = .localhost
    } else if HostName.ends(host, with: "local"), host.count > 5 {
      self = .localName
    } else if let address = HostName.version4(host) {
      self = HostName.isPrivate(address) ? .privateAddress : .publicAddress
    } else if host.first == UInt8(ascii: "["), let address = HostName.version6(host) {
      self = HostName.isPrivate(address) ? .privateAddress : .publicAddress
    } else {
      return nil
    }
  }
}

/// What the bytes of a host name say, variables masked.
enum HostName {
  /// Whether a resolver could take it: an address, or labels without characters that none has.
  static func isSound(_ host: UnsafeBufferPointer<UInt8>) -> Bool {
    if host.first == UInt8(ascii: "[") { return version6(host) != nil }
    let name = withoutClosingDot(host)
    guard !name.isEmpty else { return false }
    var start = 0
    var isMasked = false
    for index in 0...name.count {
      guard index == name.count || name[index] == UInt8(ascii: ".") else {
        if isForbidden(name[index]) { return false }
        if name[index] == BraceReader.mask { isMasked = true }
        continue
      }
      guard index > start, index - start <= 63 || isMasked else { return false }
      if index < name.count { start = index + 1 }
    }
    // A name that ends in a number is an address, or nothing.
    guard (0x30...0x39).contains(name[start]), !isMasked else { return true }
    let label = UnsafeBufferPointer(rebasing: name[start...])
    let isNumber = number(label[...]) != nil || label.allSatisfy { (0x30...0x39).contains($0) }
    return !isNumber || version4(host) != nil
  }

  static func withoutClosingDot(_ host: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    host.last == UInt8(ascii: ".") ? UnsafeBufferPointer(rebasing: host.dropLast()) : host
  }

  /// Whether the last labels are this name, in any case.
  static func ends(_ host: UnsafeBufferPointer<UInt8>, with name: StaticString) -> Bool {
    let count = name.utf8CodeUnitCount
    guard host.count >= count else { return false }
    for offset in 1...count
    where lowercased(host[host.count - offset]) != name.utf8Start[count - offset] {
      return false
    }
    return host.count == count || host[host.count - count - 1] == UInt8(ascii: ".")
  }

  static func isHexadecimal(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
  }

  private static func isForbidden(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, 0x7F: true
    case UInt8(ascii: "%"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "<"),
      UInt8(ascii: ">"), UInt8(ascii: "^"), UInt8(ascii: "|"), UInt8(ascii: "`"),
      UInt8(ascii: "\""), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: ","),
      UInt8(ascii: ";"), UInt8(ascii: "@"), UInt8(ascii: ":"), UInt8(ascii: "\\"):
      true
    default: false
    }
  }

  // MARK: - Version 4

  /// An address of one to four decimal, octal or hexadecimal numbers, as browsers read it.
  static func version4(_ host: UnsafeBufferPointer<UInt8>) -> UInt32? {
    let host = withoutClosingDot(host)
    guard let first = host.first, (0x30...0x39).contains(first), host.count <= 64 else {
      return nil
    }
    let parts = host.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count <= 4 else { return nil }
    var address: UInt64 = 0
    for (index, part) in parts.enumerated() {
      guard let value = number(part) else { return nil }
      let isLast = index == parts.count - 1
      // The last number fills all bytes that are left.
      let bytes = isLast ? 4 - index : 1
      guard value < 1 << UInt64(8 * bytes) else { return nil }
      address = address << UInt64(8 * bytes) | value
    }
    return UInt32(truncatingIfNeeded: address)
  }

  /// A number as the parts of an address are written; one that is too large is the largest.
  private static func number(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> UInt64? {
    var digits = text
    var base: UInt64 = 10
    if digits.count >= 2, digits.first == 0x30 {
      base = digits.dropFirst().first.map { $0 | 0x20 } == UInt8(ascii: "x") ? 16 : 8
      digits = digits.dropFirst(base == 16 ? 2 : 1)
    }
    guard !text.isEmpty else { return nil }
    var value: UInt64 = 0
    for byte in digits {
      guard isHexadecimal(byte) else { return nil }
      let digit = UInt64(byte <= 0x39 ? byte & 15 : (byte & 15) + 9)
      guard digit < base else { return nil }
      value = min(value * base + digit, 1 << 40)
    }
    return value
  }

  static func isPrivate(_ address: UInt32) -> Bool {
    switch address >> 24 {
    case 0, 10, 127: true
    case 100: (64...127).contains(address >> 16 & 0xFF)
    case 169: address >> 16 & 0xFF == 254
    case 172: (16...31).contains(address >> 16 & 0xFF)
    case 192: address >> 16 & 0xFF == 168
    default: false
    }
  }

  // MARK: - Version 6

  /// The eight groups of an address in brackets.
  static func version6(_ host: UnsafeBufferPointer<UInt8>) -> [UInt16]? {
    guard host.count >= 4, host.count <= 80, host.first == UInt8(ascii: "["),
      host.last == UInt8(ascii: "]")
    else { return nil }
    let text = host.dropFirst().dropLast().prefix { $0 != UInt8(ascii: "%") }
    let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count >= 3, parts.count <= 9 else { return nil }
    var groups: [UInt16] = []
    var gap: Int?
    for (index, part) in parts.enumerated() {
      if part.isEmpty {
        // The two colons of a gap leave one empty part, at an end two.
        if index == 0 || index == parts.count - 1 {
          let inner = index == 0 ? parts[1] : parts[parts.count - 2]
          guard inner.isEmpty else { return nil }
          continue
        }
        guard gap == nil else { return nil }
        gap = groups.count
      } else if index == parts.count - 1, part.contains(UInt8(ascii: ".")) {
        guard let address = version4(UnsafeBufferPointer(rebasing: part)) else { return nil }
        groups += [UInt16(truncatingIfNeeded: address >> 16), UInt16(truncatingIfNeeded: address)]
      } else {
        guard part.count <= 4, part.allSatisfy(isHexadecimal) else { return nil }
        groups.append(
          part.reduce(0) { $0 << 4 | UInt16($1 <= 0x39 ? $1 & 15 : ($1 & 15) + 9) }
        )
      }
    }
    guard let gap else { return groups.count == 8 ? groups : nil }
    guard groups.count < 8 else { return nil }
    groups.insert(contentsOf: [UInt16](repeating: 0, count: 8 - groups.count), at: gap)
    return groups
  }

  static func isPrivate(_ groups: [UInt16]) -> Bool {
    guard groups.count == 8 else { return false }
    if groups[..<5].allSatisfy({ $0 == 0 }) {
      if groups[5] == 0xFFFF || groups[5] == 0 {
        return isPrivate(UInt32(groups[6]) << 16 | UInt32(groups[7]))
      }
    }
    return groups[0] & 0xFE00 == 0xFC00 || groups[0] & 0xFFC0 == 0xFE80
  }
}
