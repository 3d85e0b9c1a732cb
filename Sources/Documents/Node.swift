import Bytes

/// The place of a node in its document's arena.
public struct NodeID: Hashable, Comparable, Sendable {
  public let index: Int32

  @inlinable public init(_ index: Int32) { self.index = index }

  /// No node.
  public static let none = NodeID(-1)

  @inlinable public var isNone: Bool { index < 0 }

  public static func < (left: NodeID, right: NodeID) -> Bool { left.index < right.index }
}

/// One value or key of a document, 32 bytes; its text stays in the file.
///
/// `first` and `second` mean, by kind: where a scalar's text starts and how many bytes it has (in
/// the file, or in ``Document/cooked`` where escapes or folding changed it); a collection's first
/// child and its number of children (keys and values both count); an alias's target.
public struct Node: Sendable {
  public enum Kind: UInt8, Sendable {
    case scalar
    case mapping
    case sequence
    case alias
  }

  public enum Style: UInt8, Sendable {
    case plain
    case singleQuoted
    case doubleQuoted
    case literal
    case folded
    case flow
    case block
  }

  /// The tag that a node has in the text, if any.
  public enum Tag: UInt8, Sendable {
    case none
    /// `!`: a string, a mapping or a sequence, never resolved further.
    case nonSpecific
    case string
    case integer
    case float
    case boolean
    case null
    case mapping
    case sequence
    /// Outside the core schema; found already.
    case other
  }

  public var kind: Kind
  public var style: Style
  public var tag: Tag
  public var isCooked: Bool
  public var start: UInt32
  public var end: UInt32
  public var parent: Int32
  public var next: Int32
  public var first: UInt32
  public var second: UInt32
  /// A key's hash, with the top bit set; the key of a value; the position of an item.
  var place: UInt32

  /// The ``KeyHash`` of a key's text; 0 for everything else.
  public var hash: UInt32 { isKey ? place : 0 }

  /// Whether it is a mapping's key.
  public var isKey: Bool { place >= Node.keyBit }

  /// What tells a key's hash from every index and position.
  static let keyBit = KeyHash.topBit
}

extension Node {
  /// A node that the builder has yet to put in its place.
  init(_ kind: Kind, _ style: Style, start: UInt32, end: UInt32) {
    self.kind = kind
    self.style = style
    tag = .none
    isCooked = false
    self.start = start
    self.end = end
    parent = -1
    next = -1
    first = .max
    second = 0
    place = 0
  }
}
