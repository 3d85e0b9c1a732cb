import Foundation
import Testing

/// A company in which every answer about access can be had, in a folder of its own.
struct AccessCompany {
  let binary: Binary

  static let snapshot = """
    format_version: "1.0"
    company: {id: 8089, name: Acme, tools: [admin, directory, documents, permissions]}
    projects:
      - {id: 6, name: Tower, tools: [daily_log, directory, documents]}
      - {id: 7, name: Bridge}
      - {id: 8, name: Old Mill, active: false}
    permission_templates:
      - {id: 11, name: Office, scope: company, permissions: {documents: readonly}}
      - {id: 12, name: Head Office, scope: company, permissions: {directory: admin}}
      - {id: 21, name: Field, scope: project, permissions: {daily_log: standard}}
      - {id: 22, name: Reader, scope: project, permissions: {daily_log: readonly}}
      - {id: 23, name: Bridge alone, scope: project, project: 7, permissions: {rfi: standard}}
    users:
      - id: 101
        name: Site Lead
        login: lead@acme.example
        company_template: 11
        default_project_template: 21
        memberships: [{project: 6, template: 22}, {project: 8, template: 21}]
      - {id: 102, name: Boss, login: boss@acme.example, company_template: 12}
      - id: 103
        name: Gone
        login: gone@acme.example
        active: false
        memberships: [{project: 6, template: 21}]
      - id: 104
        name: Everywhere
        login: new@acme.example
        default_project_template: 21
        add_to_new_projects: true
      - {id: 105, name: Twin, login: twin1@acme.example}
      - {id: 106, name: Twin, login: twin2@acme.example}
      - id: 140
        name: Old-Sync
        login: old@acme.example
        memberships: [{project: 6, permissions: {daily_log: admin}}]
      - id: 150
        name: daily-sync-aaaaaaaa
        login: daily-sync-aaaaaaaa@procore.com
        memberships: [{project: 6, permissions: {daily_log: standard}}]
      - {id: 151, name: crew-sync-aaaaaaaa, login: crew-sync-aaaaaaaa@procore.com, active: false}
      - id: 152
        name: stopped-aaaaaaaa
        login: stopped-aaaaaaaa@procore.com
        active: false
        memberships: [{project: 6, permissions: {daily_log: standard}}]
    service_accounts: [{name: Old-Sync, user: 140}]
    apps:
      - name: Daily Sync
        version: 1.4.0
        user: 150
        permitted_projects: [6]
        authentication: [service_account, user_level]
        manifest: &grants
          schema_version: "4.1"
          permissions: {project: {daily_log: standard}}
      - name: Crew Sync
        version: 1.0.0
        state: uninstalled
        user: 151
        permitted_projects: [6]
        authentication: [service_account]
        manifest: *grants
      - name: Stopped
        version: 1.0.0
        user: 152
        permitted_projects: [6]
        authentication: [service_account]
        manifest: *grants
      - name: Deleted
        version: 1.0.0
        user: 153
        permitted_projects: [6]
        authentication: [service_account]
        manifest: *grants
      - name: Sign In
        version: 1.0.0
        authentication: [user_level]
        manifest: {schema_version: "4.1"}
      - {name: Both, uid: 0b5c7a36-7d3e-4c3a-9f3d-0c8a5a3f6c01, version: 1.0.0, authentication: \
    [user_level], manifest: {schema_version: "4.1"}}
      - {name: Both, uid: 0b5c7a36-7d3e-4c3a-9f3d-0c8a5a3f6c02, version: 1.0.0, authentication: \
    [user_level], manifest: {schema_version: "4.1"}}
    install_requests:
      - id: 1
        app: Wished
        version: 1.0.0
        by: 101
        at: "2026-01-01T00:00:00Z"
        state: pending
        authentication: [user_level]
        manifest: {schema_version: "4.1"}
      - id: 2
        app: Asked
        version: 1.0.0
        by: 101
        at: "2026-01-01T00:00:00Z"
        state: pending
        authentication: [service_account, user_level]
        manifest: *grants

    """

  /// Runs a test on the company.
  static func run(_ body: (AccessCompany) throws -> Void) throws {
    try inFolder { binary in
      try binary.write(snapshot, to: "acme.yaml")
      try body(AccessCompany(binary: binary))
    }
  }

