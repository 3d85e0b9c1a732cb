import CYAML
import Diagnostics
import Glibc

/// Reads YAML by libyaml's events.
///
/// One parser serves file after file. It lives on the heap, for libyaml keeps a pointer to it
/// inside itself. libyaml's marks count Unicode scalars and leave the byte-order mark out;
/// ``offset(of:)`` is the one place where they become byte offsets.
@safe struct YAMLReader: ~Copyable {
  private let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
  private let event = UnsafeMutablePointer<yaml_event_t>.allocate(capacity: 1)

  // Where the last mark was: libyaml's count and the byte offset of it.
  private var markIndex = 0
  private var markOffset = 0
  private var isASCII = true

  deinit {
    unsafe parser.deallocate()
    unsafe event.deallocate()
  }

  /// Reads a document's bytes into its nodes; what goes wrong is in the builder.
  mutating func read(_ document: inout Document, _ builder: inout TreeBuilder, isASCII: Bool) {
    self.isASCII = isASCII
    markIndex = 0
    markOffset = document.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    guard unsafe yaml_parser_initialize(parser) != 0 else {
      builder.fatal = Finding(
        .yamlLimits, .error, "no memory left to read this file", at: .fileStart,
        canBeIgnored: false)
      return
    }
    defer { unsafe yaml_parser_delete(parser) }
    // The bytes are lent to libyaml; the document changes all but them meanwhile.
    let bytes = document.bytes
    unsafe bytes.withUnsafeBufferPointer { source in
      unsafe yaml_parser_set_input_string(parser, source.baseAddress, source.count)
      unsafe readEvents(source, &document, &builder)
    }
  }

  private mutating func readEvents(
    _ source: UnsafeBufferPointer<UInt8>,
    _ document: inout Document,
    _ builder: inout TreeBuilder
  ) {
    var documents = 0
    while true {
      guard unsafe yaml_parser_parse(parser, event) != 0 else {
        builder.fatal = unsafe syntaxError(source)
        return
      }
      defer { unsafe yaml_event_delete(event) }
      switch unsafe event.pointee.type {
      case YAML_SCALAR_EVENT:
        unsafe readScalar(source, &document, &builder)
      case YAML_MAPPING_START_EVENT:
        unsafe open(.mapping, source, &document, &builder)
      case YAML_SEQUENCE_START_EVENT:
        unsafe open(.sequence, source, &document, &builder)
      case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT:
        unsafe close(source, &document, &builder)
      case YAML_ALIAS_EVENT:
        let range = SourceRange(
          unsafe offset(of: event.pointee.start_mark, source),
          unsafe offset(of: event.pointee.end_mark, source)
        )
        let name = unsafe Array(string: event.pointee.data.alias.anchor)
        builder.alias(name, at: range, to: &document)
      case YAML_DOCUMENT_START_EVENT:
        documents += 1
        if documents > 1 {
          builder.findings.append(unsafe secondDocument(source))
          return
        }
      case YAML_STREAM_END_EVENT:
        return
      default:
        break
      }
      if builder.fatal != nil { return }
    }
  }

  // MARK: - Nodes

