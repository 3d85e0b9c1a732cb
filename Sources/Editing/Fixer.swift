import Access
package import Catalog
package import Diagnostics
package import Documents
package import Linting
import Manifests

/// Mends a file's findings until no fix is left.
///
/// After each round the file is read again. What the round did has to be what was intended: every
/// value outside the edits says what it said, no mistake is new, no access is wider. A fix that
/// breaks this is left out; so nothing is ever lost.
package struct Fixer: ~Copyable {
  /// What came of a file.
  package struct Result: Sendable {
    package let bytes: [UInt8]
    /// How many fixes were made.
    package let count: Int
  }

  private let catalog: Catalog
  private let usesUnsafe: Bool
  private var linter: Linter
  private var reader = DocumentReader()

  package init(catalog: Catalog, usesUnsafe: Bool) {
    self.catalog = catalog
    self.usesUnsafe = usesUnsafe
    linter = Linter(catalog: catalog)
  }

  /// Fixes a file.
  ///
  /// - Parameters:
  ///   - bytes: The file's bytes.
  ///   - path: What the file is called.
  ///   - syntax: How it is read.
  ///   - options: Which rules count.
  ///   - marking: Marks the findings that a baseline has, which don't count.
  ///   - isWanted: Which of the findings that count are to be mended.
  /// - Returns: The bytes, mended as far as that can be done.
  package mutating func fix(
    _ bytes: [UInt8],
    path: String,
    as syntax: Syntax,
    options: LintOptions,
    marking: (inout LintedFile) -> Void = { _ in },
    isWanted: (Finding) -> Bool = { _ in true }
  ) -> Result {
    var bytes = bytes
    var count = 0
    // Each round makes at least one fix; a bound keeps a faulty pair of them from going round.
    for _ in 0..<50 {
      var file = linter.lint(bytes, path: path, as: syntax, options: options)
      marking(&file)
      let fixes = file.findings.filter { $0.counts && isWanted($0.finding) }
        .compactMap { finding in
          finding.finding.fixes.first { usesUnsafe || $0.safety == .safe }
        }
      let chosen = FixApplication.compatible(fixes)
      guard !chosen.isEmpty else { break }
      let before = snapshot(of: bytes, syntax)
      var made: [Fix] = []
      // All at once, or else the halves of what doesn't do what is intended, down to each fix.
      var open = [chosen[...]]
      while let fixes = open.popLast() {
        if isIntended(made + fixes, before, bytes, syntax) {
          made += fixes
        } else if fixes.count > 1 {
          let middle = fixes.startIndex + fixes.count / 2
          open += [fixes[middle...], fixes[..<middle]]
        }
      }
      guard !made.isEmpty else { break }
      bytes = FixApplication.apply(made.flatMap(\.edits), to: bytes)
      count += made.count
    }
    return Result(bytes: bytes, count: count)
  }

  // MARK: - What was intended

  private struct Snapshot {
    let document: Document
    let findings: [Finding]
    let manifest: Manifest

    /// The texts outside some ranges, none of which overlaps another, in order.
    func texts(outside ranges: [SourceRange]) -> [String] {
      let ranges = ranges.sorted()
      var next = 0
      return document.nodes.indices.compactMap { index in
        let id = NodeID(Int32(index))
        guard document[id].kind == .scalar else { return nil }
        let range = document.range(of: id)
        while next < ranges.count, ranges[next].end < range.start { next += 1 }
        guard next == ranges.count || ranges[next].start > range.end else { return nil }
        return document.text(of: id)
      }
    }

    /// The mistakes that make a file unusable, where they stand after some edits.
    func mistakes(after edits: [Edit] = []) -> [Mistake] {
      let moves = FixApplication.Moves(edits)
      return findings.filter { !$0.canBeIgnored }.map {
        Mistake(rule: $0.rule, start: moves.place(of: $0.range.start))
      }
    }
  }

  /// A mistake, told from others by its place.
  ///
  /// Its pointer is another where a key above it is renamed, or an item before it goes.
  private struct Mistake: Hashable {
    let rule: RuleID
    let start: UInt32
  }

  private mutating func snapshot(of bytes: [UInt8], _ syntax: Syntax) -> Snapshot? {
    var document = Document()
    let findings = reader.read(bytes, as: syntax, into: &document)
    guard document.isReadable else { return nil }
    let (manifest, schema) = ManifestReader.read(document, catalog: catalog)
    return Snapshot(document: document, findings: findings + schema, manifest: manifest)
  }

  private mutating func isIntended(
    _ fixes: [Fix],
    _ before: Snapshot?,
    _ bytes: [UInt8],
    _ syntax: Syntax
  ) -> Bool {
    let edits = fixes.flatMap(\.edits)
    let result = FixApplication.apply(edits, to: bytes)
    guard let before, let after = snapshot(of: result, syntax) else { return false }
    let old = before.texts(outside: edits.map(\.range))
    let new = after.texts(outside: FixApplication.ranges(of: edits))
    guard old == new else { return false }
    var known: [Mistake: Int] = [:]
    for mistake in before.mistakes(after: edits) { known[mistake, default: 0] += 1 }
    for mistake in after.mistakes() {
      guard let count = known[mistake], count > 0 else { return false }
      known[mistake] = count - 1
    }
    let relation = Relation(
      from: EffectiveLevels(Grants(before.manifest.levels), in: catalog),
      to: EffectiveLevels(Grants(after.manifest.levels), in: catalog)
    )
    return relation == .equal || relation == .narrower && usesUnsafe
  }
}
