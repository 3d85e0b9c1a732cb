import ArgumentParser
import Documents
import Planning

/// `dmsa configure`.
struct ConfigureCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "configure",
    abstract: "Say with which values an embedded app is shown, and where.",
    usage: "dmsa configure <app> --title <title> [--set <field=value> ...] [<options>]",
    discussion: """
      A new title makes a configuration and takes one of --project, --future and --company-level; of \
      a known one what is given changes, --project the whole list. The plan shows the URL that comes \
      of it. Active members of all named projects may make one for these; all else takes admin on \
      the company's Directory.

      EXAMPLES:
        dmsa configure "Crew Board" --title East --set area=east --project 6 --dry-run
        dmsa configure "Crew Board" --title East --remove --allow-remove --company acme.dmsa
      """
  )

  @Argument(help: "The app's name, or its uid where two share the name.")
  var app: String

  @Option(help: "The configuration's title.")
  var title: String

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("A value for a field; repeatable.", valueName: "field=value")
  )
  var set: [String] = []

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("A field whose value goes; repeatable.", valueName: "field")
  )
  var unset: [String] = []

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("A project, by id or exact name; repeatable.", valueName: "project")
  )
  var project: [String] = []

  @Flag(help: "It applies in all active projects and in those that are made from now on.")
  var future = false

  @Flag(help: "It applies at the company level, outside all projects.")
  var companyLevel = false

  @Flag(help: "Remove the configuration.")
  var remove = false

  @OptionGroup var company: CompanyOptions
  @OptionGroup var planning: PlanningOptions

  func validate() throws {
    let targets = [!project.isEmpty, future, companyLevel].count { $0 }
    if targets > 1 {
      throw ValidationError("Only one of --project, --future and --company-level can be given.")
    }
    if remove, targets > 0 || !set.isEmpty || !unset.isEmpty {
      throw ValidationError("--remove takes the whole configuration and goes with no other change.")
    }
  }

  func execute() throws -> ExitStatus {
    let values = try assignments()
    return try PlanRun(company: company, options: planning).run { _, _ in
      var configure = Configure(app: app, title: title)
      configure.values = values
      configure.unset = unset
      configure.target = target
      configure.isRemoved = remove
      return configure
    }
  }

  private var target: Configure.Target? {
    if future { return .future }
    if companyLevel { return .company }
    return project.isEmpty ? nil : .projects(project)
  }

  /// What is to be set; everything that is wrong with it is told at once.
  private func assignments() throws(CommandFailure) -> [Configure.Assignment] {
    var values: [Configure.Assignment] = []
    var mistakes: [String] = []
    for text in set {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty else {
        mistakes.append("`--set` takes FIELD=VALUE, not `\(text)`")
        continue
      }
      let field = String(parts[0])
      if values.contains(where: { ExactText($0.field) == ExactText(field) }) {
        mistakes.append("`\(field)` is set twice")
      } else if unset.contains(where: { ExactText($0) == ExactText(field) }) {
        mistakes.append("`\(field)` can't both be set and unset")
      }
      values.append(Configure.Assignment(field: field, value: String(parts[1])))
    }
    guard mistakes.isEmpty else { throw CommandFailure(mistakes.joined(separator: "\n")) }
    return values
  }
}
