import ArgumentParser
import Catalog
import Companies
import Documents
import Planning
import Storage

/// `dmsa company import|export|show|check`.
struct CompanyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "company",
    abstract: "Make a store of a snapshot, and look at what a store holds.",
    discussion: """
      EXAMPLES:
        dmsa company import acme.yaml --company acme.dmsa
        dmsa company check --company acme.dmsa
      """,
    subcommands: [Import.self, Export.self, Show.self, Check.self]
  )
}

extension CompanyCommand {
  struct Import: Command {
    static let configuration = CommandConfiguration(
      commandName: "import",
      abstract: "Read a snapshot file, or what the platform answered, into a store.",
      usage: """
        dmsa company import <snapshot> --company <store> [<options>]
        dmsa company import --api <folder> --company <store> [<options>]
        """,
      discussion: """
        All mistakes of the files are told at once, and nothing is imported then. A new store's log \
        begins with one entry that names the company; what it held then is what the snapshot says, \
        which is worth keeping. Into a store that \
        holds the company already it is a change like any other: shown, and applied once approved.

        With --api it reads answers of the platform's REST API that were saved in a folder, and says \
        at the end what none of them says.

        EXAMPLES:
          dmsa company import acme.yaml --company acme.dmsa
          dmsa company import acme.yaml --company acme.dmsa --dry-run
          dmsa company import --api answers --company acme.dmsa
        """
    )

    @Argument(help: "The snapshot, in YAML or JSON; `-` is standard input.")
    var snapshot: String?

    @Option(help: ArgumentHelp("What standard input is called.", valueName: "path"))
    var stdinFilename: String?

    @Option(
      help: ArgumentHelp(
        "A folder of saved answers of the platform's REST API, instead of a snapshot.",
        valueName: "folder"
      )
    )
    var api: String?

    @Option(
      name: .customLong("company-id"),
      help: ArgumentHelp("With --api: the company, for where no project names it.", valueName: "id")
    )
    var companyID: Int64?

    @OptionGroup var company: CompanyOptions
    @OptionGroup var planning: PlanningOptions

    func validate() throws {
      guard (snapshot == nil) != (api == nil) else {
        throw ValidationError("Name a snapshot, or a folder of answers with --api.")
      }
      if api == nil, companyID != nil { throw ValidationError("--company-id goes with --api.") }
      if let companyID, companyID < 1 {
        throw ValidationError("--company-id takes a whole number above 0.")
      }
    }

    func execute() throws -> ExitStatus {
      let catalog = try company.configuration().catalog
      let path = try CompanyFile.path(company.company)
      guard !CompanyFile.isSnapshot(path) else {
        throw CommandFailure(
          "\(path): is named as a snapshot file, which can't be written; name a store"
        )
      }
      let showsWarnings = !planning.view.output.quiet
      guard let api else {
        let file = try InputFile(
          snapshot ?? "",
          stdinFilename,
          limit: DocumentLimits.company.bytes
        )
        do {
          let snapshot = try CompanyFile.readSnapshot(
            file,
            catalog: catalog,
            failing: .found,
            showsWarnings: showsWarnings
          )
          return try importing(snapshot, catalog, path)
        } catch let failure as SnapshotFailure {
          try showRefused(failure, path, catalog)
          throw failure
        }
      }
      // A store that can't be read says so when it is planned on.
      let held = try? SQLiteStore.open(path, mode: .reading, catalog: catalog)
        .read { try HeldRecords(of: $0) }
      let reading = try AnswerFolder(path: api).read(
        company: companyID.map { Company.ID($0) },
        held: held ?? HeldRecords(),
        catalog: catalog,
        showsWarnings: showsWarnings
      )
      let status = try importing(reading.company, catalog, path)
      if showsWarnings {
        let stream = planning.view.isForPeople ? StandardStream.output : .error
        try stream.write(Array(GapsView(reading).text().utf8))
      }
      return status
    }

