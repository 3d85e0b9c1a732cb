import Catalog
import Documents
package import Manifests

/// Turns a 3.x manifest into the source form.
package struct Migration: Sendable {
  /// Why a manifest can't be migrated whole.
  package enum Failure: Error, Sendable {
    /// It is not of the legacy form.
    case notLegacy(Form)
    /// 4.1 holds one component of a kind; these instances are too many.
    case severalComponents(Component.Kind, names: [String])
    /// An instance without a sound type has no place.
    case componentWithoutType(String)
    /// The file doesn't say how the app is called.
    case missingName
    /// The file doesn't say which version it is.
    case missingVersion
  }

  /// The source manifest, in YAML.
  package let text: String
  /// What has no place in the new form, each with its pointer.
  package let dropped: [String]

  /// Migrates a manifest; name and version are given where 3.x holds none.
  package init(
    _ manifest: Manifest,
    appName: String?,
    appVersion: String?
  ) throws(Failure) {
    guard manifest.form == .legacy else { throw .notLegacy(manifest.form) }
    for kind in Component.Kind.allCases {
      let instances = manifest.components.filter { $0.kind == kind }
      guard instances.count <= 1 else {
        throw .severalComponents(kind, names: instances.map { Migration.name(of: $0, manifest) })
      }
    }
    if let untyped = manifest.components.first(where: { $0.kind == nil }) {
      throw .componentWithoutType(Migration.name(of: untyped, manifest))
    }
    guard let name = appName ?? manifest.appName else { throw .missingName }
    guard let version = appVersion ?? manifest.appVersion else { throw .missingVersion }
    var writer = MigrationWriter(manifest)
    writer.write(name: name, version: version)
    text = writer.text
    dropped = writer.dropped()
  }

  private static func name(of component: Component, _ manifest: Manifest) -> String {
    let pointer = manifest.document.pointer(to: component.value.node)
    guard let name = component.name else { return pointer }
    return "\(pointer) (\(manifest.document.text(of: name.node)))"
  }
}

/// Writes the source form of a 3.x manifest.
private struct MigrationWriter {
  private let manifest: Manifest
  private(set) var text = ""

  init(_ manifest: Manifest) { self.manifest = manifest }

  private var document: Document { manifest.document }

  mutating func write(name: String, version: String) {
    line(0, "schema_version", "\"4.1\"")
    line(0, "app")
    line(1, "name", YAMLText.scalar(name))
    line(1, "version", AppVersion(version) == nil ? YAMLText.scalar(version) : version)
    let authentication = manifest.resolvedAuthentication
    let isDefault = authentication.isEmpty && manifest.permissions.allSatisfy { !$0.hasGrants }
    if !isDefault {
      line(1, "authentication", "[\(authentication.map(\.rawValue).joined(separator: ", "))]")
    }
    if let uid = manifest.manifestUID ?? nil {
      line(0, "app_manifest")
      field(1, "uid", uid)
      field(1, "name", manifest.manifestName)
    }
    writeSetup()
    for kind in Component.Kind.allCases {
      if let component = manifest.components.first(where: { $0.kind == kind }) {
        write(component, kind)
      }
    }
    writePermissions()
  }

  private mutating func writeSetup() {
    let page = manifest.urls.last { $0.kind == .setupPage }?.value
    guard manifest.setupNotes != nil || page != nil else { return }
    line(0, "post_installation_instruction")
    field(1, "notes", manifest.setupNotes)
    guard page != nil || manifest.setupPageLabel != nil else { return }
    line(1, "page")
    field(2, "url", page)
    field(2, "label", manifest.setupPageLabel)
  }

