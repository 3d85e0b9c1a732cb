import Foundation
import Testing

@Suite struct RefusalTests {
  @Test func `installing an app that is installed names update`() throws {
    try inCompanyWithApp { acme in
      for version in ["0.9.0", "1.0.0", "2.0.0"] {
        try acme.binary.write(Acme.manifest(version: version), to: "other.yaml")
        try acme.expectRefusal(["install", "other.yaml"], naming: "update")
      }
    }
  }

  @Test func `installing one that was uninstalled names reinstall`() throws {
    try inCompanyWithApp { acme in
      try acme.carryOut(["uninstall", "Crew Sync"])
      try acme.expectRefusal(["install", "crew.yaml"], naming: "reinstall")
      #expect(try !acme.plan(["uninstall", "Crew Sync"]).isApplyable)
      try acme.expectRefusal(["projects", "add", "Crew Sync", "6"], naming: "reinstall")
      try acme.binary.write(Acme.manifest(version: "2.0.0"), to: "next.yaml")
      try acme.expectRefusal(["update", "next.yaml"], naming: "reinstall")
    }
  }

  @Test func `an app of one name and another uid is another app`() throws {
    func manifest(_ uid: Character) -> String {
      Acme.manifest(more: "app_manifest: {uid: \"\(String(repeating: uid, count: 64))\"}\n")
    }
    try inCompanyWithApp(manifest("a")) { acme in
      try acme.binary.write(manifest("b"), to: "twin.yaml")
      try acme.carryOut(["install", "twin.yaml"])
      #expect(try acme.objects("apps").count == 2)
      try acme.expectRefusal(["uninstall", "Crew Sync"], naming: "Crew Sync")
      try acme.carryOut(["uninstall", String(repeating: "b", count: 64)])
      let states = try acme.objects("apps").map { $0["state"] as? String }
      #expect(Set(states) == ["installed", "uninstalled"])
    }
  }

  @Test(
    arguments: [
      ["uninstall", "Crew Synk"], ["reinstall", "Crew Synk"],
      ["projects", "add", "Crew Synk", "6"], ["projects", "remove", "Crew Synk", "6"],
    ]
  )
  func `an unknown app, with the near name`(verb: [String]) throws {
    try inCompanyWithApp { acme in
      try acme.expectRefusal(verb, naming: "did you mean `Crew Sync`")
    }
  }

  @Test func `updating an app that isn't there`() throws {
    try inCompany { acme in
      try acme.expectRefusal(["update", "crew.yaml"], naming: "Crew Sync")
    }
  }

  @Test(
    arguments: [
      ["install", "new.yaml", "--project", "66"], ["install", "new.yaml", "--project", "Towr"],
      ["update", "next.yaml", "--project", "66"], ["projects", "add", "Crew Sync", "66"],
      ["projects", "remove", "Crew Sync", "66"],
      ["user", "set", "worker@acme.example", "--project", "66"],
      ["user", "set", "worker@acme.example", "--remove-project", "66"],
      ["template", "create", "X", "--scope", "project", "--project", "66"],
    ]
  )
  func `an unknown project`(verb: [String]) throws {
    try inCompanyWithApp { acme in
      try acme.binary.write(Acme.manifest(name: "New"), to: "new.yaml")
      try acme.binary.write(Acme.manifest(version: "2.0.0"), to: "next.yaml")
      try acme.expectRefusal(verb, naming: verb.contains("Towr") ? "Tower" : "66")
    }
  }

  @Test func `a project goes by its exact name`() throws {
    try inCompany { acme in
      try acme.carryOut(["install", "crew.yaml", "--project", "Tower", "--project", "7"])
      #expect(try acme.permitted() == [6, 7])
      try acme.expectRefusal(["projects", "add", "Crew Sync", "tower"], naming: "tower")
    }
  }

  static let embedded = Acme.manifest(project: [:], more: Acme.fullscreen(["area"], required: []))

