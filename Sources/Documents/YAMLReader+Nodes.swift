import CYAML
import Diagnostics
import Glibc

// How events become nodes.

extension YAMLReader {
  /// Adds the scalar of the event.
  mutating func readScalar(
    _ source: UnsafeBufferPointer<UInt8>,
    _ document: inout Document,
    _ builder: inout TreeBuilder
  ) {
    let scalar = unsafe event.pointee.data.scalar
    let value = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
    let range = unsafe range(source)
    var node = unsafe Node(.scalar, style(scalar.style), start: range.start, end: range.end)
    var properties: Properties?
    if unsafe scalar.anchor != nil || scalar.tag != nil {
      let found = unsafe Properties(
        source,
        from: range.start,
        to: Int(range.end),
        anchor: scalar.anchor,
        tag: scalar.tag
      )
      node.start = found.end
      node.tag = found.tag
      properties = found
    } else if value.isEmpty, node.style == .plain {
      node.start = unsafe placeOfNothing(at: range.start, source, document, builder)
      node.end = node.start
    }
    var quotes: UInt32 = 0
    switch node.style {
    case .singleQuoted, .doubleQuoted: quotes = 1
    case .literal, .folded:
      node.end = unsafe BlockScalar.end(source, from: node.start, to: node.end)
    default: break
    }
    node.first = node.start &+ quotes
    node.second = UInt32(truncatingIfNeeded: value.count)
    if unsafe !isVerbatim(value, node, quotes, source) {
      node.isCooked = true
      node.first = UInt32(truncatingIfNeeded: document.cooked.count)
      unsafe document.cooked.append(contentsOf: value)
      separators?.restore(in: &document.cooked, from: Int(node.first))
    }
    let isKey = builder.expectsKey
    if isKey, value.count == 2, unsafe value[0] == 0x3C && value[1] == 0x3C {
      document.hasMerges = true
    }
    let hash = isKey ? document.keyHash(of: node) : 0
    let id = builder.scalar(node, keyHash: hash, to: &document)
    if let properties { note(properties, on: id, &document, &builder) }
  }

  private func style(_ style: yaml_scalar_style_t) -> Node.Style {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
    case YAML_LITERAL_SCALAR_STYLE: .literal
    case YAML_FOLDED_SCALAR_STYLE: .folded
    default: .plain
    }
  }

  /// Whether a scalar's text stands in the source just as it is.
  private func isVerbatim(
    _ value: UnsafeBufferPointer<UInt8>,
    _ node: Node,
    _ quotes: UInt32,
    _ source: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard node.end &- node.start == node.second &+ 2 &* quotes else { return false }
    // Nothing is folded or escaped in a plain text that stays on its line.
    if unsafe node.style == .plain && event.pointee.start_mark.line == event.pointee.end_mark.line {
      return true
    }
    guard let left = value.baseAddress, let right = source.baseAddress else { return true }
    return unsafe memcmp(left, right + Int(node.first), value.count) == 0
  }

  /// Where a value without any text stands: behind its `:`, else behind its key.
  ///
  /// libyaml has it where it noticed, which may be lines later.
  private func placeOfNothing(
    at mark: UInt32,
    _ source: UnsafeBufferPointer<UInt8>,
    _ document: Document,
    _ builder: TreeBuilder
  ) -> UInt32 {
    guard builder.expectsValue, !builder.lastChild.isNone else { return mark }
    let key = document.range(of: builder.lastChild)
    var index = Int(key.end)
    while index < Int(mark) {
      switch unsafe source[index] {
      case 0x3A:  // :
        return UInt32(index + 1)
      case 0x23:  // #
        while index < Int(mark), unsafe source[index] != 0x0A && source[index] != 0x0D {
          index += 1
        }
      case 0x20, 0x09, 0x0A, 0x0D:
        index += 1
      default:
        return key.end
      }
    }
    return key.end
  }

  /// Opens the collection of the event.
  mutating func open(
    _ kind: Node.Kind,
    _ source: UnsafeBufferPointer<UInt8>,
    _ document: inout Document,
    _ builder: inout TreeBuilder
  ) {
    let start = unsafe range(source).start
    let mapping = unsafe event.pointee.data.mapping_start
    let sequence = unsafe event.pointee.data.sequence_start
    let (isFlow, anchor, tag) =
      unsafe kind == .mapping
      ? (mapping.style == YAML_FLOW_MAPPING_STYLE, mapping.anchor, mapping.tag)
      : (sequence.style == YAML_FLOW_SEQUENCE_STYLE, sequence.anchor, sequence.tag)
    var node = Node(kind, isFlow ? .flow : .block, start: start, end: start)
    guard unsafe anchor != nil || tag != nil else {
      builder.open(node, in: &document)
      return
    }
    let properties = unsafe Properties(
      source,
      from: start,
      to: source.count,
      anchor: anchor,
      tag: tag
    )
    node.tag = properties.tag
    node.start = properties.end
    node.end = properties.end
    let id = builder.open(node, in: &document)
    note(properties, on: id, &document, &builder)
  }

  /// Closes the collection that the event ends.
  mutating func close(
    _ source: UnsafeBufferPointer<UInt8>,
    _ document: inout Document,
    _ builder: inout TreeBuilder
  ) {
    // A block's end mark lies behind the next line break, and that of a pair in a flow sequence
    // has no width; a bracket or brace has one of its own.
    let range = unsafe range(source)
    builder.close(at: range.end > range.start ? range.end : nil, in: &document)
  }

  /// Puts the anchor on a node, and reports a tag that doesn't fit it.
  private func note(
    _ properties: Properties,
    on node: NodeID,
    _ document: inout Document,
    _ builder: inout TreeBuilder
  ) {
    if let anchor = properties.anchor { builder.anchor(anchor, on: node, in: &document) }
    guard let range = properties.tagRange, !document.fitsTag(node) else { return }
    let spelling = document.source(range)
    builder.findings.append(
      Finding(
        .yamlTag,
        .error,
        properties.tag == .other
          ? "the tag `\(spelling)` is none of YAML's core schema"
          : "the tag `\(spelling)` does not fit this value",
        help: "remove it; a manifest holds texts, lists and mappings alone",
        at: range,
        pointer: document.pointer(to: node),
        value: spelling,
        canBeIgnored: false
      )
    )
    document.nodes[Int(node.index)].tag = .other
  }
}

extension Document {
  /// Whether a node's tag is one of the core schema's and fits its kind and text.
  fileprivate func fitsTag(_ node: NodeID) -> Bool {
    let value = self[node]
    let isScalar = value.kind == .scalar
    switch value.tag {
    case .none, .nonSpecific: return true
    case .mapping: return value.kind == .mapping
    case .sequence: return value.kind == .sequence
    case .other: return false
    case .string: return isScalar
    case .null: return isScalar && plainType(of: node) == .null
    case .boolean: return isScalar && plainType(of: node) == .boolean
    case .integer: return isScalar && plainType(of: node) == .integer
    case .float:
      let type = plainType(of: node)
      return isScalar && (type == .float || type == .integer)
    }
  }
}