  private mutating func write(_ component: Component, _ kind: Component.Kind) {
    line(0, kind.rawValue)
    if !component.views.isEmpty, kind == .sidepanel {
      line(1, "views")
      for view in component.views { item(2, view) }
    }
    field(1, "uuid", component.uuid)
    field(1, "source_url", component.urls.last)
    field(1, "description", component.descriptions.last)
    guard !component.fields.isEmpty || component.schemaType != nil else { return }
    line(1, "user_configuration")
    line(2, "schema")
    field(3, "type", component.schemaType)
    if !component.required.isEmpty {
      line(3, "required")
      for name in component.required { item(4, name) }
    }
    guard !component.fields.isEmpty else { return }
    line(3, "properties")
    for configurable in component.fields {
      let key = YAMLText.scalar(document.text(of: configurable.key.node))
      let hasParts =
        configurable.name != nil || configurable.type != nil
        || configurable.description != nil || configurable.supportURL != nil
      line(4, key, hasParts ? nil : "{}")
      field(5, "name", configurable.name)
      field(5, "type", configurable.type)
      field(5, "description", configurable.description)
      guard configurable.supportURL != nil else { continue }
      line(5, "support_link")
      field(6, "url", configurable.supportURL)
      field(6, "label", configurable.supportLabel)
    }
  }

  private mutating func writePermissions() {
    guard manifest.permissions.contains(where: \.hasGrants) else { return }
    line(0, "permissions")
    for scope in Scope.allCases {
      var levels: [String: Level] = [:]
      for grant in manifest.grants where grant.scope == scope {
        guard let level = grant.level else { continue }
        let key = grant.tool.map { manifest.catalog[$0].key } ?? document.text(of: grant.key.node)
        levels[key] = max(levels[key] ?? .none, level)
      }
      guard !levels.isEmpty else { continue }
      line(1, scope.name)
      for (key, level) in levels.sorted(by: { $0.key < $1.key }) {
        line(2, YAMLText.scalar(key), level.name)
      }
    }
  }

  // MARK: - Lines

  private mutating func line(_ depth: Int, _ key: String, _ value: String? = nil) {
    text +=
      String(repeating: "  ", count: depth) + key + ":" + (value.map { " \($0)" } ?? "") + "\n"
  }

  private mutating func field(_ depth: Int, _ key: String, _ value: Reference?) {
    guard let value else { return }
    line(depth, key, YAMLText.scalar(document.text(of: value.node)))
  }

  private mutating func item(_ depth: Int, _ value: Reference) {
    text +=
      String(repeating: "  ", count: depth) + "- "
      + YAMLText.scalar(document.text(of: value.node)) + "\n"
  }

  // MARK: - What was left out

  /// The values that the new form has no place for, by their pointers.
  func dropped() -> [String] {
    var dropped: [String] = []
    var stack = [document.root]
    while let node = stack.popLast() {
      var key = document.firstChild(of: node)
      let isMapping = document[node].kind == .mapping
      while !key.isNone {
        let value = isMapping ? NodeID(document[key].next) : key
        let resolved = document.resolve(Reference(value))
        if isMapping, isDropped(key, in: node) {
          dropped.append(document.pointer(to: value))
        } else if !resolved.isNone, document[resolved.node].kind != .scalar,
          resolved.node == value
        {
          stack.append(value)
        }
        key = NodeID(document[value].next)
      }
    }
    let comments = document.comments().count
    if comments > 0 { dropped.append(comments == 1 ? "1 comment" : "\(comments) comments") }
    return dropped.sorted()
  }

  private func isDropped(_ key: NodeID, in mapping: NodeID) -> Bool {
    let pointer = document.pointer(to: mapping)
    let name = document.text(of: key)
    if manifest.unknownKeys.contains(key) { return true }
    let isInstance = pointer.split(separator: "/").dropLast().last == "instances"
    if pointer == "/app_manifest" { return name == "id" }
    guard isInstance else { return false }
    if pointer.hasPrefix("/components/oauth/") { return name == "uid" || name == "uuid" }
    guard pointer.hasPrefix("/components/iframe/") else { return false }
    let isFullscreen = manifest.components.contains {
      $0.value.node == mapping && $0.kind == .fullscreen
    }
    return name == "name" || name == "required" || name == "views" && isFullscreen
  }
}
