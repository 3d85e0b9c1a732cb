import Documents

/// A value of the portal's JSON: an ordered map, for the portal form has an order of its own.
indirect enum PortalValue: Sendable {
  case text(String)
  /// A number, true, false or null, as JSON spells it.
  case word(String)
  case list([PortalValue])
  case map([(key: String, value: PortalValue)])

  /// Whether it says nothing: an empty text, list or map equals an absent one.
  var isEmpty: Bool {
    switch self {
    case .text(let text): text.isEmpty
    case .word: false
    case .list(let items): items.isEmpty
    case .map(let entries): entries.isEmpty
    }
  }

  /// A list of texts as the set that it is: sorted, each once.
  static func set(_ texts: [String]) -> PortalValue {
    .list(Set(texts.map { ExactText($0) }).sorted().map { .text($0.text) })
  }

  /// A map of what is not empty, in the order given.
  static func fields(_ entries: [(String, PortalValue?)]) -> PortalValue {
    .map(
      entries.compactMap { key, value in
        guard let value, !value.isEmpty else { return nil }
        return (key, value)
      }
    )
  }

  /// Without the texts that people read and the ids that the portal writes, nor what holds nothing
  /// else.
  func withoutWords() -> PortalValue {
    switch self {
    case .text, .word: return self
    case .list(let items): return .list(items.map { $0.withoutWords() })
    case .map(let entries):
      let words = ["notes", "label", "description", "uuid"]
      return .map(
        entries.compactMap { key, value in
          // `name` is a field's label, unless a field itself is called so.
          if case .text = value, words.contains(key) || key == "name" { return nil }
          let rest = value.withoutWords()
          return rest.isEmpty && !value.isEmpty ? nil : (key, rest)
        }
      )
    }
  }

  /// The order of keys: by UTF-16 code units, as RFC 8785 has it.
  static func precedes(_ left: String, _ right: String) -> Bool {
    left.utf16.lexicographicallyPrecedes(right.utf16)
  }

  /// Two-space indent, LF, a final newline.
  func pretty() -> [UInt8] {
    var bytes: [UInt8] = []
    write(to: &bytes, indent: 0)
    bytes.append(0x0A)
    return bytes
  }

  private func write(to bytes: inout [UInt8], indent: Int) {
    switch self {
    case .text(let text): bytes += JSONValue.string(text).canonical()
    case .word(let word): bytes += Array(word.utf8)
    case .list(let items):
      guard !items.isEmpty else {
        bytes += Array("[]".utf8)
        return
      }
      bytes.append(0x5B)
      for (index, item) in items.enumerated() {
        PortalValue.newLine(&bytes, indent + 1, isFirst: index == 0)
        item.write(to: &bytes, indent: indent + 1)
      }
      PortalValue.newLine(&bytes, indent, isFirst: true)
      bytes.append(0x5D)
    case .map(let entries):
      guard !entries.isEmpty else {
        bytes += Array("{}".utf8)
        return
      }
      bytes.append(0x7B)
      for (index, entry) in entries.enumerated() {
        PortalValue.newLine(&bytes, indent + 1, isFirst: index == 0)
        bytes += JSONValue.string(entry.key).canonical() + Array(": ".utf8)
        entry.value.write(to: &bytes, indent: indent + 1)
      }
      PortalValue.newLine(&bytes, indent, isFirst: true)
      bytes.append(0x7D)
    }
  }

  private static func newLine(_ bytes: inout [UInt8], _ indent: Int, isFirst: Bool) {
    if !isFirst { bytes.append(0x2C) }
    bytes.append(0x0A)
    bytes += [UInt8](repeating: 0x20, count: indent * 2)
  }

  /// RFC 8785: keys sorted, no white space.
  func canonical() -> [UInt8] {
    switch self {
    case .text(let text): return JSONValue.string(text).canonical()
    case .word(let word): return Array(word.utf8)
    case .list(let items):
      return [0x5B] + items.map { $0.canonical() }.joined(separator: [0x2C]) + [0x5D]
    case .map(let entries):
      let sorted = entries.sorted { PortalValue.precedes($0.key, $1.key) }.map {
        JSONValue.string($0.key).canonical() + [0x3A] + $0.value.canonical()
      }
      return [0x7B] + sorted.joined(separator: [0x2C]) + [0x7D]
    }
  }
}
