import Diagnostics
import Documents

// The embedded components of 4.1, and `components` of 3.x.
extension ManifestReader {
  mutating func readComponent(_ kind: Component.Kind, _ entry: Entry) {
    guard let mapping = mapping(entry) else {
      manifest.unreadParts.insert(.components)
      return
    }
    var keys: KeySet = [.uuid, .sourceURL, .description, .userConfiguration]
    if kind == .sidepanel { keys.formUnion([.views]) }
    var component = Component(kind: kind, key: entry.key, value: mapping)
    readParts(of: &component, keys)
  }

  /// Reads what a component of either form holds, and adds it to the manifest.
  private mutating func readParts(of component: inout Component, _ keys: KeySet) {
    let index = manifest.components.count
    var seen: KeySet = []
    for entry in document.eachEntry(of: component.value) {
      guard let name = known(entry, keys, .byForm) else {
        if let meantKey { note(meantKey, meantIn: &component, &seen) }
        continue
      }
      seen.formUnion(KeySet(name))
      switch name {
      case .uuid: component.uuid = readUUID(entry)
      case .sourceURL, .iframeSource:
        if let url = url(entry, .component(index)) { component.urls.append(url) }
      case .description:
        component.hasDescription = true
        if let text = text(entry.value) { component.descriptions.append(text) }
      case .views: readViews(entry, of: &component)
      case .userConfiguration, .configuration: readConfiguration(entry, of: &component)
      case .type: break
      case .name: component.name = text(entry.value)
      case .required: readBoolean(entry)
      default: break
      }
    }
    let isLegacy = keys.contains([.iframeSource])
    let source: KeyName = isLegacy ? .iframeSource : .sourceURL
    if !seen.contains(KeySet(source)) {
      reportMissing(
        source.text,
        in: component.value,
        help: "say which page is shown, an https URL"
      )
    }
    if isLegacy, !seen.contains([.type]) {
      reportMissing(
        "type",
        in: component.value,
        help: "say where it is shown: `fullscreen` or `sidepanel`"
      )
    }
    if component.kind == .sidepanel, !seen.contains([.views]) {
      reportMissing(
        "views",
        in: component.value,
        help: "list the views beside which the panel is shown"
      )
    }
    manifest.components.append(component)
  }

  /// Takes a misspelt key for there, so that nothing is said to be missing besides.
  private func note(
    _ name: KeyName,
    meantIn component: inout Component,
    _ seen: inout KeySet
  ) {
    seen.formUnion(KeySet(name))
    switch name {
    case .description: component.hasDescription = true
    case .userConfiguration, .configuration: component.hasUnreadFields = true
    default: break
    }
  }

  private mutating func readViews(_ entry: Entry, of component: inout Component) {
    component.viewsKey = entry.key
    let value = document.resolve(entry.value)
    guard !value.isNone else { return }
    let isEmpty =
      document.isNull(value.node)
      || document[value.node].kind == .sequence && document[value.node].second == 0
    if component.kind == .sidepanel, isEmpty {
      report(
        .emptyViews,
        "the side panel has no views, so it is shown nowhere",
        help: "list the views beside which the panel is shown",
        at: document[entry.value.node].kind == .alias
          ? document.placeInContext(of: value) : document.place(of: value)
      )
      return
    }
    readTexts(entry, into: &component.views)
  }

  mutating func readUUID(_ entry: Entry) -> Reference? {
    guard let text = text(entry.value) else { return nil }
    if !document.withText(of: text.node, TextForm.isUUID) {
      let uuid = document.text(of: text.node)
      report(
        .invalidUUID,
        "`\(uuid.excerpt)` is no UUID",
        help: "leave `uuid` out; the portal writes it",
        at: document.place(of: text),
        severity: .warning,
        value: uuid
      )
    }
    return text
  }

  private mutating func readBoolean(_ entry: Entry) {
    let value = document.resolve(entry.value)
    guard !value.isNone else { return }
    if document.isNull(value.node) {
      reportEmpty(value, "a value is missing here", help: "write `true` or `false`")
    } else if document[value.node].kind != .scalar || document.type(of: value.node) != .boolean {
      reportWrongType(value, of: entry.value, expected: "`true` or `false`")
    }
  }

  // MARK: - Configurable fields

