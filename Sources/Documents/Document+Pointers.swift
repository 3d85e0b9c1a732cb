extension Document {
  /// JSON Pointer (RFC 6901) of a value or key, as the file has it; the root's is empty.
  ///
  /// A key that is no text has none in JSON; its spelling stands for it.
  public func pointer(to node: NodeID) -> String {
    var parts: [String] = []
    var current = node
    while !current.isNone {
      let place = self[current]
      let parent = NodeID(place.parent)
      guard !parent.isNone else { break }
      if let key = key(of: current) {
        parts.append(Document.escape(name(of: key)))
      } else {
        parts.append(String(place.place))
      }
      current = parent
    }
    return parts.reversed().reduce(into: "") { $0 += "/" + $1 }
  }

  /// A pointer's part with `~` and `/` escaped.
  public static func escape(_ part: String) -> String {
    guard part.utf8.contains(where: { $0 == 0x7E || $0 == 0x2F }) else { return part }
    return part.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "~": result += "~0"
      case "/": result += "~1"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }

  /// The key of a value in its mapping; a key is its own; none for an item and the root.
  public func key(of node: NodeID) -> NodeID? {
    let place = self[node]
    guard place.parent >= 0, self[NodeID(place.parent)].kind == .mapping else { return nil }
    return place.isKey ? node : NodeID(Int32(bitPattern: place.place))
  }

  /// The text of a key, aliases followed; the spelling of one that is no scalar.
  private func name(of key: NodeID) -> String {
    let resolved = resolve(Reference(key)).node
    guard !resolved.isNone, self[resolved].kind == .scalar else { return source(range(of: key)) }
    return text(of: resolved)
  }
}
