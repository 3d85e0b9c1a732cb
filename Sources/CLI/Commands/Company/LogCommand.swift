import ArgumentParser
import Documents
import Planning
import Storage

/// `dmsa log`.
struct LogCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "Show who applied what to a company, and that nothing was tampered with.",
    usage: "dmsa log [<options>]",
    discussion: """
      Each entry carries the hash of the one before; --verify follows the chain.

      EXAMPLES:
        dmsa log --company acme.dmsa
        dmsa log --verify --expect 9c56… --company acme.dmsa
      """
  )

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
  }

  @Flag(help: "Follow the chain of hashes; exit 1 where it is broken.")
  var verify = false

  @Option(help: ArgumentHelp("The hash that the last entry must have.", valueName: "hash"))
  var expect: String?

  @Option(help: "How it is shown.")
  var format: Format = .text

  @OptionGroup var company: CompanyOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if expect != nil, !verify { throw ValidationError("--expect goes with --verify.") }
  }

  func execute() throws -> ExitStatus {
    let file = try CompanyFile.open(
      company.company,
      catalog: company.configuration().catalog,
      mode: .reading
    )
    if verify { return try report(file.store.checkLog()) }
    let entries = try file.store.log()
    switch format {
    case .json:
      let document: JSONValue = [
        "format_version": "1.0", "entries": .array(entries.map(\.json)),
      ]
      try StandardStream.output.write(document.pretty())
    case .text:
      for entry in entries {
        let changes = entry.changes.array?.count ?? 0
        try StandardStream.output.writeLine(
          Printable.text(
            "\(entry.seq)  \(entry.at)  \(entry.verb)  by \(entry.who)  "
              + (changes == 1 ? "1 change" : "\(changes) changes")
          )
        )
        guard !output.quiet else { continue }
        if let plan = entry.plan { try StandardStream.output.writeLine("   plan \(plan)") }
        try StandardStream.output.writeLine("   hash \(entry.hash)")
      }
      if entries.isEmpty, !output.quiet {
        Notice.tell("the log is empty")
      }
    }
    return .success
  }

  private func report(_ check: LogCheck) throws -> ExitStatus {
    var problems = check.problems
    if let expect, check.last != expect {
      problems.append("the last entry's hash is \(check.last ?? "none"), expected \(expect)")
    }
    if format == .json {
      let document: JSONValue = [
        "format_version": "1.0", "sound": .boolean(problems.isEmpty),
        "count": .integer(Int64(check.count)),
        "last": check.last.map { JSONValue.string($0) } ?? .null,
        "problems": .array(problems.map { .string($0) }),
      ]
      try StandardStream.output.write(document.pretty())
      return problems.isEmpty ? .success : .found
    }
    for problem in problems { try StandardStream.output.writeLine(Printable.text(problem)) }
    guard problems.isEmpty else { return .found }
    if !output.quiet {
      try StandardStream.output.writeLine(
        "the log is whole: \(check.count) \(check.count == 1 ? "entry" : "entries")"
          + (check.last.map { ", the last one \($0)" } ?? "")
      )
    }
    return .success
  }
}
