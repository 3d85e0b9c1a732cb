import Foundation
import Testing

/// Each mistake of a portfolio stands at the value that is one, and hides no other.
@Suite struct PortfolioPlaceTests {
  /// The messages of a plan that is refused.
  private static func refusals(_ acme: Acme, _ text: String) throws -> [String] {
    try PortfolioTests.write(acme, text)
    let run = try acme.run(["plan", "p.yaml", "--format", "json"])
    #expect(run.status == 1, "\(run.error)\(run.output)")
    let refused = try #require(try run.json()["refused"] as? [[String: Any]])
    return refused.compactMap { $0["message"] as? String }
  }

  @Test func `a wrong company hides nothing`() throws {
    try inCompany { acme in
      let refusals = try Self.refusals(
        acme,
        """
        company: 9000
        apps:
          - {manifest: crew.yaml, projects: [66]}
          - {manifest: crew.yaml}

        """
      )
      for place in ["p.yaml:2:10: ", "p.yaml:4:38: ", "p.yaml:5:5: "] {
        #expect(refusals.contains { $0.hasPrefix(place) }, "\(place) in \(refusals)")
      }
      #expect(refusals.count == 3)
    }
  }

  @Test func `configurations are checked beside all else, at their values`() throws {
    let manifest = Acme.manifest(more: Acme.fullscreen(["area", "crew"], required: ["area"]))
    try inCompany(manifest: manifest) { acme in
      let refusals = try Self.refusals(
        acme,
        """
        apps:
          - manifest: crew.yaml
            projects: [66]
            configurations:
              - {title: East, values: {crew: a}, projects: [67]}
              - title: West
                values:
                  area: w
                  regoin: x
                projects: future
              - {title: North, values: {crew: a}, projects: [6]}

        """
      )
      let places = [
        "p.yaml:4:16: ", "p.yaml:6:53: ", "p.yaml:6:9: ", "p.yaml:10:11: ", "p.yaml:12:9: ",
      ]
      for place in places {
        #expect(refusals.contains { $0.hasPrefix(place) }, "\(place) in \(refusals)")
      }
      #expect(refusals.count == places.count)
    }
  }

  @Test func `a value of a wrong type stands where it is, and so does what applies nowhere`() throws
  {
    let fields = Acme.fullscreen(["area", "size"], required: []).replacing(
      "size: {name: size, type: string}",
      with: "size: {name: size, type: integer}"
    )
    try inCompany(manifest: Acme.manifest(more: fields)) { acme in
      let refusals = try Self.refusals(
        acme,
        """
        apps:
          - manifest: crew.yaml
            configurations:
              - {title: East, values: {size: x}, projects: [6]}
              - title: West
                values:
                  area: w
                  size: y
                  sise: 3
                projects: future
              - {title: North, values: {area: a}, projects: []}

        """
      )
      let expected = [
        (
          "p.yaml:5:38: ",
          "the field `size` of the configuration `East` takes a whole number, not `x`"
        ),
        (
          "p.yaml:9:17: ",
          "the field `size` of the configuration `West` takes a whole number, not `y`"
        ),
        ("p.yaml:10:11: ", "`West` gives `sise`"), ("p.yaml:12:53: ", "`North` applies nowhere"),
      ]
      for (place, text) in expected {
        #expect(refusals.contains { $0.hasPrefix(place) && $0.contains(text) }, "\(refusals)")
      }
      #expect(refusals.count == expected.count)
    }
  }

  @Test func `what takes a component or an account the app doesn't have`() throws {
    let manifest = Acme.manifest(project: [:], more: Acme.fullscreen(["area"], required: []))
    try inCompany(manifest: manifest) { acme in
      let withoutAccount = try Self.refusals(
        acme,
        """
        apps:
          - manifest: crew.yaml
            projects: [6]
            add_to_new_projects: true

        """
      )
      #expect(withoutAccount.map { $0.prefix(12) } == ["p.yaml:4:15:", "p.yaml:5:26:"])
      #expect(withoutAccount.allSatisfy { $0.contains("no service account") })
      try acme.binary.write(Acme.manifest(), to: "crew.yaml")
      let withoutComponent = try Self.refusals(
        acme,
        """
        apps:
          - manifest: crew.yaml
            configurations:
              - {title: East, projects: [6]}

        """
      )
      #expect(withoutComponent.map { $0.prefix(12) } == ["p.yaml:5:9: "])
      #expect(withoutComponent.allSatisfy { $0.contains("no embedded component") })
    }
  }

