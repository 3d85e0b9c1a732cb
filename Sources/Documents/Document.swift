import Bytes
public import Diagnostics

/// The language that a file is written in, by its name.
public enum Syntax: Sendable {
  case yaml
  case json

  /// `*.json` is JSON, every other name YAML.
  public init(path: String) {
    var path = path
    self = path.withUTF8 { unsafe Syntax.isNamedAsJSON($0) } ? .json : .yaml
  }

  private static func isNamedAsJSON(_ path: UnsafeBufferPointer<UInt8>) -> Bool {
    let ending: StaticString = ".json"
    let start = path.count - ending.utf8CodeUnitCount
    guard start >= 0 else { return false }
    for index in 0..<ending.utf8CodeUnitCount {
      let byte = unsafe path[start + index]
      let lower = 0x41...0x5A ~= byte ? byte | 0x20 : byte
      if unsafe lower != ending.utf8Start[index] { return false }
    }
    return true
  }
}

/// One file as a tree of nodes over its bytes.
///
/// The tree is a flat arena: a node holds ranges into the bytes, and no string is made before
/// somebody asks for one. A reader fills the same document again for the next file, so that its
/// storage is used once more.
///
/// INVARIANT: nodes stand in the order of the file, a collection right before its first child,
/// and a node's range lies inside its parent's and behind that of its elder sibling.
public struct Document: Sendable {
  public struct Anchor: Sendable {
    public let node: NodeID
    /// The range of `&name`.
    public let range: SourceRange
  }

  public internal(set) var bytes: [UInt8] = []
  public internal(set) var nodes: [Node] = []
  /// Texts that differ from their spelling: escapes resolved, lines folded, indentation gone.
  public internal(set) var cooked: [UInt8] = []
  /// Anchored nodes, in the order of the file.
  public internal(set) var anchors: [Anchor] = []
  public internal(set) var root: NodeID = .none
  public internal(set) var syntax: Syntax = .yaml
  /// Whether any node comes by an alias.
  public internal(set) var hasAliases = false
  /// Whether any mapping has a merge key.
  public internal(set) var hasMerges = false
  /// Whether the whole text could be read; where not, nothing but its first finding is known.
  public internal(set) var isReadable = true
  /// Where a second document starts, which is not read; nil where there is none.
  var secondDocument: UInt32?

  public init() {}

  mutating func reset(_ bytes: consuming [UInt8], _ syntax: Syntax) {
    self.bytes = bytes
    self.syntax = syntax
    isReadable = true
    removeNodes()
  }

  mutating func removeNodes() {
    nodes.removeAll(keepingCapacity: true)
    cooked.removeAll(keepingCapacity: true)
    anchors.removeAll(keepingCapacity: true)
    root = .none
    hasAliases = false
    hasMerges = false
    secondDocument = nil
  }

  @inlinable public subscript(node: NodeID) -> Node { nodes[Int(node.index)] }

  public func range(of node: NodeID) -> SourceRange {
    guard !node.isNone else { return .fileStart }
    let node = self[node]
    return SourceRange(node.start, node.end)
  }

  /// The anchor of a node, if it has one.
  public func anchor(of node: NodeID) -> Anchor? {
    var low = 0
    var high = anchors.count
    while low < high {
      let middle = (low + high) / 2
      if anchors[middle].node < node { low = middle + 1 } else { high = middle }
    }
    return low < anchors.count && anchors[low].node == node ? anchors[low] : nil
  }
}

// MARK: - Text

extension Document {
  /// Calls with the bytes of a scalar's text, escapes resolved; with none for a collection.
  @inlinable
  public func withText<Result>(
    of node: NodeID,
    _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    unsafe withText(of: self[node], body)
  }

  /// Calls with the bytes of a scalar's text, as ``withText(of:_:)`` does for its place.
  public func withText<Result>(
    of node: Node,
    _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    guard node.kind == .scalar else {
      return unsafe body(UnsafeBufferPointer(start: nil, count: 0))
    }
    let range = Int(node.first)..<Int(node.first) + Int(node.second)
    if node.isCooked {
      return unsafe cooked.withUnsafeBufferPointer {
        unsafe body(UnsafeBufferPointer(rebasing: $0[range]))
      }
    }
    return unsafe bytes.withUnsafeBufferPointer {
      unsafe body(UnsafeBufferPointer(rebasing: $0[range]))
    }
  }

  /// The ``KeyHash`` of a key's text; of a collection that of an empty text.
  func keyHash(of node: Node) -> UInt32 { unsafe withText(of: node) { unsafe KeyHash.of($0) } }

  /// A scalar's text, escapes resolved; empty for a collection.
  public func text(of node: NodeID) -> String {
    unsafe withText(of: node) { unsafe String(decoding: $0, as: UTF8.self) }
  }

  /// Whether a scalar's text is exactly this.
  public func text(of node: NodeID, equals text: StaticString) -> Bool {
    unsafe withText(of: node) { bytes in
      guard bytes.count == text.utf8CodeUnitCount else { return false }
      for index in 0..<bytes.count
      where unsafe bytes[index] != text.utf8Start[index] { return false }
      return true
    }
  }

  /// Whether two scalars have the same text.
  public func haveSameText(_ left: NodeID, _ right: NodeID) -> Bool {
    guard !left.isNone, !right.isNone, self[left].kind == .scalar, self[right].kind == .scalar
    else { return false }
    return unsafe withText(of: left) { left in
      unsafe withText(of: right) { right in
        unsafe left.elementsEqual(right)
      }
    }
  }

  /// The file's own spelling of a range.
  public func source(_ range: SourceRange) -> String {
    let end = min(Int(range.end), bytes.count)
    let start = min(Int(range.start), end)
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  /// The range of the character that starts at an offset; empty at the end of the file.
  func characterRange(at offset: UInt32) -> SourceRange {
    let start = min(Int(offset), bytes.count)
    var end = min(start + 1, bytes.count)
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return SourceRange(UInt32(start), UInt32(end))
  }
}
