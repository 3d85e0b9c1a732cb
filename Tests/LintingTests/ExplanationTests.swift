import Catalog
import Diagnostics
public import Linting
public import Testing

extension Rule: CustomTestStringConvertible {
  public var testDescription: String { id.name }
}

@Suite struct ExplanationTests {
  private func findings(_ example: Example) -> [Finding] {
    var options = LintOptions()
    options.persona = .auditor
    options.today = "2026-11-01"
    options.trustedHosts = example.trustedHosts
    var linter = Linter(catalog: .builtIn)
    return linter.lint(
      example.bytes ?? Array(example.text.utf8),
      path: "app.manifest.yaml",
      as: example.syntax,
      options: options
    ).findings.filter { !$0.isSuppressed }.map(\.finding)
  }

  @Test(arguments: RuleList.all.rules)
  func `the bad example of a rule shows it`(_ rule: Rule) {
    #expect(findings(rule.explanation.bad).contains { $0.rule == rule.id })
  }

  @Test(arguments: RuleList.all.rules)
  func `the good example of a rule is sound`(_ rule: Rule) {
    let found = findings(rule.explanation.good)
    #expect(!found.contains { $0.rule == rule.id })
    #expect(!found.contains { $0.severity == .error }, "\(found.map(\.message))")
  }

  @Test(arguments: RuleList.all.rules)
  func `an explanation says what, why and what to do`(_ rule: Rule) {
    #expect(rule.explanation.what.count > 20)
    #expect(rule.explanation.why.count > 20)
    #expect(rule.explanation.instead.count > 20)
    #expect(!rule.summary.hasSuffix("."))
    #expect(rule.summary.first?.isUppercase == false)
  }
}
