import Access
import Catalog
import Compiling
import Diagnostics
import Differing
import Documents
import Manifests
import TestSupport
import Testing

/// Reads a manifest's text; nil where the schema has errors.
func readManifest(_ text: String, _ syntax: Syntax = .yaml) -> Manifest? {
  var reader = DocumentReader()
  var document = Document()
  let findings = reader.read(Array(text.utf8), as: syntax, into: &document)
  guard document.isReadable else { return nil }
  let (manifest, schema) = ManifestReader.read(document, catalog: .builtIn)
  return (findings + schema).contains { $0.severity == .error } ? nil : manifest
}

func compare(_ old: Manifest, _ new: Manifest) -> ManifestDelta {
  func side(_ manifest: Manifest) -> ManifestDelta.Side {
    ManifestDelta.Side(
      manifest,
      digest: ManifestDigest(of: manifest).description,
      contentDigest: ManifestDigest(of: manifest, .withoutVersion).description,
      substanceDigest: ManifestDigest(of: manifest, .substance).description
    )
  }
  return ManifestDelta(
    from: old,
    side(old),
    risks: [],
    to: new,
    side(new),
    risks: [],
    catalog: .builtIn
  )
}

/// Two drawn manifests, and what makes a case of them smaller.
struct Upgrade: CustomStringConvertible {
  var old: PlainManifest
  var new: PlainManifest

  init(_ generator: inout SeededGenerator) {
    let tools = OracleTool.all.map { ($0.scope, $0.key, $0.levels) }
    old = PlainManifest.random(&generator, tools: tools)
    new = PlainManifest.random(&generator, tools: tools)
    // Upgrades mostly keep what was there.
    if !generator.once(in: 4) {
      let kept = old.grants.filter { grant in
        !generator.once(in: 3)
          && !new.grants.contains { $0.scope == grant.scope && $0.tool == grant.tool }
      }
      new.grants += kept
    }
  }

  var description: String {
    "old \(old.grants.map { "\($0.scope).\($0.tool)=\($0.level)" })"
      + " new \(new.grants.map { "\($0.scope).\($0.tool)=\($0.level)" })"
  }

  /// The cases with one grant or component less.
  var smaller: [Upgrade] {
    var cases: [Upgrade] = []
    for side in [\Upgrade.old, \Upgrade.new] {
      for index in self[keyPath: side].grants.indices where self[keyPath: side].grants.count > 1 {
        var copy = self
        copy[keyPath: side].grants.remove(at: index)
        cases.append(copy)
      }
      for index in self[keyPath: side].components.indices {
        var copy = self
        copy[keyPath: side].components.remove(at: index)
        cases.append(copy)
      }
    }
    return cases
  }

  /// The smallest case that still fails.
  func shrunk(while fails: (Upgrade) -> Bool) -> Upgrade {
    var current = self
    while let next = current.smaller.first(where: fails) { current = next }
    return current
  }

  func oracle() -> Oracle {
    func grants(_ manifest: PlainManifest) -> OracleGrants {
      manifest.grants.reduce(into: OracleGrants()) { $0[$1.scope, $1.tool] = $1.level }
    }
    return Oracle(before: grants(old), after: grants(new))
  }

  /// The two sides, read.
  func manifests(_ seed: UInt64 = 1) -> (Manifest, Manifest)? {
    var generator = SeededGenerator(seed: seed)
    guard let before = readManifest(old.source(&generator)),
      let after = readManifest(new.source(&generator))
    else { return nil }
    return (before, after)
  }
}

@Suite struct UpgradePropertyTests {
  /// Holds a property over drawn upgrades; a failure is shrunk before it is told.
  private func check(
    _ count: Int,
    seed: UInt64,
    _ mistake: (Upgrade) -> String?
  ) {
    var generator = SeededGenerator(seed: seed)
    for number in 0..<count {
      let upgrade = Upgrade(&generator)
      guard mistake(upgrade) != nil else { continue }
      let small = upgrade.shrunk { mistake($0) != nil }
      Issue.record("case \(number): \(mistake(small) ?? "") in \(small)")
      return
    }
  }

  @Test func `the comparison agrees with every question asked one by one`() {
    check(400, seed: 11) { upgrade in
      guard let (old, new) = upgrade.manifests() else { return "can't be read" }
      let delta = compare(old, new)
      let oracle = upgrade.oracle()
      if delta.relation.rawValue != oracle.relation {
        return "the whole is \(delta.relation), asked one by one \(oracle.relation)"
      }
      let rows = Set(delta.permissions.map { "\($0.scope.name) \($0.key)" })
      let expected = Set(oracle.rows.map { "\($0.scope) \($0.key)" })
      if rows != expected { return "rows \(rows) instead of \(expected)" }
      for row in delta.permissions {
        guard
          let tool = oracle.rows.first(where: { $0.scope == row.scope.name && $0.key == row.key })
        else { return "no such row" }
        let relation = oracle.relation(of: tool)
        if row.relation.rawValue != relation {
          return "\(row.key) is \(row.relation), not \(relation)"
        }
        if row.isAbsorbed != (relation == "equal") { return "\(row.key) absorbed" }
        let implies = oracle.implies(tool)
        if row.implies?.companyTools != implies?.company
          || row.implies?.projectTools != implies?.project
          || row.implies?.projects?.rawValue != implies?.projects
        {
          return
            "\(row.key) implies \(String(describing: row.implies)), not \(String(describing: implies))"
        }
        let isGain = relation == "wider" || relation == "incomparable"
        if (row.witness != nil) != isGain {
          return "\(row.key) witness \(String(describing: row.witness))"
        }
        if let witness = row.witness {
          let request = OracleRequest(
            tool: tool,
            level: witness.level.name,
            project: witness.project?.rawValue
          )
          if !oracle.isWitness(request) { return "\(request) is no witness" }
        }
      }
      return nil
    }
  }

