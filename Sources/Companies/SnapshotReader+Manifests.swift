import Catalog
import Diagnostics
import Documents
import Manifests

// A manifest inside a snapshot, with its version and authentication.
extension SnapshotReader {
  mutating func readVersion(
    _ fields: [String: Reference],
    name: String,
    uid: String?
  ) -> RecordedVersion? {
    let version = text(fields["version"])
    if let version, let place = fields["version"], AppVersion(version) == nil {
      report(
        .invalidVersion,
        "`\(version.excerpt)` is no version, expected `X.Y.Z`",
        at: document.place(of: document.resolve(place)),
        value: version
      )
    }
    let manifest = fields["manifest"].flatMap { readManifest($0) }
    let given = readAuthentication(fields["authentication"])
    let digest = text(fields["digest"])
    checkDigest(fields["digest"])
    guard let version, let manifest else { return nil }
    var recorded = RecordedVersion(
      version: version,
      manifest: RecordedManifest(manifest),
      authentication: given ?? manifest.resolvedAuthentication,
      digest: digest
    )
    if digest == nil {
      recorded.digest = self.digest(recorded.manifest(name: name, uid: uid, in: catalog))
    }
    return recorded
  }

  private mutating func readAuthentication(_ value: Reference?) -> [Authentication]? {
    guard let value else { return nil }
    let words = Authentication.allCases.map(\.rawValue)
    return items(value).compactMap { word($0, words, "authentication") }
      .compactMap(Authentication.init)
  }

  /// Reads a manifest by itself; a finding's place is looked up by its pointer.
  ///
  /// Where it comes from the platform, keys that nobody knows are left out.
  mutating func readManifest(
    _ value: Reference,
    leavingOutUnknownKeys isFromPlatform: Bool = false
  ) -> Manifest? {
    guard let mapping = collection(value, .mapping, "a mapping") else { return nil }
    var (manifest, found) = RecordedManifest.read(document.json(of: mapping), in: catalog)
    if isFromPlatform {
      let unknown = found.filter { $0.rule == .unknownKey }
      if !unknown.isEmpty {
        var json = document.json(of: mapping)
        for finding in unknown { json.remove(Pointer.parts(of: finding.pointer)[...]) }
        (manifest, found) = RecordedManifest.read(json, in: catalog)
      }
    }
    if manifest.form == .legacy, isFromPlatform {
      let version = document.entries(of: mapping).first {
        document.text(of: $0.key.node) == "schema_version"
      }
      report(
        .unsupportedSchemaVersion,
        "the manifest is of version 3.x and left out; `dmsa migrate` and `dmsa compile` make one "
          + "of 4.1 of it",
        at: version.map { document.place(of: $0.key) }
          ?? document.place(ofMissing: "schema_version", in: mapping),
        severity: .warning
      )
      return nil
    }
    if manifest.form != .portal {
      report(
        .unsupportedSchemaVersion,
        "the manifest is in the \(manifest.form.rawValue) form, expected portal 4.1",
        help: "`dmsa compile` writes it",
        at: document.place(ofMissing: "schema_version", in: mapping)
      )
      return nil
    }
    for finding in found {
      let place = place(ofPointer: finding.pointer, in: mapping, finding.rule)
      report(
        finding.rule,
        finding.message,
        help: finding.help,
        at: place,
        severity: finding.severity,
        value: finding.value
      )
    }
    for grant in manifest.grants {
      let level = manifest.document.text(of: grant.levelValue.node)
      guard grant.spelling == .unknown else { continue }
      let pointer = manifest.document.pointer(to: grant.levelValue.node)
      report(
        .unknownLevel,
        "unknown level `\(level.excerpt)`, allowed: "
          + Level.allCases.map { "`\($0.name)`" }.joined(separator: ", "),
        at: place(ofPointer: pointer, in: mapping, .unknownLevel),
        value: level
      )
    }
    reportUnknownTools(of: manifest, in: mapping)
    return manifest
  }

  private mutating func reportUnknownTools(of manifest: Manifest, in mapping: Reference) {
    for grant in manifest.grants where grant.tool == nil {
      let key = manifest.document.text(of: grant.key.node)
      report(
        .unknownTool,
        "unknown \(grant.scope.name) tool `\(key.excerpt)`",
        help: "it counts as a tool of this company's own, with every level",
        at: place(
          ofPointer: manifest.document.pointer(to: grant.key.node),
          in: mapping,
          .unknownKey
        ),
        severity: .warning,
        value: key
      )
    }
  }

  /// The place of a value, or of a key, that a pointer below a mapping names.
  private func place(ofPointer pointer: String, in mapping: Reference, _ rule: RuleID)
    -> FindingPlace
  {
    var current = mapping
    let parts = Pointer.parts(of: pointer)
    for (index, part) in parts.enumerated() {
      let isLast = index == parts.count - 1
      if document[current.node].kind == .sequence {
        let items = document.items(of: current)
        guard let position = Int(part), items.indices.contains(position) else { break }
        current = items[position]
        continue
      }
      let entry = document.entries(of: current).first { document.text(of: $0.key.node) == part }
      guard let entry else { return document.place(ofMissing: part, in: current) }
      if isLast, rule == .unknownKey || rule == .duplicateKey {
        return FindingPlace(
          document.range(of: entry.key.node),
          pointer: document.pointer(to: entry.key.node)
        )
      }
      let value = document.resolve(entry.value)
      guard !value.isNone else { break }
      current = value
    }
    return document.place(of: current)
  }
}

/// JSON Pointers taken apart.
private enum Pointer {
  static func parts(of pointer: String) -> [String] {
    pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map {
      String($0).replacing("~1", with: "/").replacing("~0", with: "~")
    }
  }
}

extension JSONValue {
  /// Removes the member of an object to which the parts of a pointer lead.
  fileprivate mutating func remove(_ parts: ArraySlice<String>) {
    guard let first = parts.first else { return }
    let rest = parts.dropFirst()
    switch self {
    case .object(var members):
      if rest.isEmpty { members[first] = nil } else { members[first]?.remove(rest) }
      self = .object(members)
    case .array(var items):
      guard let position = Int(first), items.indices.contains(position) else { return }
      items[position].remove(rest)
      self = .array(items)
    case .null, .boolean, .integer, .string: return
    }
  }
}
