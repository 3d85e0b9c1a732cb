import Documents

/// Reads the JSON that a store has in its columns, of any size and depth.
///
/// It takes what ``JSONValue/canonical()`` writes, and white space besides.
struct StoredJSON {
  /// A collection whose end hasn't come.
  private struct Open {
    var elements: [JSONValue] = []
    var members: [String: JSONValue] = [:]
    /// The key of the next member; nil in an array.
    var key: String?
  }

  private enum Step {
    case value(JSONValue)
    /// A collection is open, and its next value follows.
    case more
    case mistake
  }

  private let bytes: [UInt8]
  private var index = 0
  private var open: [Open] = []

  /// The value of a text; nil where it is no JSON of ours.
  static func value(_ text: String) -> JSONValue? {
    var reader = StoredJSON(bytes: Array(text.utf8))
    return reader.read()
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func read() -> JSONValue? {
    while true {
      var step = begin()
      // A value that is complete joins the collection around it, which may be complete then too.
      while case .value(let value) = step {
        guard let last = open.indices.last else { return next() == nil ? value : nil }
        step = add(value, toOpenAt: last)
      }
      if case .mistake = step { return nil }
    }
  }

  /// Reads a scalar or an empty collection, or opens a collection.
  private mutating func begin() -> Step {
    guard let byte = next() else { return .mistake }
    switch byte {
    case 0x5B:
      index += 1
      if next() == 0x5D { return end(.array([])) }
      open.append(Open())
      return .more
    case 0x7B:
      index += 1
      if next() == 0x7D { return end(.object([:])) }
      guard let key = key() else { return .mistake }
      open.append(Open(key: key))
      return .more
    case 0x22: return string().map { .value(.string($0)) } ?? .mistake
    default: return word().map { .value($0) } ?? .mistake
    }
  }

  private mutating func end(_ value: JSONValue) -> Step {
    index += 1
    return .value(value)
  }

  /// Adds a value to the last open collection, which is the next value where it ends there.
  private mutating func add(_ value: JSONValue, toOpenAt last: Int) -> Step {
    guard let byte = next() else { return .mistake }
    index += 1
    if let key = open[last].key {
      open[last].members[key] = value
      if byte == 0x7D { return .value(.object(open.removeLast().members)) }
      guard byte == 0x2C, let following = self.key() else { return .mistake }
      open[last].key = following
    } else {
      open[last].elements.append(value)
      if byte == 0x5D { return .value(.array(open.removeLast().elements)) }
      guard byte == 0x2C else { return .mistake }
    }
    return .more
  }

  // MARK: - Tokens

  /// The next byte that is no white space.
  private mutating func next() -> UInt8? {
    while index < bytes.count {
      switch bytes[index] {
      case 0x20, 0x09, 0x0A, 0x0D: index += 1
      default: return bytes[index]
      }
    }
    return nil
  }

  private mutating func key() -> String? {
    guard next() == 0x22, let key = string(), next() == 0x3A else { return nil }
    index += 1
    return key
  }

  private mutating func word() -> JSONValue? {
    let start = index
    while index < bytes.count, ![0x2C, 0x5D, 0x7D, 0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) {
      index += 1
    }
    let word = String(decoding: bytes[start..<index], as: UTF8.self)
    switch word {
    case "null": return .null
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    default: return Int64(word).map { .integer($0) }
    }
  }

  /// Reads a text from its opening quote on.
  private mutating func string() -> String? {
    index += 1
    let start = index
    while index < bytes.count, bytes[index] != 0x22, bytes[index] != 0x5C { index += 1 }
    guard index < bytes.count else { return nil }
    var text = Array(bytes[start..<index])
    while index < bytes.count, bytes[index] != 0x22 {
      let byte = bytes[index]
      index += 1
      guard byte == 0x5C else {
        text.append(byte)
        continue
      }
      guard let scalar = escape() else { return nil }
      text += Array(String(scalar).utf8)
    }
    guard index < bytes.count else { return nil }
    index += 1
    return String(decoding: text, as: UTF8.self)
  }

  /// Reads what stands behind a backslash.
  private mutating func escape() -> Unicode.Scalar? {
    guard index < bytes.count else { return nil }
    let byte = bytes[index]
    index += 1
    switch byte {
    case 0x22, 0x5C, 0x2F: return Unicode.Scalar(byte)
    case 0x62: return "\u{8}"
    case 0x66: return "\u{C}"
    case 0x6E: return "\n"
    case 0x72: return "\r"
    case 0x74: return "\t"
    case 0x75: return codeUnit().flatMap { Unicode.Scalar($0) }
    default: return nil
    }
  }

  private mutating func codeUnit() -> UInt32? {
    guard bytes.count - index >= 4 else { return nil }
    let digits = String(decoding: bytes[index..<index + 4], as: UTF8.self)
    index += 4
    return UInt32(digits, radix: 16)
  }
}
