import Catalog
import Diagnostics
import Documents
import Linting
import Testing

/// One permissions section before and after the fixes of a rule.
struct FixCase: Sendable, CustomTestStringConvertible {
  let rule: RuleID
  let before: String
  let after: String
  var syntax = Syntax.yaml
  var testDescription: String { "\(rule): \(before)" }
}

@Suite struct GrantFixTests {
  private static let head = """
    app: {name: Crew Sync, version: 1.0.0}
    schema_version: "4.1"

    """

  /// A rule's fixes on a text, each with its edits.
  private func fixes(_ rule: RuleID, _ text: String, _ syntax: Syntax = .yaml) -> [Fix] {
    var options = LintOptions()
    options.persona = .auditor
    var linter = Linter(catalog: .builtIn)
    let file = linter.lint(
      Array(text.utf8),
      path: "app.manifest",
      as: syntax,
      options: options
    )
    return file.findings.map(\.finding).filter { $0.rule == rule }.flatMap(\.fixes)
  }

  private func apply(_ fixes: [Fix], to text: String) -> String {
    var bytes = Array(text.utf8)
    let edits = fixes.flatMap(\.edits).sorted { $0.range > $1.range }
    for edit in edits {
      bytes.replaceSubrange(Int(edit.range.start)..<Int(edit.range.end), with: edit.text.utf8)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func check(_ fix: FixCase) {
    let isYAML = fix.syntax == .yaml
    let head = isYAML ? GrantFixTests.head : ""
    let before = head + fix.before
    let mended = apply(fixes(fix.rule, before, fix.syntax), to: before)
    #expect(mended == head + fix.after)
    var document = Document()
    var reader = DocumentReader()
    #expect(reader.read(Array(mended.utf8), as: fix.syntax, into: &document).isEmpty)
    #expect(fixes(fix.rule, mended, fix.syntax).isEmpty)
  }

  @Test(arguments: [
    FixCase(
      rule: "level-spelling",
      before: "permissions: {company: {home: Read-only, documents: 'READONLY'}}\n",
      after: "permissions: {company: {home: readonly, documents: 'readonly'}}\n"
    ),
    FixCase(
      rule: "level-spelling",
      before:
        "permissions:\n  company:\n    home: \"read\\x5fonly\" # why\n    documents: read\n      only\n",
      after: "permissions:\n  company:\n    home: \"readonly\" # why\n    documents: readonly\n"
    ),
    FixCase(
      rule: "level-spelling",
      before: "permissions:\r\n  company:\r\n    home: &l !!str Standard\r\n    documents: *l\r\n",
      after: "permissions:\r\n  company:\r\n    home: &l !!str standard\r\n    documents: *l\r\n"
    ),
    FixCase(
      rule: "level-spelling",
      before:
        "permissions:\n  project:\n    rfi:\n      level: |-\n        Read Only\n      reason: ä\n",
      after: "permissions:\n  project:\n    rfi:\n      level: readonly\n      reason: ä\n"
    ),
    FixCase(
      rule: "level-spelling",
      before:
        "{\"schema_version\":\"4.1\",\"permissions\":{\"company\":{\"home\":\"\\u0041dmin\"}}}",
      after: "{\"schema_version\":\"4.1\",\"permissions\":{\"company\":{\"home\":\"admin\"}}}",
      syntax: .json
    ),
  ])
  func `a level is spelled anew and nothing else`(_ fix: FixCase) { check(fix) }

  @Test(arguments: [
    FixCase(
      rule: "retired-tool",
      before:
        "permissions:\n  company:\n    portfolio: readonly # ö\n  project: {\"budget\": none}\n",
      after: "permissions:\n  company:\n    home: readonly # ö\n  project: {\"budgeting\": none}\n"
    ),
    FixCase(
      rule: "retired-tool",
      before:
        "permissions:\n  company:\n    ? \"portf\\x6flio\"\n    : readonly\n    'documents': none\n",
      after: "permissions:\n  company:\n    ? \"home\"\n    : readonly\n    'documents': none\n"
    ),
    FixCase(
      rule: "retired-tool",
      before:
        "{\"schema_version\":\"4.1\",\"permissions\":{\"project\":{\"\\u0062udget\":\"admin\"}}}",
      after: "{\"schema_version\":\"4.1\",\"permissions\":{\"project\":{\"budgeting\":\"admin\"}}}",
      syntax: .json
    ),
  ])
  func `a key is spelled anew and nothing else`(_ fix: FixCase) { check(fix) }

  @Test(arguments: [
    // A line, with its break; the comment above is kept, and so is the one behind it.
    FixCase(
      rule: "redundant-none",
      before: "permissions:\n  company:\n    # a\n    home: none\n    documents: readonly # b\n",
      after: "permissions:\n  company:\n    # a\n    documents: readonly # b\n"
    ),
    FixCase(
      rule: "redundant-none",
      before:
        "permissions:\r\n  company:\r\n    documents: readonly\r\n    home: none  # later\r\n",
      after: "permissions:\r\n  company:\r\n    documents: readonly\r\n    # later\r\n"
    ),
    FixCase(
      rule: "redundant-none",
      before: "permissions:\n  company:\n    documents: readonly\n    home: none",
      after: "permissions:\n  company:\n    documents: readonly\n"
    ),
    FixCase(
      rule: "redundant-none",
      before:
        "permissions:\r\n  company:\r\n    home:\r\n      level: none\r\n      reason: x\r\n    documents: admin\r\n",
      after: "permissions:\r\n  company:\r\n    documents: admin\r\n"
    ),
    // The only one, and all of them.
    FixCase(
      rule: "redundant-none",
      before: "permissions:\n  company:\n    home: none\n  project: {rfi: none}\n",
      after: "permissions:\n  company: {}\n  project: {}\n"
    ),
    FixCase(
      rule: "redundant-none",
      before:
        "permissions:\n  company: # these\n    home: none # now\n  project:\n    rfi: readonly\n",
      after: "permissions:\n  company: # these\n    {} # now\n  project:\n    rfi: readonly\n"
    ),
    FixCase(
      rule: "redundant-none",
      before: "permissions:\n  company:\n    home: none\n    documents: none\n    schedule: none\n",
      after: "permissions:\n  company: {}\n"
    ),
    // In flow style the comma goes with it.
    FixCase(
      rule: "redundant-none",
      before: "permissions: {company: {home: none, documents: admin, schedule: none}}\n",
      after: "permissions: {company: {documents: admin}}\n"
    ),
    FixCase(
      rule: "redundant-none",
      before: "permissions: {company: {home: admin, \"documents\" : 'none' , schedule: admin}}\n",
      after: "permissions: {company: {home: admin , schedule: admin}}\n"
    ),
    FixCase(
      rule: "redundant-none",
      before: """
        {"schema_version": "4.1", "permissions": {
        \t"company": {
        \t\t"home": "none",
        \t\t"documents": "readonly"
        \t},
        \t"project": {
        \t\t"rfi": "readonly",
        \t\t"images": "none"
        \t}
        }}
        """,
      after: """
        {"schema_version": "4.1", "permissions": {
        \t"company": {
        \t\t"documents": "readonly"
        \t},
        \t"project": {
        \t\t"rfi": "readonly"
        \t}
        }}
        """,
      syntax: .json
    ),
  ])
  func `a grant of none goes without a trace`(_ fix: FixCase) { check(fix) }

  /// All of a mapping would go, but a comment stands between: its first one stays for now.
  @Test func `a mapping is never emptied entry by entry`() {
    let before = GrantFixTests.head + "permissions:\n  company:\n    home: none\n    # b\n"
    let all = before + "    documents: none # c\n    schedule: none\n"
    let once = apply(fixes("redundant-none", all), to: all)
    #expect(once == before + "    # c\n")
    let twice = apply(fixes("redundant-none", once), to: once)
    #expect(twice == GrantFixTests.head + "permissions:\n  company: {}\n    # b\n    # c\n")
  }

  @Test(arguments: [
    // A comment would go with it.
    "permissions:\n  company:\n    home:\n      # why\n      level: none\n    documents: admin\n",
    "permissions: {company: {home: none, # why\n  documents: admin}}\n",
    // An anchor that is used elsewhere would go, or a mapping that is.
    "permissions:\n  company:\n    home: &l none\n    documents: *l\n    schedule: admin\n",
    "permissions:\n  company: &c\n    home: none\n    documents: admin\n  project: *c\n",
    // By alias, by merge, and where another entry of the tool says more.
    "x-a: &a none\npermissions:\n  company: {home: *a, documents: admin}\n",
    "x-a: &a none\npermissions:\n  company: {home: *a, documents: *a}\n",
    "permissions:\n  company: {home: none, documents: admin, home: admin}\n",
    "permissions:\n  company:\n    ? home\n    : none\n    documents: admin\n",
    // The keys come from a mapping that is no scope's, and would be emptied for it.
    "x-k:\n  ? &d\n    directory\n  : 1\n  b: 2\npermissions:\n  company: {*d : none}\n  project: {*d : none}\n",
  ])
  func `a grant of none stays where more would go with it`(_ text: String) {
    #expect(fixes("redundant-none", GrantFixTests.head + text).isEmpty)
  }

  @Test(arguments: [
    "x-l: &l Admin\npermissions: {company: {home: *l}}\n",
    "x-l: &l {home: Admin}\npermissions:\n  company:\n    <<: *l\n",
    "permissions:\n  company:\n    home: &l Admin\nsidepanel:\n  description: *l\n",
  ])
  func `a level stays where it comes from elsewhere or serves elsewhere`(_ text: String) {
    #expect(fixes("level-spelling", GrantFixTests.head + text).isEmpty)
  }

  @Test(arguments: [
    "x-l: &l {portfolio: admin}\npermissions:\n  company: *l\n",
    "x-l: &l {portfolio: admin}\npermissions:\n  company:\n    <<: *l\n",
    "permissions:\n  company: &c {portfolio: admin}\n  project: *c\n",
  ])
  func `a key stays where it comes from elsewhere or serves elsewhere`(_ text: String) {
    #expect(fixes("retired-tool", GrantFixTests.head + text).isEmpty)
  }

  private static let call = "GET /rest/v1.0/projects/{project_id}/checklist/list_templates"

  @Test(arguments: [
    FixCase(
      rule: "unused-grant",
      before:
        "permissions:\n  project:\n    checklists:\n      level: \"Admin\" # a\n      uses:\n        - \(call)\n",
      after:
        "permissions:\n  project:\n    checklists:\n      level: \"readonly\" # a\n      uses:\n        - \(call)\n"
    ),
    FixCase(
      rule: "unused-grant",
      before:
        "permissions:\n  project:\n    checklists: readonly\n    images:\n      level: admin\n      uses: [\"\(call)\"]\n",
      after: "permissions:\n  project:\n    checklists: readonly\n"
    ),
    FixCase(
      rule: "unused-grant",
      before:
        "permissions:\n  project:\n    images:\n      level: admin\n      uses: [\"\(call)\"]\n",
      after: "permissions:\n  project: {}\n"
    ),
    FixCase(
      rule: "unused-grant",
      before: """
        {"app": {"name": "a", "version": "1.0.0"}, "schema_version": "4.1", "permissions": {"project":
        {"checklists": {"level": "standard", "uses": ["\(call)"]}, "images": {"level": "admin", "uses": ["\(call)"]}}}}
        """,
      after: """
        {"app": {"name": "a", "version": "1.0.0"}, "schema_version": "4.1", "permissions": {"project":
        {"checklists": {"level": "readonly", "uses": ["\(call)"]}}}}
        """,
      syntax: .json
    ),
  ])
  func `a grant is narrowed to what its calls need`(_ fix: FixCase) {
    check(fix)
    let head = fix.syntax == .yaml ? GrantFixTests.head : ""
    #expect(fixes(fix.rule, head + fix.before, fix.syntax).allSatisfy { $0.safety == .unsafe })
  }
}