    /// What reads a plan is told what a store that is there refuses, as by every other verb.
    private func showRefused(
      _ failure: SnapshotFailure,
      _ path: String,
      _ catalog: Catalog
    ) throws {
      guard !planning.view.isForPeople,
        let store = try? SQLiteStore.open(path, mode: .reading, catalog: catalog)
      else { return }
      let now = try Clock.moment(planning.now)
      let plan = try store.read { reader in
        Plan(
          refused: failure.mistakes.map { Plan.Refusal($0.text, rule: $0.linterRule) },
          made: Plan.Origin(
            at: now,
            by: planning.login ?? "os:" + Environment.userName,
            verb: "import"
          ),
          company: try reader.profile(),
          store: store.id
        )
      }
      try planning.view.show(plan, catalog: catalog)
    }

    private func importing(
      _ snapshot: Company,
      _ catalog: Catalog,
      _ path: String
    ) throws -> ExitStatus {
      do {
        return try load(snapshot, into: SQLiteStore.create(path, catalog: catalog), path)
      } catch StoreFailure.exists {
        // There already, or another process made it meanwhile.
        let verb = ImportSnapshot(snapshot)
        let omissions = try? SQLiteStore.open(path, mode: .reading, catalog: catalog)
          .read { try verb.omissions(in: $0) }
        let status = try PlanRun(company: company, options: planning).run { _, _ in verb }
        if status != .found, !planning.view.output.quiet {
          for omission in omissions ?? [] {
            Notice.tell(omission)
          }
        }
        return status
      }
    }

    /// Fills an empty store, which takes no approval.
    private func load(
      _ snapshot: Company,
      into store: SQLiteStore,
      _ path: String
    ) throws -> ExitStatus {
      let actor: Actor
      do {
        actor = try PlanRun.actor(planning.login, in: snapshot)
        try actor.require(rightFor: "import", in: snapshot)
      }
      let contents = snapshot.contents
      let counted =
        [
          Wording.count(contents.projects.count, "project"),
          Wording.count(contents.users.count, "user"), Wording.count(contents.apps.count, "app"),
        ].joined(separator: ", ")
      guard planning.out == nil else {
        throw CommandFailure(
          "\(path): a new store is filled at once, so that there is no plan to save"
        )
      }
      if planning.dryRun {
        try tell("would import \(counted) into the new store \(path)", snapshot, applied: nil)
        return planning.detailedExitcode ? .changes : .success
      }
      let at = try Clock.moment(planning.now)
      try store.write(
        lockTimeout: .seconds(planning.approvals.lockTimeout),
        holder: "dmsa company import"
      ) { ledger in
        try ledger.load(contents)
        try ledger.append(
          AuditEntry(
            after: ledger.lastEntry(),
            at: at,
            who: actor.name,
            verb: "import",
            plan: nil,
            changes: .array([
              Change(
                id: 1,
                address: .company,
                reason: "import",
                before: nil,
                after: .company(snapshot.profile())
              ).json
            ])
          )
        )
      }
      try tell(
        "imported \(counted) into \(path)",
        snapshot,
        applied: ["at": .string(at), "by": .string(actor.name)]
      )
      return .success
    }

    /// Says in a sentence, or to a program, with what a new store is filled; it is no plan.
    private func tell(_ sentence: String, _ snapshot: Company, applied: JSONValue?) throws {
      let contents = snapshot.contents
      var document: [String: JSONValue] = [
        "format_version": "1.0",
        "company": ["id": .integer(contents.id.value), "name": .string(contents.name)],
        "imported": [
          "projects": .integer(Int64(contents.projects.count)),
          "users": .integer(Int64(contents.users.count)),
          "apps": .integer(Int64(contents.apps.count)),
        ],
      ]
      document["applied"] = applied
      let isTold = applied == nil || !planning.view.output.quiet
      try planning.view.show(text: isTold ? sentence + "\n" : "", json: .object(document))
    }
  }

