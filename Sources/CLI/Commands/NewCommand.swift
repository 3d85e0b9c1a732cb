import ArgumentParser
import Editing
import Manifests

/// `dmsa new`.
struct NewCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Write a commented source manifest to start from.",
    usage: "dmsa new <name> [<options>]",
    discussion: """
      EXAMPLES:
        dmsa new "Crew Sync"
        dmsa new "Crew Sync" -o crew-sync.manifest.yaml
      """
  )

  @Argument(help: "The app's name.")
  var name: String

  @Option(name: .shortAndLong, help: ArgumentHelp("Write to a file.", valueName: "file"))
  var output: String?

  @OptionGroup var printing: OutputOptions

  func validate() throws {
    if let problem = AppName.problem(with: name) { throw ValidationError(problem) }
  }

  func execute() throws -> ExitStatus {
    let text = NewCommand.template(name)
    guard let output else {
      try StandardStream.output.write(text)
      return .success
    }
    guard FileSystem.kind(of: output) == nil else {
      throw CommandFailure("\(output): is there already; nothing was written")
    }
    try FileSystem.replace(output, with: Array(text.utf8))
    return .success
  }

  /// The manifest; a sound one, with the parts that an app may not need as comments.
  static func template(_ name: String) -> String {
    let quoted = YAMLText.scalar(name)
    return """
      # The manifest of an app on the Procore platform. `dmsa lint` checks it.
      schema_version: "4.1"
      app:
        name: \(quoted)
        version: 0.1.0
        # Which of the two the app signs in with; both where there are permissions.
        # authentication: [service_account, user_level]
        # publisher: your company
        # support: an e-mail address or an https URL
        # release_notes: what the admins who decide on an update should know

      # Shown after the install and later in App Management.
      post_installation_instruction:
        notes: Permit the projects that the app is to work in.

      # What the app's service account may do: a level (readonly, standard, admin) for a tool, and
      # why. Ask for no more than the app needs. `dmsa tools` lists the tools.
      permissions:
        # company:
        #   directory:
        #     level: readonly
        #     reason: Matches people by their e-mail addresses
        #     uses: ["GET /rest/v1.0/companies/{company_id}/users"]
        project:
          daily_log:
            level: readonly
            reason: Reads the day's entries

      # A panel of 400 pixels beside a tool's view. `fullscreen` takes the same keys but `views`.
      # sidepanel:
      #   source_url: https://your.host/panel?company={{procore.company.id}}&area={{area}}
      #   description: What the panel shows
      #   views:
      #     - rfi.detail
      #   user_configuration:
      #     schema:
      #       type: object
      #       required: [area]
      #       properties:
      #         area:
      #           name: Area
      #           type: string
      #           description: The part of the site that the panel is about

      """
  }
}
