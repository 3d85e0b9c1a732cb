import Foundation
import Testing

/// A small company in a store of its own, and the program run on it.
struct Acme {
  let binary: Binary

  static let store = "acme.dmsa"

  /// What most tests start from: an admin of the Directory, one of the Admin tool, a worker; four
  /// projects, one of them inactive, one with a single tool.
  static let snapshot = """
    format_version: "1.0"
    company: {id: 8089, name: Acme, tools: [admin, directory, documents, permissions]}
    projects:
      - {id: 6, name: Tower}
      - {id: 7, name: Bridge}
      - {id: 8, name: Shed, active: false}
      - {id: 9, name: Yard, tools: [rfi]}
    permission_templates:
      - {id: 11, name: Office, scope: company, permissions: {documents: readonly}}
      - {id: 21, name: Field, scope: project, permissions: {daily_log: standard}}
      - {id: 22, name: Special, scope: project, project: 6, permissions: {daily_log: admin}}
    users:
      - {id: 101, name: Lead, login: lead@acme.example, permissions: {directory: admin}}
      - {id: 102, name: Admin, login: admin@acme.example, permissions: {admin: admin}}
      - id: 103
        name: Worker
        login: worker@acme.example
        company_template: 11
        memberships: [{project: 6, template: 21}]
      - {id: 104, name: Gone, login: gone@acme.example, active: false, permissions: {directory: admin}}

    """

  /// The text of a manifest of `Crew Sync`.
  static func manifest(
    version: String = "1.0.0",
    company: [String: String] = [:],
    project: [String: String] = ["daily_log": "readonly"],
    name: String = "Crew Sync",
    more: String = ""
  ) -> String {
    var text = """
      schema_version: "4.1"
      app:
        name: \(name)
        version: \(version)
      post_installation_instruction:
        notes: Permit the projects whose crews are to be kept in step.

      """ + more
    if !company.isEmpty || !project.isEmpty { text += "permissions:\n" }
    for (scope, levels) in [("company", company), ("project", project)] where !levels.isEmpty {
      text += "  \(scope):\n"
      for (tool, level) in levels.sorted(by: { $0.key < $1.key }) {
        text += "    \(tool): {level: \(level), reason: Matches crews}\n"
      }
    }
    return text
  }

  /// A side panel-less embedded part with fields.
  static func fullscreen(_ fields: [String], required: [String], host: String = "crew.io") -> String
  {
    var text = "fullscreen:\n  source_url: \"https://\(host)/p?"
    text += fields.map { "\($0)={{\($0)}}" }.joined(separator: "&") + "\"\n"
    text += "  user_configuration:\n    schema:\n      type: object\n"
    text += "      required: [\(required.joined(separator: ", "))]\n      properties:\n"
    for field in fields { text += "        \(field): {name: \(field), type: string}\n" }
    return text
  }

  /// Runs a command on the store.
  @discardableResult
  func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Binary.Run {
    try binary.run(arguments + ["--company", Acme.store], environment: environment)
  }

  /// Runs a command that is to end with 0.
  @discardableResult
  func succeed(
    _ arguments: [String],
    _ location: SourceLocation = #_sourceLocation
  ) throws -> Binary.Run {
    let run = try run(arguments)
    #expect(run.status == 0, "\(run.error)\(run.output)", sourceLocation: location)
    return run
  }

  /// Runs a verb with every approval.
  @discardableResult
  func carryOut(
    _ arguments: [String],
    _ location: SourceLocation = #_sourceLocation
  ) throws -> Binary.Run {
    try succeed(arguments + ["--allow-widen", "--allow-remove"], location)
  }

  /// The plan of a verb, which is not to be refused.
  func plan(
    _ arguments: [String],
    _ location: SourceLocation = #_sourceLocation
  ) throws -> ShownPlan {
    let run = try succeed(arguments + ["--dry-run", "--format", "json"], location)
    return ShownPlan(try run.json())
  }

