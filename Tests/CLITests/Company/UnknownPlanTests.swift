import Foundation
import Testing

/// A plan that rests on what nobody knows isn't taken for harmless.
@Suite struct UnknownPlanTests {
  struct Gate: Sendable, CustomTestStringConvertible {
    let marks: String
    let verb: [String]
    let approvals: [String]
    /// What nobody knows of what the verb changes; none where the plan is safe all the same.
    let unknown: [String]

    var testDescription: String { verb.joined(separator: " ") + " with " + marks }
  }

  static let gates = [
    Gate(
      marks: "template/11",
      verb: ["user", "set", "admin@acme.example", "--company-template", "Office"],
      approvals: ["widen"],
      unknown: ["template/11"]
    ),
    Gate(
      marks: "template/21",
      verb: ["user", "set", "admin@acme.example", "--project", "7", "--template", "Field"],
      approvals: ["widen"],
      unknown: ["template/21"]
    ),
    Gate(
      marks: "user/103",
      verb: ["user", "set", "gone@acme.example", "--company-template", "Office"],
      approvals: [],
      unknown: []
    ),
    Gate(
      marks: "template/11",
      verb: ["user", "set", "worker@acme.example", "--inactive"],
      approvals: ["remove"],
      unknown: ["template/11"]
    ),
    Gate(
      marks: "user/104",
      verb: ["user", "set", "gone@acme.example", "--active"],
      approvals: ["widen"],
      unknown: ["user/104"]
    ),
    Gate(
      marks: "app/Past",
      verb: ["reinstall", "Past", "--project", "6"],
      approvals: ["widen"],
      unknown: ["app/Past"]
    ),
    Gate(
      marks: "app/Crew Sync",
      verb: ["projects", "add", "Crew Sync", "7"],
      approvals: ["widen"],
      unknown: ["app/Crew Sync"]
    ),
    Gate(
      marks: "app/Crew Sync",
      verb: ["uninstall", "Crew Sync"],
      approvals: ["remove"],
      unknown: ["app/Crew Sync"]
    ),
  ]

  @Test(arguments: gates)
  func `what may widen takes more than a yes`(gate: Gate) throws {
    let snapshot = UnknownCompany.snapshot.replacing(
      "active: false, permissions: {directory: admin}",
      with: "active: false"
    )
    try inCompany(snapshot + "unknown: [\(gate.marks)]\n") { acme in
      let plan = try acme.plan(gate.verb)
      #expect(plan.approvals == gate.approvals)
      if !gate.unknown.isEmpty { #expect(plan.json["unknown"] as? [String] == gate.unknown) }
      let isWider = ["wider", "incomparable"].contains(plan.relation ?? "")
      #expect(isWider == gate.approvals.contains("widen"))
      for format in ["text", "markdown", "html"] {
        let shown = try acme.succeed(gate.verb + ["--dry-run", "--format", format]).output
        for address in gate.unknown { #expect(shown.contains(address), "\(shown)") }
      }
      let before = try acme.export()
      let run = try acme.run(gate.verb + ["--yes"])
      #expect(run.status == (gate.approvals.isEmpty ? 0 : 7))
      if !gate.approvals.isEmpty { #expect(try acme.export() == before) }
      #expect(try acme.run(gate.verb + ["--allow-widen", "--allow-remove"]).status == 0)
    }
  }

  @Test func `an app whose manifest nobody knows isn't told to do nothing`() throws {
    try UnknownCompany.run(unknown: "app/Past") { acme in
      let text = try acme.succeed(["reinstall", "Past", "--project", "6", "--dry-run"]).output
      #expect(text.contains("Nobody knows its manifest"))
      #expect(!text.contains("It doesn't act for signed-in users"))
    }
  }

  @Test func `what an import makes unknown takes more than a yes`() throws {
    try inCompany(UnknownCompany.snapshot) { acme in
      let edit = UnknownCompany.snapshot.replacing(
        "permissions: {documents: readonly}",
        with: "permissions: {}"
      )
      for (text, isWider) in [(edit, false), (edit + "unknown: [template/11]\n", true)] {
        try acme.binary.write(text, to: "edited.yaml")
        let plan = try acme.plan(["company", "import", "edited.yaml"])
        #expect(plan.approvals == (isWider ? ["widen"] : []))
        #expect(plan.relation == (isWider ? "incomparable" : "narrower"))
      }
      #expect(try acme.run(["company", "import", "edited.yaml", "--yes"]).status == 7)
      try acme.carryOut(["company", "import", "edited.yaml"])
      #expect(try acme.unknown() == ["template/11"])
    }
  }

  @Test func `what an import makes unknown of an app is said, not made up`() throws {
    try inCompanyWithApp { acme in
      var contents = try acme.contents()
      contents["unknown"] = ["app/Crew Sync"]
      contents["apps"] = try acme.objects("apps").map { app in
        var app = app
        app["version"] = "2.0.0"
        app["manifest"] = ["schema_version": "4.1"]
        app["digest"] = nil
        return app
      }
      try acme.binary.write(try JSONSerialization.data(withJSONObject: contents), to: "e.json")
      let verb = ["company", "import", "e.json"]
      #expect(try acme.plan(verb).approvals == ["widen"])
      let text = try acme.succeed(verb + ["--dry-run"]).output
      #expect(text.contains("Nobody knows its manifest") && !text.contains("no longer"), "\(text)")
    }
  }

  // MARK: - Updates

  @Test func `the manifest that nobody knew can be given, at the same version too`() throws {
    for version in ["1.0.0", "1.5.0"] {
      try UnknownCompany.run(unknown: "app/Crew Sync, user/150, membership/150/6") { acme in
        try acme.binary.write(Acme.manifest(version: version), to: "crew.yaml")
        let verb = ["update", "crew.yaml", "--keep-projects"]
        let text = try acme.succeed(verb + ["--dry-run"]).output
        #expect(text.contains("Nobody knows what 1.0.0 could do"), "\(text)")
        #expect(try acme.plan(verb).approvals == ["widen"])
        try acme.carryOut(verb)
        #expect(try acme.unknown().isEmpty)
        #expect(
          try acme.status("app/Crew Sync", "project:daily_log:readonly", "--project", "6") == 0
        )
        #expect(try !acme.plan(verb).isApplyable)
      }
    }
  }

  @Test func `tools that nobody names are all of them`() throws {
    try inCompany { acme in
      let all = Acme.snapshot.replacing("name: Yard, tools: [rfi]", with: "name: Yard")
        .replacing("name: Tower", with: "name: Tower, tools: [rfi]")
      try acme.binary.write(all, to: "all.yaml")
      let text = try acme.succeed(["company", "import", "all.yaml", "--dry-run"]).output
      #expect(text.contains("tools: rfi → all") && text.contains("tools: all → rfi"), "\(text)")
    }
  }
}
