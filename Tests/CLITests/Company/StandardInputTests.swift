import Foundation
import Testing

/// `-` is standard input wherever a company's command takes a file.
@Suite struct CompanyStandardInputTests {
  @Test func `a snapshot, a plan and a portfolio come by standard input`() throws {
    try inCompany { acme in
      let snapshot = try acme.export()
      let imported = try acme.binary.run(
        ["company", "import", "-", "--company", "copy.dmsa"],
        input: Data(snapshot.utf8)
      )
      #expect(imported.status == 0, "\(imported.error)")
      #expect(
        try acme.binary.run(["company", "export", "--company", "copy.dmsa"]).output == snapshot
      )

      try acme.succeed(["install", "crew.yaml", "--project", "6", "--out", "p.json"])
      let plan = try acme.binary.read("p.json")
      #expect(
        try acme.binary.run(["show", "-"], input: Data(plan.utf8)).output.contains("Crew Sync")
      )
      let applied = try acme.binary.run(
        ["apply", "-", "--allow-widen", "--company", Acme.store],
        input: Data(plan.utf8)
      )
      #expect(applied.status == 0, "\(applied.error)")

      let portfolio = "format_version: \"1.0\"\napps: [{manifest: crew.yaml, projects: [6, 7]}]\n"
      let planned = try acme.binary.run(
        ["plan", "-", "--stdin-filename", "portfolio.yaml", "--company", Acme.store],
        input: Data(portfolio.utf8)
      )
      #expect(planned.status == 0, "\(planned.error)")
      #expect(planned.output.contains("1 to create"))
    }
  }

  @Test func `a mistake in standard input has the name that it was given`() throws {
    try inCompany { acme in
      let run = try acme.binary.run(
        ["company", "import", "-", "--stdin-filename", "there.yaml", "--company", "n.dmsa"],
        input: Data("format_version: \"1.0\"\n".utf8)
      )
      #expect(run.status == 1)
      #expect(run.error.contains("there.yaml:1:"))
    }
  }
}

/// What apply says before it asks for anything.
@Suite struct ApplyOrderTests {
  @Test func `what can't be applied asks for no approval`() throws {
    try SavedPlanTests.withPlan { acme in
      try acme.binary.write(try acme.export(), to: "copy.yaml")
      _ = try acme.binary.run(["company", "import", "copy.yaml", "--company", "o.dmsa"])
      let other = try acme.binary.run(["apply", "p.json", "--company", "o.dmsa"])
      #expect(other.status == 1)
      #expect(other.error.contains("another store"))

      try acme.carryOut(["user", "set", "worker@acme.example", "--inactive"])
      #expect(try acme.run(["apply", "p.json", "--as", "worker@acme.example"]).status == 1)

      try acme.succeed(["install", "crew.yaml", "--project", "6", "--allow-widen"])
      let stale = try acme.run(["apply", "p.json"])
      #expect(stale.status == 4)
      #expect(stale.error.contains("`app/Crew Sync`"))
    }
  }

  @Test func `a plan with nothing to do is looked at like any other`() throws {
    try inCompany { acme in
      try acme.succeed(["settings", "allow-user-installs", "off", "--out", "off.json"])
      #expect(try acme.run(["apply", "off.json"]).status == 0)
      try acme.succeed(["settings", "allow-user-installs", "on", "--allow-widen"])
      let run = try acme.run(["apply", "off.json"])
      #expect(run.status == 4)
      #expect(run.error.contains("`setting/allow_user_installs`"))
    }
  }

  @Test func `a right that is missing is a refused plan for machines`() throws {
    try SavedPlanTests.withPlan { acme in
      let run = try acme.run(
        ["apply", "p.json", "--allow-widen", "--as", "worker@acme.example", "--format", "json"]
      )
      #expect(run.status == 1)
      let plan = ShownPlan(try run.json())
      #expect(plan.json["applyable"] as? Bool == false)
      #expect((plan.json["refused"] as? [Any])?.count == 1)
      #expect(run.error.contains("worker@acme.example"))
    }
  }

  @Test func `a file that is written besides says that the plan was applied`() throws {
    try SavedPlanTests.withPlan { acme in
      try acme.succeed(["apply", "p.json", "--allow-widen", "--output-file", "json=o.json"])
      let json = try #require(try acme.binary.json("o.json"))
      #expect(json["applied"] != nil)
    }
  }

  @Test func `a dry run that saves tells changes by its status`() throws {
    try inCompany { acme in
      let run = try acme.run(
        ["install", "crew.yaml", "--project", "6", "--dry-run", "--detailed-exitcode"]
          + ["--out", "p.json"]
      )
      #expect(run.status == 3)
      #expect(acme.binary.exists("p.json"))
    }
  }

  @Test func `a snapshot that is refused is a refused plan for machines`() throws {
    try inCompany { acme in
      try acme.binary.write("format_version: \"1.0\"\ncompany: {id: 8089}\n", to: "bad.yaml")
      let run = try acme.run(["company", "import", "bad.yaml", "--format", "json"])
      #expect(run.status == 1)
      let plan = ShownPlan(try run.json())
      #expect(plan.json["applyable"] as? Bool == false)
      let refused = try #require(plan.json["refused"] as? [[String: Any]])
      #expect((refused.first?["message"] as? String)?.contains("bad.yaml:2:1:") == true)
      #expect(run.error.contains("bad.yaml:2:1:"))
    }
  }

  @Test func `a new store has no plan to save`() throws {
    try inCompany { acme in
      let run = try acme.binary.run(
        ["company", "import", "acme.yaml", "--company", "new.dmsa", "--out", "p.json"]
      )
      #expect(run.status == 2)
      #expect(!acme.binary.exists("new.dmsa"))
      #expect(!acme.binary.exists("p.json"))
    }
  }
}