  /// Expects that a verb is refused, in a dry run and without, and that nothing is written.
  func expectRefusal(
    _ arguments: [String],
    rule: String? = nil,
    naming text: String,
    _ location: SourceLocation = #_sourceLocation
  ) throws {
    let before = try export()
    for more in [["--dry-run"], [], ["--out", "refused.json"]] {
      let run = try run(arguments + more + ["--format", "json"])
      #expect(run.status == 1, "\(run.error)\(run.output)", sourceLocation: location)
      let plan = ShownPlan(try run.json())
      #expect(plan.json["applyable"] as? Bool == false, sourceLocation: location)
      #expect(plan.changes.isEmpty, sourceLocation: location)
      let refused = try #require(
        plan.json["refused"] as? [[String: Any]],
        sourceLocation: location
      )
      let messages = refused.compactMap { $0["message"] as? String }.joined(separator: "\n")
      #expect(messages.contains(text), "\(messages)", sourceLocation: location)
      #expect(
        refused.contains { $0["rule"] as? String == rule },
        "\(refused)",
        sourceLocation: location
      )
      #expect(refused.allSatisfy { $0.keys.contains("rule") }, sourceLocation: location)
    }
    #expect(try export() == before, sourceLocation: location)
    #expect(!binary.exists("refused.json"), sourceLocation: location)
  }

  /// The snapshot of the store.
  func export() throws -> String { try run(["company", "export"]).output }

  /// The snapshot as JSON.
  func contents() throws -> [String: Any] {
    try run(["company", "show", "--format", "json"]).json()
  }

  func objects(_ list: String) throws -> [[String: Any]] {
    try #require(try contents()[list] as? [[String: Any]])
  }

  func app(_ name: String = "Crew Sync") throws -> [String: Any] {
    try #require(try objects("apps").first { $0["name"] as? String == name })
  }

  func template(_ name: String) throws -> [String: Any] {
    try #require(try objects("permission_templates").first { $0["name"] as? String == name })
  }

  /// The directory user of an app.
  func user(ofApp name: String = "Crew Sync") throws -> [String: Any] {
    let id = try app(name)["user"] as? Int
    return try #require(try objects("users").first { $0["id"] as? Int == id })
  }

  /// The projects in which an app's user is a member.
  func memberships(ofApp name: String = "Crew Sync") throws -> [Int] {
    let memberships = try user(ofApp: name)["memberships"] as? [[String: Any]]
    return try #require(memberships).compactMap { $0["project"] as? Int }
  }

  func permitted(_ name: String = "Crew Sync") throws -> [Int] {
    try #require(try app(name)["permitted_projects"] as? [Int])
  }

  /// Edits an app's user in the directory, by an import.
  func editUser(ofApp name: String = "Crew Sync", _ edit: (inout [String: Any]) -> Void) throws {
    var contents = try contents()
    let id = try app(name)["user"] as? Int
    let users = try objects("users").map { user in
      var user = user
      if user["id"] as? Int == id { edit(&user) }
      return user
    }
    contents["users"] = users
    try importing(contents)
  }

  /// Reads contents in over what is there.
  func importing(_ contents: [String: Any]) throws {
    try binary.write(try JSONSerialization.data(withJSONObject: contents), to: "edited.json")
    try carryOut(["company", "import", "edited.json"])
  }

  /// What the log holds.
  func log() throws -> [[String: Any]] {
    try #require(try run(["log", "--format", "json"]).json()["entries"] as? [[String: Any]])
  }

  /// The drift there is.
  func drift() throws -> [[String: Any]] {
    try #require(try run(["drift", "--format", "json"]).json()["drift"] as? [[String: Any]])
  }

  func driftKinds() throws -> [String] { try drift().compactMap { $0["kind"] as? String } }
}

/// A plan as JSON has it.
struct ShownPlan {
  let json: [String: Any]

  init(_ json: [String: Any]) { self.json = json }

  var changes: [[String: Any]] { json["changes"] as? [[String: Any]] ?? [] }
  var approvals: [String] { json["approvals"] as? [String] ?? [] }
  var warnings: [[String: Any]] { json["warnings"] as? [[String: Any]] ?? [] }
  var warningRules: [String] { warnings.compactMap { $0["rule"] as? String } }
  var unmanaged: [String] { json["unmanaged"] as? [String] ?? [] }
  var digest: String { json["digest"] as? String ?? "" }
  var isApplyable: Bool { json["applyable"] as? Bool ?? false }
  var relation: String? { (json["summary"] as? [String: Any])?["relation"] as? String }
  var reasons: Set<String> { Set(changes.compactMap { $0["reason"] as? String }) }

  /// The kinds of changes with their actions: `membership create`.
  var actions: [String] {
    changes.map { change in
      let actions = change["actions"] as? [String] ?? []
      return ([change["kind"] as? String ?? "?"] + actions).joined(separator: " ")
    }
  }
}

extension Binary {
  func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: name).path)
  }

  /// Everything in the folder: names, bytes.
  func listing() throws -> [String: Data] {
    var listing: [String: Data] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      listing[name] = try Data(contentsOf: folder.appending(path: name))
    }
    return listing
  }
}

/// Runs a test on a company of its own.
func inCompany(
  _ snapshot: String = Acme.snapshot,
  manifest: String? = nil,
  _ body: (Acme) throws -> Void
) throws {
  try inFolder { binary in
    try binary.write(snapshot, to: "acme.yaml")
    try binary.write(manifest ?? Acme.manifest(), to: "crew.yaml")
    let run = try binary.run(["company", "import", "acme.yaml", "--company", Acme.store])
    try #require(run.status == 0, "\(run.error)")
    try body(Acme(binary: binary))
  }
}

/// The same with `Crew Sync` 1.0.0 installed in some projects.
func inCompanyWithApp(
  _ manifest: String = Acme.manifest(),
  projects: [String] = ["6", "7"],
  options: [String] = [],
  _ body: (Acme) throws -> Void
) throws {
  try inCompany(manifest: manifest) { acme in
    let chosen = projects.flatMap { ["--project", $0] }
    try acme.carryOut(["install", "crew.yaml"] + chosen + options)
    try body(acme)
  }
}
