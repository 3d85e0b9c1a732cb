import Documents

/// Writes JSON member by member, so that a long array need not be held.
package struct JSONWriter: Sendable {
  private var bytes: [UInt8] = []
  private let isPretty: Bool
  /// For each open object or array whether it has a member yet.
  private var hasMembers: [Bool] = []
  private var isAfterKey = false

  /// A writer of indented lines, or of one line.
  package init(pretty: Bool) { isPretty = pretty }

  /// Hands over what was written and forgets it.
  package mutating func move(to output: inout Output) {
    output.write(bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  // MARK: - Structure

  package mutating func beginObject() { begin(0x7B) }

  package mutating func endObject() { end(0x7D) }

  package mutating func beginArray() { begin(0x5B) }

  package mutating func endArray() { end(0x5D) }

  package mutating func key(_ name: String) {
    separate()
    quote(name)
    bytes.append(0x3A)
    if isPretty { bytes.append(0x20) }
    isAfterKey = true
  }

  package mutating func lineBreak() { bytes.append(0x0A) }

  // MARK: - Values

  package mutating func value(_ text: String) {
    separate()
    quote(text)
  }

  package mutating func value(_ number: Int) {
    separate()
    bytes.append(contentsOf: String(number).utf8)
  }

  package mutating func value(_ flag: Bool) {
    separate()
    bytes.append(contentsOf: (flag ? "true" : "false").utf8)
  }

  package mutating func null() {
    separate()
    bytes.append(contentsOf: "null".utf8)
  }

  package mutating func member(_ name: String, _ text: String?) {
    key(name)
    if let text { value(text) } else { null() }
  }

  package mutating func member(_ name: String, _ number: Int) {
    key(name)
    value(number)
  }

  package mutating func member(_ name: String, _ flag: Bool) {
    key(name)
    value(flag)
  }

  // MARK: - Bytes

  private mutating func begin(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    hasMembers.append(false)
  }

  private mutating func end(_ bracket: UInt8) {
    let hadMembers = hasMembers.popLast() ?? false
    if hadMembers { indent() }
    bytes.append(bracket)
  }

  /// Writes what stands between the member before and the next one.
  private mutating func separate() {
    if isAfterKey {
      isAfterKey = false
      return
    }
    guard let last = hasMembers.indices.last else { return }
    if hasMembers[last] { bytes.append(0x2C) }
    hasMembers[last] = true
    indent()
  }

  private mutating func indent() {
    guard isPretty else { return }
    bytes.append(0x0A)
    for _ in hasMembers { bytes += [0x20, 0x20] }
  }

  private mutating func quote(_ text: String) {
    let start = bytes.count
    JSONValue.append(text, to: &bytes)
    // Terminals act on the second set of control characters too; JSON lets them stand.
    guard text.unicodeScalars.contains(where: { (0x7F...0x9F).contains($0.value) }) else { return }
    let quoted = String(decoding: bytes[start...], as: UTF8.self)
    bytes.removeSubrange(start...)
    for scalar in quoted.unicodeScalars {
      if (0x7F...0x9F).contains(scalar.value) {
        bytes.append(contentsOf: ("\\u00" + String(scalar.value, radix: 16)).utf8)
      } else {
        bytes.append(contentsOf: String(Character(scalar)).utf8)
      }
    }
  }
}
