/// A manifest drawn at random, sound but for findings of category risk and warnings.
struct RandomManifest {
  static let names = ["Daily Sync", "Crew Board", "East/West ~ Link", "Field Photos", "Été"]
  static let versions = ["0.9.0", "1.0.0", "1.4.0", "2.0.0"]
  static let levels = ["readonly", "standard", "admin"]
  /// Each with every level; a company's Admin, which has one alone, is drawn apart.
  static let companyTools = ["documents", "home", "schedule", "app_management", "permissions"]
  static let projectTools = [
    "daily_log", "documents", "rfi", "budgeting", "images", "admin", "meetings", "site_tool",
  ]

  let name: String
  let version: String
  /// 64 hexadecimal digits that depend on the app alone; nil where the file doesn't say.
  let uid: String?
  /// Levels by scope; no scope without any.
  let permissions: PlainJSON
  let hasServiceAccount: Bool
  /// What the file says; nil where it leaves it at the default.
  let authentication: [String]?
  /// Whether it has a full screen, and the fields that this one needs.
  let isEmbedded: Bool
  let fields: [String]
  let required: [String]
  private let host: String

  /// Draws one; an app that has been renamed has the uid of its original name.
  init(
    name: String,
    version: String,
    original: String? = nil,
    _ random: inout PlainRandom
  ) {
    self.name = name
    self.version = version
    let hasUID = original != nil || random.once(in: 3)
    uid = hasUID ? RandomManifest.uid(of: original ?? name) : nil
    isEmbedded = random.once(in: 2)
    let fields = isEmbedded ? random.some(["area", "path"]) : []
    self.fields = fields
    required = random.some(fields)
    host = random.pick(["app.crewsync.io", "app.crewsync.io", "east.crewsync.io"])
    hasServiceAccount = !random.once(in: 4)
    permissions = hasServiceAccount ? RandomManifest.permissions(&random) : [:]
    switch (hasServiceAccount, random.once(in: 3)) {
    case (true, true): authentication = ["service_account"]
    case (true, false): authentication = nil
    case (false, true): authentication = isEmbedded ? nil : ["user_level"]
    case (false, false): authentication = ["user_level"]
    }
  }

  /// The uid that an app of a name has in every manifest that says one.
  static func uid(of name: String) -> String {
    String(PlainSHA256.digest(Array(name.utf8)).dropFirst(7))
  }

  private static func permissions(_ random: inout PlainRandom) -> PlainJSON {
    var company: PlainJSON = [:]
    var project: PlainJSON = [:]
    for tool in random.some(companyTools, oneIn: 4) {
      company[PlainKey(tool)] = .string(random.pick(levels))
    }
    for tool in random.some(projectTools, oneIn: 3) {
      project[PlainKey(tool)] = .string(random.pick(levels))
    }
    if random.once(in: 8) { company["admin"] = "admin" }
    if random.once(in: 4) { company["directory"] = .string(random.pick(levels + ["admin"])) }
    if random.once(in: 4) { project["directory"] = .string(random.pick(levels + ["admin"])) }
    // A service account has to have something.
    if company.map.isEmpty && project.map.isEmpty { project["daily_log"] = "standard" }
    var permissions: PlainJSON = [:]
    if !company.map.isEmpty { permissions["company"] = company }
    if !project.map.isEmpty { permissions["project"] = project }
    return permissions
  }

  // MARK: - Forms

  /// The manifest in portal 4.1.
  private var portal: PlainJSON {
    var manifest: PlainJSON = [
      "schema_version": "4.1",
      "post_installation_instruction": ["notes": "Ask the site lead to check the settings."],
    ]
    if let uid { manifest["app_manifest"] = ["uid": .string(uid), "name": .string(name)] }
    if !permissions.map.isEmpty { manifest["permissions"] = permissions }
    if isEmbedded { manifest["fullscreen"] = fullscreen }
    return manifest
  }

