import Catalog
import Diagnostics
import Linting
import Testing

/// What a grant draws by persona: the severities of one rule's findings.
struct PersonaCase: Sendable, CustomTestStringConvertible {
  let rule: RuleID
  let permissions: String
  let regular: [Severity]
  let pedantic: [Severity]
  let auditor: [Severity]
  var testDescription: String { "\(rule): \(permissions)" }
}

@Suite struct GrantPersonaTests {
  private func severities(
    _ rule: RuleID,
    _ permissions: String,
    _ persona: Persona,
    catalog: Catalog = .builtIn,
    selected: Bool = false
  ) -> [Severity] {
    var options = LintOptions()
    options.persona = persona
    if selected {
      var selection = RuleSelection()
      selection.rules = [rule]
      options.selected = selection
    }
    let text = """
      app: {name: Crew Sync, version: 1.0.0}
      schema_version: "4.1"
      permissions: \(permissions)
      """
    var linter = Linter(catalog: catalog)
    let file = linter.lint(Array(text.utf8), path: "app.manifest.yaml", options: options)
    return file.findings.map(\.finding).filter { $0.rule == rule }.map(\.severity)
  }

  private static let rfis = "GET /rest/v1.0/projects/{project_id}/rfis"
  private static let lists = "GET /rest/v1.0/projects/{id}/checklist/list_templates"

  @Test(arguments: [
    PersonaCase(
      rule: "undocumented-grant",
      permissions: "{project: {documents: admin, rfi: readonly}}",
      regular: [.warning],
      pedantic: [.warning, .note],
      auditor: [.warning, .note]
    ),
    PersonaCase(
      rule: "unused-grant",
      permissions: "{project: {rfi: {level: admin, uses: [\"\(rfis)\"]}}}",
      regular: [],
      pedantic: [.note],
      auditor: [.note]
    ),
    PersonaCase(
      rule: "unused-grant",
      permissions: "{project: {checklists: {level: admin, uses: [\"\(lists)\"]}}}",
      regular: [.warning],
      pedantic: [.warning],
      auditor: [.warning]
    ),
    PersonaCase(
      rule: "missing-grant",
      permissions: "{project: {images: {level: admin, uses: [\"\(lists)\", \"\(rfis)\"]}}}",
      regular: [.warning],
      pedantic: [.warning, .note],
      auditor: [.warning, .note]
    ),
    PersonaCase(
      rule: "unknown-tool",
      permissions: "{company: {calendar: readonly, tool_of_ours: readonly, document: readonly}}",
      regular: [.warning, .error],
      pedantic: [.warning, .error],
      auditor: [.note, .warning, .error]
    ),
    PersonaCase(
      rule: "personal-data",
      permissions: "{company: {directory: readonly}}",
      regular: [],
      pedantic: [.note],
      auditor: [.note]
    ),
    PersonaCase(
      rule: "mixed-authentication",
      permissions: "{company: {directory: readonly}}",
      regular: [],
      pedantic: [],
      auditor: [.note]
    ),
  ])
  func `a rule speaks up from its persona on`(_ grant: PersonaCase) {
    #expect(severities(grant.rule, grant.permissions, .regular) == grant.regular)
    #expect(severities(grant.rule, grant.permissions, .pedantic) == grant.pedantic)
    #expect(severities(grant.rule, grant.permissions, .auditor) == grant.auditor)
    // Naming a rule turns it on in any persona; what the catalog isn't sure of stays the auditor's.
    let named = grant.rule == "unknown-tool" ? grant.regular : grant.auditor
    #expect(
      severities(grant.rule, grant.permissions, .regular, selected: true) == named
    )
  }

  @Test func `a tool of the config is known, and sure`() {
    let catalog = Catalog.builtIn.extended(
      tools: [
        ToolExtension(scope: .company, key: "tool_of_ours", name: "Ours", levels: [.noneOnly]),
        ToolExtension(scope: .company, key: "calendar", name: "Calendar", levels: .every),
      ],
      views: []
    )
    let permissions = "{company: {calendar: readonly, tool_of_ours: readonly}}"
    #expect(severities("unknown-tool", permissions, .auditor, catalog: catalog) == [])
    #expect(severities("unsupported-level", permissions, .auditor, catalog: catalog) == [.error])
  }

  @Test func `the levels next to one that a tool lacks are named`() {
    let levels = LevelSet([Level.none, .readonly, .admin])
    let tool = ToolExtension(scope: .company, key: "ours", name: "Ours", levels: levels)
    var linter = Linter(catalog: Catalog.builtIn.extended(tools: [tool], views: []))
    let text = "schema_version: \"4.1\"\npermissions: {company: {ours: standard}}\n"
    let file = linter.lint(Array(text.utf8), path: "app.manifest.yaml", options: LintOptions())
    let help = file.findings.map(\.finding).first { $0.rule == "unsupported-level" }?.help
    #expect(help == "the nearest level below is `readonly`, the nearest above it `admin`")
  }

  @Test func `nearly every tool is four fifths of those that the catalog is sure of`() {
    let more = (1...3).map {
      ToolExtension(scope: .company, key: "more_\($0)", name: "More \($0)", levels: .every)
    }
    let catalog = Catalog.builtIn.extended(tools: more, views: [])
    let keys = [
      "home", "documents", "schedule", "timecard", "timesheets", "directory", "concierge",
      "checklists", "planroom", "programs", "more_1", "more_2",
    ]
    func findings(_ count: Int) -> Int {
      let grants = keys.prefix(count).map { "\($0): standard" }.joined(separator: ", ")
      let permissions = "{company: {\(grants)}}"
      return severities("blanket-grant", permissions, .auditor, catalog: catalog).count
    }
    // Twelve of fifteen are just enough.
    #expect(findings(12) == 1)
    #expect(findings(11) == 0)
  }

  @Test func `thousands of unknown tools are each told`() {
    let keys = (0..<20_000).map { "tool_number_\($0): readonly" }.joined(separator: ", ")
    #expect(severities("unknown-tool", "{company: {\(keys)}}", .regular).count == 20_000)
  }
}
