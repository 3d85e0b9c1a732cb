import Foundation
import Testing

/// Imports into a store that has the apps already, under the same names or others.
@Suite struct RenamedAppTests {
  private static let user =
    "  - {id: 150, name: crew-1, login: crew-1@procore.com, permissions: {documents: readonly}}\n"

  private func snapshot(_ apps: [(name: String, uid: String?, user: Int?)]) -> String {
    Acme.snapshot + Self.user + "apps:\n"
      + apps.map { app in
        "  - {name: \(app.name)" + (app.uid.map { ", uid: \($0)" } ?? "")
          + (app.user.map { ", user: \($0)" } ?? "")
          + ", version: 1.0.0, manifest: {schema_version: \"4.1\"}}\n"
      }.joined()
  }

  /// Imports one snapshot after the other; what the apps of the last store are.
  private func importing(_ snapshots: [String]) throws -> [String] {
    var apps: [String] = []
    try inFolder { binary in
      let store = ["--company", "s.dmsa"]
      for snapshot in snapshots {
        try binary.write(snapshot, to: "s.yaml")
        let run = try binary.run(
          ["company", "import", "s.yaml", "--yes", "--allow-widen", "--allow-remove"] + store
        )
        #expect(run.status == 0, "\(run.error)\(run.output)")
      }
      try binary.write(try binary.run(["company", "export"] + store).output, to: "e.yaml")
      let again = try binary.run(["company", "import", "e.yaml", "--company", "new.dmsa"])
      #expect(again.status == 0, "\(again.error)")
      let shown = try binary.run(["company", "show", "--format", "json"] + store).json()
      for app in try #require(shown["apps"] as? [[String: Any]]) {
        apps.append("\(app["name"] ?? "") \(app["uid"] ?? "") \(app["user"] ?? "")")
      }
    }
    return apps
  }

  @Test func `an app of the same uid is that app, whatever its name is by now`() throws {
    let apps = try importing([
      snapshot([("Old App", "abc", 150)]), snapshot([("New App", "abc", 150)]),
    ])
    #expect(apps == ["New App abc 150"])
  }

  @Test func `an app of the same name is that app unless both have a uid and they differ`() throws {
    #expect(
      try importing([snapshot([("Crew", nil, 150)]), snapshot([("Crew", "abc", 150)])])
        == ["Crew abc 150"]
    )
    #expect(
      try importing([snapshot([("Crew", "abc", 150)]), snapshot([("Crew", "xyz", nil)])])
        == ["Crew abc 150", "Crew xyz "]
    )
  }

  @Test func `what is unknown of an app that an update renames goes along`() throws {
    func manifest(_ name: String, _ version: String) -> String {
      Acme.manifest(
        version: version,
        name: name,
        more: "app_manifest: {uid: crew-1}\n"
          + Acme.fullscreen(["area"], required: ["area"])
      )
    }
    try inCompanyWithApp(manifest("Crew Sync", "1.0.0")) { acme in
      for title in ["East", "North/South", "West"] {
        try acme.carryOut([
          "configure", "Crew Sync", "--title", title, "--set", "area=a", "--future",
        ])
      }
      var contents = try acme.contents()
      contents["unknown"] = [
        "app/Crew Sync", "configuration/Crew Sync/East", "configuration/Crew Sync/North~1South",
      ]
      contents["assumed"] = ["configuration/Crew Sync/West"]
      try acme.importing(contents)
      func update(_ name: String, _ version: String, _ more: [String] = []) throws {
        try acme.binary.write(manifest(name, version), to: "next.yaml")
        try acme.carryOut(["update", "next.yaml", "--keep-projects"] + more)
      }
      func marks(_ list: String) throws -> [String]? { try acme.contents()[list] as? [String] }
      try update("Crew Log", "1.1.0")
      #expect(
        try marks("unknown")
          == ["configuration/Crew Log/East", "configuration/Crew Log/North~1South"]
      )
      #expect(try marks("assumed") == ["configuration/Crew Log/West"])
      try update("Crew Book", "1.2.0", ["--set", "East:area=b"])
      // One value more doesn't tell the others.
      #expect(
        try marks("unknown")
          == ["configuration/Crew Book/East", "configuration/Crew Book/North~1South"]
      )
      #expect(try marks("assumed") == ["configuration/Crew Book/West"])
    }
  }

  @Test func `another app of the name comes and goes without a trace on the first`() throws {
    let alone = snapshot([("Crew", "abc", 150)])
    let both = snapshot([("Crew", "abc", 150), ("Crew", "xyz", nil)])
    #expect(try importing([alone, both, alone]) == ["Crew abc 150", "Crew xyz "])
  }
}
