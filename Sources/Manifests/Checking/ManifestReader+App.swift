import Catalog
import Diagnostics
import Documents

// `app` and the schema version.
extension ManifestReader {
  mutating func readApp(_ entry: Entry) {
    guard let mapping = mapping(entry) else { return }
    manifest.appKey = entry.key
    let keys: KeySet = [
      .name, .version, .authentication, .publisher, .support, .releaseNotes,
    ]
    for entry in document.eachEntry(of: mapping) {
      guard let name = known(entry, keys, .byForm) else {
        if let meantKey { manifest.appKeys.insert(meantKey) }
        if meantKey == .authentication { manifest.unreadParts.insert(.authentication) }
        continue
      }
      manifest.appKeys.insert(name)
      switch name {
      case .name: readName(entry)
      case .version: readVersion(entry)
      case .authentication: readAuthentication(entry)
      case .publisher:
        if let text = text(entry.value) { manifest.publishers.append(text) }
      case .support: readSupport(entry)
      case .releaseNotes:
        if let text = text(entry.value) { manifest.releaseNotes.append(text) }
      default: break
      }
    }
    if !manifest.appKeys.contains(.name) {
      reportMissing("name", in: mapping, help: "name the app; its DMSA user is called after it")
    }
    if !manifest.appKeys.contains(.version) {
      reportMissing("version", in: mapping, help: "give a version `X.Y.Z`, such as `1.0.0`")
    }
  }

  private mutating func readName(_ entry: Entry) {
    guard let text = text(entry.value) else { return }
    manifest.names.append(text)
    guard !document.withText(of: text.node, TextForm.isPlainName) else { return }
    let name = document.text(of: text.node)
    guard let problem = AppName.problem(with: name) else { return }
    report(
      .invalidAppName,
      problem,
      help: "use 1 to 80 characters; the DMSA user's name is made from them",
      at: document.place(of: text),
      value: name
    )
  }

  private mutating func readVersion(_ entry: Entry) {
    guard let text = text(entry.value) else { return }
    manifest.versions.append(text)
    guard !document.withText(of: text.node, TextForm.isVersion) else { return }
    let version = document.text(of: text.node)
    var fixes: [Fix] = []
    if version.first == "v" || version.first == "V", AppVersion(String(version.dropFirst())) != nil,
      document.isUsedOnce(text), let range = letterRange(of: text)
    {
      fixes = [Fix("remove the `\(version.prefix(1))`", .safe, [Edit(range, "")])]
    }
    report(
      .invalidVersion,
      "`\(version.excerpt)` is no version, expected `X.Y.Z`",
      help: "write three whole numbers without leading zeros, such as `1.4.0`",
      at: document.place(of: text),
      value: version,
      fixes: fixes
    )
  }

  /// The range of a scalar's first letter, where it is spelled as it is.
  private func letterRange(of text: Reference) -> SourceRange? {
    let node = document[text.node]
    guard !node.isCooked, node.second > 0 else { return nil }
    return SourceRange(node.first, node.first + 1)
  }

  private mutating func readAuthentication(_ entry: Entry) {
    manifest.authenticationKey = entry.key
    guard let list = list(entry, of: "`service_account` and `user_level`") else {
      manifest.unreadParts.insert(.authentication)
      return
    }
    for item in document.items(of: list) {
      let word: (Authentication, Reference)? = word(item, "authentication")
      if let (kind, value) = word {
        manifest.authentication.append(AuthenticationItem(value: value, kind: kind))
      } else {
        manifest.unreadParts.insert(.authentication)
      }
    }
  }

  private mutating func readSupport(_ entry: Entry) {
    guard let text = text(entry.value) else { return }
    manifest.supports.append(text)
    if document.withText(of: text.node, TextForm.hasSchemeSeparator) {
      manifest.urls.append(URLValue(value: text, kind: .support))
      return
    }
    guard !document.withText(of: text.node, TextForm.isEmailAddress) else { return }
    let support = document.text(of: text.node)
    report(
      .invalidEmail,
      "`\(support.excerpt)` is neither an e-mail address nor an https URL",
      help: "say where an admin gets support, such as `support@` your host",
      at: document.place(of: text),
      severity: .warning,
      value: support
    )
  }

  // MARK: - Schema version

  mutating func readSchemaVersion(_ entry: Entry, mixed: Bool) {
    let value = document.resolve(entry.value)
    guard !value.isNone else { return }
    let type =
      document[value.node].kind == .scalar ? document.type(of: value.node) : .string
    let isNumber = type == .float || type == .integer
    if !isNumber {
      guard let text = text(entry.value) else { return }
      manifest.schemaVersion = text
    } else {
      manifest.schemaVersion = value
    }
    let spelled = document.text(of: value.node)
    if manifest.form == .legacy {
      if isVersion(3, entry.value) || mixed && isVersion(4, entry.value) { return }
    } else if spelled == "4.1", !isNumber {
      return
    } else if isNumber, Double(spelled) == 4.1 {
      let fixes =
        document.isUsedOnce(value) && document[value.node].tag == .none
        ? [Fix("put it in quotes", .safe, [Edit(document.range(of: value.node), "\"4.1\"")])] : []
      report(
        .schemaVersionNotString,
        "the schema version `\(spelled.excerpt)` is a number, the portal wants the text `4.1`",
        help: "put it in double quotes: `\"4.1\"`",
        at: document.place(of: value),
        severity: .warning,
        value: spelled,
        fixes: fixes
      )
      return
    }
    report(
      .unsupportedSchemaVersion,
      "unsupported schema version `\(spelled.excerpt)`",
      help: manifest.form == .legacy
        ? "known: `4.1`, and in a manifest with `components` `3` and `3.x`"
        : "known: `4.1`; `3` and `3.x` in the legacy form with `components`",
      at: document.place(of: value),
      value: spelled
    )
  }

  /// Whether a schema version is this one, of a single digit, or one of its minor versions.
  func isVersion(_ major: UInt8, _ value: Reference) -> Bool {
    let value = document.resolve(value)
    guard !value.isNone, document[value.node].kind == .scalar else { return false }
    return document.withText(of: value.node) { text in
      guard text.first == UInt8(ascii: "0") + major else { return false }
      guard text.count > 1 else { return true }
      guard text.count > 2, text[1] == UInt8(ascii: ".") else { return false }
      return text[2...].allSatisfy { (0x30...0x39).contains($0) }
    }
  }
}
