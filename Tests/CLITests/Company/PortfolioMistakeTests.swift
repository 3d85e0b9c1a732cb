import Foundation
import Testing

/// Whole portfolios: whose they are, saved ones, and what is wrong with them.
@Suite struct PortfolioMistakeTests {
  @Test func `another company's portfolio is refused`() throws {
    try inCompany { acme in
      try PortfolioTests.write(acme, "company: 9000\nsettings: {allow_user_installs: true}\n")
      let run = try acme.run(["apply", "p.yaml", "--allow-widen"])
      #expect(run.status == 1)
      #expect((run.output + run.error).contains("9000"))
      try PortfolioTests.apply(acme, "company: 8089\nsettings: {allow_user_installs: true}\n")
    }
  }

  @Test func `a saved plan of a portfolio is applied`() throws {
    try inCompany { acme in
      try PortfolioTests.write(
        acme,
        "settings: {allow_user_installs: true}\napps: [{manifest: crew.yaml, projects: [6]}]\n"
      )
      try acme.succeed(["plan", "p.yaml", "--out", "p.json"])
      let plan = ShownPlan(try #require(try acme.binary.json("p.json")))
      #expect(plan.reasons == ["install", "settings"])
      try acme.succeed(["apply", "p.json", "--approve", plan.digest])
      #expect(try acme.log().last?["verb"] as? String == "plan")
    }
  }

  static let mistaken = """
    company: x
    settings: {allow_user_installs: maybe}
    permission_templates:
      - {name: Field, scope: planet}
      - {name: Field, scope: project, permissions: {dayly_log: standard}}
    apps:
      - {manifest: none.yaml}
      - {name: Crew Sync}
      - {manifest: crew.yaml, version: one}
      - {manifest: crew.yaml, projects: some}
      - {manifest: crew.yaml, state: gone}
      - {manifest: crew.yaml, accept_risk: {none-such: x}}
      - {manifest: crew.yaml, nonsense: 1}
      - {manifest: crew.yaml, configurations: [{values: {}}]}

    """

  @Test func `mistakes with line and column, all at once`() throws {
    try inCompany { acme in
      try PortfolioTests.write(acme, Self.mistaken)
      for command in [["plan", "p.yaml"], ["apply", "p.yaml", "--yes"]] {
        let run = try acme.run(command)
        #expect(run.status == 1)
        let text = run.error + run.output
        for line in [2, 3, 5, 6] + Array(8...15) {
          #expect(text.contains("p.yaml:\(line):"), "no mistake on line \(line):\n\(text)")
        }
      }
    }
  }

  @Test func `what the company doesn't have, all at once`() throws {
    try inCompany { acme in
      try acme.binary.write(Acme.manifest(name: "Other"), to: "other.yaml")
      try PortfolioTests.write(
        acme,
        """
        apps:
          - {manifest: crew.yaml, projects: [66, Towr]}
          - {manifest: other.yaml, projects: [67]}

        """
      )
      let run = try acme.run(["plan", "p.yaml", "--format", "json"])
      #expect(run.status == 1)
      for place in ["p.yaml:3:38", "p.yaml:3:42", "p.yaml:4:39"] {
        #expect(run.output.contains(place), "\(run.output)\(run.error)")
      }
    }
  }
}
