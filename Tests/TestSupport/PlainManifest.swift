/// A manifest as plain values, to be written in any form, order and layout.
package struct PlainManifest: Hashable, Sendable {
  package struct Grant: Hashable, Sendable {
    package let scope: String
    package let tool: String
    package var level: String
    package var reason: String?
  }

  package struct Field: Hashable, Sendable {
    package let key: String
    package var name: String
    package var isRequired: Bool
  }

  package struct Component: Hashable, Sendable {
    package let kind: String
    package var host: String
    package var path: String
    package var views: [String]
    package var fields: [Field]
  }

  package var name: String
  package var version: String
  package var grants: [Grant]
  package var components: [Component]
  package var notes: String

  // MARK: - Drawing one

  package static let views = [
    "rfi.detail", "commitments.purchase_order_contracts.detail", "incidents.list",
    "change_events.edit", "prime_contracts.detail",
  ]

  /// Draws a manifest; one in three has a directory admin.
  package static func random(
    _ generator: inout SeededGenerator,
    tools: [(scope: String, key: String, levels: [String])]
  ) -> PlainManifest {
    var grants: [Grant] = []
    for tool in tools where generator.once(in: 7) {
      let level = generator.pick(tool.levels)
      guard level != "none" || generator.once(in: 4) else { continue }
      grants.append(
        Grant(
          scope: tool.scope,
          tool: tool.key,
          level: level,
          reason: generator.once(in: 2) ? "Reads “\(tool.key)”: it's needed" : nil
        )
      )
    }
    if generator.once(in: 3) {
      let scope = generator.pick(["company", "project"])
      grants.removeAll { $0.scope == scope && $0.tool == "directory" }
      grants.append(Grant(scope: scope, tool: "directory", level: "admin", reason: nil))
    }
    if !grants.contains(where: { $0.level != "none" }) {
      grants.append(Grant(scope: "project", tool: "images", level: "readonly", reason: nil))
    }
    var components: [Component] = []
    for kind in ["fullscreen", "sidepanel"] where generator.once(in: 2) {
      let fields = ["area", "crew", "zone"].compactMap { key in
        generator.once(in: 2)
          ? Field(key: key, name: "The \(key)", isRequired: generator.once(in: 2)) : nil
      }
      components.append(
        Component(
          kind: kind,
          host: generator.pick(["apps.crewsync.io", "panel.crewsync.io:8443", "sitecheck.net"]),
          path: generator.pick(["", "/start", "/panel/today"]),
          views: kind == "sidepanel"
            ? views.shuffled(using: &generator).prefix(Int.random(in: 1...3, using: &generator))
              .map { $0 } : [],
          fields: fields
        )
      )
    }
    return PlainManifest(
      name: "Crew Sync",
      version:
        "\(Int.random(in: 0...3, using: &generator)).\(Int.random(in: 0...9, using: &generator)).0",
      grants: grants,
      components: components,
      notes: "Permit the projects: é, “quotes”, 東京"
    )
  }

  // MARK: - Writing it

  /// The source form in YAML, keys in an order drawn anew.
  package func source(_ generator: inout SeededGenerator) -> String {
    var parts: [String] = [
      "schema_version: \"4.1\"",
      "app:\n  "
        + ["name: \(name)", "version: \(version)"].shuffled(using: &generator)
        .joined(separator: "\n  "),
      "post_installation_instruction:\n  notes: '\(notes)'",
    ]
    for component in components { parts.append(yaml(component, &generator)) }
    parts.append(permissions(&generator))
    return parts.shuffled(using: &generator).joined(
      separator: generator.pick(["\n", "\n\n", "\n# a comment\n"])
    ) + "\n"
  }

  private func permissions(_ generator: inout SeededGenerator) -> String {
    var text = "permissions:"
    for scope in ["company", "project"].shuffled(using: &generator) {
      let own = grants.filter { $0.scope == scope }.shuffled(using: &generator)
      guard !own.isEmpty else { continue }
      text += "\n  \(scope):"
      for grant in own {
        if let reason = grant.reason {
          text +=
            generator.once(in: 2)
            ? "\n    \(grant.tool): {level: \(grant.level), reason: \(quoted(reason))}"
            : "\n    \(grant.tool):\n      reason: \(quoted(reason))\n      level: \"\(grant.level)\""
        } else {
          text += "\n    \(grant.tool): \(generator.once(in: 2) ? grant.level : "'\(grant.level)'")"
        }
      }
    }
    return text
  }

  private func yaml(_ component: Component, _ generator: inout SeededGenerator) -> String {
    var lines = ["source_url: \"\(url(component))\"", "description: What is shown"]
    if !component.views.isEmpty {
      let views = component.views.shuffled(using: &generator)
      lines.append(
        generator.once(in: 2)
          ? "views: [\(views.joined(separator: ", "))]"
          : "views:\n" + views.map { "    - \($0)" }.joined(separator: "\n")
      )
    }
    if !component.fields.isEmpty {
      let required = component.fields.filter(\.isRequired).map(\.key).shuffled(using: &generator)
      let properties = component.fields.shuffled(using: &generator).map {
        "        \($0.key): {type: string, name: \($0.name)}"
      }
      lines.append(
        "user_configuration:\n    schema:\n      type: object\n"
          + (required.isEmpty ? "" : "      required: [\(required.joined(separator: ", "))]\n")
          + "      properties:\n" + properties.joined(separator: "\n")
      )
    }
    return "\(component.kind):\n  " + lines.shuffled(using: &generator).joined(separator: "\n  ")
  }

  private func url(_ component: Component) -> String {
    let query = component.fields.map { "\($0.key)={{\($0.key)}}" }.sorted().joined(separator: "&")
    return "https://\(component.host)\(component.path)" + (query.isEmpty ? "" : "?\(query)")
  }

  /// Portal 4.1 as JSON; without reasons and version, which it has no place for.
  package func portal(_ generator: inout SeededGenerator) -> String {
    var parts = [
      "\"schema_version\": \"4.1\"", "\"app_manifest\": {\"name\": \(quoted(name))}",
      "\"post_installation_instruction\": {\"notes\": \(quoted(notes))}",
    ]
    for component in components { parts.append(json(component, isLegacy: false)) }
    parts.append("\"permissions\": \(permissionsJSON(&generator))")
    return "{" + parts.shuffled(using: &generator).joined(separator: ", ") + "}"
  }

  /// 3.x as JSON.
  package func legacy(_ generator: inout SeededGenerator) -> String {
    let frames = components.map { json($0, isLegacy: true) }.joined(separator: ", ")
    return """
      {"schema_version": "3.2", "app_manifest": {"name": \(quoted(name))},
       "post_installation_instruction": {"notes": \(quoted(notes))},
       "components": {"iframe": {"instances": [\(frames)]}, "oauth": {"instances": [
         {"grant_type": "client_credentials", "permissions": \(permissionsJSON(&generator))}]}}}
      """
  }

  private func permissionsJSON(_ generator: inout SeededGenerator) -> String {
    let scopes = ["company", "project"].shuffled(using: &generator).map { scope in
      let own = grants.filter { $0.scope == scope }.shuffled(using: &generator).map {
        "\(quoted($0.tool)): \(quoted($0.level))"
      }
      return "\"\(scope)\": {\(own.joined(separator: ", "))}"
    }
    return "{\(scopes.joined(separator: ", "))}"
  }

  private func json(_ component: Component, isLegacy: Bool) -> String {
    let properties = component.fields.map {
      "\(quoted($0.key)): {\"type\": \"string\", \"name\": \(quoted($0.name))}"
    }.joined(separator: ", ")
    let required = component.fields.filter(\.isRequired).map { quoted($0.key) }
      .joined(separator: ", ")
    var parts = [
      "\(quoted(isLegacy ? "iframe_src" : "source_url")): \(quoted(url(component)))",
      "\"description\": \"What is shown\"",
    ]
    if !component.views.isEmpty {
      parts.append("\"views\": [\(component.views.map(quoted).joined(separator: ", "))]")
    }
    if !component.fields.isEmpty {
      parts.append(
        "\(quoted(isLegacy ? "configuration" : "user_configuration")): {\"schema\":"
          + " {\"type\": \"object\", \"required\": [\(required)], \"properties\": {\(properties)}}}"
      )
    }
    if isLegacy {
      parts.append("\"type\": \(quoted(component.kind))")
      return "{\(parts.joined(separator: ", "))}"
    }
    return "\(quoted(component.kind)): {\(parts.joined(separator: ", "))}"
  }

  private func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
