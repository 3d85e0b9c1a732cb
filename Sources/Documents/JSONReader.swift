import Diagnostics

/// Reads JSON (RFC 8259) into the same tree, with the same ranges, as the YAML reader.
///
/// It takes what libyaml refuses in valid JSON: tabs, surrogate pairs in escapes, keys of any
/// length. Nesting is a stack in the builder, never recursion.
struct JSONReader {
  /// What went wrong, and where.
  struct Failure {
    let message: String
    let offset: Int
  }

  private enum State {
    case value
    /// After `[`: a value or the end.
    case firstItem
    /// After `{`: a key or the end.
    case firstKey
    case key
    case colon
    /// After a value: a comma or the end.
    case separator
  }

  private var index = 0
  private var isMapping: [Bool] = []

  /// Reads a document's bytes into its nodes; nil where all of it is JSON, or the limit is in the
  /// builder.
  mutating func read(_ document: inout Document, _ builder: inout TreeBuilder) -> Failure? {
    let bytes = document.bytes
    return unsafe bytes.withUnsafeBufferPointer {
      unsafe read($0, &document, &builder)
    }
  }

  private mutating func read(
    _ source: UnsafeBufferPointer<UInt8>,
    _ document: inout Document,
    _ builder: inout TreeBuilder
  ) -> Failure? {
    if unsafe source.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
    var state = State.value
    while true {
      while index < source.count, unsafe isWhite(source[index]) { index += 1 }
      if state == .separator, isMapping.isEmpty {
        guard index < source.count else { return nil }
        return Failure(message: "text after the end of the JSON value", offset: index)
      }
      guard index < source.count else {
        return Failure(
          message: document.root.isNone
            ? "the file has no JSON value" : "the file ends inside a JSON value",
          offset: source.count
        )
      }
      let byte = unsafe source[index]
      switch (state, byte) {
      case (.colon, 0x3A):
        index += 1
        state = .value
      case (.separator, 0x2C):
        index += 1
        state = isMapping.last == true ? .key : .value
      case (.separator, 0x7D) where isMapping.last == true, (.firstKey, 0x7D),
        (.separator, 0x5D) where isMapping.last == false, (.firstItem, 0x5D):
        index += 1
        isMapping.removeLast()
        builder.close(at: UInt32(index), in: &document)
        state = .separator
      case (.key, 0x22), (.firstKey, 0x22):
        if let failure = unsafe readString(source, &document, &builder) { return failure }
        state = .colon
      case (.colon, _):
        return Failure(message: "a colon is wanted after the key", offset: index)
      case (.separator, _):
        return Failure(
          message: "a comma or `\(isMapping.last == true ? "}" : "]")` is wanted here",
          offset: index
        )
      case (.key, _), (.firstKey, _):
        return Failure(message: "a key in double quotes is wanted here", offset: index)
      case (_, 0x7B), (_, 0x5B):
        let kind: Node.Kind = byte == 0x7B ? .mapping : .sequence
        builder.open(node(kind, .flow, index, index + 1), in: &document)
        isMapping.append(byte == 0x7B)
        index += 1
        state = byte == 0x7B ? .firstKey : .firstItem
      case (_, 0x22):
        if let failure = unsafe readString(source, &document, &builder) { return failure }
        state = .separator
      default:
        if let failure = unsafe readWord(source, &document, &builder) { return failure }
        state = .separator
      }
      if builder.fatal != nil { return nil }
    }
  }

  private func isWhite(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  private func node(_ kind: Node.Kind, _ style: Node.Style, _ start: Int, _ end: Int) -> Node {
    Node(
      kind: kind, style: style, tag: .none, isCooked: false, start: UInt32(start),
      end: UInt32(end), parent: -1, next: -1, first: kind == .scalar ? UInt32(start) : .max,
      second: kind == .scalar ? UInt32(end - start) : 0, hash: 0)
  }

  // MARK: - Numbers, true, false, null

  private mutating func readWord(
    _ source: UnsafeBufferPointer<UInt8>,
    _ document: inout Document,
    _ builder: inout TreeBuilder
  ) -> Failure? {
    let start = index
    while index < source.count {
      let byte = unsafe source[index]
      if isWhite(byte) || [0x2C, 0x5D, 0x7D, 0x3A, 0x22, 0x5B, 0x7B].contains(byte) { break }
      index += 1
    }
    let word = unsafe UnsafeBufferPointer(rebasing: source[start..<index])
    guard unsafe isLiteral(word) || isNumber(word) else {
      guard index > start else {
        return Failure(message: "a JSON value is wanted here", offset: start)
      }
      let text = unsafe String(decoding: word.prefix(40), as: UTF8.self)
      return Failure(message: "`\(text)` is no JSON value", offset: start)
    }
    builder.scalar(node(.scalar, .plain, start, index), to: &document)
    return nil
  }

  private func isLiteral(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    unsafe word.elementsEqual("null".utf8) || word.elementsEqual("true".utf8)
      || word.elementsEqual("false".utf8)
  }

  private func isNumber(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    func digits() -> Int {
      let start = index
      while index < word.count, unsafe (0x30...0x39).contains(word[index]) { index += 1 }
      return index - start
    }
    if index < word.count, unsafe word[index] == 0x2D { index += 1 }
    if index < word.count, unsafe word[index] == 0x30 {
      index += 1
    } else if digits() == 0 {
      return false
    }
    if index < word.count, unsafe word[index] == 0x2E {
      index += 1
      if digits() == 0 { return false }
    }
    if index < word.count, unsafe word[index] | 0x20 == 0x65 {
      index += 1
      if index < word.count, unsafe word[index] == 0x2B || word[index] == 0x2D { index += 1 }
      if digits() == 0 { return false }
    }
    return index == word.count
  }

  // MARK: - Strings

  private mutating func readString(
    _ source: UnsafeBufferPointer<UInt8>,
    _ document: inout Document,
    _ builder: inout TreeBuilder
  ) -> Failure? {
    let start = index
    index += 1
    var cookedStart: Int?
    var chunk = index
    while true {
      guard index < source.count else {
        return Failure(message: "this text has no closing quote", offset: start)
      }
      let byte = unsafe source[index]
      if byte == 0x22 { break }
      if byte < 0x20 {
        return Failure(
          message: byte == 0x0A || byte == 0x0D
            ? "a text can't run over the end of its line; write `\\n`"
            : "a control character in a text has to be escaped",
          offset: index
        )
      }
      guard byte == 0x5C else {
        index += 1
        continue
      }
      if cookedStart == nil { cookedStart = document.cooked.count }
      unsafe document.cooked.append(contentsOf: source[chunk..<index])
      if let failure = unsafe readEscape(source, &document) { return failure }
      chunk = index
    }
    var node = node(.scalar, .doubleQuoted, start, index + 1)
    if let cookedStart {
      unsafe document.cooked.append(contentsOf: source[chunk..<index])
      node.isCooked = true
      node.first = UInt32(cookedStart)
      node.second = UInt32(document.cooked.count - cookedStart)
    } else {
      node.first = UInt32(start + 1)
      node.second = UInt32(index - start - 1)
    }
    index += 1
    if builder.expectsKey {
      let range = Int(node.first)..<Int(node.first + node.second)
      node.hash =
        node.isCooked
        ? unsafe document.cooked.withUnsafeBufferPointer {
          unsafe keyHash(UnsafeBufferPointer(rebasing: $0[range]))
        } : unsafe keyHash(UnsafeBufferPointer(rebasing: source[range]))
    }
    builder.scalar(node, to: &document)
    return nil
  }

  private mutating func readEscape(
    _ source: UnsafeBufferPointer<UInt8>,
    _ document: inout Document
  ) -> Failure? {
    let start = index
    index += 1
    guard index < source.count else {
      return Failure(message: "the file ends inside an escape", offset: start)
    }
    let byte = unsafe source[index]
    index += 1
    switch byte {
    case 0x22, 0x5C, 0x2F: document.cooked.append(byte)
    case 0x62: document.cooked.append(0x08)
    case 0x66: document.cooked.append(0x0C)
    case 0x6E: document.cooked.append(0x0A)
    case 0x72: document.cooked.append(0x0D)
    case 0x74: document.cooked.append(0x09)
    case 0x75:
      guard var value = unsafe readHexadecimal(source) else {
        return Failure(message: "`\\u` wants four hexadecimal digits", offset: start)
      }
      if (0xD800...0xDBFF).contains(value), index + 1 < source.count,
        unsafe source[index] == 0x5C && source[index + 1] == 0x75
      {
        let first = index
        index += 2
        if let low = unsafe readHexadecimal(source), (0xDC00...0xDFFF).contains(low) {
          value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
        } else {
          index = first
        }
      }
      guard let scalar = Unicode.Scalar(value) else {
        return Failure(message: "half of a surrogate pair stands alone", offset: start)
      }
      document.cooked.append(contentsOf: Array(Character(scalar).utf8))
    default:
      return Failure(message: "JSON has no such escape", offset: start)
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
