package import Catalog
package import Diagnostics
package import Documents
package import Manifests

/// A manifest as a company's record keeps it: portal 4.1 as a value, and the levels it asks for.
package struct RecordedManifest: Hashable, Sendable {
  package let json: JSONValue
  package let companyLevels: ToolLevels
  package let projectLevels: ToolLevels

  /// The parts of a manifest that is read already, in the form in which it stands there.
  package init(_ manifest: Manifest) {
    json = manifest.document.json ?? [:]
    companyLevels = RecordedManifest.levels(of: manifest, in: .company)
    projectLevels = RecordedManifest.levels(of: manifest, in: .project)
  }

  /// The typed tree, over bytes of its own.
  package func manifest(in catalog: Catalog) -> Manifest {
    RecordedManifest.read(json, in: catalog).manifest
  }

  /// Reads a value as a manifest; places of findings are those in its canonical bytes.
  package static func read(
    _ json: JSONValue,
    in catalog: Catalog
  ) -> (manifest: Manifest, findings: [Finding]) {
    var document = Document()
    var reader = DocumentReader()
    let findings = reader.read(json.canonical(), as: .json, into: &document)
    guard document.isReadable else { return (.empty(catalog), findings) }
    let (manifest, more) = ManifestReader.read(document, catalog: catalog)
    return (manifest, findings + more)
  }

  /// The levels above none by the tools' present keys, those of unknown tools by their own.
  private static func levels(of manifest: Manifest, in scope: Scope) -> ToolLevels {
    var levels: ToolLevels = [:]
    for grant in manifest.grants where grant.scope == scope {
      guard let level = grant.level else { continue }
      let key =
        grant.tool.map { manifest.catalog[$0].key } ?? manifest.document.text(of: grant.key.node)
      levels[key] = max(levels[key], level)
    }
    return levels
  }
}

/// An app at a version, as its record or somebody's wish for it has it.
package struct RecordedVersion: Hashable, Sendable {
  package var version: String
  package var manifest: RecordedManifest
  package var authentication: [Authentication]
  /// `sha256:` and 64 digits; nil where nobody has computed it.
  package var digest: String?

  package init(
    version: String,
    manifest: RecordedManifest,
    authentication: [Authentication],
    digest: String?
  ) {
    self.version = version
    self.manifest = manifest
    self.authentication = Authentication.allCases.filter(authentication.contains)
    self.digest = digest
  }

  package var hasServiceAccount: Bool { authentication.contains(.serviceAccount) }
  package var hasUserLevel: Bool { authentication.contains(.userLevel) }

  /// The manifest that a digest is made from.
  func manifest(name: String, uid: String?, in catalog: Catalog) -> Manifest {
    RecordedManifest.read(source(name: name, uid: uid), in: catalog).manifest
  }

  /// The manifest in source form, with what the record says beside it: what a digest is made from.
  package func source(name: String, uid: String?) -> JSONValue {
    guard case .object(var members) = manifest.json else { return manifest.json }
    members["app"] = [
      "name": .string(name), "version": .string(version),
      "authentication": .array(authentication.map { .string($0.rawValue) }),
    ]
    if let uid {
      var identity: [String: JSONValue] = [:]
      if case .object(let given)? = members["app_manifest"] { identity = given }
      identity["uid"] = identity["uid"] ?? .string(uid)
      members["app_manifest"] = .object(identity)
    }
    return .object(members)
  }
}
