import Catalog
import Documents
package import Manifests

/// Turns a 3.x manifest into the source form.
package struct Migration: Sendable {
  /// Why a manifest can't be migrated whole.
  package enum Failure: Error, Sendable {
    /// It is not of the legacy form.
    case notLegacy(Form)
    /// 4.1 holds one component of a kind; these instances are too many, by kind.
    case severalComponents([(kind: Component.Kind, names: [String])])
    /// An instance without a sound type has no place.
    case componentWithoutType(String)
    /// It grants tools, but signs in for users alone; only a service account has permissions.
    case permissionsWithoutServiceAccount
    /// The file doesn't say how the app is called.
    case missingName
    /// The name that the file has is none that an app may have.
    case unsoundName(problem: String)
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
    let tooMany = Component.Kind.allCases.compactMap {
      kind -> (kind: Component.Kind, names: [String])? in
      let instances = manifest.components.filter { $0.kind == kind }
      guard instances.count > 1 else { return nil }
      return (kind, instances.map { Migration.name(of: $0, manifest) })
    }
    guard tooMany.isEmpty else { throw .severalComponents(tooMany) }
    if let untyped = manifest.components.first(where: { $0.kind == nil }) {
      throw .componentWithoutType(Migration.name(of: untyped, manifest))
    }
    guard manifest.hasServiceAccount || manifest.permissions.allSatisfy({ !$0.hasGrants }) else {
      throw .permissionsWithoutServiceAccount
    }
    guard let name = appName ?? manifest.appName else { throw .missingName }
    if let problem = AppName.problem(with: name) { throw .unsoundName(problem: problem) }
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
    let recordedName = manifest.manifestName.map { document.text(of: $0.node) }
    if manifest.manifestUID != nil || recordedName.map({ ExactText($0) != ExactText(name) }) == true
    {
      line(0, "app_manifest")
      field(1, "uid", manifest.manifestUID)
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
    let other = unknown(in: component.schema)
    guard
      !component.fields.isEmpty || component.schemaType != nil || !component.required.isEmpty
        || !other.isEmpty
    else { return }
    line(1, "user_configuration")
    line(2, "schema")
    field(3, "type", component.schemaType)
    if !component.required.isEmpty {
      line(3, "required")
      for name in component.required { item(4, name) }
    }
    for (key, value) in other { line(3, key, value) }
    guard !component.fields.isEmpty else { return }
    line(3, "properties")
    for configurable in component.fields { write(configurable) }
  }

  private mutating func write(_ configurable: Field) {
    let key = YAMLText.scalar(document.text(of: configurable.key.node))
    let other = unknown(in: configurable.value)
    let linkOther = unknown(in: configurable.supportLink)
    let hasLink =
      configurable.supportURL != nil || configurable.supportLabel != nil || !linkOther.isEmpty
    let hasParts =
      configurable.name != nil || configurable.type != nil || configurable.description != nil
      || hasLink || !other.isEmpty
    line(4, key, hasParts ? nil : "{}")
    field(5, "name", configurable.name)
    field(5, "type", configurable.type)
    field(5, "description", configurable.description)
    if hasLink {
      line(5, "support_link")
      field(6, "url", configurable.supportURL)
      field(6, "label", configurable.supportLabel)
      for (key, value) in linkOther { line(6, key, value) }
    }
    for (key, value) in other { line(5, key, value) }
  }

  /// The unknown keys of a part of a field's schema, which the source form keeps, as flow values.
  private func unknown(in mapping: Reference?) -> [(String, String)] {
    guard let mapping, !manifest.unknownKeys.isEmpty else { return [] }
    return document.entries(of: mapping).filter { manifest.unknownKeys.contains($0.key.node) }.map {
      (
        YAMLText.scalar(document.text(of: $0.key.node)),
        YAMLText.escaped(document.jsonText(of: $0.value))
      )
    }
  }

  private mutating func writePermissions() {
    var hasLine = false
    for scope in Scope.allCases {
      var levels: [ExactText: (level: Level?, text: String)] = [:]
      for grant in manifest.grants where grant.scope == scope && grant.spelling != .missing {
        let key = ExactText(
          grant.tool.map { manifest.catalog[$0].key } ?? document.text(of: grant.key.node)
        )
        // A level that is none is kept as it is, for the linter to say so.
        let level =
          (grant.level, grant.level?.name ?? document.text(of: grant.levelValue.node))
        if let known = levels[key], (known.level ?? .admin) >= (level.0 ?? .admin) { continue }
        levels[key] = level
      }
      guard !levels.isEmpty else { continue }
      if !hasLine { line(0, "permissions") }
      hasLine = true
      line(1, scope.name)
      for (key, level) in levels.sorted(by: { $0.key < $1.key }) {
        line(2, YAMLText.scalar(key.text), YAMLText.scalar(level.text))
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
    let withoutLevel = Set(manifest.grants.filter { $0.spelling == .missing }.map(\.key.node))
    var stack = [document.root]
    while let node = stack.popLast() {
      var key = document.firstChild(of: node)
      let isMapping = document[node].kind == .mapping
      while !key.isNone {
        let value = isMapping ? NodeID(document[key].next) : key
        let resolved = document.resolve(Reference(value))
        if isMapping, withoutLevel.contains(key) || isDropped(key, in: node) {
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

  /// Whether a mapping is a component's schema or lies in it.
  private func isInSchema(_ pointer: String) -> Bool {
    let parts = pointer.split(separator: "/")
    return parts.count > 5 && parts[0] == "components" && parts[4] == "configuration"
      && parts[5] == "schema"
  }

  private func isDropped(_ key: NodeID, in mapping: NodeID) -> Bool {
    let pointer = document.pointer(to: mapping)
    let name = document.text(of: key)
    if manifest.unknownKeys.contains(key) { return !isInSchema(pointer) }
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
