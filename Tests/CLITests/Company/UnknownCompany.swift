import Foundation
import Testing

/// A company with apps of which much may be unknown.
enum UnknownCompany {
  private static let apps = """
    apps:
      - name: Crew Sync
        version: 1.0.0
        user: 150
        permitted_projects: [6]
        authentication: [service_account]
        manifest: {schema_version: "4.1"}
      - name: Past
        version: 1.0.0
        state: uninstalled
        user: 151
        authentication: [service_account]
        manifest: {schema_version: "4.1"}
      - name: Panel
        version: 1.0.0
        authentication: [user_level]
        configurations: [{title: West, values: {t: x}, projects: []}]
        manifest:
          schema_version: "4.1"
          fullscreen:
            source_url: "https://crew.io/?t={{t}}"
            user_configuration:
              schema: {type: object, required: [], properties: {t: {name: T, type: string}}}

    """

  static let snapshot =
    Acme.snapshot + """
        - {id: 150, name: crew-sync-0123abcd, login: crew-sync-0123abcd@procore.com, memberships: [{project: 6}]}
        - {id: 151, name: past-0123abcd, login: past-0123abcd@procore.com, active: false}

      """ + apps

  /// Runs a test on the company where nobody knows what stands at these addresses.
  static func run(unknown marks: String, _ body: (Acme) throws -> Void) throws {
    try inCompany(snapshot + "unknown: [\(marks)]\n", body)
  }
}

extension Acme {
  /// The addresses of what nobody knows.
  func unknown() throws -> [String] { try contents()["unknown"] as? [String] ?? [] }

  /// What `access check` ends with.
  func status(_ words: String...) throws -> Int {
    Int(try run(["access", "check"] + words).status)
  }
}
