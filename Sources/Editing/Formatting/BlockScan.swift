import Diagnostics
import Documents

/// The tokens of a document in block style, found by walking its tree beside its text.
///
/// A tree knows where values are; a formatter has to know where everything else is too: dashes,
/// colons, anchors, tags, comments. A flow collection is one token, like a scalar.
struct BlockScan {
  /// A mapping or sequence in block style.
  struct Collection {
    let node: NodeID
    /// The collection around it; -1 at the root.
    let parent: Int
    /// The column that its entries or items are to have.
    let column: Int
    /// The column that they have.
    fileprivate(set) var oldColumn: Int
  }

  struct Token {
    enum Role {
      /// It starts an entry or an item.
      case opening
      /// It goes on with one.
      case inner
      /// It stands around the document: `---`, `...`, a directive, what the root has before it.
      case marker
    }

    enum Form {
      case plain
      /// A flow collection, which keeps its lines as they are.
      case flow
      /// The lines of a literal or folded text, by their old and new indentation.
      case blockText(old: Int, new: Int)
    }

    let range: Range<Int>
    let role: Role
    var form = Form.plain
    /// The index of the innermost collection around it; -1 outside of the root's.
    let owner: Int
    /// The column that it gets where it is the first on its line.
    let column: Int
    /// Whether a blank stands before it where it is not.
    var isSpaced = true
  }

  /// What the tree doesn't lead to expect stands at this offset.
  struct UnexpectedText: Error {
    let offset: Int
  }

  let document: Document
  let lines: TextLines
  private(set) var tokens: [Token] = []
  /// The comments outside of flow collections, without blanks at their ends.
  var comments: [Range<Int>] = []
  private(set) var collections: [Collection] = []
  /// Where the entry of each key of a block mapping starts.
  private(set) var entryStarts: [NodeID: Int] = [:]
  /// The lines behind which empty ones would belong to a literal or folded text.
  var openEnds: Set<Int> = []
  /// The index of each block collection.
  private(set) var indexes: [NodeID: Int] = [:]
  var position = 0

  init(_ document: Document) throws(UnexpectedText) {
    self.document = document
    lines = TextLines(document.bytes)
    skipTrivia()
    while byte == 0x25, isAtLineStart {
      let end = lines.end(trimming: position..<lines.text(lines.line(of: position)).upperBound)
      add(end, owner: -1, column: 0, .marker)
      skipTrivia()
    }
    if isMarker(0x2D) { add(position + 3, owner: -1, column: 0, .marker) }
    try walk(document.root, owner: -1, column: 0, .marker)
    skipTrivia()
    while isMarker(0x2E) {
      add(position + 3, owner: -1, column: 0, .marker)
      skipTrivia()
    }
    guard position == bytes.count else { throw unexpected }
  }

  // MARK: - The text

  var bytes: [UInt8] { document.bytes }

  var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

  private var unexpected: UnexpectedText { UnexpectedText(offset: position) }

  private var isAtLineStart: Bool { position == lines.start(of: lines.line(of: position)) }

  /// Whether `---` or `...` stands here.
  private func isMarker(_ byte: UInt8) -> Bool {
    guard position + 3 <= bytes.count, isAtLineStart,
      bytes[position..<(position + 3)].allSatisfy({ $0 == byte })
    else { return false }
    return isBlank(position + 3)
  }

  func isBlank(_ offset: Int) -> Bool {
    offset >= bytes.count || [0x20, 0x09, 0x0A, 0x0D].contains(bytes[offset])
  }

  /// Whether an indicator stands here.
  private func isIndicator(_ indicator: UInt8) -> Bool {
    byte == indicator && isBlank(position + 1)
  }