  @Test func `a name or version that isn't the manifest's`() throws {
    try inCompany { acme in
      let refusals = try Self.refusals(
        acme,
        "apps:\n  - {manifest: crew.yaml, name: Crew, version: 2.0.0}\n"
      )
      #expect(refusals.map { $0.prefix(13) } == ["p.yaml:3:33: ", "p.yaml:3:48: "])
      let uninstalled = try Self.refusals(
        acme,
        "apps:\n  - {manifest: crew.yaml, name: Crew, state: uninstalled}\n"
      )
      #expect(uninstalled.map { $0.prefix(13) } == ["p.yaml:3:33: "])
      let plan = try PortfolioTests.plan(
        acme,
        "apps:\n  - {manifest: crew.yaml, name: Crew Sync, version: 1.0.0}\n"
      )
      #expect(plan.isApplyable)
    }
  }

  @Test func `a template declared twice`() throws {
    try inCompany { acme in
      let refusals = try Self.refusals(
        acme,
        """
        permission_templates:
          - {name: Yard, scope: project, permissions: {daily_log: standard}}
          - {name: Yard, scope: company}
          - {name: Yard, scope: project, project: 6}
          - {name: Yard, scope: project, permissions: {daily_log: admin}}
          - {name: Yard, scope: project, project: Tower}

        """
      )
      #expect(refusals.map { $0.prefix(13) } == ["p.yaml:6:12: ", "p.yaml:7:12: "])
      #expect(refusals.allSatisfy { $0.contains("declared before") })
    }
  }

  @Test func `a template without permissions keeps its levels`() throws {
    try inCompany { acme in
      try PortfolioTests.apply(
        acme,
        "permission_templates: [{name: Field, scope: project}, {name: Empty, scope: project}]\n"
      )
      let levels = try acme.template("Field")["permissions"] as? [String: String]
      #expect(levels == ["daily_log": "standard"])
      #expect(try acme.template("Empty")["scope"] as? String == "project")
      let plan = try PortfolioTests.plan(
        acme,
        "permission_templates: [{name: Field, scope: project, permissions: {}}]\n"
      )
      #expect(plan.reasons == ["template set"])
    }
  }

  @Test func `what a plan says of the mark and of templates holds in that plan`() throws {
    try inCompanyWithApp(options: ["--add-to-new-projects"]) { acme in
      try acme.binary.write(
        Acme.manifest(version: "2.0.0", project: ["daily_log": "standard"]),
        to: "crew.yaml"
      )
      let text = "apps: [{manifest: crew.yaml, projects: [6], add_to_new_projects: MARK}]\n"
      let plan = try PortfolioTests.plan(acme, text.replacing("MARK", with: "false"))
      let messages = plan.warnings.compactMap { $0["message"] as? String }
      #expect(messages.contains { $0.contains("the app loses project `7`") })
      #expect(messages.allSatisfy { !$0.contains("stays") && !$0.contains("--") }, "\(messages)")
      #expect(plan.warningRules.contains("template-out-of-step"))
      #expect(plan.reasons == ["update", "user set"])
      let marked = try PortfolioTests.plan(acme, text.replacing("MARK", with: "true"))
      #expect(
        marked.warnings.contains { ($0["message"] as? String ?? "").hasSuffix("projects stays") }
      )
    }
  }

  @Test(arguments: [["--app-name", "Crew"], ["--app-version", "1.0.1"]])
  func `a flag that contradicts the manifest is refused`(flags: [String]) throws {
    try inCompany { acme in
      try acme.expectRefusal(["install", "crew.yaml"] + flags, naming: flags[1])
      let same = ["--app-name", "Crew Sync", "--app-version", "1.0.0"]
      #expect(try acme.plan(["install", "crew.yaml"] + same).isApplyable)
      try acme.carryOut(["install", "crew.yaml"])
      try acme.binary.write(Acme.manifest(version: "1.1.0"), to: "crew.yaml")
      try acme.expectRefusal(["update", "crew.yaml"] + flags, naming: flags[1])
    }
  }
}
