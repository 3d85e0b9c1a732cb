import Foundation
import Testing

/// An embedded app in a small company, with one configuration for each place.
enum EmbeddedCompany {
  static let board = """
    schema_version: "4.1"
    fullscreen:
      source_url: "https://{{tenant}}.crew.io/{{area}}/{{procore.project.id}}?\
    name={{procore.project.name}}&c={{procore.company.id}}&n={{procore.company.name}}&f={{floors}}"
      user_configuration:
        schema:
          type: object
          required: [area, tenant]
          properties:
            area: {name: Area, type: string}
            tenant: {name: Tenant, type: string}
            floors: {name: Floors, type: integer}
            factor: {name: Factor, type: number}
            live: {name: Live, type: boolean}
    sidepanel:
      views: [rfi.detail]
      source_url: "https://side.crew.io/?area={{area}}&shade={{shade}}"
      user_configuration:
        schema:
          type: object
          required: [area]
          properties:
            area: {name: Area, type: string}
            shade: {name: Shade, enum: [light, dark, 3]}

    """

  /// The manifest as a value of a snapshot, indented below its app.
  static func indented(_ manifest: String) -> String {
    manifest.split(separator: "\n").map { "      " + $0 }.joined(separator: "\n")
  }

  /// The company of ``Acme`` with a service account, a DMSA and apps of every kind.
  static func snapshot(configurations: String = "[]", manifest: String = board) -> String {
    Acme.snapshot + """
        - {id: 105, name: Old Sync, login: old-sync, permissions: {directory: admin}}
        - {id: 106, name: sync-1234abcd, login: sync-1234abcd@procore.com}
        - {id: 107, name: Mate, login: mate@acme.example, memberships: [{project: 6}, {project: 7}, {project: 8}]}
      service_accounts: [{name: Old Sync, user: 105}]
      apps:
        - name: Board
          version: 1.0.0
          authentication: [user_level]
          configurations: \(configurations)
          manifest:
      \(indented(manifest))
        - name: Past
          version: 1.0.0
          state: uninstalled
          authentication: [user_level]
          configurations: [{title: All, values: {area: a}, projects: future}]
          manifest: {schema_version: "4.1", fullscreen: {source_url: "https://past.io/"}}
        - name: Sync
          version: 1.0.0
          user: 106
          authentication: [service_account]
          manifest: {schema_version: "4.1", permissions: {project: {rfi: readonly}}}
      install_requests:
        - {id: 1, app: Wish, version: 1.0.0, by: 103, state: pending, authentication: [user_level],
           manifest: {schema_version: "4.1", fullscreen: {source_url: "https://wish.io/"}}}

      """
  }

  static let east = "{title: East, values: {area: a b, tenant: t}, projects: [6, 8]}"
}

extension Acme {
  /// What `launch` says, with how it ended.
  func launch(_ arguments: [String]) throws -> (json: [String: Any], status: Int32) {
    let run = try run(["launch"] + arguments + ["--format", "json"])
    return (try run.json(), run.status)
  }

  /// The URL that a launch yields, which it has to.
  func url(_ arguments: [String], _ location: SourceLocation = #_sourceLocation) throws -> String {
    let (json, status) = try launch(arguments)
    #expect(status == 0, "\(json)", sourceLocation: location)
    return try #require(json["url"] as? String, "\(json)", sourceLocation: location)
  }

  /// Runs a command that is to end with a status.
  func expect(
    _ status: Int32,
    _ arguments: [String],
    _ location: SourceLocation = #_sourceLocation
  ) throws {
    let run = try run(arguments)
    #expect(run.status == status, "\(run.error)\(run.output)", sourceLocation: location)
  }

  func configurations(_ app: String = "Board") throws -> [[String: Any]] {
    try #require(try self.app(app)["configurations"] as? [[String: Any]])
  }
}