  @Test func `an app without a service account takes no projects`() throws {
    try inCompany(manifest: Self.embedded) { acme in
      for flags in [["--project", "6"], ["--all-projects"], ["--add-to-new-projects"]] {
        try acme.expectRefusal(["install", "crew.yaml"] + flags, naming: "service account")
      }
      try acme.carryOut(["install", "crew.yaml", "--user-level"])
      #expect(try acme.app()["authentication"] as? [String] == ["user_level"])
      #expect(try acme.app()["user"] == nil)
      try acme.expectRefusal(["projects", "add", "Crew Sync", "6"], naming: "service account")
    }
  }

  @Test func `a manifest with errors, all of them at once`() throws {
    let bad = Acme.manifest(project: ["rfi": "writer", "comitments": "readonly"])
    try inCompany(manifest: bad) { acme in
      try acme.expectRefusal(["install", "crew.yaml"], rule: "unknown-level", naming: "writer")
      try acme.expectRefusal(["install", "crew.yaml"], rule: "unknown-tool", naming: "comitments")
    }
  }

  @Test func `a manifest that can't be read`() throws {
    try inCompany(manifest: "app: [") { acme in
      try acme.expectRefusal(
        ["install", "crew.yaml"],
        rule: "yaml-syntax",
        naming: "crew.yaml:1:7"
      )
    }
  }

  @Test func `a comment silences no error of the manifest`() throws {
    let bad =
      "# dmsa: ignore-file[insecure-url] ours\n"
      + Acme.manifest(
        more: Acme.fullscreen(["area"], required: [])
      ).replacing("https://crew.io", with: "http://crew.io")
    try inCompany(manifest: bad) { acme in
      try acme.expectRefusal(["install", "crew.yaml"], rule: "insecure-url", naming: "http")
    }
  }

  static let nameless = """
    schema_version: "4.1"
    post_installation_instruction: {notes: Permit the projects.}
    permissions: {project: {daily_log: readonly}}

    """

  @Test(arguments: [[], ["--dry-run"], ["--out", "p.json"]])
  func `a missing name or version is asked for by name`(flags: [String]) throws {
    try inCompany(manifest: Self.nameless) { acme in
      let name = try acme.run(["install", "crew.yaml", "--app-version", "1.0.0"] + flags)
      #expect(name.status == 7)
      #expect(name.error.contains("--app-name"))
      let version = try acme.run(["install", "crew.yaml", "--app-name", "Crew"] + flags)
      #expect(version.status == 7)
      #expect(version.error.contains("--app-version"))
      #expect(try acme.objects("apps").isEmpty)
      let both = ["--app-name", "Crew", "--app-version", "1.0.0"]
      try acme.succeed(["install", "crew.yaml", "--dry-run"] + both)
    }
  }

  @Test func `the portal's name is the name where app is missing`() throws {
    let named = Self.nameless + "app_manifest: {name: Portal Crew}\n"
    try inCompany(manifest: named) { acme in
      try acme.carryOut(["install", "crew.yaml", "--app-version", "1.0.0"])
      #expect(try acme.app("Portal Crew")["version"] as? String == "1.0.0")
    }
  }

  @Test func `a lower version without --allow-downgrade`() throws {
    try inCompanyWithApp { acme in
      try acme.binary.write(Acme.manifest(version: "0.9.0"), to: "old.yaml")
      try acme.expectRefusal(
        ["update", "old.yaml"],
        rule: "version-not-raised",
        naming: "--allow-downgrade"
      )
      try acme.carryOut(["update", "old.yaml", "--allow-downgrade"])
      #expect(try acme.app()["version"] as? String == "0.9.0")
    }
  }

  @Test func `the same version with other contents`() throws {
    try inCompanyWithApp { acme in
      try acme.binary.write(Acme.manifest(project: ["rfi": "readonly"]), to: "same.yaml")
      for flags in [[], ["--allow-downgrade"]] {
        try acme.expectRefusal(
          ["update", "same.yaml"] + flags,
          rule: "version-not-raised",
          naming: "1.0.0"
        )
      }
    }
  }

