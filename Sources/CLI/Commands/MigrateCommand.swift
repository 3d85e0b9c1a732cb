import ArgumentParser
import Diagnostics
import Editing
import Linting
import Manifests

/// `dmsa migrate`.
struct MigrateCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "migrate",
    abstract: "Turn a 3.x manifest into the source form.",
    usage: "dmsa migrate <file> [<options>]",
    discussion: """
      What has no place in the new form is listed on standard error. A manifest that can't be \
      migrated whole is refused.

      EXAMPLES:
        dmsa migrate old.manifest.json --app-version 2.0.0 -o crew-sync.manifest.yaml
        dmsa migrate old.manifest.json --app-name "Crew Sync" --app-version 2.0.0
      """
  )

  @Argument(help: "A 3.x manifest; `-` is standard input.")
  var file: String

  @Option(help: ArgumentHelp("The app's name, which 3.x files lack.", valueName: "name"))
  var appName: String?

  @Option(help: ArgumentHelp("The version, as X.Y.Z.", valueName: "version"))
  var appVersion: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("Write to a file.", valueName: "file"))
  var output: String?

  @OptionGroup var source: ManifestSourceOptions
  @OptionGroup var printing: OutputOptions

  func validate() throws {
    if let appName, let problem = AppName.problem(with: appName) {
      throw ValidationError(problem)
    }
    if let appVersion, AppVersion(appVersion) == nil {
      throw ValidationError("`--app-version` takes X.Y.Z, not `\(appVersion)`.")
    }
  }

  func execute() throws -> ExitStatus {
    let input = try ManifestInput(file, source)
    let errors = input.findings.filter {
      let category = RuleList.all[$0.rule]?.category
      return $0.severity == .error && (category == .syntax || category == .schema)
    }
    guard errors.isEmpty else {
      input.show(errors, printing)
      throw CommandFailure("\(input.path): can't be migrated with these errors", .found)
    }
    let migration: Migration
    do {
      migration = try Migration(input.manifest, appName: appName, appVersion: appVersion)
    } catch {
      throw failure(error, input.path)
    }
    if let output {
      guard FileSystem.kind(of: output) == nil else {
        throw CommandFailure("\(output): is there already; nothing was written")
      }
      try FileSystem.replace(output, with: Array(migration.text.utf8))
    } else {
      try StandardStream.output.write(migration.text)
    }
    for dropped in migration.dropped {
      Notice.tell(
        "dropped \(dropped); the source form has no place for that"
      )
    }
    return .success
  }

  private func failure(_ failure: Migration.Failure, _ path: String) -> CommandFailure {
    switch failure {
    case .notLegacy(let form):
      CommandFailure("\(path): is of \(form.rawValue) form already, 3.x is wanted", .found)
    case .severalComponents(let kinds):
      CommandFailure(
        kinds.map {
          "\(path): 4.1 holds one \($0.kind.rawValue), this file has \($0.names.count):"
            + " \($0.names.joined(separator: ", ")); keep one of them"
        }.joined(separator: "\n"),
        .found
      )
    case .permissionsWithoutServiceAccount:
      CommandFailure(
        "\(path): the file grants tools, but signs in for users alone, and only a service account has"
          + " permissions; add an instance whose `grant_type` is `client_credentials`, or remove"
          + " `permissions`",
        .found
      )
    case .componentWithoutType(let name):
      CommandFailure("\(path): \(name) has no `type`, so it has no place in 4.1", .found)
    case .missingName:
      CommandFailure("\(path): 3.x holds no name of the app; give it by `--app-name`")
    case .unsoundName(let problem):
      CommandFailure("\(path): \(problem); give another by `--app-name`")
    case .missingVersion:
      CommandFailure("\(path): 3.x holds no version; give it by `--app-version`")
    }
  }
}
