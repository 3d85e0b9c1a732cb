public import ArgumentParser
import Diagnostics
import Documents
import Linting

/// `dmsa rules`.
struct RulesCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "List the rules.",
    usage: "dmsa rules [<options>]",
    discussion: """
      EXAMPLES:
        dmsa rules
        dmsa rules --category risk --format json
      """
  )

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
    case markdown
  }

  @Option(help: "One category alone.")
  var category: Category?

  @Option(help: "How it is shown.")
  var format: Format = .text

  @OptionGroup var output: OutputOptions

  func execute() throws -> ExitStatus {
    let rules = RuleList.all.rules.filter { category == nil || $0.category == category }
    switch format {
    case .json:
      try StandardStream.output.write(
        JSONValue.object([
          "format_version": .string("1.0"),
          "rules": .array(rules.map { RuleText.json($0) }),
        ]).pretty()
      )
    case .markdown:
      try StandardStream.output.write(
        "# Rules\n\n" + rules.map { RuleText.markdown($0) }.joined(separator: "\n")
      )
    case .text:
      let table = TextTable(
        ["RULE", "SEVERITY", "PERSONA", "FINDS"],
        rules.map { [$0.id.name, $0.severity.name, $0.persona.name, $0.summary] }
      )
      try StandardStream.output.write(table, colors: output.color.colors(.output))
    }
    return .success
  }
}

extension Category: ExpressibleByArgument {}
