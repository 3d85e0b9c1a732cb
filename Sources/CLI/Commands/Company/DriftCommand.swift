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
    try planning.view.requireTextOrJSON("drift is")
    let file = try CompanyFile.open(
      company.company,
      catalog: company.configuration().catalog,
      mode: .reading
    )
    let drift = try file.store.read { reader in
      if planning.login != nil {
        try PlanRun.actor(planning.login, in: reader)
          .require(.directoryAdmin, for: "see drift", in: reader)
      }
      return try FoundDrift(in: reader)
    }
    try planning.view.show(
      text: DriftView.text(drift, isQuiet: planning.view.output.quiet),
      json: DriftView.json(drift)
    )
    return drift.entries.isEmpty ? .success : .found
  }
}

/// Drift as people and programs read it.
enum DriftView {
  static func json(_ drift: FoundDrift) -> JSONValue {
    .object(["format_version": "1.0"].merging(fields(of: drift)) { first, _ in first })
  }

  /// What differs, and what can't be compared, if anything can't.
  static func fields(of drift: FoundDrift) -> [String: JSONValue] {
    var fields: [String: JSONValue] = ["drift": .array(drift.entries.map(\.json))]
    if !drift.unknown.isEmpty { fields["unknown"] = .array(drift.unknown.map { .string($0) }) }
    return fields
  }

  static func text(_ drift: FoundDrift, isQuiet: Bool) -> String {
    var text = ""
    for entry in drift.entries {
      let line =
        "\(entry.id)  \(entry.app)  \(entry.kind.rawValue)  \(entry.address)  (\(entry.relation))"
      text += Printable.text(line) + "\n"
      guard !isQuiet else { continue }
      for (name, value) in [("expected", entry.expected), ("actual", entry.actual)] {
        let shown = value.map { String(decoding: $0.canonical(), as: UTF8.self) } ?? "nothing"
        text += Printable.text("    \(name): \(shown)") + "\n"
      }
    }
    guard !isQuiet else { return text }
    if drift.entries.isEmpty {
      text += drift.unknown.isEmpty ? "no drift\n" : "no drift that is known of\n"
    }
    return text + unknown(drift)
  }

  /// What can't be compared, as a line; nothing where everything can.
  static func unknown(_ drift: FoundDrift) -> String {
    guard !drift.unknown.isEmpty else { return "" }
    let list = AccessView.list(drift.unknown)
    return Printable.text("can't be compared, for nobody knows it: \(list)") + "\n"
  }
}