  /// Goes on to the next token and notes the comments before it.
  private mutating func skipTrivia() {
    while let byte {
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D:
        position += 1
      case 0x23 where position == 0 || isBlank(position - 1):
        let end = lines.text(lines.line(of: position)).upperBound
        comments.append(position..<lines.end(trimming: position..<end))
        position = end
      default:
        return
      }
    }
  }

  /// Adds a token that goes from here to an offset.
  mutating func add(
    _ end: Int,
    owner: Int,
    column: Int,
    _ role: Token.Role,
    form: Token.Form = .plain,
    isSpaced: Bool = true
  ) {
    var token = Token(range: position..<end, role: role, owner: owner, column: column)
    token.form = form
    token.isSpaced = isSpaced
    if role == .opening, collections[owner].oldColumn < 0 {
      collections[owner].oldColumn = position - lines.start(of: lines.line(of: position))
    }
    tokens.append(token)
    position = end
  }

  // MARK: - The tree

  private mutating func walk(
    _ node: NodeID,
    owner: Int,
    column: Int,
    _ role: Token.Role
  ) throws(UnexpectedText) {
    var role = role
    let value = document[node]
    let anchor = document.anchor(of: node)?.range
    var hasAnchor = anchor != nil
    var hasTag = value.tag != .none
    while hasAnchor || hasTag {
      skipTrivia()
      let end: Int
      if hasAnchor, let anchor, byte == 0x26, position == Int(anchor.start) {
        hasAnchor = false
        end = Int(anchor.end)
      } else if hasTag, byte == 0x21 {
        hasTag = false
        end = bytes[position...].indices.first { isBlank($0) } ?? bytes.count
      } else {
        throw unexpected
      }
      add(end, owner: owner, column: column, role)
      if role == .opening { role = .inner }
    }
    switch (value.kind, value.style) {
    case (.mapping, .block):
      try walkMapping(node, owner: owner, column: column)
    case (.sequence, .block):
      try walkSequence(node, owner: owner, column: column)
    case (.scalar, .plain) where value.start == value.end:
      break
    case (.scalar, .literal), (.scalar, .folded):
      try goTo(node)
      addBlockScalar(owner: owner, column: column, role)
    default:
      try goTo(node)
      add(
        Int(value.end),
        owner: owner,
        column: column,
        role,
        form: value.style == .flow ? .flow : .plain
      )
    }
  }

  private mutating func goTo(_ node: NodeID) throws(UnexpectedText) {
    skipTrivia()
    guard position == Int(document[node].start) else { throw unexpected }
  }

  private mutating func open(_ node: NodeID, owner: Int, column: Int) -> Int {
    indexes[node] = collections.count
    collections.append(Collection(node: node, parent: owner, column: column, oldColumn: -1))
    return collections.count - 1
  }

  private mutating func walkSequence(
    _ node: NodeID,
    owner: Int,
    column: Int
  ) throws(UnexpectedText) {
    let sequence = open(node, owner: owner, column: column)
    var item = document.firstChild(of: node)
    while !item.isNone {
      skipTrivia()
      guard isIndicator(0x2D) else { throw unexpected }
      add(position + 1, owner: sequence, column: column, .opening)
      try walk(item, owner: sequence, column: column + 2, .inner)
      item = NodeID(document[item].next)
    }
  }

  private mutating func walkMapping(
    _ node: NodeID,
    owner: Int,
    column: Int
  ) throws(UnexpectedText) {
    let mapping = open(node, owner: owner, column: column)
    var key = document.firstChild(of: node)
    while !key.isNone {
      let value = NodeID(document[key].next)
      skipTrivia()
      let start = position
      entryStarts[key] = start
      let isExplicit = isIndicator(0x3F)
      if isExplicit {
        add(position + 1, owner: mapping, column: column, .opening)
        try walk(key, owner: mapping, column: column + 2, .inner)
      } else {
        try walk(key, owner: mapping, column: column, .opening)
      }
      skipTrivia()
      if isIndicator(0x3A) {
        // An empty key leaves it to the colon to start the entry.
        let role: Token.Role = position == start ? .opening : .inner
        add(
          position + 1,
          owner: mapping,
          column: column,
          role,
          isSpaced: role == .opening || endsWithName
        )
        try walk(value, owner: mapping, column: column + 2, .inner)
      } else {
        let node = document[value]
        guard isExplicit, node.kind == .scalar, node.start == node.end, node.tag == .none,
          document.anchor(of: value) == nil
        else { throw unexpected }
      }
      key = NodeID(document[value].next)
    }
  }

  /// Whether the last token would take a colon right behind it for a part of its name.
  private var endsWithName: Bool {
    guard let last = tokens.last else { return false }
    return [0x26, 0x21, 0x2A].contains(bytes[last.range.lowerBound])
  }
}
