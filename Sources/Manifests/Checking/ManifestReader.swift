public import Catalog
public import Diagnostics
public import Documents

/// Reads a document into the typed manifest, and reports what its schema forbids.
///
/// Every value is read for itself: a broken one is a finding and its neighbours are read all the
/// same. The files beside this one hold the parts: `app`, components, permissions.
public struct ManifestReader: ~Copyable {
  var manifest: Manifest
  var findings: [Finding] = []
  /// The key that the last unknown one was probably meant to be.
  private(set) var meantKey: KeyName?
  /// The keys that are known somewhere, and the unknown ones that an alias brought; empty without
  /// aliases.
  private var knownKeys: [NodeID] = []
  private var aliasedUnknownKeys: [(finding: Int, key: Reference)] = []
  private let keyNames = KeyNameTable.shared

  let document: Document
  let catalog: Catalog

  /// Reads a readable document; the findings are those of category *schema*.
  public static func read(_ document: Document, catalog: Catalog) -> (Manifest, [Finding]) {
    var reader = ManifestReader(
      manifest: Manifest(document, catalog),
      document: document,
      catalog: catalog
    )
    // About every other scalar is a key.
    reader.manifest.values.reserveCapacity(document.nodes.count / 2)
    reader.readRoot()
    if document.hasAliases {
      reader.placeAliasedUnknownKeys()
      reader.removeRepeats()
    }
    // Handed out without a copy of it.
    var manifest = Manifest(Document(), catalog)
    swap(&manifest, &reader.manifest)
    return (manifest, reader.findings)
  }

  // MARK: - The root

  private static let sharedKeys: KeySet = [
    .schemaVersion, .appManifest, .postInstallationInstruction, .permissions,
  ]
  private static func rootKeys(of form: Form) -> KeySet {
    switch form {
    case .source: sharedKeys.union([.app, .fullscreen, .sidepanel])
    case .portal: sharedKeys.union([.fullscreen, .sidepanel])
    case .legacy: sharedKeys.union([.components])
    }
  }

  private mutating func readRoot() {
    let root = document.resolve(Reference(document.root))
    guard !root.isNone, !document.isNull(root.node) else { return }
    guard document[root.node].kind == .mapping else {
      report(
        .wrongType,
        "a manifest is a mapping of keys, this is \(describe(root))",
        help: "start one with `dmsa new`",
        at: .root
      )
      return
    }
    manifest.isMapping = true
    manifest.root = root
    let entries = document.entries(of: root)
    let names = entries.map { name(of: $0.key) }
    manifest.form = form(entries, names)
    let mixed = findMixedForms(entries, names)
    var keys = ManifestReader.rootKeys(of: manifest.form)
    if mixed { keys.formUnion([.components, .fullscreen, .sidepanel]) }
    var hasVersion = names.contains(.schemaVersion)
    for (entry, name) in zip(entries, names) {
      if manifest.form == .source, isAuthorsOwn(entry.key) { continue }
      if let name = known(entry, name, keys, .byForm) {
        readRootEntry(name, entry, mixed: mixed)
      } else if let meantKey {
        noteUnread(meantKey)
        if meantKey == .schemaVersion { hasVersion = true }
      }
    }
    if manifest.form != .legacy, !hasVersion {
      reportMissing(
        "schema_version",
        in: root,
        help: "add `schema_version: \"4.1\"`, the version that the portal published last"
      )
    }
  }

  /// Takes a misspelt key's part for unread, so that it isn't said to be missing besides.
  private mutating func noteUnread(_ name: KeyName) {
    switch name {
    case .postInstallationInstruction: manifest.hasSetup = true
    case .permissions: manifest.unreadParts.insert(.permissions)
    case .fullscreen, .sidepanel, .components: manifest.unreadParts.insert(.components)
    default: break
    }
  }

  private mutating func readRootEntry(_ name: KeyName, _ entry: Entry, mixed: Bool) {
    switch name {
    case .app: readApp(entry)
    case .schemaVersion: readSchemaVersion(entry, mixed: mixed)
    case .appManifest: readAppManifest(entry)
    case .postInstallationInstruction: readSetup(entry)
    case .fullscreen: readComponent(.fullscreen, entry)
    case .sidepanel: readComponent(.sidepanel, entry)
    case .permissions: readPermissions(entry)
    case .components: readComponents(entry)
    default: break
    }
  }

