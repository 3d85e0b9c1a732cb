public import Diagnostics
public import Documents

/// Where a finding stands: its range, the pointer to what is at fault, what it relates to.
public struct FindingPlace: Sendable {
  public var range: SourceRange
  public var pointer: String
  public var related: [RelatedPlace] = []

  public init(_ range: SourceRange, pointer: String, related: [RelatedPlace] = []) {
    self.range = range
    self.pointer = pointer
    self.related = related
  }

  /// The start of the file, for what is at fault with all of it.
  public static let root = FindingPlace(.fileStart, pointer: "")
}

extension Document {
  /// The place of a mistake in a value or key itself: on a scalar with text, else on the key.
  public func place(of reference: Reference) -> FindingPlace {
    guard !reference.isNone else { return .root }
    let node = reference.node
    let pointer = pointer(to: node)
    let value = self[node]
    if value.kind == .scalar || value.kind == .alias, value.start < value.end {
      return FindingPlace(range(of: node), pointer: pointer)
    }
    if let key = key(of: node), key != node {
      return FindingPlace(range(of: key), pointer: pointer)
    }
    guard node != root else { return .root }
    if value.start >= value.end, let dash = dash(before: value.start) {
      return FindingPlace(dash, pointer: pointer)
    }
    return FindingPlace(
      SourceRange(value.start, min(value.end, value.start + 1)),
      pointer: pointer
    )
  }

  /// The dash of an item of a block list without any text.
  private func dash(before start: UInt32) -> SourceRange? {
    var index = min(Int(start), bytes.count)
    while index > 0 {
      switch bytes[index - 1] {
      case 0x20, 0x09, 0x0A, 0x0D: index -= 1
      case UInt8(ascii: "-"): return SourceRange(UInt32(index - 1), UInt32(index))
      default: return nil
      }
    }
    return nil
  }

  /// The place of a mistake that only the surroundings make one: the outermost alias, if any.
  public func placeInContext(of reference: Reference) -> FindingPlace {
    let own = place(of: reference)
    guard reference.isAliased else { return own }
    var related: [RelatedPlace] = []
    // The anchor is that of the alias itself, or of what holds the value.
    var holder = reference.node
    while !holder.isNone {
      if let anchor = anchor(of: holder) {
        related = [RelatedPlace("the value comes from this anchor", at: anchor.range)]
        break
      }
      holder = NodeID(self[holder].parent)
    }
    return FindingPlace(range(of: reference.alias), pointer: own.pointer, related: related)
  }

  /// The place of something missing: the key of the mapping that lacks it, or the alias that puts
  /// the mapping where it lacks something.
  public func place(ofMissing name: String, in mapping: Reference) -> FindingPlace {
    guard !mapping.isNone, mapping.node != root else {
      return FindingPlace(.fileStart, pointer: "/" + Document.escape(name))
    }
    let pointer = pointer(to: mapping.node) + "/" + Document.escape(name)
    if mapping.isAliased, !isInsideTarget(mapping) {
      var place = placeInContext(of: mapping)
      place.pointer = pointer
      return place
    }
    if let key = key(of: mapping.node) {
      return FindingPlace(range(of: key), pointer: pointer)
    }
    // An item of a list has no key; its first one stands for it.
    let first = firstChild(of: mapping.node)
    let value = self[mapping.node]
    return FindingPlace(
      first.isNone ? SourceRange(value.start, value.end) : range(of: first),
      pointer: pointer
    )
  }

  /// Whether a mapping lies inside what its alias repeats, and so is the same wherever that is.
  private func isInsideTarget(_ mapping: Reference) -> Bool {
    let target = resolve(Reference(mapping.alias)).node
    guard !target.isNone, target != mapping.node else { return false }
    var parent = NodeID(self[mapping.node].parent)
    while !parent.isNone, parent != target { parent = NodeID(self[parent].parent) }
    return parent == target
  }
}
