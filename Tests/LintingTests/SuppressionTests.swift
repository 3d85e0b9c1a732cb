import Catalog
import Diagnostics
import Linting
import Testing

@Suite struct SuppressionTests {
  private func lint(
    _ text: String,
    today: String = "2026-11-01",
    forbidden: Set<RuleID> = [],
    _ change: (inout LintOptions) -> Void = { _ in }
  ) -> [String] {
    var options = LintOptions()
    options.today = today
    options.forbiddenIgnores = forbidden
    change(&options)
    var linter = Linter(catalog: .builtIn)
    let file = linter.lint(Array(text.utf8), path: "a.yaml", options: options)
    let lines = LineTable(Array(text.utf8))
    return file.findings.filter {
      ["company-directory-admin", "missing-key"].contains($0.finding.rule.name)
        || $0.category == .suppression
    }.map {
      let start = lines.position(of: $0.finding.range.start)
      return "\(start.line):\(start.column) \($0.finding.rule)"
        + ($0.isSuppressed ? " suppressed" : "")
    }
  }

  /// A manifest with admin on the company Directory at 9:16.
  private func manifest(
    head: String = "# head",
    above: String = "# above",
    behind: String = ""
  ) -> String {
    """
    \(head)
    schema_version: "4.1"
    app: {name: Crew Sync, version: 1.0.0}
    post_installation_instruction:
      notes: Permit the projects.
    permissions:
      company:
        \(above)
        directory: admin \(behind)

    """
  }

  private let ignore = "# dmsa: ignore[company-directory-admin]"

  @Test func `an ignore on the line silences what starts there`() {
    #expect(
      lint(manifest(behind: "\(ignore) we are the company's own tool"))
        == ["9:16 company-directory-admin suppressed"]
    )
  }

  @Test func `an ignore alone above a key silences its whole value`() {
    let expected = ["9:16 company-directory-admin suppressed"]
    #expect(lint(manifest(above: "\(ignore) our own")) == expected)
    #expect(
      lint(manifest(above: "\(ignore) our own\n    # more")) == [
        "10:16 company-directory-admin suppressed"
      ]
    )
    #expect(
      lint(manifest().replacing("permissions:", with: "\(ignore) our own\npermissions:"))
        == ["10:16 company-directory-admin suppressed"]
    )
  }

  @Test func `a blank line ends what a comment speaks of`() {
    #expect(
      lint(manifest(above: "\(ignore) our own\n"))
        == ["8:20 unused-ignore", "10:16 company-directory-admin"]
    )
  }

  @Test func `an ignore of the file stands before the first key`() {
    let file = "# dmsa: ignore-file[company-directory-admin] our own"
    #expect(lint(manifest(head: file)) == ["9:16 company-directory-admin suppressed"])
    #expect(
      lint(manifest(above: file)) == ["8:25 unused-ignore", "9:16 company-directory-admin"]
    )
  }

  @Test func `until counts its day, and is said when past or no day`() {
    func with(_ until: String) -> String { manifest(behind: "\(ignore) until=\(until) our own") }
    #expect(lint(with("2026-11-01")) == ["9:16 company-directory-admin suppressed"])
    let back = ["9:16 company-directory-admin", "9:62 expired-ignore"]
    #expect(lint(with("2026-10-31")) == back)
    #expect(lint(with("2026-02-30")) == back)
    #expect(lint(with("soon")) == back)
  }

  @Test func `an ignore needs a reason`() {
    #expect(
      lint(manifest(behind: ignore))
        == ["9:16 company-directory-admin", "9:24 ignore-without-reason"]
    )
  }

  @Test func `of several ids an unknown or forbidden one alone is void`() {
    let text = manifest(
      behind: "# dmsa: ignore[company-directory-admin, nonsense, yaml-syntax] our own"
    )
    #expect(
      lint(text) == [
        "9:16 company-directory-admin suppressed", "9:62 unknown-ignore", "9:72 forbidden-ignore",
      ]
    )
  }

  @Test func `categories and what is not understood are unknown`() {
    #expect(
      lint(manifest(behind: "# dmsa: ignore[risk] our own"))
        == ["9:16 company-directory-admin", "9:37 unknown-ignore"]
    )
    for comment in [
      "# dmsa: ignore company-directory-admin", "# dmsa: silence[x] y", "# dmsa: ignore[] y",
    ] {
      #expect(
        lint(manifest(behind: comment)) == ["9:16 company-directory-admin", "9:24 unknown-ignore"]
      )
    }
  }

  @Test func `the config forbids ignores`() {
    #expect(
      lint(manifest(behind: "\(ignore) our own"), forbidden: ["company-directory-admin"])
        == ["9:16 company-directory-admin", "9:37 forbidden-ignore"]
    )
  }

  @Test func `nothing to ignore is said, for rules that ran`() {
    let text = manifest(behind: "\(ignore) our own").replacing(
      "directory: admin",
      with: "directory: readonly"
    )
    #expect(lint(text) == ["9:40 unused-ignore"])
    let other = lint(text) { $0.ignored.rules = ["company-directory-admin"] }
    #expect(other == [])
  }

  @Test func `schema errors can't be ignored`() {
    let text = manifest().replacing(
      "app: {name: Crew Sync, version: 1.0.0}",
      with: "app: {name: Crew Sync} # dmsa: ignore[missing-key] later"
    )
    #expect(
      lint(text).prefix(2) == ["3:1 missing-key", "3:39 forbidden-ignore"]
    )
  }

  @Test func `a text that looks like a comment is none`() {
    let text = manifest().replacing(
      "notes: Permit the projects.",
      with: "notes: \"# dmsa: ignore-file[company-directory-admin] no\""
    )
    #expect(lint(text) == ["9:16 company-directory-admin"])
    let block = manifest().replacing(
      "notes: Permit the projects.",
      with: "notes: |\n    # dmsa: ignore-file[company-directory-admin] no"
    )
    #expect(lint(block) == ["10:16 company-directory-admin"])
  }

  @Test func `no comment counts where none is wanted`() {
    let found = lint(manifest(behind: "\(ignore) our own")) { $0.usesIgnores = false }
    #expect(found == ["9:16 company-directory-admin"])
  }

  @Test func `an item of a list takes a comment above it`() {
    let text = """
      schema_version: "4.1"
      app: {name: Crew Sync, version: 1.0.0}
      post_installation_instruction: {notes: Permit the projects.}
      sidepanel:
        source_url: https://panel.crewsync.io/
        views:
          # dmsa: ignore[company-directory-admin] nothing here
          - rfi.detail

      """
    #expect(lint(text) == ["7:20 unused-ignore"])
  }
}
