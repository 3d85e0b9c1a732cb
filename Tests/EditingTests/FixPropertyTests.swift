import Access
import Catalog
import Diagnostics
import Documents
import Editing
import Foundation
import Linting
import Manifests
import Testing

/// Every file that shows a rule at work.
struct FixCase: CustomTestStringConvertible, Sendable {
  let name: String
  let bytes: [UInt8]
  let syntax: Syntax
  let trustedHosts: [String]

  var testDescription: String { name }

  static let all: [FixCase] = {
    let golden = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Golden/lint")
    var cases: [FixCase] = []
    let walk = FileManager.default.enumerator(at: golden, includingPropertiesForKeys: nil)
    while let url = walk?.nextObject() as? URL {
      guard ["yaml", "yml", "json"].contains(url.pathExtension),
        let data = try? Data(contentsOf: url)
      else { continue }
      cases.append(
        FixCase(
          name: url.deletingLastPathComponent().lastPathComponent + "/" + url.lastPathComponent,
          bytes: [UInt8](data),
          syntax: Syntax(path: url.path),
          trustedHosts: ["crewsync.io"]
        )
      )
    }
    for rule in RuleList.all.rules where rule.explanation.bad.bytes == nil {
      cases.append(
        FixCase(
          name: "example of \(rule.id)",
          bytes: Array(rule.explanation.bad.text.utf8),
          syntax: rule.explanation.bad.syntax,
          trustedHosts: rule.explanation.bad.trustedHosts
        )
      )
    }
    return cases.sorted { $0.name < $1.name }
  }()
}

@Suite struct FixPropertyTests {
  private var options: LintOptions {
    var options = LintOptions()
    options.persona = .auditor
    options.today = "2026-11-01"
    return options
  }

  private func read(_ bytes: [UInt8], _ syntax: Syntax) -> Manifest? {
    var reader = DocumentReader()
    var document = Document()
    _ = reader.read(bytes, as: syntax, into: &document)
    return document.isReadable ? ManifestReader.read(document, catalog: .builtIn).0 : nil
  }

  private func levels(_ manifest: Manifest) -> EffectiveLevels {
    EffectiveLevels(Grants(manifest.levels), in: .builtIn)
  }

  private func comments(_ manifest: Manifest) -> [String] {
    manifest.document.comments().map { manifest.document.source($0) }
  }

  private func findings(_ file: FixCase, _ bytes: [UInt8]) -> [Finding] {
    var options = options
    options.trustedHosts = file.trustedHosts
    var linter = Linter(catalog: .builtIn)
    return linter.lint(bytes, path: "a", as: file.syntax, options: options).findings
      .filter { !$0.isSuppressed }.map(\.finding)
  }

  @Test(arguments: FixCase.all)
  func `no fix widens access, loses a comment or leaves what it mends`(_ file: FixCase) throws {
    guard let before = read(file.bytes, file.syntax) else { return }
    for finding in findings(file, file.bytes) {
      for fix in finding.fixes {
        let bytes = FixApplication.apply(fix.edits, to: file.bytes)
        let after = try #require(read(bytes, file.syntax), "\(finding.rule): unreadable after")
        let relation = Relation(from: levels(before), to: levels(after))
        #expect(
          relation == .equal || relation == .narrower && fix.safety == .unsafe,
          "\(finding.rule): \(fix.description) is \(relation)"
        )
        // A comment goes only with the entry that it stands in.
        let gone = fix.edits.reduce(into: "") { text, edit in
          text += before.document.source(edit.range)
        }
        for comment in comments(before) where !comments(after).contains(comment) {
          #expect(gone.contains(comment), "\(finding.rule): lost \(comment)")
        }
        // Not by pointer: an item that is removed leaves its own to the next.
        let left = findings(file, bytes).filter {
          $0.rule == finding.rule && $0.value == finding.value
        }
        let had = findings(file, file.bytes).filter {
          $0.rule == finding.rule && $0.value == finding.value
        }
        #expect(left.count < had.count, "\(finding.rule): \(fix.description) mends nothing")
      }
    }
  }

  @Test(arguments: FixCase.all)
  func `fixing comes to rest, and again changes nothing`(_ file: FixCase) {
    for usesUnsafe in [false, true] {
      var fixer = Fixer(catalog: .builtIn, usesUnsafe: usesUnsafe)
      let once = fixer.fix(file.bytes, path: "a", as: file.syntax, options: options)
      let twice = fixer.fix(once.bytes, path: "a", as: file.syntax, options: options)
      #expect(twice.bytes == once.bytes)
      #expect(twice.count == 0)
      guard let before = read(file.bytes, file.syntax) else { continue }
      guard let after = read(once.bytes, file.syntax) else {
        Issue.record("unreadable after")
        continue
      }
      let relation = Relation(from: levels(before), to: levels(after))
      #expect(relation == .equal || relation == .narrower && usesUnsafe)
      // All that can be mended is.
      let left = findings(file, once.bytes).filter { finding in
        finding.fixes.contains { $0.safety == .safe || usesUnsafe }
      }
      #expect(left.isEmpty, "\(left.map { "\($0.rule) \($0.message)" })")
    }
  }
}