  /// Root keys that start with `x-` are the author's own, a place for anchors.
  private func isAuthorsOwn(_ key: Reference) -> Bool {
    guard !key.isNone else { return false }
    return document.withText(of: key.node) { $0.starts(with: [0x78, 0x2D]) }
  }

  /// The first that holds: `app`, then `components` or 3.x, then what only 4.1 has, else 3.x.
  private func form(_ entries: [Entry], _ names: [KeyName?]) -> Form {
    if names.contains(.app) { return .source }
    if names.contains(.components) { return .legacy }
    if let index = names.firstIndex(of: .schemaVersion) {
      return isVersion(3, entries[index].value) ? .legacy : .portal
    }
    return names.contains(.fullscreen) || names.contains(.sidepanel) ? .portal : .legacy
  }

  private mutating func findMixedForms(_ entries: [Entry], _ names: [KeyName?]) -> Bool {
    guard let components = names.firstIndex(of: .components) else { return false }
    let other = names.indices.first { index in
      switch names[index] {
      case .app, .fullscreen, .sidepanel: true
      case .schemaVersion: isVersion(4, entries[index].value)
      default: false
      }
    }
    guard let other else { return false }
    let later = entries[max(components, other)].key
    let earlier = entries[min(components, other)].key
    var place = document.place(of: later)
    place.related = [
      RelatedPlace("this key belongs to the other form", at: document.range(of: earlier.node))
    ]
    report(
      .mixedForms,
      "`\(document.text(of: later.node))` beside `\(document.text(of: earlier.node))`:"
        + " `components` belongs to version 3.x, the other to 4.1",
      help: "keep to one form; `fullscreen`, `sidepanel` and `permissions` replace `components`",
      at: place,
      value: document.text(of: later.node)
    )
    return true
  }

  // MARK: - Small parts of the root

  private mutating func readAppManifest(_ entry: Entry) {
    guard let mapping = mapping(entry) else { return }
    manifest.appManifestValue = mapping
    let keys: KeySet = manifest.form == .legacy ? [.id, .uid, .name] : [.uid, .name]
    for entry in document.eachEntry(of: mapping) {
      guard let name = known(entry, keys, .byForm), !isPortalID(name, entry.value),
        let text = text(entry.value)
      else { continue }
      switch name {
      case .uid: manifest.manifestUID = text
      case .name: manifest.manifestName = text
      default: break
      }
    }
  }

  /// Whether a value is 3.x's `id` as a whole number; its type was never documented.
  private func isPortalID(_ name: KeyName, _ value: Reference) -> Bool {
    let value = document.resolve(value)
    return name == .id && !value.isNone && document[value.node].kind == .scalar
      && document.type(of: value.node) == .integer
  }

  private mutating func readSetup(_ entry: Entry) {
    manifest.setupKey = entry.key
    guard let mapping = mapping(entry) else {
      manifest.hasSetup = true
      return
    }
    manifest.setupValue = mapping
    for entry in document.eachEntry(of: mapping) {
      guard let name = known(entry, [.notes, .page], .byForm) else {
        if meantKey != nil { manifest.hasSetup = true }
        continue
      }
      manifest.hasSetup = true
      if name == .notes {
        manifest.setupNotes = text(entry.value)
      } else if let link = readLink(entry, .setupPage) {
        manifest.setupPage = link.value
        manifest.setupPageLabel = link.label
      }
    }
  }

  /// Reads `{url, label}`; the URL joins those of the manifest.
  mutating func readLink(
    _ entry: Entry,
    _ kind: URLValue.Kind,
    _ unknown: UnknownKeys = .byForm
  ) -> (value: Reference, url: Reference?, label: Reference?)? {
    guard let mapping = mapping(entry) else { return nil }
    var url: Reference?
    var label: Reference?
    var hasURL = false
    for entry in document.eachEntry(of: mapping) {
      guard let name = known(entry, [.url, .label], unknown) else {
        // A warning stops nobody, so that what is missing is said as well.
        if meantKey == .url, unknown != .warn { hasURL = true }
        continue
      }
      if name == .url {
        hasURL = true
        url = self.url(entry, kind)
      } else {
        label = text(entry.value)
      }
    }
    if !hasURL { reportMissing("url", in: mapping, help: "say where the link leads") }
    return (mapping, url, label)
  }

