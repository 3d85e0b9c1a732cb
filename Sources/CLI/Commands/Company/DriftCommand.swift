import ArgumentParser
import Documents
import Planning
import Storage

/// `dmsa drift`.
struct DriftCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "drift",
    abstract: "Show where the directory differs from manifests and permitted projects.",
    usage: "dmsa drift [--adopt <id> ...] [--revert <id> ...] [<options>]",
    discussion: """
      --adopt takes a difference over until the app's next update, --revert puts it right; both are \
      plans. Exit status without them: 0 no drift, 1 some.

      EXAMPLES:
        dmsa drift --company acme.dmsa
        dmsa drift --revert 4f0c2a91 --allow-remove --as lead@acme.example
      """
  )

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("Take a difference over; repeatable.", valueName: "id")
  )
  var adopt: [String] = []

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("Put a difference right; repeatable.", valueName: "id")
  )
  var revert: [String] = []

  @OptionGroup var company: CompanyOptions
  @OptionGroup var planning: PlanningOptions

  func execute() throws -> ExitStatus {
    guard adopt.isEmpty, revert.isEmpty else {
      return try PlanRun(company: company, options: planning).run { _, _ in
        ResolveDrift(adopted: adopt, reverted: revert)
      }
    }
    let file = try CompanyFile.open(
      company.company,
      catalog: company.configuration().catalog,
      mode: .reading
    )
    let entries = try file.store.read { reader in
      if planning.login != nil {
        try PlanRun.actor(planning.login, in: reader)
          .require(.directoryAdmin, for: "see drift", in: reader)
      }
      return try DriftFinder.entries(in: reader)
    }
    switch planning.view.format.first ?? .text {
    case .json: try StandardStream.output.write(DriftView.json(entries).pretty())
    case .text: try DriftView.write(entries, isQuiet: planning.view.output.quiet)
    case .markdown, .html:
      throw CommandFailure("drift is shown as text or json; its plans have every view")
    }
    return entries.isEmpty ? .success : .found
  }
}

/// Drift as people and programs read it.
enum DriftView {
  static func json(_ entries: [DriftEntry]) -> JSONValue {
    ["format_version": "1.0", "drift": .array(entries.map(\.json))]
  }

  static func write(_ entries: [DriftEntry], isQuiet: Bool) throws {
    for entry in entries {
      let line =
        "\(entry.id)  \(entry.app)  \(entry.kind.rawValue)  \(entry.address)  (\(entry.relation))"
      try StandardStream.output.writeLine(Printable.text(line))
      guard !isQuiet else { continue }
      for (name, value) in [("expected", entry.expected), ("actual", entry.actual)] {
        let text = value.map { String(decoding: $0.canonical(), as: UTF8.self) } ?? "nothing"
        try StandardStream.output.writeLine(Printable.text("    \(name): \(text)"))
      }
    }
    if entries.isEmpty, !isQuiet { try StandardStream.output.writeLine("no drift") }
  }
}
