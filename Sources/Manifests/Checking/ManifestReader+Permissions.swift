import Catalog
import Diagnostics
import Documents

// `permissions`: scopes, tools, levels.
extension ManifestReader {
  mutating func readPermissions(_ entry: Entry) {
    guard let mapping = mapping(entry) else {
      manifest.unreadParts.insert(.permissions)
      return
    }
    let section = manifest.permissions.count
    manifest.permissions.append(PermissionsSection(key: entry.key, value: mapping))
    for entry in document.eachEntry(of: mapping) {
      guard let name = known(entry, [.company, .project], .byForm),
        let tools = self.mapping(entry)
      else {
        manifest.unreadParts.insert(.permissions)
        continue
      }
      let scope: Scope = name == .company ? .company : .project
      let first = manifest.grants.count
      manifest.grants.reserveCapacity(first + Int(document[tools.node].second) / 2)
      for grant in document.eachEntry(of: tools) {
        manifest.permissions[section].hasGrants = true
        manifest.grants.append(readGrant(grant, scope, section, scopeKey: entry.key))
      }
      findDoubledTools(from: first)
    }
  }

  private mutating func readGrant(
    _ entry: Entry,
    _ scope: Scope,
    _ section: Int,
    scopeKey: Reference
  ) -> Grant {
    var long = LongGrant()
    let subject = subject(entry.key, scope)
    let found = findings.count
    let value = document.resolve(entry.value)
    var isLong = false
    if !value.isNone, document[value.node].kind == .mapping, manifest.form == .source {
      isLong = true
      readLong(value, &long)
    } else if !value.isNone {
      long.level = text(entry.value)
    }
    var level: Level?
    var spelling = Grant.Spelling.missing
    if let text = long.level { (level, spelling) = readLevel(text) }
    // What is no tool here is the mistake; what else is wrong with its value is none of its own.
    switch subject {
    case .unknown, .wrongScope: discardFindings(from: found)
    case .tool, .retired: break
    }
    return Grant(
      scope: scope,
      section: section,
      scopeKey: scopeKey,
      key: entry.key,
      subject: subject,
      spelling: spelling,
      level: level,
      levelValue: long.level ?? entry.key,
      isLong: isLong,
      hasReason: long.hasReason,
      reason: long.reason,
      uses: long.uses,
      hasUnreadUses: long.hasUnreadUses,
      isMerged: entry.isMerged,
      overridesMerged: entry.overridesMerged,
      value: value.isNone ? entry.key : value
    )
  }

  /// The parts of a grant in the long form, or of a short one its level alone.
  private struct LongGrant {
    var level: Reference?
    var reason: Reference?
    var hasReason = false
    var uses: [Reference] = []
    var hasUnreadUses = false
  }

  private mutating func readLong(_ mapping: Reference, _ grant: inout LongGrant) {
    var hasLevel = false
    for entry in document.eachEntry(of: mapping) {
      guard let name = known(entry, [.level, .reason, .uses], .byForm) else {
        if meantKey == .level { hasLevel = true }
        if meantKey == .reason { grant.hasReason = true }
        continue
      }
      switch name {
      case .level:
        hasLevel = true
        grant.level = text(entry.value)
      case .reason:
        grant.hasReason = true
        grant.reason = text(entry.value)
      default:
        let known = grant.uses.count
        readTexts(entry, into: &grant.uses)
        let list = document.resolve(entry.value)
        let count = list.isNone ? 0 : Int(document[list.node].second)
        if grant.uses.count - known < count || list.isNone
          || document[list.node].kind != .sequence
        {
          grant.hasUnreadUses = true
        }
      }
    }
    if !hasLevel {
      reportMissing(
        "level",
        in: mapping,
        help: "say which level the app needs: `readonly`, `standard` or `admin`"
      )
    }
  }

  private func readLevel(_ text: Reference) -> (Level?, Grant.Spelling) {
    if let level = document.withText(of: text.node, { Level(name: $0) }) {
      return (level, .exact)
    }
    var word = document.text(of: text.node).lowercased()[...]
    while word.first == " " { word = word.dropFirst() }
    while word.last == " " { word = word.dropLast() }
    // Of the four `readonly` alone is made of two words.
    if word.hasPrefix("read"), word.hasSuffix("only"), word.utf8.count > 8,
      word.dropFirst(4).dropLast(4).allSatisfy({ "_- ".contains($0) })
    {
      word = "readonly"
    }
    if let level = Level.allCases.first(where: { $0.name == word }) {
      return (level, .variant)
    }
    return (nil, .unknown)
  }

  private func subject(_ key: Reference, _ scope: Scope) -> Grant.Subject {
    let other: Scope = scope == .company ? .project : .company
    return document.withText(of: key.node) { text in
      if let tool = catalog.tool(scope, key: text) { return .tool(tool) }
      if let tool = catalog.retiredTool(scope, key: text) { return .retired(tool) }
      if let tool = catalog.tool(other, key: text) ?? catalog.retiredTool(other, key: text) {
        return .wrongScope(tool)
      }
      return .unknown
    }
  }

  /// A retired key beside its new one is the same key twice.
  private mutating func findDoubledTools(from first: Int) {
    guard manifest.grants[first...].contains(where: \.isRetired) else { return }
    var firstGrants: [Grant.Subject: Int] = [:]
    for later in manifest.grants.indices.dropFirst(first) {
      let two = manifest.grants[later]
      guard let tool = two.tool else { continue }
      let same = firstGrants[two.subject]
      if same == nil { firstGrants[two.subject] = later }
      let other: Grant.Subject = two.isRetired ? .tool(tool) : .retired(tool)
      guard let earlier = firstGrants[other] else { continue }
      let one = manifest.grants[earlier]
      manifest.grants[earlier].isDoubled = true
      manifest.grants[later].isDoubled = true
      // The same key once more is found already.
      if let same, document.haveSameText(manifest.grants[same].key.node, two.key.node) { continue }
      let text = document.text(of: two.key.node)
      var place = two.isMerged ? document.placeInContext(of: two.key) : document.place(of: two.key)
      place.related += [
        RelatedPlace("the same tool by its other key", at: document.range(of: one.key.node))
      ]
      report(
        .duplicateKey,
        "`\(text.excerpt)` is the tool of `\(document.text(of: one.key.node).excerpt)` once more",
        help: "keep `\(catalog[tool].key)` alone; readers differ on which one counts",
        at: place,
        value: text
      )
    }
  }
}

extension Grant {
  fileprivate var isRetired: Bool {
    if case .retired = subject { true } else { false }
  }
}
