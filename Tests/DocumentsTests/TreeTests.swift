import Diagnostics
import Documents
import TestSupport
import Testing

/// What holds for the tree of every document.
@Suite struct TreeTests {
  /// What is wrong with a document's tree; nil where nothing is.
  static func flaw(in document: Document) -> String? {
    let nodes = document.nodes
    for (index, node) in nodes.enumerated() {
      let id = NodeID(Int32(index))
      let place = "node \(index), \(node.kind) at \(node.start)..<\(node.end)"
      guard node.start <= node.end, Int(node.end) <= document.bytes.count else {
        return "\(place) has no sound range"
      }
      if node.parent >= 0 {
        let parent = nodes[Int(node.parent)]
        guard parent.start <= node.start, node.end <= parent.end else {
          return "\(place) is not inside its parent, \(parent.start)..<\(parent.end)"
        }
      } else if id != document.root {
        return "\(place) has no parent"
      }
      if node.next >= 0 {
        guard nodes[Int(node.next)].start >= node.end else { return "\(place) overlaps the next" }
        guard nodes[Int(node.next)].parent == node.parent else { return "\(place) has no sibling" }
      }
      for end in [node.start, node.end] where Int(end) < document.bytes.count {
        guard document.bytes[Int(end)] & 0xC0 != 0x80 else { return "\(place) splits a character" }
      }
      if let flaw = flawOfChildren(id, in: document) { return "\(place) \(flaw)" }
    }
    return nil
  }

  private static func flawOfChildren(_ id: NodeID, in document: Document) -> String? {
    let node = document.nodes[Int(id.index)]
    switch node.kind {
    case .scalar:
      let storage = node.isCooked ? document.cooked.count : document.bytes.count
      guard Int(node.first) + Int(node.second) <= storage else { return "has no sound text" }
      return nil
    case .alias:
      let target = document.resolve(Reference(id)).node
      return target.isNone || target.index < id.index ? nil : "leads ahead"
    case .mapping, .sequence:
      var children: [NodeID] = []
      var child = document.firstChild(of: id)
      while !child.isNone {
        children.append(child)
        child = NodeID(document.nodes[Int(child.index)].next)
      }
      guard children.count == Int(node.second) else { return "miscounts its children" }
      guard children.allSatisfy({ document.nodes[Int($0.index)].parent == id.index }) else {
        return "has another's children"
      }
      guard node.kind == .mapping else {
        let pointer = document.pointer(to: id)
        let pointers = children.indices.map { "\(pointer)/\($0)" }
        return children.map { document.pointer(to: $0) } == pointers ? nil : "misnumbers its items"
      }
      for index in stride(from: 0, to: children.count, by: 2) {
        guard document.key(of: children[index]) == children[index],
          document.key(of: children[index + 1]) == children[index]
        else { return "mistakes its keys" }
      }
      return nil
    }
  }

  @Test func `ranges nest in every document that is made up`() {
    var kinds: Set<String> = []
    var readable = 0
    for seed in 0..<1500 as Range<UInt64> {
      var generator = DocumentGenerator(seed: seed)
      let text = generator.document()
      let reading = Reading(text)
      if let flaw = TreeTests.flaw(in: reading.document) {
        Issue.record("\(flaw), seed \(seed):\n\(text)")
        return
      }
      if reading.document.isReadable {
        readable += 1
      } else {
        Issue.record("\(reading.places) \(reading.findings[0].message), seed \(seed):\n\(text)")
      }
      for node in reading.document.nodes { kinds.insert("\(node.kind) \(node.style) \(node.tag)") }
    }
    #expect(readable == 1500)
    #expect(kinds.count > 12)
  }

  @Test func `comments lie outside scalars in every document that is made up`() {
    var count = 0
    for seed in 0..<500 as Range<UInt64> {
      var generator = DocumentGenerator(seed: seed)
      let document = Reading(generator.document()).document
      let comments = document.comments().map { document.source($0) }
      count += comments.count
      let known: Set = [
        "# start", "# document", "# nothing", "# c", "# header", "# é", "# c: d", "# end",
      ]
      #expect(comments.allSatisfy { known.contains($0) })
    }
    #expect(count > 500)
  }