  private mutating func readScalar(
    _ source: UnsafeBufferPointer<UInt8>,
    _ document: inout Document,
    _ builder: inout TreeBuilder
  ) {
    let scalar = unsafe event.pointee.data.scalar
    var start = unsafe offset(of: event.pointee.start_mark, source)
    var end = unsafe offset(of: event.pointee.end_mark, source)
    var properties = Properties()
    if unsafe scalar.anchor != nil || scalar.tag != nil {
      properties = unsafe Properties(source, from: start, to: end)
      start = properties.end
    }
    let length = unsafe scalar.length
    let value = unsafe UnsafeBufferPointer(start: scalar.value, count: length)
    let style: Node.Style
    var quotes: UInt32 = 0
    switch unsafe scalar.style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: (style, quotes) = (.singleQuoted, 1)
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: (style, quotes) = (.doubleQuoted, 1)
    case YAML_LITERAL_SCALAR_STYLE: style = .literal
    case YAML_FOLDED_SCALAR_STYLE: style = .folded
    default: style = .plain
    }
    if style == .literal || style == .folded {
      end = unsafe BlockScalar.end(source, from: start, to: end)
    }
    var node = Node(
      kind: .scalar, style: style, tag: properties.tag, isCooked: false, start: start, end: end,
      parent: -1, next: -1, first: start &+ quotes, second: UInt32(truncatingIfNeeded: length),
      hash: 0)
    let isVerbatim =
      unsafe (end &- start == node.second &+ 2 &* quotes
      && isSame(value, source, at: Int(node.first)))
    if !isVerbatim {
      node.isCooked = true
      node.first = UInt32(truncatingIfNeeded: document.cooked.count)
      unsafe document.cooked.append(contentsOf: value)
    }
    if builder.expectsKey {
      node.hash = unsafe keyHash(value)
      if length == 2, style == .plain, unsafe value[0] == 0x3C && value[1] == 0x3C {
        document.hasMerges = true
      }
    }
    checkTag(properties, .scalar, &node, document, &builder)
    builder.scalar(node, to: &document, anchor: properties.anchor)
  }

  private func isSame(
    _ value: UnsafeBufferPointer<UInt8>,
    _ source: UnsafeBufferPointer<UInt8>,
    at start: Int
  ) -> Bool {
    guard value.count > 0 else { return true }
    guard start + value.count <= source.count, let left = value.baseAddress,
      let right = source.baseAddress
    else { return false }
    return unsafe memcmp(left, right + start, value.count) == 0
  }

  private mutating func open(
    _ kind: Node.Kind,
    _ source: UnsafeBufferPointer<UInt8>,
    _ document: inout Document,
    _ builder: inout TreeBuilder
  ) {
    var start = unsafe offset(of: event.pointee.start_mark, source)
    let (anchor, tag, isFlow) =
      unsafe kind == .mapping
      ? (
        event.pointee.data.mapping_start.anchor, event.pointee.data.mapping_start.tag,
        event.pointee.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
      )
      : (
        event.pointee.data.sequence_start.anchor, event.pointee.data.sequence_start.tag,
        event.pointee.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
      )
    var properties = Properties()
    if unsafe anchor != nil || tag != nil {
      properties = unsafe Properties(source, from: start, to: UInt32(source.count))
      start = properties.end
    }
    var node = Node(
      kind: kind, style: isFlow ? .flow : .block, tag: properties.tag, isCooked: false,
      start: start, end: start, parent: -1, next: -1, first: .max, second: 0, hash: 0)
    if builder.expectsKey {
      builder.findings.append(TreeBuilder.keyIsNoText(at: start))
    }
    checkTag(properties, kind, &node, document, &builder)
    builder.open(node, in: &document, anchor: properties.anchor)
  }

  private mutating func close(
    _ source: UnsafeBufferPointer<UInt8>,
    _ document: inout Document,
    _ builder: inout TreeBuilder
  ) {
    // A block's end mark lies behind the next line break, and so does that of a pair in a flow
    // sequence; a bracket or brace stands right before its own.
    let end = unsafe offset(of: event.pointee.end_mark, source)
    let start = unsafe offset(of: event.pointee.start_mark, source)
    let isBracket =
      unsafe end == start &+ 1 && Int(start) < source.count
      && (source[Int(start)] == 0x5D || source[Int(start)] == 0x7D)
    builder.close(at: isBracket ? end : nil, in: &document)
  }

  private func checkTag(
    _ properties: Properties,
    _ kind: Node.Kind,
    _ node: inout Node,
    _ document: Document,
    _ builder: inout TreeBuilder
  ) {
    guard let range = properties.tagRange else { return }
    let fits: Bool
    switch properties.tag {
    case .none, .nonSpecific: fits = true
    case .string, .integer, .float, .boolean, .null: fits = kind == .scalar
    case .mapping: fits = kind == .mapping
    case .sequence: fits = kind == .sequence
    case .other: fits = false
    }
    guard !fits else { return }
    node.tag = .other
    builder.findings.append(
      Finding(
        .yamlTag,
        .error,
        properties.tag == .other
          ? "the tag `\(document.source(range))` is none of YAML's core schema"
          : "the tag `\(document.source(range))` does not fit this value",
        help: "remove it; a manifest holds texts, lists and mappings alone",
        at: range,
        value: document.source(range),
        canBeIgnored: false
      )
    )
  }

  // MARK: - Places

  /// The byte offset of a mark.
  private mutating func offset(
    of mark: yaml_mark_t,
    _ source: UnsafeBufferPointer<UInt8>
  ) -> UInt32 {
    let index = mark.index
    if isASCII {
      return UInt32(truncatingIfNeeded: min(index &+ markOffset, source.count))
    }
    while markIndex < index, markOffset < source.count {
      markIndex += 1
      markOffset += 1
      while markOffset < source.count, unsafe source[markOffset] & 0xC0 == 0x80 {
        markOffset += 1
      }
    }
    while markIndex > index, markOffset > 0 {
      markIndex -= 1
      markOffset -= 1
      while markOffset > 0, unsafe source[markOffset] & 0xC0 == 0x80 { markOffset -= 1 }
    }
    return UInt32(truncatingIfNeeded: markOffset)
  }

  private mutating func secondDocument(_ source: UnsafeBufferPointer<UInt8>) -> Finding {
    let start = unsafe offset(of: event.pointee.start_mark, source)
    let isMarker = unsafe (Int(start) + 3 <= source.count && source[Int(start)] == 0x2D)
    return Finding(
      .multipleDocuments,
      .error,
      "a second document starts here; a manifest file holds one",
      help: "put each manifest into a file of its own",
      at: SourceRange(start, start &+ (isMarker ? 3 : 0)),
      canBeIgnored: false
    )
  }

  /// libyaml's complaint as a finding: where reading stopped, and where the construct began.
  private mutating func syntaxError(_ source: UnsafeBufferPointer<UInt8>) -> Finding {
    let problem = unsafe parser.pointee.problem.map { unsafe String(cString: $0) } ?? ""
    let offset: UInt32
    var related: [RelatedPlace] = []
    if unsafe parser.pointee.error == YAML_READER_ERROR {
      offset = unsafe UInt32(truncatingIfNeeded: parser.pointee.problem_offset)
    } else {
      // The context first, for it stands before the problem and marks are cheapest in order.
      if unsafe parser.pointee.context != nil {
        let start = unsafe self.offset(of: parser.pointee.context_mark, source)
        let context = unsafe String(cString: parser.pointee.context)
        related = [RelatedPlace(context, at: SourceRange(start, start))]
      }
      offset = unsafe self.offset(of: parser.pointee.problem_mark, source)
    }
    let isTab = unsafe (Int(offset) < source.count && source[Int(offset)] == 0x09)
    return Finding(
      .yamlSyntax,
      .error,
      problem.isEmpty ? "this is not valid YAML" : problem,
      help: isTab
        ? "YAML takes no tab as indentation; use blanks"
        : "mend the syntax first; nothing else in this file has been looked at",
      at: SourceRange(offset, min(offset &+ 1, max(offset, UInt32(source.count)))),
      related: related.filter { $0.range.start != offset },
      canBeIgnored: false
    )
  }
}

extension Array where Element == UInt8 {
  /// The bytes of a C string, without its end.
  fileprivate init(string: UnsafePointer<UInt8>?) {
    self = []
    guard var cursor = unsafe string else { return }
    while unsafe cursor.pointee != 0 {
      unsafe append(cursor.pointee)
      unsafe cursor += 1
    }
  }
}

extension TreeBuilder {
  /// A mapping or list stands where a key is wanted.
  static func keyIsNoText(at start: UInt32) -> Finding {
    Finding(
      "wrong-type",
      .error,
      "a key is a mapping or a list, where text is wanted",
      help: "write the key as text",
      at: SourceRange(start, start + 1),
      canBeIgnored: false
    )
  }
}
