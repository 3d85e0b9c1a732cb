import Catalog
import Diagnostics
import Documents
import Foundation
import Manifests
import TestSupport
import Testing

/// The folder of the golden files, beside the test targets.
private let golden = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().appending(path: "Golden/reading")

/// All that was read from a file: every part of the manifest that is there, and every finding.
private struct Summary {
  private let document: Document
  private let catalog: Catalog
  private let table: LineTable
  private(set) var lines: [String] = []

  init(_ manifest: Manifest, _ findings: [Finding], _ table: LineTable) {
    document = manifest.document
    catalog = manifest.catalog
    self.table = table
    add(manifest, "manifest")
    lines += findings.flatMap(describe)
  }

  /// Adds what a value holds, a line for each; what is nil, empty or false is left out.
  private mutating func add(_ value: Any, _ path: String) {
    switch value {
    case is Document, is Catalog: return
    case let reference as Reference: lines.append("\(path): \(describe(reference))")
    case let node as NodeID: lines.append("\(path): \(describe(Reference(node)))")
    case let flag as Bool: if flag { lines.append(path) }
    case let keys as KeySet: lines += keys.names.map { "\(path): \($0)" }.sorted()
    case let tool as ToolID: lines.append("\(path): \(catalog[tool].key)")
    default: addParts(of: value, path)
    }
  }

  private mutating func addParts(of value: Any, _ path: String) {
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .optional:
      if let some = mirror.children.first { add(some.value, path) }
    case .set:
      let nodes = mirror.children.map { child in
        (child.value as? NodeID).map { describe(Reference($0)) } ?? "\(child.value)"
      }
      lines += nodes.sorted().map { "\(path): \($0)" }
    case .collection:
      for (index, child) in mirror.children.enumerated() { add(child.value, "\(path)[\(index)]") }
    case .struct, .tuple, .enum:
      if mirror.children.isEmpty { lines.append("\(path): \(value)") }
      for child in mirror.children { add(child.value, "\(path).\(child.label ?? "")") }
    default: lines.append("\(path): \(value)")
    }
  }

  private func describe(_ reference: Reference) -> String {
    let node = reference.node
    guard !node.isNone else { return "nothing" }
    let isScalar = document[node].kind == .scalar
    let what = isScalar ? "`\(document.text(of: node))`" : "\(document[node].kind)"
    let alias = reference.isAliased ? " by \(place(document.range(of: reference.alias)))" : ""
    return "\(place(document.range(of: node))) \(what)\(alias)"
  }

  private func describe(_ finding: Finding) -> [String] {
    let flag = finding.canBeIgnored ? "" : "!"
    let related = finding.related.map { "  \(place($0.range)): \($0.message)" }
    let fixes = finding.fixes.flatMap { fix in
      ["  fix, \(fix.safety): \(fix.description)"]
        + fix.edits.map { "    \(place($0.range)): \($0.text.debugDescription)" }
    }
    return [
      "\(place(finding.range)): \(finding.severity.name)\(flag)[\(finding.rule)] \(finding.message)"
        + " (\(finding.pointer)) `\(finding.value)`", "  help: \(finding.help ?? "")",
    ] + related + fixes
  }

  private func place(_ range: SourceRange) -> String {
    let start = table.position(of: range.start)
    let end = table.position(of: range.end)
    return "\(start.line):\(start.column)-\(end.line):\(end.column)"
  }
}

@Suite struct SummaryTests {
  private static let files: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: golden.path)) ?? []).sorted()
    .filter { !$0.hasSuffix(".out") }

  @Test(arguments: files)
  func `all of a manifest is read, and all that is wrong with it is told`(_ name: String) throws {
    let file = golden.appending(path: name)
    let bytes = [UInt8](try Data(contentsOf: file))
    var document = Document()
    var reader = DocumentReader()
    let read = reader.read(bytes, as: name.hasSuffix(".json") ? .json : .yaml, into: &document)
    let (manifest, found) = ManifestReader.read(document, catalog: .builtIn)
    let findings = (read + found).sorted(by: Finding.isOrderedBefore)
    let summary = Summary(manifest, findings, LineTable(bytes))
    let actual = summary.lines.joined(separator: "\n") + "\n"
    let output = file.deletingPathExtension().appendingPathExtension("out")
    #expect(try actual == GoldenFile.expected(at: output, actual: actual))
  }

  @Test func `there are files of each form`() {
    #expect(SummaryTests.files.count >= 10)
  }
}
