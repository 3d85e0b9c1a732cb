package import Catalog
import Companies
package import Diagnostics
package import Documents
import Manifests

/// Reads a portfolio file, and says everything that is wrong with it at once.
package struct PortfolioReader: ValueReading {
  package let document: Document
  package var findings: [Finding]
  private let path: String
  private let lines: LineTable
  private let catalog: Catalog
  private var portfolio = Portfolio()

  /// Reads the bytes of a portfolio in YAML or JSON.
  ///
  /// - Returns: What it declares as far as it can be read, and what was found.
  package static func read(
    _ bytes: [UInt8],
    path: String,
    as syntax: Syntax,
    catalog: Catalog
  ) -> (portfolio: Portfolio, findings: [Finding]) {
    var documentReader = DocumentReader()
    var document = Document()
    let findings = documentReader.read(bytes, as: syntax, into: &document)
    guard document.isReadable, !document.root.isNone, !document.isNull(document.root) else {
      return (Portfolio(), findings)
    }
    var reader = PortfolioReader(
      document: document,
      findings: findings,
      path: path,
      lines: LineTable(bytes),
      catalog: catalog
    )
    reader.readRoot()
    let found = reader.findings.sorted(by: Finding.isOrderedBefore)
    return (reader.portfolio, found)
  }

  private init(
    document: Document,
    findings: [Finding],
    path: String,
    lines: LineTable,
    catalog: Catalog
  ) {
    self.document = document
    self.findings = findings
    self.path = path
    self.lines = lines
    self.catalog = catalog
  }

  /// `portfolio.yaml:12:5`.
  func place(of value: Reference) -> String {
    let position = lines.position(of: document.range(of: value.node).start)
    return "\(path):\(position.line):\(position.column)"
  }

  private mutating func placed(_ value: Reference?) -> Portfolio.Placed? {
    guard let value, let text = text(value) else { return nil }
    return Portfolio.Placed(text: text, place: place(of: value))
  }

  /// A project's id or name; in JSON an id is a number.
  mutating func project(_ value: Reference) -> Portfolio.Placed? {
    if case .integer(let id) = document.json(of: value) {
      return Portfolio.Placed(text: String(id), place: place(of: value))
    }
    return placed(value)
  }

  // MARK: - The root

  private mutating func readRoot() {
    let root = Reference(document.root)
    let known = ["format_version", "company", "settings", "permission_templates", "apps"]
    guard !isForeign(root, known) else {
      report(
        .missingKey,
        "this is no portfolio, nor a saved plan: it has none of the keys "
          + known.map { "`\($0)`" }.joined(separator: ", "),
        at: document.place(of: root),
        value: "format_version"
      )
      return
    }
    guard let fields = fields(root, known: known, required: ["format_version"]) else { return }
    if let version = fields["format_version"], let text = text(version), text != "1.0" {
      report(
        .unsupportedFormatVersion,
        "unsupported format version `\(text.excerpt)`, expected `1.0`",
        at: document.place(of: document.resolve(version)),
        value: text
      )
    }
    if let company = fields["company"] {
      portfolio.company = id(company)
      portfolio.companyPlace = place(of: company)
    }
    if let settings = fields["settings"],
      let switches = self.fields(settings, known: ["allow_user_installs"], required: [])
    {
      portfolio.allowsUserInstalls = boolean(switches["allow_user_installs"])
    }
    for item in items(fields["permission_templates"]) { readTemplate(item) }
    for item in items(fields["apps"]) { readApp(item) }
  }

  /// Whether a file holds something else than a portfolio.
  private func isForeign(_ root: Reference, _ known: [String]) -> Bool {
    let mapping = document.resolve(root)
    guard !mapping.isNone, document[mapping.node].kind == .mapping else { return false }
    return !document.entries(of: mapping).contains {
      known.contains(document.text(of: $0.key.node))
    }
  }

  private mutating func readTemplate(_ value: Reference) {
    guard
      let fields = fields(
        value,
        known: ["name", "scope", "project", "permissions"],
        required: ["name", "scope"]
      )
    else { return }
    let name = text(fields["name"])
    let scope = word(fields["scope"], Scope.allCases.map(\.name), "scope").flatMap {
      Scope(name: $0)
    }
    let project = fields["project"].flatMap { self.project($0) }
    if scope == .company, let place = fields["project"] {
      report(
        .wrongTemplate,
        "a template of scope `company` belongs to no project",
        at: document.place(of: document.resolve(place)),
        value: project?.text ?? ""
      )
    }
    let levels = scope.flatMap { scope in
      fields["permissions"].map { readLevels($0, scope) }
    }
    guard let name, let scope else { return }
    portfolio.templates.append(
      Portfolio.Template(
        name: name,
        scope: scope,
        project: project,
        levels: levels,
        place: place(of: fields["name"] ?? value)
      )
    )
  }

  private mutating func readLevels(_ value: Reference, _ scope: Scope) -> ToolLevels {
    var levels: ToolLevels = [:]
    for (key, place, value) in entries(value) {
      let level = word(value, Level.allCases.map(\.name), "level").flatMap { Level(name: $0) }
      guard let tool = catalog.tool(scope, key) ?? catalog.retiredTool(scope, key) else {
        let near = catalog.nearTools(to: key, in: scope).first
        report(
          .unknownTool,
          "unknown \(scope.name) tool `\(key.excerpt)`"
            + (near.map { ", did you mean `\(catalog[$0.tool].key)`" } ?? ""),
          help: "`tools:` in the config adds tools to the catalog",
          at: FindingPlace(
            document.range(of: place.node),
            pointer: document.pointer(to: place.node)
          ),
          value: key
        )
        continue
      }
      guard let level else { continue }
      if level > .none, !catalog[tool].levels.contains(level: level) {
        report(
          "unsupported-level",
          "the \(scope.name) tool `\(catalog[tool].key)` has no level `\(level.name)`",
          at: document.place(of: document.resolve(value)),
          value: level.name
        )
      }
      levels[catalog[tool].key] = level
    }
    return levels
  }

  // MARK: - Apps

  private mutating func readApp(_ value: Reference) {
    guard
      let fields = fields(
        value,
        known: [
          "manifest", "name", "version", "state", "projects", "add_to_new_projects",
          "configurations", "accept_risk",
        ],
        required: []
      )
    else { return }
    let states = InstalledApp.State.allCases.map(\.rawValue)
    let state = word(fields["state"], states, "state").flatMap(InstalledApp.State.init)
    let manifest = placed(fields["manifest"])
    let name = placed(fields["name"])
    if fields["manifest"] == nil, state != .uninstalled || fields["name"] == nil {
      report(
        .missingKey,
        state == .uninstalled
          ? "neither `manifest` nor `name` says which app is to be uninstalled"
          : "the key `manifest` is missing",
        at: document.place(ofMissing: "manifest", in: document.resolve(value)),
        value: "manifest"
      )
    }
    let version = placed(fields["version"])
    if let version = version?.text, let place = fields["version"], AppVersion(version) == nil {
      report(
        .invalidVersion,
        "`\(version.excerpt)` is no version, expected `X.Y.Z`",
        at: document.place(of: document.resolve(place)),
        value: version
      )
    }
    let projects = fields["projects"].map { readProjects($0) }
    let isAdded = boolean(fields["add_to_new_projects"])
    let configurations = fields["configurations"].map { value in
      items(value).compactMap { readConfiguration($0) }
    }
    let accepted = readAcceptedRisks(fields["accept_risk"])
    let place = place(of: document.resolve(value))
    portfolio.apps.append(
      Portfolio.App(
        manifest: manifest,
        name: name,
        version: version,
        state: state ?? .installed,
        projects: projects,
        isAddedToNewProjects: isAdded,
        projectsPlace: fields["projects"].map { self.place(of: $0) } ?? place,
        newProjectsPlace: fields["add_to_new_projects"].map { self.place(of: $0) } ?? place,
        configurations: configurations,
        acceptedRisks: accepted,
        place: place
      )
    )
  }

  private mutating func readProjects(_ value: Reference) -> Portfolio.Projects {
    let resolved = document.resolve(value)
    if !resolved.isNone, document[resolved.node].kind == .scalar, !document.isNull(resolved.node) {
      _ = word(value, ["all"], "choice of projects")
      return .allActive
    }
    return .named(items(value).compactMap { project($0) })
  }
}
