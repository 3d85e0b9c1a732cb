import Catalog
import Diagnostics
import Documents
import Editing
import Linting
import TestSupport
import Testing

@Suite struct FixApplicationTests {
  /// What can be made at once, looked up among all that were chosen before.
  private func plainlyCompatible(_ fixes: [Fix]) -> [Fix] {
    func overlap(_ left: SourceRange, _ right: SourceRange) -> Bool {
      if left.isEmpty || right.isEmpty {
        return left.start <= right.end && right.start <= left.end
      }
      return left.start < right.end && right.start < left.end
    }
    var chosen: [Fix] = []
    for fix in fixes.sorted(by: { $0.edits[0].range < $1.edits[0].range }) {
      let edits = chosen.flatMap(\.edits)
      guard !fix.edits.allSatisfy(edits.contains),
        !fix.edits.contains(where: { edit in edits.contains { overlap($0.range, edit.range) } })
      else { continue }
      chosen.append(fix)
    }
    return chosen
  }

  @Test func `no two fixes that are made at once overlap or touch an insertion`() {
    var generator = SeededGenerator(seed: 12)
    for _ in 0..<300 {
      // No two start at one place, for their order would be either.
      let starts = (0..<UInt32(40)).shuffled(using: &generator).prefix(20)
      let fixes = starts.map { start in
        var edits = [Edit(SourceRange(start, start + .random(in: 0...4, using: &generator)), "a")]
        if generator.once(in: 3) {
          let second = edits[0].range.end + .random(in: 0...30, using: &generator)
          let end = second + .random(in: 1...3, using: &generator)
          edits.append(Edit(SourceRange(second, end), "b"))
        }
        return Fix("fix at \(start)", .safe, edits)
      }
      #expect(FixApplication.compatible(fixes) == plainlyCompatible(fixes))
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `many fixes cost no square`() {
    let count: UInt32 = 100_000
    let fixes = (0..<count).map { Fix("fix", .safe, [Edit(SourceRange($0 * 4, $0 * 4 + 2), "x")]) }
    #expect(FixApplication.compatible(fixes).count == Int(count))
  }

  @Test(.timeLimit(.minutes(2)))
  func `a fix that is left out costs no reading for each of the others`() {
    // The colon of a longer key would stand too far behind.
    let blanks = String(repeating: " ", count: 1018)
    let head =
      "schema_version: \"4.1\"\npermissions:\n  project:\n    budget\(blanks): readonly\n"
    let views = String(repeating: "    - rfi.detail\n", count: 3_000)
    let panel = "sidepanel:\n  source_url: https://crewsync.io/\n  views:\n"
    var fixer = Fixer(catalog: .builtIn, usesUnsafe: false)
    let result = fixer.fix(
      Array((head + panel + views).utf8),
      path: "a",
      as: .yaml,
      options: LintOptions()
    )
    #expect(result.count == 2_999)
    let fixed = head + panel + "    - rfi.detail\n"
    #expect(String(decoding: result.bytes, as: UTF8.self) == fixed)
  }

  @Test(arguments: [
    // The unknown key is below another one then.
    (
      "schema_version: \"4.1\"\npermissions:\n  project: {budget: {level: admin, lvel: a}}\n",
      "schema_version: \"4.1\"\npermissions:\n  project: {budgeting: {level: admin, lvel: a}}\n",
      Syntax.yaml
    ),
    // The items that are none are others in the list then.
    (
      #"{"sidepanel":{"views":["rfi.detail","rfi.detail",{},[]]}}"#,
      #"{"sidepanel":{"views":["rfi.detail",{},[]]}}"#, .json
    ),
    // Before and behind it, and where the fix is made.
    (
      "app: {name: , version: v1}\nschema_version: 4.1\npermissions: {project: {budget: 1, a: }}\n",
      "app: {name: , version: v1}\nschema_version: \"4.1\"\n"
        + "permissions: {project: {budgeting: 1, a: }}\n",
      .yaml
    ),
  ])
  func `a mistake that a fix only moves is no new one`(
    _ text: String,
    _ expected: String,
    _ syntax: Syntax
  ) {
    var fixer = Fixer(catalog: .builtIn, usesUnsafe: false)
    let result = fixer.fix(Array(text.utf8), path: "a", as: syntax, options: LintOptions())
    #expect(String(decoding: result.bytes, as: UTF8.self) == expected)
  }
}