  private mutating func readConfiguration(_ entry: Entry, of component: inout Component) {
    guard let mapping = mapping(entry) else {
      component.hasUnreadFields = true
      return
    }
    component.configuration = mapping
    for entry in document.eachEntry(of: mapping) {
      guard known(entry, [.schema], .byForm) != nil else {
        if meantKey != nil { component.hasUnreadFields = true }
        continue
      }
      guard let schema = self.mapping(entry) else {
        component.hasUnreadFields = true
        continue
      }
      component.schema = schema
      for entry in document.eachEntry(of: schema) {
        let keys: KeySet = [.type, .required, .properties]
        guard let name = known(entry, keys, .warnUnlessNear) else {
          if meantKey == .properties { component.hasUnreadFields = true }
          continue
        }
        switch name {
        case .type: component.schemaType = readSchemaType(entry)
        case .required: readTexts(entry, into: &component.required)
        default: readProperties(entry, of: &component)
        }
      }
    }
  }

  private mutating func readSchemaType(_ entry: Entry) -> Reference? {
    guard let text = text(entry.value) else { return nil }
    let type = document.text(of: text.node)
    if type != "object" { reportUnknown(text, type, "type", allowed: ["object"]) }
    return text
  }

  private mutating func readProperties(_ entry: Entry, of component: inout Component) {
    guard let mapping = mapping(entry) else {
      component.hasUnreadFields = true
      return
    }
    component.fields.reserveCapacity(
      component.fields.count + Int(document[mapping.node].second) / 2
    )
    for entry in document.eachEntry(of: mapping) {
      var field = Field(key: entry.key)
      if let property = self.mapping(entry) { readProperty(property, &field) }
      component.fields.append(field)
    }
  }

  private mutating func readProperty(_ property: Reference, _ field: inout Field) {
    field.value = property
    for entry in document.eachEntry(of: property) {
      let keys: KeySet = [.name, .type, .description, .supportLink]
      guard let name = known(entry, keys, .warn) else { continue }
      switch name {
      case .name: field.name = text(entry.value)
      case .type: field.type = text(entry.value)
      case .description: field.description = text(entry.value)
      default:
        let link = readLink(entry, .supportLink, .warn)
        field.supportLink = link?.value
        field.supportURL = link?.url
        field.supportLabel = link?.label
      }
    }
  }

  // MARK: - 3.x

  mutating func readComponents(_ entry: Entry) {
    guard let mapping = mapping(entry) else { return }
    for entry in document.eachEntry(of: mapping) {
      guard let name = known(entry, [.oauth, .iframe], .byForm),
        let group = self.mapping(entry)
      else { continue }
      for entry in document.eachEntry(of: group) {
        guard known(entry, [.instances], .byForm) != nil,
          let list = list(entry, of: "instances")
        else { continue }
        for item in document.items(of: list) {
          guard let instance = self.mapping(item) else { continue }
          if name == .oauth { readOAuth(instance) } else { readIframe(instance) }
        }
      }
    }
  }

  private mutating func readOAuth(_ instance: Reference) {
    let sections = manifest.permissions.count
    var hasGrantType = false
    for entry in document.eachEntry(of: instance) {
      let keys: KeySet = [.grantType, .uid, .uuid, .permissions]
      guard let name = known(entry, keys, .byForm) else { continue }
      switch name {
      case .grantType:
        hasGrantType = true
        let word: (GrantType, Reference)? = word(entry.value, "grant type")
        if let (grantType, value) = word {
          manifest.authentication.append(
            AuthenticationItem(
              value: value,
              kind: grantType == .clientCredentials ? .serviceAccount : .userLevel
            )
          )
        }
      case .uid: _ = text(entry.value)
      case .uuid: _ = readUUID(entry)
      default: readPermissions(entry)
      }
    }
    if !hasGrantType, manifest.permissions[sections...].contains(where: \.hasGrants) {
      manifest.hasUntypedPermissions = true
    }
  }

  /// The grant types of 3.x; `implicit` in the oldest files.
  private enum GrantType: String, CaseIterable {
    case authorizationCode = "authorization_code"
    case clientCredentials = "client_credentials"
    case implicit
  }

  private mutating func readIframe(_ instance: Reference) {
    var kind: Component.Kind?
    for entry in document.eachEntry(of: instance) where name(of: entry.key) == .type {
      let word: (Component.Kind, Reference)? = word(entry.value, "type")
      kind = word?.0 ?? kind
    }
    let first = document.firstChild(of: instance.node)
    let key = first.isNone ? instance : Reference(first, alias: instance.alias)
    var component = Component(kind: kind, key: key, value: instance)
    readParts(
      of: &component,
      [
        .name, .type, .uuid, .views, .required, .iframeSource, .description, .configuration,
      ]
    )
  }
}