  @Test func `bytes put in and taken out anywhere break nothing`() {
    var random = SeededGenerator(seed: 99)
    let spices: [[UInt8]] =
      [
        "{", "}", "[", "]", ":", ": ", "- ", "? ", "&a ", "*a", "!t ", "\"", "'", "\n", "\r", "\t",
        "#",
        " #", ",", "|\n", ">\n", "\\", "\\u", "---\n", "...\n", "%", "é", "\u{85}", "\u{2028}",
        "<<: ",
        "@", "`", "~", "\u{FEFF}",
      ].map { Array($0.utf8) } + [[0xFF], [0], [0xC3], [0xE2, 0x80]]
    var readable = 0
    for seed in 0..<3000 as Range<UInt64> {
      var generator = DocumentGenerator(seed: seed % 300)
      var bytes = Array(generator.document().utf8)
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0...bytes.count, using: &random)
        if random.once(in: 2) {
          bytes.insert(contentsOf: random.pick(spices), at: place)
        } else {
          let end = min(bytes.count, place + Int.random(in: 0...5, using: &random))
          bytes.removeSubrange(place..<end)
        }
      }
      for syntax in [Syntax.yaml, .json] {
        let reading = Reading(bytes, as: syntax)
        if let flaw = TreeTests.flaw(in: reading.document) {
          Issue.record("\(flaw), \(bytes)")
          return
        }
        if reading.document.isReadable { readable += 1 }
        let isSound = reading.findings.allSatisfy {
          $0.range.start <= $0.range.end && Int($0.range.end) <= bytes.count
        }
        #expect(isSound)
        #expect(reading.document.isReadable || reading.findings.count == 1)
        _ = reading.document.json
        _ = reading.document.comments()
      }
    }
    #expect(readable > 500)
  }

  @Test func `both readers see the same in valid JSON`() {
    for seed in 0..<500 as Range<UInt64> {
      var generator = JSONGenerator(seed: seed)
      let text = generator.document()
      // A comment keeps the JSON reader away.
      let yaml = Reading("#\n" + text)
      let json = Reading(text, as: .json)
      guard json.document.isReadable, yaml.document.isReadable else {
        Issue.record("\(json.places) \(yaml.places) in \(text)")
        return
      }
      let outlines = (TreeTests.outline(yaml.document, from: 2), TreeTests.outline(json.document))
      guard outlines.0 == outlines.1 else {
        Issue.record("read in two ways: \(outlines.0) \(outlines.1) \(text)")
        return
      }
      #expect(TreeTests.flaw(in: json.document) == nil)
      #expect(yaml.findings.map(\.rule) == json.findings.map(\.rule))
      #expect(yaml.findings.map(\.pointer) == json.findings.map(\.pointer))
    }
  }

  /// Each node with its range and text, offsets counted from a start.
  static func outline(_ document: Document, from start: UInt32 = 0) -> [String] {
    document.nodes.indices.map { index in
      let node = document.nodes[index]
      let text = document.text(of: NodeID(Int32(index)))
      return "\(node.kind) \(node.style) \(node.start - start)..<\(node.end - start)"
        + " \(node.parent) \(node.next) \(node.second) \(node.hash) \(text)"
    }
  }
}

/// Writes JSON that libyaml can read too.
struct JSONGenerator {
  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  mutating func document() -> String { gap() + value(depth: 5) + gap() }

  private mutating func value(depth: Int) -> String {
    switch Int.random(in: 0..<(depth > 0 ? 6 : 4), using: &generator) {
    case 0: return generator.pick(["1", "-0.5", "1e10", "0", "-12"])
    case 1: return generator.pick(["true", "false", "null"])
    case 2, 3: return text()
    case 4:
      let count = Int.random(in: 0...4, using: &generator)
      let items = (0..<count).map { _ in gap() + value(depth: depth - 1) + gap() }
      return "[" + items.joined(separator: ",") + (count == 0 ? gap() : "") + "]"
    default:
      let count = Int.random(in: 0...4, using: &generator)
      let entries = (0..<count).map { _ in
        gap() + text() + space() + ":" + gap() + value(depth: depth - 1) + gap()
      }
      return "{" + entries.joined(separator: ",") + (count == 0 ? gap() : "") + "}"
    }
  }

  private mutating func text() -> String {
    let pieces = [
      "a", "é", "漢", "😀", "\\n", "\\\"", "\\\\", "\\/", "\\u00e9", "\u{2028}", "\u{85}", " # ",
      ": ",
    ]
    let count = Int.random(in: 0...4, using: &generator)
    return "\"" + (0..<count).map { _ in generator.pick(pieces) }.joined() + "\""
  }

  /// White space on one line, as libyaml wants between a key and its colon.
  private mutating func space() -> String { generator.pick(["", "", " ", "  "]) }

  private mutating func gap() -> String { generator.pick(["", "", " ", "\n ", "\r\n  ", "\n\n "]) }
}
