import Foundation
import Testing

/// What another manifest changes: accounts, names, versions, risks, fields.
@Suite struct UpdateManifestTests {
  static let embedded = Acme.fullscreen(["area"], required: [])
  static let without = Acme.manifest(version: "2.0.0", project: [:], more: embedded)
    .replacing("  version: 2.0.0\n", with: "  version: 2.0.0\n  authentication: [user_level]\n")

  @Test func `a service account dropped and added again`() throws {
    let manifest = Acme.manifest(more: Self.embedded)
    try UpdateTests.updated(from: manifest, to: Self.without) { acme in
      let user = try acme.app()["user"] as? Int
      #expect(user != nil)
      #expect(try acme.user()["active"] as? Bool == false)
      #expect(try acme.memberships().isEmpty)
      #expect(try acme.permitted().isEmpty)
      try acme.binary.write(Acme.manifest(version: "3.0.0", more: Self.embedded), to: "next.yaml")
      try acme.carryOut(["update", "next.yaml", "--project", "6"])
      #expect(try acme.app()["user"] as? Int == user)
      #expect(try acme.user()["active"] as? Bool == true)
      #expect(try acme.memberships() == [6])
      #expect(try acme.drift().isEmpty)
    }
  }

  @Test func `a service account added to an app that never had one`() throws {
    let first = Self.without.replacing("version: 2.0.0", with: "version: 1.0.0")
    try inCompany(manifest: first) { acme in
      try acme.carryOut(["install", "crew.yaml"])
      try acme.binary.write(Acme.manifest(version: "2.0.0", more: Self.embedded), to: "next.yaml")
      try acme.carryOut(["update", "next.yaml", "--project", "6"])
      #expect(try acme.memberships() == [6])
      #expect(try acme.user()["active"] as? Bool == true)
    }
  }

  @Test func `a new name under the same uid renames the app, not its user`() throws {
    let uid = "app_manifest: {uid: \"\(String(repeating: "a", count: 64))\"}\n"
    let next = Acme.manifest(version: "1.1.0", name: "Crew Link", more: uid)
    try UpdateTests.updated(["--keep-projects"], from: Acme.manifest(more: uid), to: next) { acme in
      #expect(try acme.objects("apps").count == 1)
      let login = try #require(try acme.user(ofApp: "Crew Link")["login"] as? String)
      #expect(login.hasPrefix("crew-sync-"))
      #expect(try acme.permitted("Crew Link") == [6, 7])
      #expect(try acme.run(["company", "check"]).status == 0)
      #expect(try acme.run(["uninstall", "Crew Sync", "--dry-run"]).status == 1)
    }
  }

  @Test func `another uid than the app of that name has is another app, and both are told`() throws
  {
    func manifest(_ version: String, _ digit: String) -> String {
      let uid = String(repeating: digit, count: 64)
      return Acme.manifest(version: version, more: "app_manifest: {uid: \"\(uid)\"}\n")
    }
    try inCompany(manifest: manifest("1.0.0", "a")) { acme in
      try acme.carryOut(["install", "crew.yaml"])
      try acme.binary.write(manifest("1.1.0", "b"), to: "next.yaml")
      for digit in ["a", "b"] {
        try acme.expectRefusal(
          ["update", "next.yaml"],
          naming: "`\(String(repeating: digit, count: 64))`"
        )
      }
      let run = try acme.run(["update", "next.yaml"])
      #expect(!run.output.contains("did you mean") && !run.error.contains("did you mean"))
      try acme.binary.write(
        Acme.manifest(version: "1.1.0", name: "Crew Synk", more: ""),
        to: "near.yaml"
      )
      try acme.expectRefusal(["update", "near.yaml"], naming: "did you mean `Crew Sync`")
    }
  }

  @Test func `the same version and digest is nothing to do`() throws {
    try inCompanyWithApp { acme in
      try acme.binary.write("# another layout\n" + Acme.manifest(), to: "same.yaml")
      #expect(try !acme.plan(["update", "same.yaml"]).isApplyable)
    }
  }

  @Test func `a portal file keeps the user-level authentication that was there`() throws {
    func portal(_ version: String) -> String {
      "schema_version: \"4.1\"\napp_manifest: {name: Crew Sync}\n"
        + "post_installation_instruction: {notes: Permit the projects.}\n"
        + "permissions: {project: {daily_log: readonly}}\n"
    }
    let first = Acme.manifest().replacing(
      "  version: 1.0.0\n",
      with: "  version: 1.0.0\n  authentication: [service_account]\n"
    )
    for (manifest, authentication) in [
      (first, ["service_account"]), (Acme.manifest(), ["service_account", "user_level"]),
    ] {
      try inCompanyWithApp(manifest) { acme in
        try acme.binary.write(portal("1.1.0"), to: "next.yaml")
        try acme.carryOut(["update", "next.yaml", "--app-version", "1.1.0", "--keep-projects"])
        #expect(try acme.app()["authentication"] as? [String] == authentication)
      }
    }
  }

