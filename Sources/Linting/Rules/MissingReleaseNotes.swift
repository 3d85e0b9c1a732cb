import Diagnostics
import Documents
import Manifests

extension Rule {
  /// Finds new versions without release notes.
  public static let missingReleaseNotes = Rule(
    "missing-release-notes",
    .metadata,
    .note,
    persona: .pedantic,
    summary: "a new version without release notes",
    explanation: Explanation(
      what: """
        The app's version is above 0.y and not 1.0.0, the first, and `app` has no `release_notes`.
        """,
      why: """
        An update waits until an admin has agreed to it. The release notes are all that they see \
        of what changes.
        """,
      instead: """
        Say in a sentence or two what changes for those who use the app, and why any new access is \
        asked for.
        """,
      bad: """
        app:
          name: Crew Board
          version: 1.3.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Create a configuration that says which board a project shows.
        fullscreen:
          source_url: https://board.crewsync.io/today
          description: Crews of the day
        """,
      good: """
        app:
          name: Crew Board
          version: 1.3.0
          release_notes: Crews are sorted by trade. No new access.
        schema_version: "4.1"
        post_installation_instruction:
          notes: Create a configuration that says which board a project shows.
        fullscreen:
          source_url: https://board.crewsync.io/today
          description: Crews of the day
        """
    ),
    check: { context, report in
      let manifest = context.manifest
      guard manifest.form == .source, let key = manifest.appKey,
        !manifest.appKeys.contains(.releaseNotes), let text = manifest.versions.first,
        !context.isFirst(text), let version = AppVersion(context.text(text)), version.major != "0"
      else { return }
      var place = context.document.place(of: key)
      place.pointer += "/release_notes"
      report.add(
        "version \(version.description.excerpt) has no release notes",
        help:
          "admins decide on the update by them; say under `app` in `release_notes` what changes",
        at: place,
        value: ""
      )
    }
  )
}

extension LintContext {
  /// Whether a version is 1.0.0, before which there is nothing to tell a change from.
  fileprivate func isFirst(_ version: Reference) -> Bool {
    document.text(of: version.node, equals: "1.0.0")
  }
}