  /// Runs `dmsa access` with these words.
  func access(
    _ words: [String],
    input: String = "",
    company: String = "acme.yaml"
  ) throws -> Binary.Run {
    try binary.run(
      ["access"] + words,
      input: Data(input.utf8),
      environment: ["DMSA_COMPANY": company]
    )
  }
}

/// A question about somebody's access, and all that matters of its answer.
struct AccessCase: Sendable, CustomTestStringConvertible {
  let principal: String
  let question: String
  let project: String?
  /// Why it is denied; nil where it isn't.
  let denial: String?
  let status: Int
  let effective: String
  /// The command that changes a denial.
  let repair: String?

  init(
    _ principal: String,
    _ question: String,
    in project: String? = nil,
    _ denial: String?,
    _ status: Int,
    holds effective: String = "none",
    repair: String? = nil
  ) {
    self.principal = principal
    self.question = question
    self.project = project
    self.denial = denial
    self.status = status
    self.effective = effective
    self.repair = repair
  }

  var words: [String] { [principal, question] + (project.map { ["--project", $0] } ?? []) }

  /// Whether reverting drift is what changes it, by an id that the directory's state gives.
  var isDrifted: Bool { AccessCase.drifted.contains { $0.words == words } }

  var testDescription: String { words.joined(separator: " ") }

  static let allowed = [
    AccessCase(
      "user/lead@acme.example",
      "company:documents:readonly",
      nil,
      200,
      holds: "readonly"
    ),
    AccessCase(
      "user/Site Lead",
      "project:daily_log:readonly",
      in: "6",
      nil,
      200,
      holds: "readonly"
    ),
    AccessCase("user/boss@acme.example", "project:rfi:admin", in: "7", nil, 200, holds: "admin"),
    AccessCase("user/boss@acme.example", "project:rfi:admin", in: "new", nil, 200, holds: "admin"),
    AccessCase("user/boss@acme.example", "company:admin:standard", nil, 200, holds: "admin"),
    AccessCase(
      "user/new@acme.example",
      "project:daily_log:standard",
      in: "new",
      nil,
      200,
      holds: "standard"
    ),
    AccessCase(
      "app/Daily Sync",
      "project:daily_log:standard",
      in: "6",
      nil,
      200,
      holds: "standard"
    ),
    AccessCase(
      "app/Sign In@user/lead@acme.example",
      "project:daily_log:readonly",
      in: "6",
      nil,
      200,
      holds: "readonly"
    ),
    AccessCase(
      "service-account/Old-Sync",
      "project:daily_log:admin",
      in: "6",
      nil,
      200,
      holds: "admin"
    ),
    // Nothing is always allowed, even to who could have nothing.
    AccessCase("user/gone@acme.example", "company:documents:none", nil, 200),
    AccessCase("app/Crew Sync", "project:rfi:none", in: "6", nil, 200),
  ]

