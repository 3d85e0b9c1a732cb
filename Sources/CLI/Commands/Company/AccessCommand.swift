import ArgumentParser
import Catalog
import Companies
import Documents
import Planning
import Storage

/// `dmsa access check|list|who-can`.
struct AccessCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "access",
    abstract: "Ask who may do what in a company, and why.",
    discussion: """
      A principal is user/LOGIN-OR-NAME, app/NAME, app/NAME@user/LOGIN or service-account/NAME.

      EXAMPLES:
        dmsa access check "app/Crew Sync" project:daily_log:standard --project 6
        dmsa access who-can company:directory:admin --company acme.dmsa
      """,
    subcommands: [Check.self, List.self, WhoCan.self]
  )
}

extension AccessCommand {
  struct Check: Command {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "Say whether somebody has a level on a tool, why, and what would change a no.",
      usage: "dmsa access check <principal> <scope:tool:level> [--project <id>] [<options>]",
      discussion: """
        `access check -` reads questions from standard input, one a line: principal, TAB, \
        scope:tool:level, and for a project's tool TAB and the project's id or `new`.

        Exit status: 0 yes, 1 no, 2 unknown; of several questions 1 where any answer is no, 2 \
        where one can't be asked.

        EXAMPLES:
          dmsa access check "app/Crew Sync" project:daily_log:standard --project 6
          dmsa access check - --format jsonl --company acme.dmsa < questions.tsv
        """
    )

    enum Format: String, CaseIterable, ExpressibleByArgument {
      case text
      case json
      case jsonl
    }

    @Argument(help: "Who; `-` reads questions from standard input.")
    var principal: String

    @Argument(help: "What, as scope:tool:level.")
    var question: String?

    @Option(help: ArgumentHelp("The project's id, or `new` for any new one.", valueName: "id"))
    var project: String?

    @Option(help: "How it is shown.")
    var format: Format = .text

    @OptionGroup var company: CompanyOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
      if principal == "-" {
        if question != nil || project != nil {
          throw ValidationError("`access check -` reads the questions from standard input.")
        }
      } else if question == nil {
        throw ValidationError("A question is missing: scope:tool:level.")
      }
    }

    func execute() throws -> ExitStatus {
      try company.read(showingWarnings: output.verbose) { reader in
        if principal == "-" {
          return try AccessBatch(reader, format: output.quiet ? nil : format).answer()
        }
        let verdict = try reader.verdict(principal, question ?? "", project: project)
        if !output.quiet {
          let repair = try AccessRepair.find(for: verdict, in: reader)
          let view = AccessView(verdict, repair, catalog: reader.catalog)
          switch format {
          case .text: try StandardStream.output.write(view.text)
          case .json: try StandardStream.output.write(view.json.pretty())
          case .jsonl: try StandardStream.output.write(view.json.canonical() + [0x0A])
          }
        }
        return ExitStatus(verdict)
      }
    }
  }

  struct List: Command {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "List everything that somebody may do.",
      usage: "dmsa access list <principal> [--project <id>] [<options>]",
      discussion: """
        EXAMPLES:
          dmsa access list user/lead@acme.example --company acme.dmsa
          dmsa access list "app/Crew Sync" --project 6 --format json
        """
    )

    enum Format: String, CaseIterable, ExpressibleByArgument {
      case text
      case json
    }

    @Argument(help: "Who.")
    var principal: String

    @Option(help: ArgumentHelp("One project alone, by id, or `new`.", valueName: "id"))
    var project: String?

    @Option(help: "How it is shown.")
    var format: Format = .text

    @OptionGroup var company: CompanyOptions
    @OptionGroup var output: OutputOptions

    func execute() throws -> ExitStatus {
      try company.read(showingWarnings: output.verbose) { reader in
        let who = try reader.principal(principal)
        let place = try project.map { try reader.place($0) }
        let cells = try CompanyAccess(reader).list(who, in: place)
        let unknown = try CompanyAccess(reader).unknown(for: who, in: place)
        let view = HeldCellsView(who, cells, unknown, catalog: reader.catalog)
        switch format {
        case .json: try StandardStream.output.write(view.json.pretty())
        case .text: try StandardStream.output.write(view.text)
        }
        return .success
      }
    }
  }

  struct WhoCan: Command {
    static let configuration = CommandConfiguration(
      commandName: "who-can",
      abstract: "List everybody who has a level on a tool.",
      usage: "dmsa access who-can <scope:tool:level> [--project <id>] [<options>]",
      discussion: """
        Exit status: 0 somebody, 1 nobody, 2 nobody that is known of, but somebody unknown.

        EXAMPLES:
          dmsa access who-can company:directory:admin --company acme.dmsa
          dmsa access who-can project:daily_log:standard --project 6 --format json
        """
    )

    @Argument(help: "What, as scope:tool:level.")
    var question: String

    @Option(help: ArgumentHelp("The project's id, or `new` for any new one.", valueName: "id"))
    var project: String?

    @Option(help: "How it is shown.")
    var format: List.Format = .text

    @OptionGroup var company: CompanyOptions
    @OptionGroup var output: OutputOptions

    func execute() throws -> ExitStatus {
      try company.read(showingWarnings: output.verbose) { reader in
        let found = try CompanyAccess(reader).whoCan(
          reader.question(question, project: project)
        )
        switch format {
        case .json: try StandardStream.output.write(AccessView.json(found).pretty())
        case .text:
          try StandardStream.output.write(
            AccessView.text(
              found,
              colors: output.color.colors(.output),
              width: StandardStream.output.terminalWidth
            )
          )
        }
        guard found.allowed.isEmpty else { return .success }
        return found.isOpen ? .unusable : .found
      }
    }
  }
}

extension CompanyOptions {
  /// Reads the company in one transaction.
  ///
  /// - Parameters:
  ///   - showsWarnings: Whether what a snapshot only warns of is shown.
  ///   - body: What is asked of the company.
  /// - Returns: What `body` returns.
  /// - Throws: What opening the company or `body` throws.
  func read<R>(
    showingWarnings showsWarnings: Bool,
    _ body: (any CompanyReader) throws -> R
  ) throws -> R {
    let file = try CompanyFile.open(
      company,
      catalog: configuration().catalog,
      mode: .reading,
      showsWarnings: showsWarnings
    )
    return try file.store.read(body)
  }
}

extension ExitStatus {
  /// Yes, no or unknown.
  init(_ verdict: AccessVerdict) {
    self =
      switch verdict.allowed {
      case true?: .success
      case false?: .found
      case nil: .unusable
      }
  }
}

extension CompanyReader {
  /// The answer to a question as it is typed.
  func verdict(
    _ principal: String,
    _ question: String,
    project: String?
  ) throws -> AccessVerdict {
    let principal = try self.principal(principal)
    return try CompanyAccess(self).verdict(
      principal,
      self.question(question, project: project)
    )
  }
}