  @Test func `a data connection that a later version leaves out`() throws {
    try inCompanyWithApp { acme in
      let without = Acme.manifest(
        version: "2.0.0",
        project: [:],
        more: Acme.fullscreen(["area"], required: [])
      )
      try acme.binary.write(without, to: "next.yaml")
      try acme.expectRefusal(
        ["update", "next.yaml"],
        rule: "data-connection-removed",
        naming: "connection"
      )
    }
  }

  @Test func `templates: names that are there or not, tools and levels`() throws {
    try inCompany { acme in
      let project = ["--scope", "project"]
      try acme.expectRefusal(["template", "create", "Field"] + project, naming: "Field")
      try acme.expectRefusal(["template", "set", "Feild"] + project, naming: "`Field`")
      try acme.expectRefusal(
        ["template", "set", "Field", "--set", "dayly_log=admin"] + project,
        rule: "unknown-tool",
        naming: "did you mean `daily_log`"
      )
      try acme.expectRefusal(
        ["template", "set", "Office", "--scope", "company", "--set", "admin=readonly"],
        rule: "unsupported-level",
        naming: "readonly"
      )
      try acme.expectRefusal(
        ["template", "set", "Office", "--scope", "company", "--set", "rfi=readonly"],
        rule: "wrong-scope",
        naming: "project"
      )
      try acme.expectRefusal(
        ["template", "create", "New", "--assignable-by", "None"] + project,
        naming: "None"
      )
      _ = try acme.plan(["template", "create", "Field", "--scope", "company"])
      _ = try acme.plan(["template", "create", "Field", "--project", "7"] + project)
      try acme.expectRefusal(
        ["template", "create", "Special", "--project", "6"] + project,
        naming: "Special"
      )
    }
  }

  @Test func `users: logins and templates that aren't there or don't fit`() throws {
    try inCompany { acme in
      let set = ["user", "set"]
      try acme.expectRefusal(set + ["worker@acme.exampl", "--inactive"], naming: "did you mean")
      let worker = set + ["worker@acme.example"]
      try acme.expectRefusal(worker + ["--company-template", "Field"], naming: "Field")
      try acme.expectRefusal(worker + ["--company-template", "99"], naming: "99")
      try acme.expectRefusal(worker + ["--default-project-template", "Office"], naming: "Office")
      try acme.expectRefusal(worker + ["--default-project-template", "Special"], naming: "Special")
      try acme.expectRefusal(
        worker + ["--project", "7", "--template", "Special"],
        naming: "Special"
      )
      try acme.expectRefusal(worker + ["--project", "7", "--template", "Office"], naming: "Office")
    }
  }

  @Test func `reinstalling what is installed`() throws {
    try inCompanyWithApp { acme in
      try acme.expectRefusal(["reinstall", "Crew Sync"], naming: "installed")
    }
  }

  @Test func `an unknown drift`() throws {
    try inCompany { acme in
      try acme.expectRefusal(["drift", "--adopt", "12345678"], naming: "12345678")
      try acme.expectRefusal(["drift", "--revert", "12345678"], naming: "12345678")
    }
  }

  @Test func `fields and configurations that aren't there`() throws {
    let manifest = Acme.manifest(more: Acme.fullscreen(["area"], required: []))
    try inCompanyWithApp(manifest) { acme in
      try acme.binary.write(
        manifest.replacing("version: 1.0.0", with: "version: 1.1.0"),
        to: "next.yaml"
      )
      let update = ["update", "next.yaml", "--keep-projects", "--set"]
      try acme.expectRefusal(update + ["aera=x"], naming: "did you mean `area`")
      try acme.expectRefusal(update + ["area=x"], naming: "configuration")
      try acme.expectRefusal(update + ["East:area=x"], naming: "East")
    }
  }

  @Test(arguments: [" x", "x ", "", String(repeating: "x", count: 81)])
  func `a name that no app may have`(name: String) throws {
    try inCompany(manifest: Self.nameless) { acme throws in
      try acme.expectRefusal(
        ["install", "crew.yaml", "--app-name", name, "--app-version", "1.0.0"],
        rule: "invalid-app-name",
        naming: "the app's name"
      )
    }
  }
}
