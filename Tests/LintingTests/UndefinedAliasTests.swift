import Catalog
import Diagnostics
import Documents
import Foundation
import Linting
import Testing

private let folder = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().appending(path: "Golden/reading")

/// An alias that leads nowhere, wherever it stands.
@Suite struct UndefinedAliasTests {
  /// The texts with one node after the other replaced by an alias to nothing.
  private static func variants(of name: String) throws -> [(text: [UInt8], start: UInt32)] {
    let bytes = [UInt8](try Data(contentsOf: folder.appending(path: name)))
    var reader = DocumentReader()
    var document = Document()
    _ = reader.read(bytes, as: .yaml, into: &document)
    return document.nodes.map { node in
      var text = bytes
      text.replaceSubrange(Int(node.start)..<Int(node.end), with: "*nowhere ".utf8)
      return (text, node.start)
    }
  }

  @Test(arguments: ["source.yaml", "portal.json", "legacy.json", "legacy-oauth.json"])
  func `an alias to nothing is the one mistake where it stands`(_ name: String) throws {
    var options = LintOptions()
    options.persona = .auditor
    var linter = Linter(catalog: .builtIn)
    var count = 0
    for (text, start) in try UndefinedAliasTests.variants(of: name) {
      let found = linter.lint(text, path: "a", as: .yaml, options: options).findings.map(\.finding)
      guard !found.contains(where: { $0.rule == "yaml-syntax" }) else { continue }
      count += 1
      // What an item of a list lacks stands on its first key.
      let here = found.filter { $0.range.start == start && !$0.rule.name.hasPrefix("missing-") }
      #expect(here.map(\.rule) == ["undefined-alias"])
    }
    #expect(count > 8)
  }
}
