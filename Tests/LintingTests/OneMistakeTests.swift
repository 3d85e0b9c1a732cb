import Catalog
import Diagnostics
import Documents
import Linting
import Testing

/// One mistake is one finding, and hides no other.
@Suite struct OneMistakeTests {
  private func lint(_ text: String) -> [String] {
    var linter = Linter(catalog: .builtIn)
    let lines = LineTable(Array(text.utf8))
    let head = "schema_version: \"4.1\"\npost_installation_instruction: {notes: x}\n"
    let app = text.contains("app:") ? "" : "app: {name: Crew Sync, version: 1.0.0}\n"
    let whole = text.contains("components") ? text : text + head + app
    return linter.lint(Array(whole.utf8), path: "a.yaml", options: LintOptions()).findings
      .map(\.finding).filter { $0.rule != "missing-key" && $0.rule != "undocumented-grant" }.map {
        let start = lines.position(of: $0.range.start)
        return "\(start.line):\(start.column) \($0.rule)"
      }
  }

  @Test(arguments: [
    ("permissions: {company: &a {documents: readonly, home: none}, project: *a}", "1:55", "none"),
    ("permissions: {company: &a {images: admin, home: none}, project: {<<: *a}}", "1:49", "none"),
    (
      "permissions: {company: {directory: &d {level: read_only}}, project: {directory: *d,"
        + " admin: {<<: *d, reason: x}}}",
      "1:47", "spelling"
    ),
  ])
  func `a mistake in an anchored value is one`(_ text: String, _ place: String, _ what: String) {
    let rule = what == "none" ? "redundant-none" : "level-spelling"
    #expect(lint(text + "\n").filter { $0.hasSuffix(rule) } == ["\(place) \(rule)"])
  }

  @Test func `what an alias puts where it is wrong is found for each`() {
    let text = """
      permissions:
        company: &a {app_management: readonly, permissions: readonly}
        project: *a

      """
    let found = lint(text).filter { $0.hasSuffix("wrong-scope") }
    #expect(found == ["3:12 wrong-scope", "3:12 wrong-scope"])
  }

  @Test func `a view that comes twice in a repeated component comes twice once`() {
    let text = """
      components: {iframe: {instances: [
        &i {type: sidepanel, iframe_src: "https://x.io/", views: [rfi.detail, rfi.detail]}, *i]}}

      """
    #expect(lint(text).filter { $0.hasSuffix("duplicate-view") } == ["2:73 duplicate-view"])
  }

  @Test(arguments: [
    "permissions: {company: {portfolio: admin, home: readonly, home: standard}}",
    "permissions: {company: {portfolio: admin, home: readonly, portfolio: standard}}",
  ])
  func `a key that is another's and its own double is one mistake`(_ text: String) {
    let found = lint(text + "\n").filter { $0.hasSuffix("duplicate-key") }
    #expect(found.count == 2)
    #expect(Set(found).count == 2)
  }

  @Test func `an unknown way of signing in hides nothing of the service account`() {
    let app =
      "app: {name: Crew Sync, version: 1.0.0, authentication: [service_account, user-level]}\n"
    #expect(lint(app) == ["1:57 service-account-without-permissions", "1:74 unknown-value"])
    let none = app + "permissions: {company: {documents: none}}\n"
    #expect(lint(none).contains("2:1 service-account-without-permissions"))
    let misspelt = app.replacing("service_account", with: "service-account") + none.suffix(42)
    #expect(!lint(misspelt).contains { $0.contains("service-account") })
  }

  @Test func `a view is near to one of a draft and to one in the place of another`() {
    func found(_ view: String) -> [String] {
      lint("sidepanel: {views: [\(view)], source_url: \"https://crewsync.io\", description: x}\n")
    }
    #expect(found("specifications.list") == [])
    var linter = Linter(catalog: .builtIn)
    for (view, meant) in [
      ("specificatons.list", "specifications.list"),
      ("commitments.purchase_order.detail", "commitments.purchase_order_contracts.detail"),
    ] {
      let text = "sidepanel: {views: [\(view)]}\n"
      let all = linter.lint(Array(text.utf8), path: "a.yaml", options: LintOptions()).findings
      let finding = all.first { $0.finding.rule == "unknown-view" }?.finding
      #expect(finding?.severity == .error)
      #expect(finding?.message == "unknown view `\(view)`, did you mean `\(meant)`")
    }
  }
}
