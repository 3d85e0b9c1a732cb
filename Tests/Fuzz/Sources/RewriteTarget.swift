import Access
import Catalog
import Compiling
import Diagnostics
import Documents
import Editing
import Linting
import Manifests

/// What writes a manifest anew: fixes, the layout, the compiled form, the migration.
enum RewriteTarget {
  static func check(_ bytes: [UInt8]) {
    for syntax in [Syntax.yaml, .json] {
      let before = Reading(bytes, syntax)
      guard before.document.isReadable else { continue }
      checkFixes(before)
      checkForms(before)
      if syntax == .yaml { checkLayout(before) }
    }
  }

  // MARK: - Fixes

  /// Fixes come to rest, leave a file that reads, and never widen access; safe ones keep what a
  /// sound manifest means.
  private static func checkFixes(_ before: Reading) {
    for usesUnsafe in [false, true] {
      var fixer = Fixer(catalog: .builtIn, usesUnsafe: usesUnsafe)
      let syntax = before.document.syntax
      let options = LintTarget.options
      let once = fixer.fix(before.document.bytes, path: "a", as: syntax, options: options)
      guard once.count > 0 else {
        expect(once.bytes == before.document.bytes, "no fix was made, and the text is another")
        continue
      }
      let twice = fixer.fix(once.bytes, path: "a", as: syntax, options: options)
      expect(twice.count == 0 && twice.bytes == once.bytes, "fixes don't come to rest")
      let after = Reading(once.bytes, syntax)
      expect(after.document.isReadable, "fixes leave what can't be read")
      let relation = Relation(from: before.levels, to: after.levels)
      expect(relation == .equal || relation == .narrower && usesUnsafe, "a fix is \(relation)")
      guard !usesUnsafe, !before.hasErrors else { continue }
      expect(!after.hasErrors, "fixes make errors")
      // A view that is spelled right is another word to the digest, but was shown nowhere before.
      guard !before.found.contains(Rule.retiredView.id) else { continue }
      expect(before.digest() == after.digest(), "safe fixes change the meaning")
    }
  }

  // MARK: - Forms

  /// What is compiled or migrated reads, and means the same.
  private static func checkForms(_ before: Reading) {
    _ = Checklist(before.manifest).text()
    let portal = PortalManifest(before.manifest).bytes()
    if before.manifest.form == .legacy {
      checkMigration(before)
      return
    }
    guard !before.hasErrors, !before.hasIgnored else { return }
    let after = Reading(portal, .json)
    expect(after.document.isReadable && !after.hasErrors, "compiling makes errors")
    expect(PortalManifest(after.manifest).bytes() == portal, "compiling again changes the text")
  }

  private static func checkMigration(_ before: Reading) {
    let name = before.manifest.appName
    let migrated = try? Migration(
      before.manifest,
      appName: name == nil ? "App" : nil,
      appVersion: "1.0.0"
    )
    guard let migrated, !before.hasErrors else { return }
    let after = Reading(Array(migrated.text.utf8), .yaml)
    expect(after.document.isReadable && !after.hasMistakes, "migrating makes mistakes")
    let part = name == nil ? ManifestDigest.Part.substance : .withoutVersion
    expect(before.digest(part) == after.digest(part), "migrating changes the meaning")
  }

  // MARK: - Layout

  /// The layout says the same, with every comment, and doesn't change again.
  private static func checkLayout(_ before: Reading) {
    var formatter = SourceFormatter()
    guard case .formatted(let text) = formatter.format(before.document.bytes, as: .yaml) else {
      return
    }
    guard case .formatted(let again) = formatter.format(text, as: .yaml) else {
      return expect(false, "what was laid out is none that is")
    }
    expect(again == text, "the layout changes again")
    let after = Reading(text, .yaml)
    expect(before.document.json == after.document.json, "the layout says something else")
    expect(before.digest() == after.digest(), "the layout has another digest")
    expect(before.comments == after.comments, "the layout has other comments")
    expect(before.rules == after.rules, "the layout has other findings")
  }
}

/// A text read, with what comparisons need.
private struct Reading {
  let document: Document
  let manifest: Manifest
  private let findings: [LintedFinding]

  init(_ bytes: [UInt8], _ syntax: Syntax) {
    var reader = DocumentReader()
    var document = Document()
    _ = reader.read(bytes, as: syntax, into: &document)
    self.document = document
    manifest = ManifestReader.read(document, catalog: .builtIn).0
    var linter = Linter(catalog: .builtIn)
    findings =
      linter.lint(bytes, path: "a", as: syntax, options: LintTarget.options).findings
  }

  /// Whether it has an error that keeps it from being compiled.
  var hasErrors: Bool {
    findings.contains { $0.finding.severity == .error && $0.category != .risk && $0.counts }
  }

  /// Whether it ignores something, as no compiled form can.
  var hasIgnored: Bool { findings.contains(where: \.isSuppressed) }

  /// Whether its syntax or its schema have an error, which keeps it from being migrated.
  var hasMistakes: Bool {
    findings.contains {
      $0.finding.severity == .error && ($0.category == .syntax || $0.category == .schema)
    }
  }

  /// The rules that found something.
  var found: Set<RuleID> { Set(findings.map(\.finding.rule)) }

  var levels: EffectiveLevels { EffectiveLevels(Grants(manifest.levels), in: .builtIn) }

  func digest(_ part: ManifestDigest.Part = .whole) -> ManifestDigest {
    ManifestDigest(of: manifest, part)
  }

  /// The comments without blanks at their ends, sorted.
  var comments: [String] {
    document.comments().map { comment in
      var text = document.source(comment)[...]
      while text.last == " " || text.last == "\t" { text.removeLast() }
      return String(text)
    }.sorted()
  }

  /// The rules that found something, each as often as it did, sorted.
  var rules: [String] { findings.map { "\($0.finding.rule) \($0.isSuppressed)" }.sorted() }
}
