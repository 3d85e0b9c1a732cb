import Bytes
import Diagnostics

/// Reads JSON (RFC 8259) into the same tree, with the same ranges, as the YAML reader.
///
/// It takes what libyaml refuses in valid JSON: tabs, surrogate pairs in escapes, keys of any
/// length. Nesting is a stack in the builder, never recursion.
struct JSONReader {
  /// What went wrong, where, and where the construct begins that it went wrong in.
  struct Failure {
    let message: String
    let range: SourceRange
    let opening: SourceRange?
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

  var index = 0

  /// Reads a document's bytes, which are UTF-8, into its nodes; nil where all of it is JSON, or
  /// has no content, or the limit is in the builder.
  mutating func read(_ document: inout Document, _ builder: inout TreeBuilder) -> Failure? {
    let bytes = document.bytes
    let failure = unsafe bytes.withUnsafeBufferPointer {
      unsafe read($0, &document, &builder)
    }
    builder.finish(&document)
    return failure.map { failure in
      let open = builder.openCollection
      return Failure(
        message: failure.message,
        range: document.characterRange(at: UInt32(failure.offset)),
        opening: open.isNone ? nil : document.characterRange(at: document[open].start)
      )
    }
  }

  struct Stop {
    let message: String
    let offset: Int
  }

  private mutating func read(
    _ source: UnsafeBufferPointer<UInt8>,
    _ document: inout Document,
    _ builder: inout TreeBuilder
  ) -> Stop? {
    if unsafe source.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
    var state = State.value
    while builder.fatal == nil {
      unsafe skipWhite(source)
      guard index < source.count else {
        if document.root.isNone || state == .separator && builder.isInMapping == nil { return nil }
        return Stop(message: "the file ends inside a JSON value", offset: index)
      }
      let byte = unsafe source[index]
      switch state {
      case .key, .firstKey:
        if byte == 0x22 {
          if let stop = unsafe readString(source, &document, &builder) { return stop }
          state = unsafe skip(0x3A, source) ? .value : .colon
        } else if byte == 0x7D, state == .firstKey {
          close(&document, &builder)
          state = .separator
        } else {
          return Stop(message: "a key in double quotes is wanted here", offset: index)
        }
      case .colon:
        guard byte == 0x3A else {
          return Stop(message: "a `:` is wanted after the key", offset: index)
        }
        index += 1
        state = .value
      case .separator:
        guard let isMapping = builder.isInMapping else {
          return Stop(message: "text after the end of the JSON value", offset: index)
        }
        if byte == 0x2C {
          index += 1
          state = isMapping ? .key : .value
        } else if byte == (isMapping ? 0x7D : 0x5D) {
          close(&document, &builder)
        } else {
          return Stop(
            message: "a `,` or `\(isMapping ? "}" : "]")` is wanted here",
            offset: index
          )
        }
      case .value, .firstItem:
        switch byte {
        case 0x22:
          if let stop = unsafe readString(source, &document, &builder) { return stop }
          state = .separator
          if let isMapping = builder.isInMapping, unsafe skip(0x2C, source) {
            state = isMapping ? .key : .value
          }
        case 0x7B:
          open(.mapping, &document, &builder)
          state = .firstKey
        case 0x5B:
          open(.sequence, &document, &builder)
          state = .firstItem
        case 0x5D where state == .firstItem:
          close(&document, &builder)
          state = .separator
        default:
          if let stop = unsafe readWord(source, &document, &builder) { return stop }
          state = .separator
        }
      }
    }
    return nil
  }

  /// Goes on behind a byte, if it comes next.
  private mutating func skip(_ byte: UInt8, _ source: UnsafeBufferPointer<UInt8>) -> Bool {
    guard index < source.count, unsafe source[index] == byte else { return false }
    index += 1
    return true
  }

  /// Goes on to what is no white space; an indentation is passed by eight blanks at once.
  @inline(__always)
  private mutating func skipWhite(_ source: UnsafeBufferPointer<UInt8>) {
    guard let base = source.baseAddress else { return }
    var index = index
    white: while index < source.count {
      switch unsafe source[index] {
      case 0x20, 0x0A, 0x0D, 0x09: index += 1
      default: break white
      }
      while index + 8 <= source.count {
        let blanks = unsafe ByteScan.leadingBlanks(ByteScan.word(base, at: index))
        index += blanks
        if blanks < 8 { break }
      }
    }
    self.index = index
  }

  private mutating func open(
    _ kind: Node.Kind,
    _ document: inout Document,
    _ builder: inout TreeBuilder
  ) {
    let start = UInt32(truncatingIfNeeded: index)
    builder.open(Node(kind, .flow, start: start, end: start &+ 1), in: &document)
    index += 1
  }

  private mutating func close(_ document: inout Document, _ builder: inout TreeBuilder) {
    index += 1
    builder.close(at: UInt32(truncatingIfNeeded: index), in: &document)
  }

  /// A scalar at its place, which is yet to be told where its text stands.
  static func scalar(_ style: Node.Style, from start: Int, to end: Int) -> Node {
    Node(
      .scalar,
      style,
      start: UInt32(truncatingIfNeeded: start),
      end: UInt32(truncatingIfNeeded: end)
    )
  }

  // MARK: - Numbers, true, false, null

  private mutating func readWord(
    _ source: UnsafeBufferPointer<UInt8>,
    _ document: inout Document,
    _ builder: inout TreeBuilder
  ) -> Stop? {
    let start = index
    word: while index < source.count {
      switch unsafe source[index] {
      case 0x20, 0x0A, 0x0D, 0x09, 0x2C, 0x5D, 0x7D, 0x3A, 0x22, 0x5B, 0x7B: break word
      default: index += 1
      }
    }
    let word = unsafe UnsafeBufferPointer(rebasing: source[start..<index])
    guard unsafe JSONReader.isWord(word) else {
      guard index > start else {
        return Stop(message: "a JSON value is wanted here", offset: start)
      }
      let text = unsafe String(decoding: word.prefix(40), as: UTF8.self)
      return Stop(message: "`\(text)` is no JSON value", offset: start)
    }
    var node = JSONReader.scalar(.plain, from: start, to: index)
    node.first = node.start
    node.second = node.end &- node.start
    builder.scalar(node, keyHash: 0, to: &document)
    return nil
  }

  /// Whether a word is a number, `true`, `false` or `null`.
  private static func isWord(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = unsafe word.first else { return false }
    return switch first {
    case 0x2D, 0x30...0x39: unsafe isNumber(word)
    case 0x74: unsafe word.elementsEqual("true".utf8)
    case 0x66: unsafe word.elementsEqual("false".utf8)
    case 0x6E: unsafe word.elementsEqual("null".utf8)
    default: false
    }
  }

  private static func isNumber(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    func digits() -> Int {
      let start = index
      while index < word.count, unsafe 0x30...0x39 ~= word[index] { index += 1 }
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
}
