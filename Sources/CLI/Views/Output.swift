/// Text on its way to a stream or a file; whoever holds it writes it out and empties it.
package struct Output: Sendable {
  package var bytes: [UInt8] = []

  package init() {}

  package mutating func write(_ text: String) { bytes.append(contentsOf: text.utf8) }

  package mutating func write(_ more: [UInt8]) { bytes.append(contentsOf: more) }

  /// Writes a text and a line break.
  package mutating func writeLine(_ text: String = "") {
    write(text)
    bytes.append(0x0A)
  }
}
