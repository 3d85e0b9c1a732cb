import Diagnostics
import Documents
import Editing
import Foundation
import Manifests
import TestSupport
import Testing

/// The repository, found from this file.
private let repository = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()

/// A file of `Tests/Golden/fmt`, with what is to become of it in `NAME.out`.
struct FormatCase: CustomTestStringConvertible, Sendable {
  let file: URL
  var testDescription: String { file.lastPathComponent }

  static let all: [FormatCase] = files(in: "Tests/Golden/fmt")
  static let manifests = (files(in: "manifests") + files(in: "examples")).filter {
    $0.testDescription.hasSuffix(".manifest.yaml")
  }

  private static func files(in folder: String) -> [FormatCase] {
    let folder = repository.appending(path: folder)
    let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    var files: [FormatCase] = []
    while let url = walk?.nextObject() as? URL {
      if ["yaml", "yml"].contains(url.pathExtension) { files.append(FormatCase(file: url)) }
    }
    return files.sorted { $0.file.path < $1.file.path }
  }
}

@Suite struct FormatTests {
  private func format(_ text: String, as syntax: Syntax = .yaml) -> SourceFormatter.Outcome {
    var formatter = SourceFormatter()
    return formatter.format(Array(text.utf8), as: syntax)
  }

  private func result(_ text: String) -> String? {
    formatted(Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test(arguments: FormatCase.all)
  func `each layout becomes the canonical one`(_ golden: FormatCase) throws {
    let bytes = [UInt8](try Data(contentsOf: golden.file))
    checkFormatting(bytes, golden.testDescription)
    let actual = String(decoding: try #require(formatted(bytes)), as: UTF8.self)
    let output = golden.file.deletingPathExtension().appendingPathExtension("out")
    #expect(try actual == GoldenFile.expected(at: output, actual: actual))
    if golden.testDescription == "canonical.yaml" { #expect(Array(actual.utf8) == bytes) }
  }

  @Test(arguments: FormatCase.manifests)
  func `model manifests and examples are in their canonical layout`(_ manifest: FormatCase) throws {
    let bytes = [UInt8](try Data(contentsOf: manifest.file))
    checkFormatting(bytes, manifest.testDescription)
    #expect(formatted(bytes) == bytes)
  }

  @Test func `line endings and the byte-order mark stay`() {
    let text = "\u{FEFF}app:\n    version: 1.0.0\n\n\n    name: |\n       x  \n\n       y\n"
    let expected = "\u{FEFF}app:\n  name: |\n    x  \n\n    y\n\n  version: 1.0.0\n"
    #expect(result(text) == expected)
    for ending in ["\r\n", "\r"] {
      #expect(
        result(text.replacing("\n", with: ending)) == expected.replacing("\n", with: ending)
      )
    }
  }

  @Test func `a last line gets its break and no value one more`() {
    #expect(result("schema_version: \"4.1\"\r\napp: x") == "schema_version: \"4.1\"\r\napp: x\r\n")
    #expect(result("app: x") == "app: x\n")
    #expect(result("app: x # c") == "app: x  # c\n")
    #expect(result("app: |\n  x") == "app: |-\n  x\n")
    #expect(result("app: >2+ # c\n  x") == "app: >2-  # c\n  x\n")
    #expect(result("app: |-\n  x") == "app: |-\n  x\n")
    #expect(result("app: |+\n  x\n\n\n") == "app: |+\n  x\n\n\n")
  }

  @Test func `kept breaks stay where the text goes`() {
    let text = "schema_version: |+\n  x\n\n\n\n# c\n\n\n\n\napp: y\n"
    #expect(result(text) == "schema_version: |+\n  x\n\n\n\n# c\n\napp: y\n")
    let moved = "\n\nx-a: 1\n\n\nschema_version: >+\n  x\n\napp: y"
    #expect(result(moved) == "schema_version: >+\n  x\n\napp: y\n\nx-a: 1\n")
  }

  @Test func `flow style at the root is formatted, JSON is not`() {
    #expect(
      result("{app: {version: 1, name: x}, schema_version: '4.1'} # c")
        == "{schema_version: '4.1', app: {name: x, version: 1}}  # c\n"
    )
    guard case .leftAlone(.json) = format("{\"app\": {}}"),
      case .leftAlone(.json) = format("{\"app\": {}}", as: .json)
    else {
      Issue.record("JSON is formatted")
      return
    }
  }

  @Test func `other forms and what is no manifest are left alone`() {
    guard case .leftAlone(.form(.portal)) = format("schema_version: '4.1'\n"),
      case .leftAlone(.form(.legacy)) = format("components: {}\n"),
      case .leftAlone(.noManifest) = format(""),
      case .leftAlone(.noManifest) = format("# app: x\n"),
      case .leftAlone(.noManifest) = format("- app: x\n"),
      case .leftAlone(.noManifest) = format("app\n")
    else {
      Issue.record("one of them is not")
      return
    }
  }

  @Test(arguments: [
    ("app: [", "yaml-syntax"), ("app: x\napp: y\n", "duplicate-key"),
    ("app: *x\n", "undefined-alias"), ("app: &x [*x]\n", "recursive-alias"),
    ("app: !x y\n", "yaml-tag"), ("app: x\n---\napp: y\n", "multiple-documents"),
  ])
  func `errors of syntax are told`(_ text: String, _ rule: String) {
    guard case .invalid(let findings) = format(text) else {
      Issue.record("\(text) is formatted")
      return
    }
    #expect(findings.map(\.rule.name) == [rule])
  }

  @Test func `what YAML forbids and its reader takes is left as it is`() {
    guard case .uncertain(offset: 8) = format("app: 'x'#c\n") else {
      Issue.record("a comment without a blank before it is moved")
      return
    }
  }

  @Test func `many entries and anchors are put in order`() {
    let tools = (0..<4000).map { "    t\($0 * 7919 % 4000): &a\($0) readonly # \($0)\n" }
    let uses = (0..<4000).map { "    u\($0 * 7919 % 4000): *a\($0)\n" }
    let text =
      "permissions:\n  company:\n" + tools.joined() + "  project:\n" + uses.joined() + "app: x\n"
    let result = formatted(Array(text.utf8))
    #expect(result?.count ?? 0 > text.utf8.count)
  }
}
