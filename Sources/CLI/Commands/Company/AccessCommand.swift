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

        Exit status: 0 yes, 1 no, 2 unknown.

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
      try company.read { reader in
        if principal == "-" { return try answerBatch(reader) }
        let verdict = try answer(principal, question ?? "", project, reader)
        if !output.quiet {
          let view = AccessView(verdict, try repair(verdict, reader), catalog: reader.catalog)
          switch format {
          case .text: StandardStream.output.write(view.text)
          case .json: StandardStream.output.write(view.json.pretty())
          case .jsonl: StandardStream.output.write(view.json.canonical() + [0x0A])
          }
        }
        return status(of: verdict)
      }
    }

    private func answer(
      _ principal: String,
      _ question: String,
      _ project: String?,
      _ reader: any CompanyReader
    ) throws -> AccessVerdict {
      let principal = try reader.principal(principal)
      return try CompanyAccess(reader).verdict(
        principal,
        reader.question(question, project: project)
      )
    }

    private func repair(
      _ verdict: AccessVerdict,
      _ reader: any CompanyReader
    ) throws -> String? {
      try AccessRepair.command(for: verdict, in: reader)
    }

    private func status(of verdict: AccessVerdict) -> ExitStatus {
      switch verdict.allowed {
      case true?: .success
      case false?: .found
      case nil: .unusable
      }
    }

    /// Answers every question that can be asked; one that can't is an error with its line.
    private func answerBatch(_ reader: any CompanyReader) throws -> ExitStatus {
      let input = try FileSystem.readStandardInput(limit: DocumentLimits.company.bytes)
      var status = ExitStatus.success
      var documents: [JSONValue] = []
      let lines = input.split(separator: 0x0A, omittingEmptySubsequences: false)
      for (index, line) in lines.enumerated() {
        var text = String(decoding: line, as: UTF8.self)
        if text.hasSuffix("\r") { text.removeLast() }
        guard !text.isEmpty else { continue }
        let parts = text.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        do {
          guard parts.count == 2 || parts.count == 3 else {
            throw CommandFailure("expected PRINCIPAL TAB SCOPE:TOOL:LEVEL [TAB PROJECT]")
          }
          let project = parts.count == 3 && !parts[2].isEmpty ? parts[2] : nil
          let verdict = try answer(parts[0], parts[1], project, reader)
          switch self.status(of: verdict) {
          case .found: if status == .success { status = .found }
          case .unusable: status = .unusable
          default: break
          }
          guard !output.quiet else { continue }
          let repair = format == .text ? nil : try repair(verdict, reader)
          let view = AccessView(verdict, repair, catalog: reader.catalog)
          switch format {
          case .text: StandardStream.output.writeLine(Printable.text(view.answer) + "\t" + text)
          case .json: documents.append(view.json)
          case .jsonl: StandardStream.output.write(view.json.canonical() + [0x0A])
          }
        } catch let failure as CommandFailure {
          StandardStream.error.writeLine("dmsa: line \(index + 1): \(failure.message)")
          status = .unusable
        } catch let mistake as QuestionMistake {
          StandardStream.error.writeLine("dmsa: line \(index + 1): \(mistake.message)")
          status = .unusable
        }
      }
      if format == .json, !output.quiet {
        StandardStream.output.write(JSONValue.array(documents).pretty())
      }
      return status
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
      try company.read { reader in
        let who = try reader.principal(principal)
        let place = try project.map { try reader.place($0) }
        let cells = try CompanyAccess(reader).list(who, in: place)
        let view = HeldCellsView(who, cells, project: project, catalog: reader.catalog)
        switch format {
        case .json: StandardStream.output.write(view.json.pretty())
        case .text: StandardStream.output.write(view.text)
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
        Exit status: 0 somebody, 1 nobody.

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
      try company.read { reader in
        let verdicts = try CompanyAccess(reader).whoCan(
          reader.question(question, project: project)
        )
        switch format {
        case .json: StandardStream.output.write(AccessView.json(verdicts).pretty())
        case .text:
          for verdict in verdicts {
            let why = verdict.because.map(\.fact).joined(separator: "; ")
            let line = "\(verdict.principal.name)  \(verdict.effective.name)  \(why)"
            StandardStream.output.writeLine(Printable.text(line))
          }
          if verdicts.isEmpty, !output.quiet { StandardStream.output.writeLine("nobody") }
        }
        return verdicts.isEmpty ? .found : .success
      }
    }
  }
}

extension CompanyOptions {
  /// Reads the company in one transaction.
  func read<R>(_ body: (any CompanyReader) throws -> R) throws -> R {
    let file = try CompanyFile.open(
      company,
      catalog: configuration().catalog,
      mode: .reading
    )
    return try file.store.read(body)
  }
}
