import Diagnostics
import Documents

/// A document with the findings that reading it gave.
struct Reading {
  let document: Document
  let findings: [Finding]

  init(_ bytes: [UInt8], as syntax: Syntax = .yaml) {
    var reader = DocumentReader()
    var document = Document()
    findings = reader.read(bytes, as: syntax, into: &document)
    self.document = document
  }

  init(_ text: String, as syntax: Syntax = .yaml) {
    self.init(Array(text.utf8), as: syntax)
  }

  var root: Reference { Reference(document.root) }

  /// The file's spelling of each node, in the order of the tree.
  var spellings: [String] {
    document.nodes.indices.map { document.source(document.range(of: NodeID(Int32($0)))) }
  }

  /// The text of each scalar, in the order of the tree.
  var texts: [String] {
    document.nodes.indices.filter { document.nodes[$0].kind == .scalar }
      .map { document.text(of: NodeID(Int32($0))) }
  }

  /// Each finding as rule, line, column, spelling and pointer.
  var summaries: [String] {
    let table = LineTable(document.bytes)
    return findings.map { finding in
      let start = table.position(of: finding.range.start)
      let spelling = document.source(finding.range)
      return "\(finding.rule) \(start.line):\(start.column) `\(spelling)` \(finding.pointer)"
    }
  }

  /// Each finding's rule, line and column.
  var places: [String] {
    let table = LineTable(document.bytes)
    return findings.map { finding in
      let start = table.position(of: finding.range.start)
      return "\(finding.rule) \(start.line):\(start.column)"
    }
  }

  /// The value at a path of keys and positions.
  func value(_ path: String...) -> Reference {
    path.reduce(root) { reference, part in
      if let position = Int(part) {
        let items = document.items(of: reference)
        return items.indices.contains(position) ? items[position] : .none
      }
      let entry = document.entries(of: reference)
        .first { document.text(of: $0.key.node) == part }
      return entry.map { document.resolve($0.value) } ?? .none
    }
  }

  /// The text of the scalar at a path.
  func text(_ path: String...) -> String? {
    let reference = path.reduce(root) { reference, part in
      let entry = document.entries(of: reference)
        .first { document.text(of: $0.key.node) == part }
      return entry.map { document.resolve($0.value) } ?? .none
    }
    return reference.isNone ? nil : document.text(of: reference.node)
  }

  /// The entries of a mapping as `key=text`, with `+` for a merged one and `!` for one that stands
  /// over a merged one.
  func entries(of reference: Reference) -> [String] {
    document.entries(of: reference).map { entry in
      let value = document.resolve(entry.value)
      let mark = entry.isMerged ? "+" : entry.overridesMerged ? "!" : ""
      let text = value.isNone ? "?" : document.text(of: value.node)
      return "\(mark)\(document.text(of: entry.key.node))=\(text)"
    }
  }
}
