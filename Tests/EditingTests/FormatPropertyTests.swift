import Catalog
import Compiling
import Diagnostics
import Documents
import Editing
import Linting
import Manifests
import Testing

/// A text read, with what comparisons need.
struct FormatReading {
  let document: Document
  let findings: [Finding]

  init(_ bytes: [UInt8]) {
    var reader = DocumentReader()
    var document = Document()
    findings = reader.read(bytes, as: .yaml, into: &document)
    self.document = document
  }

  /// The comments without blanks at their ends, sorted.
  var comments: [String] {
    document.comments().map { document.source($0).withoutBlanksAtEnd }.sorted()
  }

  /// The texts of scalars and the spellings of aliases and anchors, sorted.
  var words: [String] {
    let nodes = document.nodes.indices.map { NodeID(Int32($0)) }
    let texts = nodes.filter { document[$0].kind == .scalar }.map { document.text(of: $0) }
    let aliases = nodes.filter { document[$0].kind == .alias }
      .map { document.source(document.range(of: $0)) }
    return (texts + aliases + document.anchors.map { document.source($0.range) }).sorted()
  }

  var digest: String {
    let manifest = ManifestReader.read(document, catalog: .builtIn).0
    return "\(ManifestDigest(of: manifest))"
  }

  /// The findings of the linter without their offsets, sorted.
  ///
  /// Of what is found by several aliases, the first in the file is named; then rules alone compare.
  var lint: [String] {
    var linter = Linter(catalog: .builtIn)
    var options = LintOptions()
    options.persona = .auditor
    options.today = "2026-11-01"
    return linter.lint(document.bytes, path: "a.yaml", options: options).findings.map {
      let place = document.hasAliases ? "" : " \($0.finding.pointer) \($0.finding.message)"
      return "\($0.finding.rule) \($0.isSuppressed)" + place
    }.sorted()
  }

  /// What comments say of where they are, if they are elsewhere.
  var misplaced: [String] {
    let nodes = document.nodes.indices.dropFirst().map { NodeID(Int32($0)) }
      .filter { document[$0].isKey || document.key(of: $0) == nil }
    return document.comments().compactMap { comment in
      let parts = document.source(comment).withoutBlanksAtEnd.split(separator: " ")
      guard parts.count == 3, parts[2].hasPrefix("/") else { return nil }
      let place: NodeID? =
        switch parts[1] {
        case "above": nodes.first { document[$0].start >= comment.end }
        case "on", "in": nodes.last { document[$0].start < comment.start }
        default: nil
        }
      guard let place else { return nil }
      let pointer = document.pointer(to: place)
      let isThere = parts[1] == "above" ? pointer == parts[2] : pointer.hasPrefix(parts[2])
      return isThere ? nil : "\(parts.joined(separator: " ")) is at \(pointer)"
    }
  }
}

extension String {
  fileprivate var withoutBlanksAtEnd: String {
    var text = self[...]
    while text.last == " " || text.last == "\t" { text.removeLast() }
    return String(text)
  }
}

/// The formatted bytes; nil where a file is not formatted.
func formatted(_ bytes: [UInt8]) -> [UInt8]? {
  var formatter = SourceFormatter()
  guard case .formatted(let text) = formatter.format(bytes, as: .yaml) else { return nil }
  return text
}

/// Checks that a text is formatted, says the same afterwards, and doesn't change again.
func checkFormatting(_ bytes: [UInt8], _ name: String) {
  let before = FormatReading(bytes)
  guard before.document.isReadable, let result = formatted(bytes) else {
    Issue.record("\(name) is not formatted: \(before.findings.map(\.message))")
    return
  }
  let after = FormatReading(result)
  var faults: [String] = []
  if before.document.json != after.document.json { faults.append("it means something else") }
  if before.words != after.words { faults.append("its values are others") }
  if before.comments != after.comments { faults.append("its comments are others") }
  if before.digest != after.digest { faults.append("its digest is another") }
  let lint = after.lint.difference(from: before.lint)
  if !lint.isEmpty { faults.append("lint finds \(lint.insertions), not \(lint.removals)") }
  if formatted(result) != result { faults.append("it changes again") }
  faults += after.misplaced
  let body = result.starts(with: [0xEF, 0xBB, 0xBF]) ? result.dropFirst(3) : result[...]
  if body.first == 0x0A || body.first == 0x0D { faults.append("it starts with an empty line") }
  if body.last != 0x0A, body.last != 0x0D { faults.append("its last line doesn't end") }
  guard !faults.isEmpty else { return }
  Issue.record(
    """
    \(name): \(faults.joined(separator: "; "))
    \(String(decoding: bytes, as: UTF8.self))
    ===== became
    \(String(decoding: result, as: UTF8.self))
    """
  )
}

@Suite struct FormatPropertyTests {
  @Test(arguments: 0..<10)
  func `generated manifests keep meaning and comments and don't change again`(_ part: Int) {
    for seed in (part * 20)..<(part * 20 + 20) {
      var generator = FormatGenerator(seed: UInt64(seed))
      checkFormatting(Array(generator.manifest().utf8), "seed \(seed)")
    }
  }

  @Test func `lines in another order come to the same`() throws {
    let entries = [
      "schema_version: \"4.1\"", "app: {name: x, version: 1.0.0}", "fullscreen: &f\n  uuid: x",
      "sidepanel: *f", "permissions:\n  project:\n    images: readonly\n    documents: readonly",
    ]
    let canonical = try #require(formatted(Array((entries.joined(separator: "\n")).utf8)))
    for order in [[3, 1, 4, 0, 2], [4, 3, 2, 1, 0], [1, 0, 2, 3, 4], [2, 4, 3, 0, 1]] {
      // An alias can't stand before its anchor.
      let order = order.filter { $0 != 3 } + [3]
      let text = order.map { entries[$0] }.joined(separator: "\n")
      #expect(formatted(Array(text.utf8)) == canonical)
    }
  }
}