  /// Reads a text that holds a URL.
  mutating func url(_ entry: Entry, _ kind: URLValue.Kind) -> Reference? {
    guard let text = text(entry.value) else { return nil }
    manifest.urls.append(URLValue(value: text, kind: kind))
    return text
  }

  // MARK: - Keys

  /// The key of this form where another form's, or the platform's own misprint, was written.
  private static func meant(by text: String, _ keys: KeySet) -> String? {
    let name: KeyName
    switch text {
    case "source_url": name = .iframeSource
    case "iframe_src": name = .sourceURL
    case "user_configuration": name = .configuration
    case "configuration": name = .userConfiguration
    case "post_install_instruction": name = .postInstallationInstruction
    default: return nil
    }
    return keys.contains(KeySet(name)) ? name.text : nil
  }

  /// The name of a key, where the three forms know it.
  func name(of key: Reference) -> KeyName? {
    guard !key.isNone, document[key.node].kind == .scalar else { return nil }
    return keyNames.name(of: key.node, in: document)
  }

  /// What an unknown key is.
  enum UnknownKeys {
    /// An error in source form; else a warning where no near name exists.
    case byForm
    /// A warning, as in a field's schema.
    case warn
    /// A warning where no near name exists, in every form.
    case warnUnlessNear
  }

  /// The name of an entry's key where it is one of these; else the finding that it is not.
  mutating func known(_ entry: Entry, _ keys: KeySet, _ unknown: UnknownKeys) -> KeyName? {
    known(entry, name(of: entry.key), keys, unknown)
  }

  private mutating func known(
    _ entry: Entry,
    _ name: KeyName?,
    _ keys: KeySet,
    _ unknown: UnknownKeys
  ) -> KeyName? {
    meantKey = nil
    if let name, keys.contains(KeySet(name)) {
      if document.hasAliases { knownKeys.append(entry.key.node) }
      return name
    }
    if entry.key.isAliased { aliasedUnknownKeys.append((findings.count, entry.key)) }
    manifest.unknownKeys.insert(entry.key.node)
    let text = document.text(of: entry.key.node)
    let near =
      ManifestReader.meant(by: text, keys)
      ?? NearNames.nearest(to: text, among: keys.names.map(\.text))
    meantKey = keys.names.first { $0.text == near }
    let isError: Bool
    switch unknown {
    case .byForm: isError = manifest.form == .source || near != nil
    case .warn: isError = false
    case .warnUnlessNear: isError = near != nil
    }
    let allowed = keys.names.map { "`\($0.text)`" }.joined(separator: ", ")
    var help = near.map { "did you mean `\($0)`? " } ?? ""
    help += "known here: \(allowed)"
    if !isError { help += "; the key is kept as it is, for the portal may know it" }
    findings.append(
      Finding(
        .unknownKey,
        isError ? .error : .warning,
        "unknown key `\(text.excerpt)`" + (near.map { ", did you mean `\($0)`" } ?? ""),
        help: help,
        at: document.range(of: entry.key.node),
        pointer: document.pointer(to: entry.key.node),
        value: text,
        canBeIgnored: !isError
      )
    )
    return nil
  }

  /// Drops what was found since, for a mistake before it says all.
  mutating func discardFindings(from first: Int) {
    findings.removeSubrange(first...)
    aliasedUnknownKeys.removeAll { $0.finding >= first }
  }

  /// A key that is known at its anchor is unknown only where the alias puts it, and stands there.
  private mutating func placeAliasedUnknownKeys() {
    guard !aliasedUnknownKeys.isEmpty else { return }
    let knownKeys = Set(knownKeys)
    for (index, key) in aliasedUnknownKeys where knownKeys.contains(key.node) {
      let place = document.placeInContext(of: key)
      findings[index].range = place.range
      findings[index].related = place.related
    }
  }
}
