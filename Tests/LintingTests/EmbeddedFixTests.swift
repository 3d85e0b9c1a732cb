import Catalog
import Diagnostics
import Documents
import Linting
import Testing

/// What the fixes of the rules about embedded components make of a file.
@Suite struct EmbeddedFixTests {
  private func lint(_ text: String, as syntax: Syntax) -> [Finding] {
    var options = LintOptions()
    options.persona = .auditor
    var linter = Linter(catalog: .builtIn)
    return linter.lint(Array(text.utf8), path: "a", as: syntax, options: options).findings
      .map(\.finding)
  }

  /// The text after the first fix of a rule's first finding; nil without one.
  private func fixed(_ text: String, _ rule: RuleID, as syntax: Syntax = .yaml) -> String? {
    let finding = lint(text, as: syntax).first { $0.rule == rule && !$0.fixes.isEmpty }
    guard let fix = finding?.fixes.first else { return nil }
    var bytes = Array(text.utf8)
    for edit in fix.edits.sorted(by: { $0.range.start > $1.range.start }) {
      let range = Int(edit.range.start)..<Int(edit.range.end)
      bytes.replaceSubrange(range, with: Array(edit.text.utf8))
    }
    let result = String(decoding: bytes, as: UTF8.self)
    let after = lint(result, as: syntax)
    #expect(!after.contains { $0.rule == "yaml-syntax" }, "\(result)")
    #expect(
      after.filter { $0.rule == rule }.count
        < lint(text, as: syntax).filter { $0.rule == rule }.count
    )
    return result
  }

  private func safety(_ text: String, _ rule: RuleID) -> Fix.Safety? {
    lint(text, as: .yaml).first { $0.rule == rule }?.fixes.first?.safety
  }

  // MARK: - insecure-url

  @Test(arguments: [
    ("http://a.io", "https://a.io"), ("'HTTP://a.io/x' # ü", "'https://a.io/x' # ü"),
    ("\"http:\\/\\/a.io\\\n    /x\"", "\"https:\\/\\/a.io\\\n    /x\""),
    ("&u http://a.io", "&u https://a.io"), ("!!str \"http://a.io\"", "!!str \"https://a.io\""),
    ("'http://a.io/it''s'", "'https://a.io/it''s'"),
    ("http://a.io\n    b", "https://a.io\n    b"), ("|-\n    http://a.io", nil),
    ("{{a}}http://a.io", nil), ("ftp://a.io", nil), ("\"\\x68ttp://a.io\"", nil),
    ("ldap://a.io", nil),
  ])
  func `http becomes https in its place`(_ url: String, _ expected: String?) {
    let result = fixed("fullscreen:\n  source_url: \(url)\n", "insecure-url")
    #expect(result == expected.map { "fullscreen:\n  source_url: \($0)\n" })
  }

  @Test(arguments: [
    "x: &u http://a.io\nfullscreen: {source_url: *u}\n",
    "fullscreen: {source_url: &u http://a.io, description: *u}\n",
  ])
  func `no URL is fixed that an alias brings or repeats`(_ text: String) {
    #expect(fixed(text, "insecure-url") == nil)
    #expect(safety("fullscreen: {source_url: http://a.io}", "insecure-url") == .unsafe)
  }

  @Test func `JSON stays JSON`() {
    #expect(
      fixed(#"{"fullscreen":{"source_url":"http:\/\/a.io\/\u00fc"}}"#, "insecure-url", as: .json)
        == #"{"fullscreen":{"source_url":"https:\/\/a.io\/\u00fc"}}"#
    )
  }

  // MARK: - Views

  private func panel(_ views: String) -> String {
    "sidepanel:\n  source_url: https://a.io\n  views:\(views)"
  }

  @Test(arguments: [
    // Block lists: the line goes with its comment, others stay.
    (
      "\n  - rfi.detail\n  # two\n  - rfi.detail # again\n  - rfi.new\n",
      "\n  - rfi.detail\n  # two\n  # again\n  - rfi.new\n"
    ),
    ("\n    - rfi.detail\n    -   'rfi.detail'", "\n    - rfi.detail\n"),
    ("\r\n  - rfi.detail\r\n  - rfi.detail\r\n", "\r\n  - rfi.detail\r\n"),
    ("\n  - rfi.detail\n  - \"rfi.\\\n    detail\"\n  # end\n", "\n  - rfi.detail\n  # end\n"),
    // Flow lists: the comma before it goes too.
    (" [rfi.detail, rfi.detail]\n", " [rfi.detail]\n"),
    (" [rfi.detail, rfi.new,rfi.detail , rfi.edit]", " [rfi.detail, rfi.new , rfi.edit]"),
    (" [rfi.detail,\n    rfi.detail,\n  ]\n", " [rfi.detail,\n  ]\n"),
    (
      " [rfi.detail, # one, two\n    rfi.detail # three\n  ]\n",
      " [rfi.detail # one, two\n     # three\n  ]\n"
    ),
    ("\n  - rfi.detail\n  - &v rfi.detail\n", nil),
    ("\n  - rfi.detail\n  - !!str rfi.detail\n", nil),
    (" [&v rfi.detail, *v]\n", nil),
  ])
  func `a repeated view is taken out`(_ views: String, _ expected: String?) {
    #expect(fixed(panel(views), "duplicate-view") == expected.map(panel))
  }

  @Test func `a repeated view is taken out of JSON`() {
    let text = "{\"sidepanel\": {\"views\": [\n\t\"rfi.detail\",\n\t\"rfi.d\\u0065tail\"\n]}}"
    #expect(
      fixed(text, "duplicate-view", as: .json)
        == "{\"sidepanel\": {\"views\": [\n\t\"rfi.detail\"\n]}}"
    )
  }

  @Test(arguments: [
    (" [hange_events.edit]\n", " [change_events.edit]\n"),
    (" ['hange_events.edit', \"rfi.detail\"]\n", " ['change_events.edit', \"rfi.detail\"]\n"),
    (" [\"hange\\x5fevents.edit\"]\n", " [\"change_events.edit\"]\n"),
    (
      "\n  - >-\n    hange_events.edit\n  - rfi.detail\n",
      "\n  - change_events.edit\n  - rfi.detail\n"
    ),
    (" [change_events.edit, hange_events.edit]\n", " [change_events.edit]\n"),
    (" [hange_events.edit, change_events.edit]\n", " [change_events.edit]\n"),
    (
      " [ hange_events.edit # one, two\n  , change_events.edit]\n",
      " [  # one, two\n  change_events.edit]\n"
    ),
    ("\n  - hange_events.edit\n  - change_events.edit\n", "\n  - change_events.edit\n"),
    (" [change_events.all]\n", nil),
    (" [&v hange_events.edit]\n", " [&v change_events.edit]\n"),
    (" [&v hange_events.edit]\n  description: *v\n", nil),
  ])
  func `a retired view gives way to its successor`(_ views: String, _ expected: String?) {
    #expect(fixed(panel(views), "retired-view") == expected.map(panel))
  }

  @Test func `only a misspelt view is corrected safely`() {
    #expect(safety(panel(" [hange_events.edit]"), "retired-view") == .safe)
    #expect(safety(panel(" [commitments.purchase_orders.edit]"), "retired-view") == .unsafe)
    #expect(safety(panel(" [rfi.detail, rfi.detail]"), "duplicate-view") == .safe)
  }

  @Test(.timeLimit(.minutes(1)))
  func `many views of a flow list cost no square`() {
    let views = String(repeating: "rfi.detail, ", count: 80_000)
    let text = "sidepanel: {source_url: \"https://a.crewsync.io/\", views: [\(views)]}\n"
    let found = lint(text, as: .yaml).filter { $0.rule == "duplicate-view" }
    #expect(found.count == 79_999)
    #expect(found.allSatisfy { $0.fixes.count == 1 })
  }

  // MARK: - Order of rules

  @Test func `of one URL the first thing wrong is said`() {
    func rules(_ url: String) -> [String] {
      lint("fullscreen:\n  source_url: \"\(url)\"\n  description: x\n", as: .yaml).map(\.rule.name)
        .filter { $0.hasSuffix("-url") }
    }
    #expect(rules("http://me@localhost/a b") == ["invalid-url"])
    #expect(rules("https://localhost:{{procore.project.id}}/") == ["invalid-url"])
    #expect(rules("http://localhost:3000/") == ["local-url"])
    #expect(rules("http://me@crewsync.io/a b") == ["insecure-url"])
    #expect(rules("https://me@crewsync.io/a b") == ["invalid-url"])
    #expect(rules("http://me:s3cr3t@localhost/a b") == [])
  }
}
