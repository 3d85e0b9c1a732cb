import Catalog
import Documents
package import Manifests

/// A manifest as portal 4.1 has it, whatever form it was written in.
///
/// Keys in the portal's order, tools and fields sorted, sets as sets, what says nothing left out,
/// retired keys and level spellings as they are today: the same meaning gives the same value.
package struct PortalManifest: Sendable {
  private let manifest: Manifest

  package init(_ manifest: Manifest) { self.manifest = manifest }

  /// The bytes that `dmsa compile` prints.
  package func bytes() -> [UInt8] { value(withIdentity: true).pretty() }

  /// The whole as a value; without the part that the portal overwrites if it is not wanted.
  func value(withIdentity: Bool) -> PortalValue {
    var entries: [(String, PortalValue?)] = [("schema_version", .text("4.1"))]
    if withIdentity { entries.append(("app_manifest", appManifest)) }
    entries.append(("post_installation_instruction", setup))
    for kind in Component.Kind.allCases {
      for (index, component) in manifest.components.filter({ $0.kind == kind }).enumerated() {
        // 3.x may have several of a kind; 4.1 doesn't, and migration refuses them.
        let name = index == 0 ? kind.rawValue : "\(kind.rawValue) \(index + 1)"
        entries.append((name, value(of: component)))
      }
    }
    entries.append(("permissions", permissions))
    return fields(entries, manifest.root)
  }

  private var appManifest: PortalValue {
    fields(
      [("uid", text(manifest.manifestUID)), ("name", text(manifest.manifestName))],
      manifest.appManifestValue
    )
  }

  private var setup: PortalValue {
    let page = fields(
      [
        ("url", text(manifest.urls.last { $0.kind == .setupPage }?.value)),
        ("label", text(manifest.setupPageLabel)),
      ],
      manifest.setupPage
    )
    return fields([("notes", text(manifest.setupNotes)), ("page", page)], manifest.setupValue)
  }

  // MARK: - Components

  private func value(of component: Component) -> PortalValue {
    var entries: [(String, PortalValue?)] = []
    if component.kind == .sidepanel { entries.append(("views", set(component.views))) }
    entries += [
      ("uuid", text(component.uuid)),
      ("source_url", text(component.urls.last)),
      ("description", text(component.descriptions.last)),
      (
        "user_configuration",
        fields([("schema", schema(of: component))], component.configuration)
      ),
    ]
    return fields(entries, component.value)
  }

  private func schema(of component: Component) -> PortalValue {
    let properties = component.fields.map {
      (key: manifest.document.text(of: $0.key.node), value: value(of: $0))
    }
    return fields(
      [
        ("type", text(component.schemaType)),
        ("required", set(component.required)),
        ("properties", .map(properties.sorted { PortalValue.precedes($0.key, $1.key) })),
      ],
      component.schema,
      isKept: true
    )
  }

  private func value(of field: Field) -> PortalValue {
    let link = fields(
      [("url", text(field.supportURL)), ("label", text(field.supportLabel))],
      field.supportLink,
      isKept: true
    )
    return fields(
      [
        ("name", text(field.name)), ("type", text(field.type)),
        ("description", text(field.description)), ("support_link", link),
      ],
      field.value,
      isKept: true
    )
  }

  // MARK: - Permissions

  private var permissions: PortalValue {
    let scopes = Scope.allCases.map { scope in
      var levels = grants(of: scope).map { ($0.key, PortalValue?.some(.text($0.level.name))) }
      levels += unknownLevels(of: scope)
      return (scope.name, PortalValue?.some(.fields(levels)))
    }
    return .fields(scopes + manifest.permissions.flatMap { unknown(in: $0.value, isKept: false) })
  }

  /// The grants of a scope whose level is none that is known, as they are spelled.
  ///
  /// No such manifest compiles, yet two that differ in one mean different things.
  private func unknownLevels(of scope: Scope) -> [(String, PortalValue?)] {
    manifest.grants.filter { $0.scope == scope && $0.spelling == .unknown }
      .map { (key(of: $0), text($0.levelValue)) }
      .sorted { PortalValue.precedes($0.0, $1.0) }
  }

  /// The present key of a grant's tool; the key as it is written where there is no such tool.
  private func key(of grant: Grant) -> String {
    grant.tool.map { manifest.catalog[$0].key } ?? manifest.document.text(of: grant.key.node)
  }

  /// The grants of a scope above none, by the tools' present keys, sorted.
  func grants(of scope: Scope) -> [(key: String, level: Level, reason: String?)] {
    var grants: [ExactText: (level: Level, reason: String?)] = [:]
    for grant in manifest.grants where grant.scope == scope {
      guard let level = grant.level, level > .none else { continue }
      let key = ExactText(key(of: grant))
      if let known = grants[key], known.level >= level { continue }
      grants[key] = (level, grant.reason.map { manifest.document.text(of: $0.node) })
    }
    return grants.sorted { $0.key < $1.key }.map {
      ($0.key.text, $0.value.level, $0.value.reason)
    }
  }

  // MARK: - Values

  func text(_ reference: Reference?) -> PortalValue? {
    reference.map { .text(manifest.document.text(of: $0.node)) }
  }

  private func set(_ references: [Reference]) -> PortalValue {
    .set(references.map { manifest.document.text(of: $0.node) })
  }

  /// Known fields, then what else their mapping holds, sorted.
  private func fields(
    _ known: [(String, PortalValue?)],
    _ mapping: Reference?,
    isKept: Bool = false
  ) -> PortalValue {
    let names = known.map(\.0)
    return .fields(known + unknown(in: mapping, isKept: isKept).filter { !names.contains($0.0) })
  }

  /// The unknown keys of a mapping, sorted, as they are.
  ///
  /// Of a 3.x file none but those inside a field's schema: the new form has no place for them.
  private func unknown(in mapping: Reference?, isKept: Bool) -> [(String, PortalValue?)] {
    guard let mapping, !manifest.unknownKeys.isEmpty, isKept || manifest.form != .legacy
    else { return [] }
    return manifest.document.entries(of: mapping)
      .filter { manifest.unknownKeys.contains($0.key.node) }
      .map { (manifest.document.text(of: $0.key.node), copy($0.value)) }
      .sorted { PortalValue.precedes($0.0, $1.0) }
  }

  /// A value as the file has it, aliases resolved and maps sorted.
  private func copy(_ reference: Reference) -> PortalValue {
    let document = manifest.document
    let value = document.resolve(reference)
    guard !value.isNone else { return .word("null") }
    switch document[value.node].kind {
    case .mapping:
      let entries = document.entries(of: value).filter { !$0.key.isNone }
        .map { (key: document.text(of: $0.key.node), value: copy($0.value)) }
        .filter { !$0.value.isEmpty }
      return .map(entries.sorted { PortalValue.precedes($0.key, $1.key) })
    case .sequence: return .list(document.items(of: value).map { copy($0) })
    case .scalar, .alias: break
    }
    let text = document.text(of: value.node)
    switch document.type(of: value.node) {
    case .null: return .word("null")
    case .boolean: return .word(text.lowercased())
    case .integer, .float: return JSONNumber.canonical(text).map { .word($0) } ?? .text(text)
    case .string: return .text(text)
    }
  }
}
