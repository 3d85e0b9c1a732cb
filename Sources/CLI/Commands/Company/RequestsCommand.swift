import ArgumentParser
import Companies
import Documents
import Planning
import Storage

/// `dmsa requests list|approve|deny`.
struct RequestsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "requests",
    abstract: "List, approve and deny what users ask for.",
    discussion: """
      EXAMPLES:
        dmsa requests list --company acme.dmsa
        dmsa requests approve 2199023255553 --project Tower --allow-widen --as lead@acme.example
      """,
    subcommands: [List.self, Approve.self, Deny.self]
  )

  struct List: Command {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "Show what users asked for, the oldest first.",
      discussion: """
        EXAMPLES:
          dmsa requests list --company acme.dmsa
          dmsa requests list --format json --as lead@acme.example
        """
    )

    @Option(help: "How it is shown.")
    var format: CompanyCommand.Show.Format = .text

    @OptionGroup var actor: ActorOptions
    @OptionGroup var company: CompanyOptions
    @OptionGroup var output: OutputOptions

    func execute() throws -> ExitStatus {
      let file = try CompanyFile.open(
        company.company,
        catalog: company.configuration().catalog,
        mode: .reading
      )
      return try file.store.read { reader in
        if actor.login != nil {
          try PlanRun.actor(actor.login, in: reader)
            .require(.directoryAdmin, for: "see install requests", in: reader)
        }
        let requests = try reader.installRequests().sorted(by: InstallRequest.isOlder)
        switch format {
        case .json: try StandardStream.output.write(RequestsView.json(requests).pretty())
        case .text:
          let colors = output.color.colors(.output)
          try StandardStream.output.write(
            try RequestsView.text(
              requests,
              in: reader,
              colors: colors,
              width: StandardStream.output.terminalWidth
            )
          )
          if requests.isEmpty, !output.quiet {
            Notice.tell("nobody asked for an app")
          }
        }
        return .success
      }
    }
  }

  struct Approve: Command {
    static let configuration = CommandConfiguration(
      commandName: "approve",
      abstract: "Install an app that was asked for, by all the rules of `dmsa install`.",
      usage: "dmsa requests approve <id> [--project <project> ...] [<options>]",
      discussion: """
        It approves everybody else's request for the app too.

        EXAMPLES:
          dmsa requests approve 2199023255553 --project 6 --dry-run --company acme.dmsa
          dmsa requests approve 2199023255553 --all-projects --allow-widen --as lead@acme.example
        """
    )

    @Argument(help: "The request's id.")
    var id: String

    @OptionGroup var projects: ProjectChoiceOptions

    @Flag(help: "Add the app to all new projects, by a permission template of its own.")
    var addToNewProjects = false

    @Option(help: "Where the app comes from.")
    var source: AppSource = .custom

    @Flag(help: "Users sign in, for an app without permissions.")
    var userLevel = false

    @OptionGroup var company: CompanyOptions
    @OptionGroup var planning: PlanningOptions

    func execute() throws -> ExitStatus {
      try PlanRun(company: company, options: planning).run { _, _ in
        var approve = ApproveRequest(id: id)
        approve.hasUserLevel = userLevel
        approve.source = source == .marketplace ? .marketplace : .custom
        approve.projects = projects.choice
        approve.addsToNewProjects = addToNewProjects
        return approve
      }
    }
  }

  struct Deny: Command {
    static let configuration = CommandConfiguration(
      commandName: "deny",
      abstract: "Deny a request; the app isn't installed.",
      usage: "dmsa requests deny <id> [<options>]",
      discussion: """
        EXAMPLES:
          dmsa requests deny 2199023255553 --dry-run --company acme.dmsa
          dmsa requests deny 2199023255553 --yes --as lead@acme.example
        """
    )

    @Argument(help: "The request's id.")
    var id: String

    @OptionGroup var company: CompanyOptions
    @OptionGroup var planning: PlanningOptions

    func execute() throws -> ExitStatus {
      try PlanRun(company: company, options: planning).run { _, _ in DenyRequest(id: id) }
    }
  }
}

/// Who gives a command that only looks.
struct ActorOptions: ParsableArguments {
  @Option(
    name: .customLong("as"),
    help: ArgumentHelp("Whose rights count; without it nobody's are looked at.", valueName: "login")
  )
  var login: String?
}

/// Install requests as people and programs read them.
enum RequestsView {
  static func json(_ requests: [InstallRequest]) -> JSONValue {
    [
      "format_version": "1.0",
      "requests": .array(
        requests.map { request in
          [
            "id": .integer(request.id.value), "app": .string(request.app),
            "version": .string(request.recorded.version), "by": .integer(request.by.value),
            "at": request.at.map { .string($0) } ?? .null,
            "note": request.note.map { .string($0) } ?? .null,
            "state": .string(request.state.rawValue),
          ]
        }
      ),
    ]
  }

  /// A table; nothing where nobody asked.
  static func text(
    _ requests: [InstallRequest],
    in company: any CompanyReader,
    colors: Bool,
    width: Int?
  ) throws -> String {
    guard !requests.isEmpty else { return "" }
    let rows = try requests.map { request in
      [
        request.id.description, request.app, request.recorded.version,
        try company.user(request.by)?.login ?? request.by.description, request.at ?? "-",
        request.state.rawValue, request.note ?? "",
      ].map(Printable.text)
    }
    return TextTable(["ID", "APP", "VERSION", "BY", "AT", "STATE", "NOTE"], rows)
      .text(colors: colors, width: width)
  }
}
