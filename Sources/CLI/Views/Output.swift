/// Text on its way to a stream or a file; whoever holds it writes it out and empties it.
package struct Output: Sendable {
  package var bytes: [UInt8] = []

  package init() {}

  package mutating func write(_ text: String) { bytes.append(contentsOf: text.utf8) }

  package mutating func write(_ more: [UInt8]) { bytes.append(contentsOf: more) }

  mutating func write(_ more: ArraySlice<UInt8>) { bytes.append(contentsOf: more) }

  /// Writes a number in decimal digits.
  mutating func write(_ number: Int) { write(String(number)) }

  /// Writes a byte some times, none where that is less than once.
  mutating func write(_ byte: UInt8, times count: Int) {
    bytes.append(contentsOf: repeatElement(byte, count: max(0, count)))
  }

  mutating func writeBlanks(_ count: Int) { write(UInt8(ascii: " "), times: count) }

  /// Writes a text and a line break.
  package mutating func writeLine(_ text: String = "") {
    write(text)
    bytes.append(0x0A)
  }
}
