import Bytes

// How JSON writes texts.

extension JSONReader {
  /// Reads a text in double quotes; its quote is at the index.
  mutating func readString(
    _ source: UnsafeBufferPointer<UInt8>,
    _ document: inout Document,
    _ builder: inout TreeBuilder
  ) -> Stop? {
    let start = index
    let end = unsafe JSONReader.endOfPlain(source, from: start + 1)
    guard end < source.count, unsafe source[end] == 0x22 else {
      return unsafe readEscaped(source, &document, &builder)
    }
    index = end + 1
    let hash =
      unsafe builder.expectsKey
      ? KeyHash.of(UnsafeBufferPointer(rebasing: source[(start + 1)..<end])) : 0
    var node = JSONReader.scalar(.doubleQuoted, from: start, to: end + 1)
    node.first = node.start &+ 1
    node.second = node.end &- node.start &- 2
    builder.scalar(node, keyHash: hash, to: &document)
    return nil
  }

  /// Reads a text with escapes, or one that is none.
  private mutating func readEscaped(
    _ source: UnsafeBufferPointer<UInt8>,
    _ document: inout Document,
    _ builder: inout TreeBuilder
  ) -> Stop? {
    let start = index
    let cookedStart = document.cooked.count
    index += 1
    while true {
      let end = unsafe JSONReader.endOfPlain(source, from: index)
      unsafe document.cooked.append(contentsOf: source[index..<end])
      index = end
      guard index < source.count else {
        return Stop(message: "this text has no closing quote", offset: start)
      }
      let byte = unsafe source[index]
      if byte == 0x22 { break }
      guard byte == 0x5C else {
        return Stop(
          message: byte == 0x0A || byte == 0x0D
            ? "a text can't run over the end of its line; write `\\n`"
            : "a control character in a text has to be escaped",
          offset: index
        )
      }
      if let stop = unsafe readEscape(source, &document.cooked) { return stop }
    }
    index += 1
    var node = JSONReader.scalar(.doubleQuoted, from: start, to: index)
    node.isCooked = true
    node.first = UInt32(truncatingIfNeeded: cookedStart)
    node.second = UInt32(truncatingIfNeeded: document.cooked.count - cookedStart)
    let hash = builder.expectsKey ? document.keyHash(of: node) : 0
    builder.scalar(node, keyHash: hash, to: &document)
    return nil
  }

  /// Where the next quote, backslash or control character stands, or the source ends.
  @inline(__always)
  private static func endOfPlain(_ source: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let rest = min(start, source.count)..<source.count
    return unsafe ByteChunk.first(in: source, rest) { chunk in
      chunk.marks(of: 0x22) | chunk.marks(of: 0x5C) | chunk.marks(of: 0, under: 0xE0)
    } ?? rest.upperBound
  }

  private mutating func readEscape(
    _ source: UnsafeBufferPointer<UInt8>,
    _ cooked: inout [UInt8]
  ) -> Stop? {
    let start = index
    index += 1
    guard index < source.count else {
      return Stop(message: "the file ends inside an escape", offset: start)
    }
    let byte = unsafe source[index]
    index += 1
    switch byte {
    case 0x22, 0x5C, 0x2F: cooked.append(byte)
    case 0x62: cooked.append(0x08)
    case 0x66: cooked.append(0x0C)
    case 0x6E: cooked.append(0x0A)
    case 0x72: cooked.append(0x0D)
    case 0x74: cooked.append(0x09)
    case 0x75:
      guard var value = unsafe readHexadecimal(source) else {
        return Stop(message: "`\\u` wants four hexadecimal digits", offset: start)
      }
      if 0xD800...0xDBFF ~= value, index + 1 < source.count,
        unsafe source[index] == 0x5C && source[index + 1] == 0x75
      {
        let first = index
        index += 2
        if let low = unsafe readHexadecimal(source), 0xDC00...0xDFFF ~= low {
          value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
        } else {
          index = first
        }
      }
      guard let scalar = Unicode.Scalar(value) else {
        return Stop(message: "half of a surrogate pair stands alone", offset: start)
      }
      if let encoded = UTF8.encode(scalar) { cooked.append(contentsOf: encoded) }
    default:
      return Stop(message: "JSON has no such escape", offset: start)
    }
    return nil
  }

  private mutating func readHexadecimal(_ source: UnsafeBufferPointer<UInt8>) -> UInt32? {
    guard index + 4 <= source.count else { return nil }
    var value: UInt32 = 0
    for offset in 0..<4 {
      let byte = unsafe source[index + offset]
      let digit: UInt8
      switch byte {
      case 0x30...0x39: digit = byte - 0x30
      case 0x41...0x46: digit = byte - 0x37
      case 0x61...0x66: digit = byte - 0x57
      default: return nil
      }
      value = value << 4 | UInt32(digit)
    }
    index += 4
    return value
  }
}
