import Catalog
package import Diagnostics
package import Documents
package import Manifests

/// Gives source manifests in YAML their canonical layout.
///
/// It moves lines and blanks and never writes a value anew. What it made is read again, and has to
/// say what the file said, with every comment.
package struct SourceFormatter: ~Copyable {
  /// What came of a file.
  package enum Outcome: Sendable {
    /// The text in its canonical layout, which it may have had before.
    case formatted([UInt8])
    case leftAlone(Reason)
    /// It has errors in its syntax.
    case invalid([Finding])
    /// No layout was found that surely says the same; where the doubt is, if it has a place.
    case uncertain(offset: Int?)
  }

  /// Why a file is none that is formatted.
  package enum Reason: Sendable {
    case json
    /// It has no mapping at its root.
    case noManifest
    case form(Form)
  }

  private static let syntaxRules: Set<RuleID> = [
    .yamlSyntax, .yamlEncoding, .yamlLimits, .duplicateKey, .multipleDocuments, .yamlTag,
    .undefinedAlias, .recursiveAlias,
  ]

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private var reader = DocumentReader()

  package init() {}

  /// Formats a file.
  package mutating func format(_ bytes: [UInt8], as syntax: Syntax) -> Outcome {
    var document = Document()
    let findings = reader.read(bytes, as: syntax, into: &document)
      .filter { SourceFormatter.syntaxRules.contains($0.rule) }
    guard findings.isEmpty, document.isReadable else { return .invalid(findings) }
    if syntax == .json || isJSON(document) { return .leftAlone(.json) }
    guard !document.root.isNone, document[document.root].kind == .mapping else {
      return .leftAlone(.noManifest)
    }
    let form = ManifestReader.read(document, catalog: .builtIn).0.form
    guard form == .source else { return .leftAlone(.form(form)) }
    let isMarked = bytes.starts(with: SourceFormatter.byteOrderMark)
    let mark = isMarked ? SourceFormatter.byteOrderMark : []
    do {
      let text = try layOut(Array(bytes.dropFirst(mark.count)))
      guard saysSame(mark + text, as: document) else { return .uncertain(offset: nil) }
      return .formatted(mark + text)
    } catch {
      // Only before anything was moved is its place one of the file.
      return .uncertain(offset: error.isMoved ? nil : error.offset + mark.count)
    }
  }

  /// Whether the root is what a JSON file could hold.
  private mutating func isJSON(_ document: Document) -> Bool {
    guard !document.root.isNone, document[document.root].style == .flow else { return false }
    var json = Document()
    _ = reader.read(document.bytes, as: .json, into: &json)
    return json.isReadable
  }

  // MARK: - Steps

  private struct Failure: Error {
    let offset: Int
    let isMoved: Bool
  }

  private mutating func layOut(_ bytes: [UInt8]) throws(Failure) -> [UInt8] {
    let text = endingWithBreak(bytes)
    var scan = try scan(text, isMoved: false)
    scan = try self.scan(FlowOrdering(scan.document).text(), isMoved: true)
    scan = try self.scan(BlockOrdering.text(of: scan), isMoved: true)
    return LineLayout.text(of: scan)
  }

  private mutating func scan(_ bytes: [UInt8], isMoved: Bool) throws(Failure) -> BlockScan {
    let document = read(bytes)
    guard document.isReadable, !document.root.isNone else {
      throw Failure(offset: 0, isMoved: true)
    }
    do { return try BlockScan(document) } catch {
      throw Failure(offset: error.offset, isMoved: isMoved)
    }
  }

  private mutating func read(_ bytes: [UInt8]) -> Document {
    var document = Document()
    _ = reader.read(bytes, as: .yaml, into: &document)
    return document
  }

  /// The text with a line break at its end.
  ///
  /// A literal or folded text that went without one has none as its last character either; it gets
  /// the sign that says so.
  private mutating func endingWithBreak(_ bytes: [UInt8]) -> [UInt8] {
    guard let last = bytes.last, last != 0x0A, last != 0x0D else { return bytes }
    let lines = TextLines(bytes)
    let text = bytes + (lines.count > 1 ? Array(lines.lineBreak(0)) : [0x0A])
    let before = read(bytes)
    guard let scalar = before.nodes.last,
      scalar.style == .literal || scalar.style == .folded,
      !TreeComparison.saySame(before, read(text))
    else { return text }
    var indicators = Int(scalar.start) + 1
    while bytes[indicators] > 0x20, bytes[indicators] != 0x2B { indicators += 1 }
    let isKeeping = bytes[indicators] == 0x2B
    return text[..<indicators] + [0x2D] + text[(indicators + (isKeeping ? 1 : 0))...]
  }

  // MARK: - What was intended

  private mutating func saysSame(_ bytes: [UInt8], as document: Document) -> Bool {
    let formatted = read(bytes)
    return formatted.isReadable && TreeComparison.saySame(document, formatted)
      && SourceFormatter.comments(of: document) == SourceFormatter.comments(of: formatted)
  }

  /// The comments of a document without blanks at their ends, sorted.
  private static func comments(of document: Document) -> [String] {
    document.comments().map { comment in
      var text = document.source(comment)[...]
      while text.last == " " || text.last == "\t" { text.removeLast() }
      return String(text)
    }.sorted()
  }
}
