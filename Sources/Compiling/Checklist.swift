import Catalog
import Documents
package import Manifests

/// What to fill in on the developer portal, in its order and words, as Markdown.
package struct Checklist: Sendable {
  private let manifest: Manifest
  private let portal: PortalManifest

  package init(_ manifest: Manifest) {
    self.manifest = manifest
    portal = PortalManifest(manifest)
  }

  /// The list, with a box for each thing to do.
  package func text() -> String {
    var lines = [
      "# \(plain(manifest.appName ?? "App")): what to fill in on the developer portal", "",
    ]
    lines += ["Manage App → Create Version → Edit Components.", ""]
    lines += dataConnector + embedded + instructions + version
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: - Data connector

  private var dataConnector: [String] {
    let authentication = manifest.resolvedAuthentication
    guard !authentication.isEmpty else {
      return ["## Data Connector Components", "", "None: leave this part out.", ""]
    }
    var lines = ["## Data Connector Components", ""]
    if authentication.contains(.userLevel) {
      lines.append("- [ ] Add **User Level Authentication**")
    }
    guard authentication.contains(.serviceAccount) else { return lines + [""] }
    lines += ["- [ ] Add **Service Account Authentication**", ""]
    for scope in Scope.allCases {
      let grants = portal.grants(of: scope)
      lines += ["### \(scope == .company ? "Company" : "Project") permissions", ""]
      guard !grants.isEmpty else {
        lines += ["Leave every tool at **None**.", ""]
        continue
      }
      lines += ["| | Tool | Level | Key |", "|---|---|---|---|"]
      for grant in grants {
        let name = manifest.catalog.tool(scope, grant.key).map { manifest.catalog[$0].name }
        lines.append(
          "| ☐ | \(cell(name ?? grant.key)) | **\(label(grant.level))** | \(code(grant.key)) |"
        )
      }
      lines += ["", "Every other tool stays at **None**.", ""]
    }
    return lines
  }

  private func label(_ level: Level) -> String {
    switch level {
    case .none: "None"
    case .readonly: "Read Only"
    case .standard: "Standard"
    case .admin: "Admin"
    }
  }

  // MARK: - Embedded components

  private var embedded: [String] {
    var lines = ["## Embedded Components", ""]
    guard !manifest.components.isEmpty else { return lines + ["None: leave this part out.", ""] }
    for component in manifest.components {
      let title = component.kind == .sidepanel ? "Side Panel" : "Full Screen"
      lines += ["### \(title)", ""]
      if let url = component.urls.last { lines.append("- [ ] **URL**: \(code(text(url)))") }
      if let description = component.descriptions.last {
        lines.append("- [ ] **Description**: \(plain(text(description)))")
      }
      if component.kind == .sidepanel {
        lines.append("- [ ] **Views**:")
        for view in Set(component.views.map { text($0) }).sorted() {
          lines.append("  - [ ] \(code(view))")
        }
      }
      lines.append("")
      let required = Set(component.required.map { text($0) })
      let fields = component.fields.sorted { text($0.key) < text($1.key) }
      for field in fields { lines += self.lines(field, required) }
    }
    return lines
  }

  private func lines(_ field: Field, _ required: Set<String>) -> [String] {
    let key = text(field.key)
    var lines = ["#### Configuration field \(code(key))", ""]
    lines.append("- [ ] **Name**: \(field.name.map { plain(text($0)) } ?? "(none)")")
    lines.append("- [ ] **Key**: \(code(key))")
    if let description = field.description {
      lines.append("- [ ] **Description**: \(plain(text(description)))")
    }
    lines.append("- [ ] **Required**: \(required.contains(key) ? "yes" : "no")")
    if let url = field.supportURL {
      let label = field.supportLabel.map { ", labelled “\(plain(text($0)))”" } ?? ""
      lines.append("- [ ] **Support link**: \(code(text(url)))\(label)")
    }
    return lines + [""]
  }

  // MARK: - Notes and version

  private var instructions: [String] {
    var lines = ["## Post-Installation Instructions", ""]
    let page = manifest.urls.last { $0.kind == .setupPage }?.value
    guard manifest.setupNotes != nil || page != nil else {
      return lines + ["None.", ""]
    }
    if let notes = manifest.setupNotes {
      lines += ["- [ ] **Notes**:", "", quote(text(notes)), ""]
    }
    if let page {
      lines.append("- [ ] **Link**: \(code(text(page)))")
      if let label = manifest.setupPageLabel {
        lines.append("- [ ] **Link label**: \(plain(text(label)))")
      }
      lines.append("")
    }
    return lines
  }

  private var version: [String] {
    var lines = ["## Version", ""]
    lines.append("- [ ] **Version**: \(manifest.appVersion.map(code) ?? "(the file names none)")")
    if let notes = manifest.releaseNotes.last {
      lines += ["- [ ] **Release notes**:", "", quote(text(notes))]
    } else {
      lines.append("- [ ] **Release notes**: (none written; promotion asks for them)")
    }
    return lines
  }

  // MARK: - Markdown

  private func text(_ reference: Reference) -> String {
    manifest.document.text(of: reference.node)
  }

  /// A text within a line, its marks escaped.
  private func plain(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      switch character {
      case "\\", "`", "*", "_", "[", "]", "<", ">", "#", "|", "&": result += "\\\(character)"
      default: result += character.isNewline ? " " : String(character)
      }
    }
  }

  private func cell(_ text: String) -> String { plain(text) }

  /// A text to copy as it is: in as many backticks as it takes.
  private func code(_ text: String) -> String {
    let line = String(text.map { $0.isNewline ? " " : $0 })
    var longest = 0
    var run = 0
    for character in line {
      run = character == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    let pad = line.hasPrefix("`") || line.hasSuffix("`") ? " " : ""
    return fence + pad + line + pad + fence
  }

  /// A text of several lines, quoted.
  private func quote(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? ">" : "> \(plain(String($0)))" }.joined(separator: "\n")
  }
}
