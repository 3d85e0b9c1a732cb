import ArgumentParser
import Catalog
import Documents
import Planning

/// `dmsa template create` and `dmsa template set`.
struct TemplateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "template",
    abstract: "Create a permission template, or set levels of one.",
    discussion: """
      EXAMPLES:
        dmsa template create Field --scope project --set daily_log=standard --company acme.dmsa
        dmsa template set Field --scope project --set rfi=readonly --dry-run
      """,
    subcommands: [Create.self, Set.self]
  )

  struct Create: Command {
    static let configuration = CommandConfiguration(
      commandName: "create",
      abstract: "Create a permission template.",
      discussion: """
        EXAMPLES:
          dmsa template create Field --scope project --set daily_log=standard --company acme.dmsa
          dmsa template create "Tower special" --scope project --project Tower --set rfi=admin --yes
        """
    )

    @OptionGroup var template: TemplateOptions

    func execute() throws -> ExitStatus { try template.run(.create) }
  }

  struct Set: Command {
    static let configuration = CommandConfiguration(
      commandName: "set",
      abstract: "Set levels of a permission template; `none` takes one away.",
      discussion: """
        EXAMPLES:
          dmsa template set Field --scope project --set rfi=readonly --dry-run --company acme.dmsa
          dmsa template set Office --scope company --set documents=none --yes
        """
    )

    @OptionGroup var template: TemplateOptions

    func execute() throws -> ExitStatus { try template.run(.set) }
  }
}

struct TemplateOptions: ParsableArguments {
  @Argument(help: "The template's name.")
  var name: String

  @Option(help: "For the company's tools, or for those of projects.")
  var scope: ScopeName

  @Option(
    help: ArgumentHelp("The one project in which it can be assigned.", valueName: "project")
  )
  var project: String?

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("A tool's level; repeatable.", valueName: "tool=level")
  )
  var set: [String] = []

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "A template whose holders may assign this one; repeatable.",
      valueName: "template"
    )
  )
  var assignableBy: [String] = []

  @OptionGroup var company: CompanyOptions
  @OptionGroup var planning: PlanningOptions

  func run(_ action: SetTemplate.Action) throws -> ExitStatus {
    let levels = try toolLevels(company.configuration().catalog)
    return try PlanRun(company: company, options: planning).run { _, _ in
      var template = SetTemplate(action, template: name, scope: scope.scope)
      template.project = project
      template.levels = levels
      template.assignableBy = assignableBy
      return template
    }
  }

  /// The levels that are to be set; everything that is wrong with them is told at once.
  private func toolLevels(_ catalog: Catalog) throws(CommandFailure) -> [SetTemplate.ToolLevel] {
    var levels: [SetTemplate.ToolLevel] = []
    var mistakes: [String] = []
    // A tool may be named by a key that it had before.
    var named: [ExactText: String] = [:]
    for text in set {
      let level: SetTemplate.ToolLevel
      do {
        level = try toolLevel(text)
      } catch {
        mistakes.append(error.message)
        continue
      }
      let tool =
        catalog.tool(scope.scope, level.tool) ?? catalog.retiredTool(scope.scope, level.tool)
      let key = tool.map { catalog[$0].key } ?? level.tool
      if let earlier = named.updateValue(level.tool, forKey: ExactText(key)) {
        mistakes.append(
          "`\(earlier)` is set twice"
            + (ExactText(earlier) == ExactText(level.tool) ? "" : ", as `\(level.tool)` too")
        )
      }
      levels.append(level)
    }
    guard mistakes.isEmpty else { throw CommandFailure(mistakes.joined(separator: "\n")) }
    return levels
  }

  private func toolLevel(_ text: String) throws(CommandFailure) -> SetTemplate.ToolLevel {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty else {
      throw CommandFailure("`--set` takes TOOL=LEVEL, not `\(text)`")
    }
    guard let level = Level(name: String(parts[1])) else {
      let names = Level.allCases.map(\.name)
      let near = NearNames.nearest(to: String(parts[1]), among: names)
      throw CommandFailure(
        "unknown level `\(parts[1])`, "
          + (near.map { "did you mean `\($0)`" }
            ?? "allowed: " + names.map { "`\($0)`" }.joined(separator: ", "))
      )
    }
    return SetTemplate.ToolLevel(tool: String(parts[0]), level: level)
  }
}