  static let denied = [
    AccessCase(
      "app/Crew Sync",
      "project:daily_log:standard",
      in: "6",
      "not-installed",
      403,
      repair: #"dmsa reinstall "Crew Sync" --project 6"#
    ),
    AccessCase("app/Crew Sync", "project:rfi:standard", in: "7", "not-installed", 403),
    AccessCase(
      "app/Asked",
      "project:daily_log:standard",
      in: "6",
      "not-installed",
      403,
      repair: "dmsa requests approve 2 --project 6"
    ),
    AccessCase("app/Wished", "project:daily_log:readonly", in: "6", "not-installed", 403),
    AccessCase(
      "app/Wished@user/lead@acme.example",
      "project:daily_log:readonly",
      in: "6",
      "not-installed",
      403,
      repair: "dmsa requests approve 1"
    ),
    AccessCase(
      "app/Asked@user/lead@acme.example",
      "company:documents:readonly",
      "not-installed",
      403,
      repair: "dmsa requests approve 2"
    ),
    AccessCase(
      "app/Sign In",
      "project:daily_log:standard",
      in: "7",
      "no-such-authentication",
      403,
      repair: "dmsa update MANIFEST --project 7"
    ),
    AccessCase(
      "app/Stopped@user/lead@acme.example",
      "project:daily_log:readonly",
      in: "6",
      "no-such-authentication",
      403,
      repair: "dmsa update MANIFEST --keep-projects"
    ),
    AccessCase("user/lead@acme.example", "project:daily_log:readonly", in: "8", "inactive", 403),
    AccessCase("user/boss@acme.example", "project:daily_log:readonly", in: "8", "inactive", 403),
    AccessCase(
      "user/gone@acme.example",
      "project:daily_log:standard",
      in: "6",
      "inactive",
      403,
      repair: "dmsa user set gone@acme.example --active"
    ),
    AccessCase(
      "user/gone@acme.example",
      "project:rfi:standard",
      in: "7",
      "inactive",
      403,
      repair: "dmsa user set gone@acme.example --active --project 7 --template 23"
    ),
    AccessCase("user/lead@acme.example", "project:rfi:readonly", in: "6", "tool-disabled", 403),
    AccessCase("user/boss@acme.example", "company:reports:readonly", "tool-disabled", 403),
    AccessCase(
      "user/lead@acme.example",
      "project:daily_log:readonly",
      in: "7",
      "not-a-member",
      404,
      repair: "dmsa user set lead@acme.example --project 7"
    ),
    AccessCase(
      "app/Daily Sync",
      "project:daily_log:standard",
      in: "7",
      "not-a-member",
      404,
      repair: #"dmsa projects add "Daily Sync" 7"#
    ),
    AccessCase(
      "user/daily-sync-aaaaaaaa@procore.com",
      "project:daily_log:standard",
      in: "7",
      "not-a-member",
      404,
      repair: #"dmsa projects add "Daily Sync" 7"#
    ),
    AccessCase(
      "app/Daily Sync",
      "project:rfi:standard",
      in: "7",
      "not-a-member",
      404,
      repair: "dmsa update MANIFEST --keep-projects --project 7"
    ),
    AccessCase(
      "app/Daily Sync",
      "project:daily_log:standard",
      in: "new",
      "not-a-member",
      404,
      repair: "dmsa user set daily-sync-aaaaaaaa@procore.com --add-to-new-projects"
        + " --default-project-template 21"
    ),
    AccessCase(
      "user/lead@acme.example",
      "project:daily_log:standard",
      in: "new",
      "not-a-member",
      404,
      repair: "dmsa user set lead@acme.example --add-to-new-projects"
    ),
    AccessCase(
      "user/new@acme.example",
      "project:daily_log:admin",
      in: "new",
      "level-too-low",
      403,
      holds: "standard",
      repair: "dmsa template set Field --scope project --set daily_log=admin"
    ),
    AccessCase(
      "user/lead@acme.example",
      "project:daily_log:standard",
      in: "6",
      "level-too-low",
      403,
      holds: "readonly",
      repair: "dmsa user set lead@acme.example --project 6 --template 21"
    ),
    AccessCase(
      "app/Sign In@user/lead@acme.example",
      "project:daily_log:standard",
      in: "6",
      "level-too-low",
      403,
      holds: "readonly",
      repair: "dmsa user set lead@acme.example --project 6 --template 21"
    ),
    AccessCase(
      "user/lead@acme.example",
      "project:daily_log:admin",
      in: "6",
      "level-too-low",
      403,
      holds: "readonly",
      repair: "dmsa template set Reader --scope project --set daily_log=admin"
    ),
    AccessCase(
      "user/lead@acme.example",
      "project:documents:readonly",
      in: "6",
      "level-too-low",
      404,
      repair: "dmsa template set Reader --scope project --set documents=readonly"
    ),
    AccessCase(
      "user/twin1@acme.example",
      "company:documents:readonly",
      "level-too-low",
      404,
      repair: "dmsa user set twin1@acme.example --company-template 11"
    ),
    AccessCase(
      "user/boss@acme.example",
      "company:permissions:admin",
      "level-too-low",
      404,
      repair: #"dmsa template set "Head Office" --scope company --set permissions=admin"#
    ),
    AccessCase(
      "service-account/Old-Sync",
      "project:documents:standard",
      in: "6",
      "level-too-low",
      404,
      repair: #"dmsa template create "Documents standard" --scope project --set daily_log=admin"#
        + " --set documents=standard && dmsa service-account assign Old-Sync --project 6"
        + #" --template "Documents standard""#
    ),
    AccessCase(
      "app/Daily Sync",
      "project:daily_log:admin",
      in: "6",
      "level-too-low",
      403,
      holds: "standard",
      repair: "dmsa update MANIFEST --keep-projects"
    ),
  ]

  /// Denials whose repair is named by something drawn, such as a drift's id.
  static let drifted = [
    AccessCase("app/Deleted", "project:daily_log:standard", in: "6", "no-such-authentication", 403),
    AccessCase("app/Stopped", "project:daily_log:standard", in: "6", "inactive", 403),
  ]
}