  struct Export: Command {
    static let configuration = CommandConfiguration(
      commandName: "export",
      abstract: "Print a company as a snapshot file.",
      discussion: """
        The same company gives the same bytes; the log stays in the store.

        EXAMPLES:
          dmsa company export --company acme.dmsa > acme.yaml
          dmsa company export --company acme.dmsa -o acme.yaml
        """
    )

    @Option(name: .shortAndLong, help: ArgumentHelp("Write to a file.", valueName: "file"))
    var output: String?

    @OptionGroup var company: CompanyOptions

    func execute() throws -> ExitStatus {
      let bytes = SnapshotWriter.yaml(try company.contents())
      if let output {
        try FileSystem.replace(output, with: bytes)
      } else {
        try StandardStream.output.write(bytes)
      }
      return .success
    }
  }

  struct Show: Command {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "Show what a company holds.",
      discussion: """
        EXAMPLES:
          dmsa company show --company acme.dmsa
          dmsa company show --company acme.dmsa --format json
        """
    )

    enum Format: String, CaseIterable, ExpressibleByArgument {
      case text
      case json
    }

    @Option(help: "How it is shown.")
    var format: Format = .text

    @OptionGroup var company: CompanyOptions

    func execute() throws -> ExitStatus {
      let company = try company.contents()
      switch format {
      case .json: try StandardStream.output.write(SnapshotWriter.json(company))
      case .text:
        let view = CompanyView(company, width: StandardStream.output.terminalWidth)
        try StandardStream.output.write(view.text())
      }
      return .success
    }
  }

  struct Check: Command {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "Look for damage, a broken log, and drift that nobody adopted.",
      discussion: """
        Exit status: 0 sound, 1 damage or drift.

        EXAMPLES:
          dmsa company check --company acme.dmsa
          dmsa company check --company acme.dmsa --format json
        """
    )

    @Option(help: "How it is shown.")
    var format: Show.Format = .text

    @OptionGroup var company: CompanyOptions
    @OptionGroup var output: OutputOptions

    func execute() throws -> ExitStatus {
      let (problems, drift) = try look()
      let isSound = problems.isEmpty && drift.entries.isEmpty
      switch format {
      case .json:
        var document = DriftView.fields(of: drift)
        document["format_version"] = "1.0"
        document["sound"] = .boolean(isSound)
        document["problems"] = .array(problems.map { .string($0) })
        try StandardStream.output.write(JSONValue.object(document).pretty())
      case .text:
        for problem in problems { try StandardStream.output.writeLine(Printable.text(problem)) }
        if !drift.entries.isEmpty {
          try StandardStream.output.write(DriftView.text(drift, isQuiet: output.quiet))
        }
        if isSound, !output.quiet {
          let doubt = drift.unknown.isEmpty ? "" : " that is known of"
          try StandardStream.output.writeLine("sound: no damage, no drift\(doubt)")
          try StandardStream.output.write(DriftView.unknown(drift))
        }
      }
      return isSound ? .success : .found
    }

    /// What is wrong; a store that can't be read for damage has that as its problem.
    private func look() throws -> (problems: [String], drift: FoundDrift) {
      do {
        let file = try CompanyFile.open(
          company.company,
          catalog: company.configuration().catalog,
          mode: .reading
        )
        let problems = try file.store.check()
        guard problems.isEmpty else { return (problems, .none) }
        return ([], try file.store.read { try FoundDrift(in: $0) })
      } catch let failure as StoreFailure {
        switch failure {
        case .truncated, .damaged: return ([failure.message], .none)
        default: throw failure
        }
      }
    }
  }
}

extension CompanyOptions {
  /// The whole company.
  func contents() throws -> Company {
    let configuration = try configuration()
    let file = try CompanyFile.open(company, catalog: configuration.catalog, mode: .reading)
    if case .snapshot(let store) = file { return store.company }
    return try file.store.read { reader in
      Company(try reader.contents(), catalog: configuration.catalog)
    }
  }
}