  @Test func `a manifest compared with itself shows nothing`() {
    check(200, seed: 12) { upgrade in
      guard let (old, _) = upgrade.manifests() else { return "can't be read" }
      let delta = compare(old, old)
      let isNothing =
        delta.isEmpty && delta.permissions.isEmpty && delta.components.isEmpty
        && delta.relation == .equal && !delta.requiresConsent && delta.warnings.isEmpty
      return isNothing ? nil : "something differs"
    }
  }

  @Test func `the rows applied to the old levels give the new ones`() {
    check(300, seed: 13) { upgrade in
      guard let (old, new) = upgrade.manifests() else { return "can't be read" }
      var levels = old.levels
      for row in compare(old, new).permissions {
        guard let tool = row.tool else { return "an unknown tool" }
        if levels[tool.index] != row.before { return "\(row.key) was not \(row.before)" }
        levels[tool.index] = row.after
      }
      return levels == new.levels ? nil : "other levels"
    }
  }

  @Test func `the way back is the inverse`() {
    check(300, seed: 14) { upgrade in
      guard let (old, new) = upgrade.manifests() else { return "can't be read" }
      let there = compare(old, new)
      let back = compare(new, old)
      let inverse: [Relation: Relation] = [
        .equal: .equal, .wider: .narrower, .narrower: .wider, .incomparable: .incomparable,
      ]
      if back.relation != inverse[there.relation] { return "the whole" }
      let rows = Dictionary(grouping: back.permissions) { "\($0.scope.name) \($0.key)" }
      for row in there.permissions {
        guard let other = rows["\(row.scope.name) \(row.key)"]?.first else { return "a row" }
        if other.before != row.after || other.after != row.before { return "levels" }
        if other.relation != inverse[row.relation] { return "relation of \(row.key)" }
        if other.risk != row.risk { return "risk of \(row.key)" }
      }
      return back.components.count == there.components.count ? nil : "components"
    }
  }

  @Test func `order, layout and form change no verdict`() {
    check(150, seed: 15) { upgrade in
      guard let (old, new) = upgrade.manifests(1), let (again, later) = upgrade.manifests(99)
      else { return "can't be read" }
      if ManifestDigest(of: old) != ManifestDigest(of: again) { return "digest" }
      if compare(old, again).isEmpty == false { return "layout is a change" }
      let one = compare(old, new)
      let two = compare(again, later)
      if one.permissions.map(\.key) != two.permissions.map(\.key) { return "rows" }
      if one.relation != two.relation || one.requiresConsent != two.requiresConsent
        || one.version != two.version
      {
        return "verdict"
      }
      var generator = SeededGenerator(seed: 5)
      guard let portal = readManifest(upgrade.new.portal(&generator), .json),
        let legacy = readManifest(upgrade.new.legacy(&generator), .json)
      else { return "portal or legacy can't be read" }
      for form in [portal, legacy] {
        let delta = compare(old, form)
        if delta.relation != one.relation { return "relation of \(form.form)" }
        if delta.permissions.map(\.key) != one.permissions.map(\.key) {
          return "rows of \(form.form)"
        }
        if delta.components.map(\.component) != one.components.map(\.component) {
          return "components of \(form.form)"
        }
      }
      return nil
    }
  }

  @Test func `consent is wanted exactly where something new is asked for`() {
    check(300, seed: 16) { upgrade in
      guard let (old, new) = upgrade.manifests() else { return "can't be read" }
      let delta = compare(old, new)
      let order = oracleLevels
      let asksMore = upgrade.oracle().rows.contains { tool in
        let was = upgrade.oracle().before[tool.scope, tool.key]
        let now = upgrade.oracle().after[tool.scope, tool.key]
        return (order.firstIndex(of: was) ?? 0) < (order.firstIndex(of: now) ?? 0)
      }
      let kinds = { (manifest: PlainManifest) in
        Dictionary(uniqueKeysWithValues: manifest.components.map { ($0.kind, $0.host) })
      }
      let was = kinds(upgrade.old)
      let hasNewHost = kinds(upgrade.new).contains { kind, host in was[kind] != host }
      return delta.requiresConsent == (asksMore || hasNewHost)
        ? nil : "consent \(delta.requiresConsent)"
    }
  }
}
