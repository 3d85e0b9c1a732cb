/// Reads JSON whose numbers are integers.
struct PlainJSONReader {
  /// What is wrong with a text, and at which byte.
  struct Mistake: Error, CustomStringConvertible {
    let message: String
    let offset: Int

    var description: String { "\(message) at byte \(offset)" }
  }

  private let bytes: [UInt8]
  private var offset = 0

  static func read(_ text: String) throws -> PlainJSON {
    var reader = PlainJSONReader(bytes: Array(text.utf8))
    let value = try reader.value()
    reader.skipBlanks()
    guard reader.offset == reader.bytes.count else { throw reader.mistake("more than one value") }
    return value
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private func mistake(_ message: String) -> Mistake { Mistake(message: message, offset: offset) }

  private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func skipBlanks() {
    while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { offset += 1 }
  }

  /// Takes a byte that may stand next, blanks before it or not.
  private mutating func take(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard next == byte else { return false }
    offset += 1
    return true
  }

  private mutating func value() throws -> PlainJSON {
    skipBlanks()
    switch next {
    case 0x7B: return try map()
    case 0x5B: return try list()
    case 0x22: return .text(PlainKey(try text()))
    case 0x74: return try word("true", .boolean(true))
    case 0x66: return try word("false", .boolean(false))
    case 0x6E: return try word("null", .null)
    case 0x2D?: return try number()
    case let byte? where (0x30...0x39).contains(byte): return try number()
    default: throw mistake("no JSON value")
    }
  }

  private mutating func word(_ word: String, _ value: PlainJSON) throws -> PlainJSON {
    let end = offset + word.utf8.count
    guard end <= bytes.count, bytes[offset..<end].elementsEqual(word.utf8) else {
      throw mistake("no JSON value")
    }
    offset = end
    return value
  }

  private mutating func number() throws -> PlainJSON {
    let start = offset
    if next == 0x2D { offset += 1 }
    while let byte = next, (0x30...0x39).contains(byte) { offset += 1 }
    if let byte = next, [0x2E, 0x65, 0x45].contains(byte) { throw mistake("no integer") }
    guard let integer = Int(String(decoding: bytes[start..<offset], as: UTF8.self)) else {
      throw mistake("no integer")
    }
    return .integer(integer)
  }

  private mutating func list() throws -> PlainJSON {
    offset += 1
    var items: [PlainJSON] = []
    if take(0x5D) { return .list(items) }
    repeat { items.append(try value()) } while take(0x2C)
    guard take(0x5D) else { throw mistake("expected `,` or `]`") }
    return .list(items)
  }

  private mutating func map() throws -> PlainJSON {
    offset += 1
    var members: [PlainKey: PlainJSON] = [:]
    if take(0x7D) { return .map(members) }
    repeat {
      skipBlanks()
      guard next == 0x22 else { throw mistake("expected a key") }
      let key = PlainKey(try text())
      guard take(0x3A) else { throw mistake("expected `:`") }
      guard members.updateValue(try value(), forKey: key) == nil else {
        throw mistake("the key `\(key)` stands there twice")
      }
    } while take(0x2C)
    guard take(0x7D) else { throw mistake("expected `,` or `}`") }
    return .map(members)
  }

  private mutating func text() throws -> String {
    offset += 1
    var units: [UInt8] = []
    while let byte = next {
      offset += 1
      switch byte {
      case 0x22: return String(decoding: units, as: UTF8.self)
      case 0x5C: try escape(into: &units)
      case 0x00..<0x20: throw mistake("a control character in a text")
      default: units.append(byte)
      }
    }
    throw mistake("a text without an end")
  }

  private mutating func escape(into units: inout [UInt8]) throws {
    guard let byte = next else { throw mistake("a text without an end") }
    offset += 1
    switch byte {
    case 0x22, 0x5C, 0x2F: units.append(byte)
    case 0x62: units.append(0x08)
    case 0x66: units.append(0x0C)
    case 0x6E: units.append(0x0A)
    case 0x72: units.append(0x0D)
    case 0x74: units.append(0x09)
    case 0x75:
      var number = try fourDigits()
      if (0xD800..<0xDC00).contains(number) {
        guard next == 0x5C, offset + 1 < bytes.count, bytes[offset + 1] == 0x75 else {
          throw mistake("half a surrogate pair")
        }
        offset += 2
        let low = try fourDigits()
        guard (0xDC00..<0xE000).contains(low) else { throw mistake("half a surrogate pair") }
        number = 0x10000 + (number - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(number) else { throw mistake("half a surrogate pair") }
      units += Array(String(scalar).utf8)
    default: throw mistake("an unknown escape")
    }
  }

  private mutating func fourDigits() throws -> UInt32 {
    guard offset + 4 <= bytes.count,
      let number = UInt32(String(decoding: bytes[offset..<offset + 4], as: UTF8.self), radix: 16)
    else { throw mistake("expected four hexadecimal digits") }
    offset += 4
    return number
  }
}