  @Test func `a missing version is asked for`() throws {
    try inCompanyWithApp { acme in
      try acme.binary.write(RefusalTests.nameless, to: "next.yaml")
      for flags in [[], ["--dry-run"]] {
        let run = try acme.run(["update", "next.yaml", "--app-name", "Crew Sync"] + flags)
        #expect(run.status == 7)
        #expect(run.error.contains("--app-version"))
      }
    }
  }

  @Test func `only risks that the installed version had not need acceptance`() throws {
    try inCompanyWithApp { acme in
      try acme.binary.write(
        Acme.manifest(version: "1.1.0", company: ["directory": "admin"]),
        to: "next.yaml"
      )
      let update = ["update", "next.yaml", "--keep-projects", "--allow-widen"]
      let run = try acme.run(update)
      #expect(run.status == 7)
      #expect(run.error.contains("--accept-risk company-directory-admin"))
      try acme.succeed(update + ["--accept-risk", "company-directory-admin"])
      try acme.binary.write(
        Acme.manifest(version: "1.2.0", company: ["directory": "admin"]),
        to: "next.yaml"
      )
      try acme.carryOut(["update", "next.yaml", "--keep-projects"])
    }
  }

  @Test func `a required field that was added, and --set`() throws {
    let first = Acme.manifest(more: Acme.fullscreen(["area"], required: []))
    let next = Acme.manifest(
      version: "2.0.0",
      more: Acme.fullscreen(["area", "zone"], required: ["zone"])
    )
    func configured(_ titles: [String], _ body: (Acme) throws -> Void) throws {
      try inCompanyWithApp(first) { acme in
        let list = titles.map { "{title: \($0), values: {area: a}, projects: [6]}" }
        try acme.binary.write(
          "format_version: \"1.0\"\napps: [{manifest: crew.yaml, configurations: ["
            + list.joined(separator: ", ") + "]}]\n",
          to: "p.yaml"
        )
        try acme.carryOut(["apply", "p.yaml"])
        try acme.binary.write(next, to: "next.yaml")
        try body(acme)
      }
    }
    let update = ["update", "next.yaml", "--keep-projects"]
    try configured(["East"]) { acme in
      let warned = try acme.plan(update)
      let warning = try #require(
        warned.warnings.first { $0["rule"] as? String == "required-field-added" }
      )
      #expect((warning["message"] as? String)?.contains("East") == true)
      #expect((warning["message"] as? String)?.contains("zone") == true)
      let set = try acme.plan(update + ["--set", "zone=z"])
      #expect(!set.warningRules.contains("required-field-added"))
      try acme.carryOut(update + ["--set", "zone=z"])
      let list = try acme.app()["configurations"] as? [[String: Any]]
      #expect(list?.first?["values"] as? [String: String] == ["area": "a", "zone": "z"])
    }
    try configured(["East", "West"]) { acme in
      try acme.expectRefusal(update + ["--set", "zone=z"], naming: "TITLE:FIELD=VALUE")
      let one = try acme.plan(update + ["--set", "East:zone=z"])
      let message = one.warnings.first { $0["rule"] as? String == "required-field-added" }?[
        "message"
      ]
      #expect((message as? String)?.contains("West") == true)
      #expect((message as? String)?.contains("East") == false)
      try acme.carryOut(update + ["--set", "East:zone=z", "--set", "West:zone=y"])
    }
    try configured(["a=b", "zone=c:d"]) { acme in
      try acme.expectRefusal(update + ["--set", "zone=z"], naming: "TITLE:FIELD=VALUE")
      try acme.expectRefusal(update + ["--set", "a=c:zone=z"], naming: "no field `a`")
      try acme.carryOut(update + ["--set", "a=b:zone=x=y", "--set", "zone=c:d:zone=b:area=e"])
      let list = try acme.app()["configurations"] as? [[String: Any]]
      #expect(
        list?.map { ($0["values"] as? [String: String])?["zone"] } == ["x=y", "b:area=e"]
      )
    }
    try configured(["a=b"]) { acme in
      try acme.carryOut(update + ["--set", "zone=a=b:area=z"])
      let list = try acme.app()["configurations"] as? [[String: Any]]
      #expect(list?.first?["values"] as? [String: String] == ["area": "a", "zone": "a=b:area=z"])
    }
  }
}
