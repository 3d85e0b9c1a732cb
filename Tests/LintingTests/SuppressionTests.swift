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

  @Test func `an ignore at the start silences what stands there for what is missing`() {
    func found(_ text: String) -> [String] {
      var linter = Linter(catalog: .builtIn)
      return linter.lint(Array(text.utf8), path: "a.yaml", options: LintOptions()).findings
        .filter { !$0.isSuppressed }.map(\.finding.rule.name)
    }
    let rest = "schema_version: \"4.1\"\napp: {name: Crew Sync, version: 1.0.0}\n"
    #expect(found(rest) == ["missing-setup-notes"])
    for start in ["", "\u{FEFF}", "  "] {
      #expect(found("\(start)# dmsa: ignore[missing-setup-notes] none are needed\n\(rest)") == [])
    }
    let file = "# dmsa: ignore-file[missing-setup-notes] none\n"
    #expect(found("schema_version: \"4.1\"\n" + file + rest).contains("unused-ignore"))
  }

  @Test func `an ignore of what only the auditor is told is used`() {
    let text = """
      schema_version: "4.1"
      app: {name: Crew Sync, version: 1.0.0}
      post_installation_instruction: {notes: Permit the projects.}
      permissions:
        project:
          # dmsa: ignore[unknown-tool] seen in every company of ours
          crews: readonly

      """
    for persona in [Persona.regular, .pedantic, .auditor] {
      #expect(lint(text) { $0.persona = persona } == [])
    }
    var selection = RuleSelection()
    selection.rules = ["unknown-tool", "unused-ignore"]
    #expect(lint(text) { $0.selected = selection } == [])
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

  // MARK: - What a comment says

  @Test func `until counts wherever it stands, a dash is no reason`() {
    let back = ["9:16 company-directory-admin", "9:70 expired-ignore"]
    #expect(lint(manifest(behind: "\(ignore) our own until=2026-10-31")) == back)
    for reason in ["--", "until=2027-01-01", "until=2027-01-01 .", "   "] {
      #expect(
        lint(manifest(behind: "\(ignore) \(reason)"))
          == ["9:16 company-directory-admin", "9:24 ignore-without-reason"]
      )
    }
    let silent = ["9:16 company-directory-admin suppressed"]
    #expect(lint(manifest(behind: "\(ignore) 必要")) == silent)
    #expect(lint(manifest(behind: "#dmsa:ignore[ company-directory-admin ,]our own")) == silent)
    #expect(lint(manifest(behind: "\(ignore) until=2028-02-29 our own")) == silent)
  }

  @Test func `an ignore with several mistakes tells each`() {
    #expect(
      lint(manifest(behind: "# dmsa: ignore[company-directory-admin, x] until=2020-01-01"))
        == [
          "9:16 company-directory-admin", "9:24 ignore-without-reason", "9:62 unknown-ignore",
          "9:65 expired-ignore",
        ]
    )
  }

  @Test func `only what a comment starts with speaks to dmsa`() {
    for comment in ["# see dmsa: ignore[x] y", "# DMSA: the user", "# # dmsa: ignore[x] y"] {
      #expect(lint(manifest(behind: comment)) == ["9:16 company-directory-admin"])
    }
  }

  @Test func `warnings of a rule can be ignored where its errors can't`() {
    let warning = """
      schema_version: "4.1"
      post_installation_instruction: {notes: Permit the projects.}
      # dmsa: ignore[unknown-key] the portal wrote it
      branding: {colour: blue}

      """
    #expect(lint(warning) == [])
    let error = warning.replacing("branding", with: "fullscren")
    #expect(lint(error) == ["3:16 forbidden-ignore"])
    #expect(
      lint(warning.replacing("branding: {colour: blue}", with: "fullscreen: {}")).last
        == "4:1 missing-key"
    )
  }

  // MARK: - What a comment reaches

  @Test func `lines end with CR LF and with CR too`() {
    let behind = manifest(behind: "\(ignore) our own")
    let above = manifest(above: "\(ignore) our own\n    # more")
    for end in ["\r\n", "\r"] {
      #expect(
        lint(behind.replacing("\n", with: end)) == ["9:16 company-directory-admin suppressed"]
      )
      #expect(
        lint(above.replacing("\n", with: end)) == ["10:16 company-directory-admin suppressed"]
      )
      #expect(
        lint(manifest(above: "\(ignore) our own\n").replacing("\n", with: end))
          == ["8:20 unused-ignore", "10:16 company-directory-admin"]
      )
    }
    #expect(
      lint("\u{FEFF}" + manifest(head: "# dmsa: ignore-file[company-directory-admin] our own"))
        == ["9:16 company-directory-admin suppressed"]
    )
  }

  @Test func `comments above each other reach the same key`() {
    let text = manifest(above: "# dmsa: ignore[undocumented-grant] x\n    \(ignore) our own")
    #expect(lint(text) == ["10:16 company-directory-admin suppressed"])
  }

  @Test func `a comment on the line reaches no other line`() {
    let text = manifest().replacing("company:", with: "company: \(ignore) our own")
    #expect(lint(text) == ["7:27 unused-ignore", "9:16 company-directory-admin"])
  }

  @Test func `a comment above a key reaches no key beside it`() {
    let text = manifest(above: "\(ignore) our own\n    documents: readonly")
    #expect(lint(text) == ["8:20 unused-ignore", "10:16 company-directory-admin"])
  }

  @Test(arguments: [
    "x-list:\n  - one\n  #\n  - [1, {a: SECRET}]\n  - SECRET\n",
    "x-list:\n  #\n  - a: SECRET\n    b: 1\n  - SECRET\n",
    "x-list:\n#\n- SECRET\n- SECRET\n",
    "x-list:\n- #\n  - - SECRET\n  - SECRET\n".replacing("- #", with: "-\n  #"),
    "x-list:\n  #\n  -\n    - SECRET\n  - SECRET\n",
    "x-list: [\n  #\n  SECRET,\n  SECRET\n]\n",
    "x-list: {\n  #\n  a: [SECRET],\n  b: SECRET\n}\n",
    "x-list:\n  #\n  ? a\n  : SECRET\n  ? b\n  : SECRET\n",
    "x-list:\n  #\n  a: |\n    one\n    SECRET\n  b: SECRET\n",
  ])
  func `a key or item is reached with all that is in it`(_ text: String) {
    let comment = "# dmsa: ignore[secret-in-manifest] of a test account"
    let text = text.replacing("#", with: comment)
      .replacing("SECRET", with: "npm_q7ZpL2xVt9RkWm4Bd8HsYc3NfJ6gTuEa5QrX")
    var linter = Linter(catalog: .builtIn)
    let file = linter.lint(Array(text.utf8), path: "a.yaml", options: LintOptions())
    #expect(file.findings.filter { $0.category == .secret }.map(\.isSuppressed) == [true, false])
    #expect(!file.findings.contains { $0.category == .suppression })
  }

  @Test func `a value at an anchor is silenced where the anchor is`() {
    let text = manifest().replacing("permissions:", with: "x-a: &a admin\npermissions:")
      .replacing("directory: admin ", with: "directory: *a \(ignore) our own")
    #expect(lint(text) == ["10:16 company-directory-admin suppressed"])
  }

  @Test func `an ignore of what only a stricter eye sees is not unused`() {
    let text = manifest().replacing(
      "directory: admin",
      with: "documents: readonly # dmsa: ignore[undocumented-grant] obvious"
    )
    #expect(lint(text) == [])
    #expect(lint(text) { $0.persona = .auditor } == [])
    let other = text.replacing("documents: readonly", with: "documents: {level: none, reason: x}")
    #expect(lint(other).map { $0.split(separator: " ").last } == ["unused-ignore"])
  }

  @Test func `suppressions are findings like others for what is selected`() {
    let text = manifest(behind: "# dmsa: ignore[nonsense] our own")
    let selected = lint(text) { options in
      var selection = RuleSelection()
      selection.categories = [.risk]
      options.selected = selection
    }
    #expect(selected == ["9:16 company-directory-admin"])
  }

  @Test(.timeLimit(.minutes(1)))
  func `many comments and many findings cost no square`() {
    let count = 5_000
    let lines = (0..<count).map { "    x\($0): admin # dmsa: ignore[unknown-tool] our own" }
    let above = String(repeating: "    # dmsa: ignore[unknown-tool] our own\n", count: count)
    let text = manifest(above: above + lines.joined(separator: "\n"))
    let found = lint(text) { _ in }
    #expect(found == ["10008:16 company-directory-admin"])
  }
}