  private var fullscreen: PlainJSON {
    let query = fields.map { "\($0)={{\($0)}}" }.joined(separator: "&")
    var component: PlainJSON = [
      "source_url": .string("https://\(host)/start" + (query.isEmpty ? "" : "?" + query)),
      "description": "The board of today's work.",
    ]
    guard !fields.isEmpty else { return component }
    var properties: PlainJSON = [:]
    for field in fields {
      properties[PlainKey(field)] = [
        "name": .string(field), "type": "string", "description": "What the board shows.",
      ]
    }
    var schema: PlainJSON = ["type": "object", "properties": properties]
    if !required.isEmpty { schema["required"] = .list(required.map { .string($0) }) }
    component["user_configuration"] = ["schema": schema]
    return component
  }

  /// What a snapshot has of it, in an app or a request.
  var recorded: PlainJSON {
    var recorded: PlainJSON = ["version": .string(version), "manifest": portal]
    recorded["authentication"] = authentication.map { .list($0.map { .string($0) }) }
    return recorded
  }

  /// The source form, as JSON, which is YAML too.
  var source: String {
    var manifest = portal
    var app: PlainJSON = ["name": .string(name), "version": .string(version)]
    app["authentication"] = authentication.map { .list($0.map { .string($0) }) }
    manifest["app"] = app
    return manifest.canonicalText + "\n"
  }

  /// The source form as somebody may have it: JSON, or YAML by the block, grants in the long form
  /// here and there.
  func text(_ random: inout PlainRandom) -> String {
    if random.once(in: 3) { return source }
    var lines = ["schema_version: \"4.1\"", "app:", "  name: \(quoted(name))"]
    lines.append("  version: \(version)")
    if let authentication {
      lines.append("  authentication: [\(authentication.joined(separator: ", "))]")
    }
    if let uid {
      lines += ["app_manifest:", "  uid: \(quoted(uid))", "  name: \(quoted(name))"]
    }
    for scope: PlainKey in ["company", "project"] {
      guard let levels = permissions[scope]?.map, !levels.isEmpty else { continue }
      if !lines.contains("permissions:") { lines.append("permissions:") }
      lines.append("  \(scope):")
      for tool in levels.keys.sorted() {
        let level = levels[tool]?.text ?? "none"
        if random.once(in: 4) {
          lines += [
            "    \(tool):", "      level: \(level)", "      reason: It writes what crews did",
          ]
        } else {
          lines.append("    \(tool): \(level)")
        }
      }
    }
    // A map of JSON is one of YAML.
    if isEmbedded { lines.append("fullscreen: " + fullscreen.canonicalText) }
    lines.append("post_installation_instruction:")
    lines.append("  notes: Ask the site lead to check the settings.")
    return lines.joined(separator: "\n") + "\n"
  }

  private func quoted(_ text: String) -> String { PlainJSON.string(text).canonicalText }

  /// The start of its directory user's name.
  var slug: String {
    switch name {
    case "Daily Sync": "daily-sync"
    case "Crew Board": "crew-board"
    case "East/West ~ Link": "east-west-link"
    case "Field Photos": "field-photos"
    default: "ete"
    }
  }
}

extension RandomCompany {
  /// A manifest of an app that the company has or hasn't, at a version lower, equal or higher.
  ///
  /// One of an app that has a uid may have a new name.
  mutating func manifest() -> RandomManifest {
    let version = random.pick(RandomManifest.versions)
    guard !apps.isEmpty, !random.once(in: 3) else {
      return RandomManifest(name: random.pick(RandomManifest.names), version: version, &random)
    }
    let app = random.pick(apps)
    // One higher than what is there, more often than not.
    let higher = random.once(in: 2) ? version : "3.0.0"
    guard app.uid != nil, random.once(in: 3) else {
      return RandomManifest(name: app.name, version: higher, &random)
    }
    let name = random.once(in: 2) ? app.name : "Renamed Link"
    return RandomManifest(name: name, version: higher, original: app.name, &random)
  }
}
