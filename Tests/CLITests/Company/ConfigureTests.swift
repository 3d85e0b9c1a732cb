import Foundation
import Testing

@Suite struct ConfigureTests {
  static let new = ["configure", "Board", "--title", "East", "--set", "area=a b"]
  static let others = [
    "configure", "Board", "--title", "East", "--set", "tenant=t", "--project", "6",
  ]
  static let whole = new + ["--set", "tenant=t", "--project", "6", "--project", "Bridge"]

  @Test func `a new title creates, a known one changes, and it can be removed`() throws {
    try inCompany(EmbeddedCompany.snapshot()) { acme in
      let plan = try acme.plan(Self.whole)
      #expect(plan.actions == ["configuration create"])
      #expect(plan.approvals == [])
      #expect(plan.relation == "equal")
      #expect((plan.json["summary"] as? [String: Any])?["projects_affected"] as? Int == 2)
      #expect(plan.changes.first?["address"] as? String == "configuration/Board/East")
      try acme.succeed(Self.whole + ["--yes"])
      #expect(
        try acme.configurations() as NSArray == [
          ["title": "East", "values": ["area": "a b", "tenant": "t"], "projects": [6, 7]]
        ]
      )
      #expect(try acme.plan(Self.whole).changes.isEmpty)

      let change = ["configure", "Board", "--title", "East"]
      try acme.expect(1, change + ["--set", "floors=3", "--set", "tenant=", "--dry-run"])
      try acme.succeed(change + ["--set", "floors=3", "--set", "tenant=u=v", "--yes"])
      try acme.succeed(change + ["--project", "9", "--yes"])
      #expect(
        try acme.configurations() as NSArray == [
          [
            "title": "East", "values": ["area": "a b", "tenant": "u=v", "floors": "3"],
            "projects": [9],
          ]
        ]
      )
      try acme.succeed(change + ["--unset", "floors", "--company-level", "--yes"])
      #expect(try acme.configurations().first?["projects"] as? String == "company")
      #expect(
        try acme.configurations().first?["values"] as? [String: String] == [
          "area": "a b", "tenant": "u=v",
        ]
      )
      try acme.succeed(change + ["--future", "--yes"])
      #expect(try acme.configurations().first?["projects"] as? String == "future")

      #expect(try acme.plan(change + ["--remove"]).approvals == ["remove"])
      try acme.expect(7, change + ["--remove", "--yes"])
      try acme.succeed(change + ["--remove", "--allow-remove"])
      #expect(try acme.configurations().isEmpty)
      try acme.succeed(["log", "--verify"])
    }
  }

  @Test(
    arguments: [
      new, new + ["--set", "tenant=t"], ["configure", "Board", "--set", "area=a", "--future"],
      new + ["--future", "--company-level"], new + ["--project", "6", "--future"],
      new + ["--remove"], ["configure", "Board", "--title", "East", "--remove", "--future"],
      ["configure", "Board", "--title", "East", "--set", "area", "--future"],
      ["configure", "Board", "--title", "East", "--set", "=a", "--future"],
      whole + ["--unset", "area"],
    ]
  )
  func `flags that make no sense`(arguments: [String]) throws {
    try inCompany(EmbeddedCompany.snapshot()) { acme in
      let before = try acme.export()
      for more in [["--yes"], ["--dry-run"], ["--as", "lead@acme.example", "--yes"]] {
        #expect(try acme.run(arguments + more).status == 2)
      }
      let detailed = try acme.run(arguments + ["--dry-run", "--detailed-exitcode"])
      #expect(detailed.status == 1)
      #expect(try acme.export() == before)
    }
  }

  @Test(
    arguments: [
      (["Bord", "--title", "East", "--set", "area=a", "--future"], "`Board`"),
      (["Board", "--title", "East", "--set", "aria=a", "--future"], "did you mean `area`"),
      (["Board", "--title", "East", "--set", "area=a", "--future"], "`tenant`"),
      (["Board", "--title", "East", "--unset", "aria", "--future"], "`aria`"),
      (["Board", "--title", "East", "--set", "area=a", "--project", "99"], "`99`"),
      (["Board", "--title", "", "--set", "area=a", "--future"], "title"),
      (["Board", "--title", "East", "--remove"], "`East`"),
      (["Sync", "--title", "East", "--future"], "no embedded component"),
      (["Past", "--title", "All", "--set", "area=b"], "reinstall"),
      (["Past", "--title", "All", "--remove"], "reinstall"),
    ]
  )
  func `what is refused`(arguments: [String], message: String) throws {
    try inCompany(EmbeddedCompany.snapshot()) { acme in
      try acme.expectRefusal(["configure"] + arguments, naming: message)
    }
  }

  @Test(
    arguments: [
      ("floors=0", true), ("floors=-12", true), ("floors=1.0", false), ("floors=a", false),
      ("floors=007", false), ("floors=1e3", false), ("floors= 1", false), ("floors=", true),
      ("floors=-", false), ("floors=99999999999999999999999", true), ("factor=0.5", true),
      ("factor=-1.5e-3", true), ("factor=2E+7", true), ("factor=.5", false),
      ("factor=1.", false), ("factor=1e", false), ("factor=NaN", false), ("factor=0x1", false),
      ("factor=١", false), ("live=true", true), ("live=false", true), ("live=yes", false),
      ("live=True", false), ("live=1", false), ("shade=dark", true), ("shade=3", true),
      ("shade=Dark", false),
    ]
  )
  func `a value is of its field's type`(value: String, isFit: Bool) throws {
    try inCompany(EmbeddedCompany.snapshot()) { acme in
      let arguments = Self.whole + ["--set", value]
      let field = value.split(separator: "=")[0]
      if isFit {
        #expect(try acme.plan(arguments).isApplyable)
      } else {
        try acme.expectRefusal(arguments, naming: "`\(field)` of the configuration `East` takes")
      }
    }
  }

  @Test func `all that is wrong is told at once`() throws {
    let given = [
      "--set", "aria=a", "--set", "floors=x", "--set", "live=y", "--unset", "shape",
      "--project", "99", "--project", "98",
    ]
    try inCompany(EmbeddedCompany.snapshot()) { acme in
      let arguments = ["configure", "Board", "--title", "East"] + given
      try acme.expectRefusal(arguments, naming: "`aria`")
      let run = try acme.run(arguments + ["--dry-run", "--format", "json"])
      let refused = try #require(try run.json()["refused"] as? [[String: Any]])
      let messages = refused.compactMap { $0["message"] as? String }
      let parts = [
        "project `98`", "project `99`", "`aria`", "`floors` of the configuration `East` takes",
        "`live` of the configuration `East` takes", "`shape`",
        "`area`, `tenant`",
      ]
      for part in parts {
        #expect(messages.count { $0.contains(part) } == 1, "\(part) in \(messages)")
      }
      #expect(messages.count == parts.count)
    }
  }

  @Test func `a field is given once`() throws {
    try inCompany(EmbeddedCompany.snapshot(configurations: "[\(EmbeddedCompany.east)]")) { acme in
      let change = ["configure", "Board", "--title", "East"]
      let run = try acme.run(
        change + ["--set", "floors=1", "--set", "floors=2", "--set", "area", "--set", "live=true"]
          + ["--unset", "live", "--yes"]
      )
      #expect(run.status == 2)
      for part in ["`floors` is set twice", "not `area`", "`live` can't both"] {
        #expect(run.error.contains("dmsa: ") && run.error.contains(part), "\(run.error)")
      }
      let later = EmbeddedCompany.board.replacing(
        "schema_version: \"4.1\"\n",
        with: "schema_version: \"4.1\"\n"
          + "app: {name: Board, version: 2.0.0, authentication: [user_level]}\n"
          + "post_installation_instruction: {notes: Fill in the area.}\n"
      )
      try acme.binary.write(later, to: "board.yaml")
      try acme.expectRefusal(
        ["update", "board.yaml", "--set", "floors=1", "--set", "East:floors=2"],
        naming: "is given twice"
      )
    }
  }

  @Test func `a field that both components have is to please both`() throws {
    let manifest = EmbeddedCompany.board.replacing(
      "        shade: {name: Shade, enum: [light, dark, 3]}",
      with: "        shade: {name: Shade}\n        floors: {name: Floors, enum: [2]}"
    )
    try inCompany(EmbeddedCompany.snapshot(manifest: manifest)) { acme in
      #expect(try acme.plan(Self.whole + ["--set", "floors=2"]).isApplyable)
      try acme.expectRefusal(Self.whole + ["--set", "floors=3"], naming: "one of `2`")
      try acme.expectRefusal(Self.whole + ["--set", "floors=x"], naming: "a whole number")
    }
  }

  @Test func `a portfolio and an update look at the types too`() throws {
    try inCompany(EmbeddedCompany.snapshot(configurations: "[\(EmbeddedCompany.east)]")) { acme in
      let update = EmbeddedCompany.board.replacing("type: string", with: "type: boolean")
      let head = "app: {name: Board, version: 1.1.0, authentication: [user_level]}\n"
      try acme.binary.write(
        head + "post_installation_instruction: {notes: Create a configuration.}\n" + update,
        to: "board.yaml"
      )
      let verb = ["update", "board.yaml"]
      try acme.expectRefusal(verb + ["--set", "area=a"], naming: "`area` takes `true` or `false`")
      #expect(try acme.plan(verb + ["--set", "area=true"]).isApplyable)
      try acme.binary.write(
        """
        format_version: "1.0"
        apps:
          - manifest: board.yaml
            configurations: [{title: East, values: {area: "true", tenant: t}, projects: [6]}]

        """,
        to: "portfolio.yaml"
      )
      let run = try acme.run(["plan", "portfolio.yaml", "--format", "json"])
      #expect(run.status == 1)
      #expect(run.output.contains("`tenant` of the configuration `East` takes `true` or `false`"))
    }
  }

  // MARK: - What is shown

  @Test func `a plan shows the URLs, in every view and after it was saved`() throws {
    try inCompany(EmbeddedCompany.snapshot()) { acme in
      let arguments = Self.whole + ["--set", "shade=dark"]
      let plan = try acme.plan(arguments)
      let pages = try #require(plan.json["pages"] as? [[String: Any]])
      let start = "https://t.crew.io/a%20b/"
      #expect(
        pages as NSArray == [
          [
            "address": "configuration/Board/East", "component": "fullscreen", "project": 6,
            "url": "\(start)6?name=Tower&c=8089&n=Acme&f=",
          ],
          [
            "address": "configuration/Board/East", "component": "fullscreen", "project": 7,
            "url": "\(start)7?name=Bridge&c=8089&n=Acme&f=",
          ],
          [
            "address": "configuration/Board/East", "component": "sidepanel", "project": NSNull(),
            "url": "https://side.crew.io/?area=a%20b&shade=dark",
          ],
        ]
      )
      #expect(try SchemaValidator("plan").problems(plan.json) == [])
      let text = try acme.succeed(arguments + ["--dry-run"])
      for page in pages {
        let url = try #require(page["url"] as? String)
        #expect(text.output.contains(url))
      }
      try acme.succeed(arguments + ["--out", "plan.json"])
      for format in ["markdown", "html"] {
        let shown = try acme.binary.run(["show", "plan.json", "--format", format])
        #expect(shown.output.contains("side.crew.io"))
      }
      let again = try acme.binary.run(["show", "plan.json", "--format", "json"])
      let saved = try acme.binary.read("plan.json")
      #expect(again.output == saved)
      try acme.succeed(["apply", "plan.json", "--yes"])
      let url = try acme.url(["Board", "--project", "7", "--as", "mate@acme.example"])
      #expect(url == pages[1]["url"] as? String)
    }
  }

  @Test func `a secret among the values is not shown in a URL either`() throws {
    try inCompany(EmbeddedCompany.snapshot()) { acme in
      let secret = "https://u:passw0rd@x.example/"
      for format in ["text", "markdown", "html"] {
        let arguments = Self.new + ["--set", "tenant=\(secret)", "--company-level"]
        let run = try acme.succeed(arguments + ["--dry-run", "--format", format])
        #expect(run.output.contains("side.crew.io"))
        #expect(!run.output.contains("passw0rd"))
      }
    }
  }

  @Test func `for future projects the project stays open, for the company it is empty`() throws {
    try inCompany(EmbeddedCompany.snapshot()) { acme in
      let values = Self.new + ["--set", "tenant=t"]
      for (flag, rest) in [
        ("--future", "{{procore.project.id}}?name={{procore.project.name}}"),
        ("--company-level", "?name="),
      ] {
        let pages = try acme.plan(values + [flag]).json["pages"] as? [[String: Any]]
        let url = "https://t.crew.io/a%20b/\(rest)&c=8089&n=Acme&f="
        #expect(pages?.first?["url"] as? String == url)
      }
      #expect(try acme.plan(values + ["--future"]).warningRules == ["future-projects-included"])
      #expect(try acme.plan(values + ["--company-level"]).warningRules == [])
      let inactive = try acme.plan(values + ["--project", "8"])
      #expect(inactive.warningRules == ["inactive-project"])
    }
  }

  @Test func `a plan whose URL names a project is stale once that has another name`() throws {
    try inCompany(EmbeddedCompany.snapshot()) { acme in
      try acme.succeed(Self.whole + ["--out", "plan.json"])
      try acme.binary.write(
        EmbeddedCompany.snapshot().replacing("name: Tower}", with: "name: Spire}"),
        to: "renamed.yaml"
      )
      try acme.carryOut(["company", "import", "renamed.yaml"])
      let run = try acme.run(["apply", "plan.json", "--yes"])
      #expect(run.status == 4)
      #expect(run.error.contains("project/6"))
    }
  }

  // MARK: - Rights

  @Test func `members of all named projects may create, and nothing else`() throws {
    let snapshot = EmbeddedCompany.snapshot(
      configurations: "[{title: West, values: {area: w, tenant: t}, projects: [6]}]"
    )
    try inCompany(snapshot) { acme in
      let mate = ["--as", "mate@acme.example"]
      let values = Self.new + ["--set", "tenant=t"]
      #expect(try acme.plan(Self.whole + mate).isApplyable)
      try acme.expectRefusal(Self.whole + ["--as", "worker@acme.example"], naming: "project `7`")
      try acme.expectRefusal(values + ["--project", "9"] + mate, naming: "project `9`")
      for flag in ["--future", "--company-level"] {
        try acme.expectRefusal(values + [flag] + mate, naming: "may not change configurations")
      }
      let west = ["configure", "Board", "--title", "West"]
      for change in [["--set", "area=b"], ["--project", "7"], ["--remove"]] {
        try acme.expectRefusal(west + change + mate, naming: "may not change configurations")
        #expect(try acme.plan(west + change + ["--as", "lead@acme.example"]).isApplyable)
      }
      try acme.expectRefusal(Self.whole + ["--as", "admin@acme.example"], naming: "project `6`")
      try acme.expectRefusal(Self.whole + ["--as", "gone@acme.example"], naming: "inactive")
      #expect(try acme.plan(Self.whole + ["--as", "lead@acme.example"]).isApplyable)
      try acme.succeed(Self.whole + mate + ["--yes"])
      #expect(try acme.log().last?["who"] as? String == "mate@acme.example")
    }
  }

  @Test func `apply looks at the memberships of who applies`() throws {
    try inCompany(EmbeddedCompany.snapshot()) { acme in
      try acme.succeed(Self.whole + ["--as", "lead@acme.example", "--out", "plan.json"])
      let worker = try acme.run(["apply", "plan.json", "--yes", "--as", "worker@acme.example"])
      #expect(worker.status == 1)
      #expect(worker.error.contains("project `7`"))
      #expect(try acme.configurations().isEmpty)
      try acme.succeed(["apply", "plan.json", "--yes", "--as", "mate@acme.example"])

      let west = ["configure", "Board", "--title", "West", "--set", "area=w", "--set", "tenant=t"]
      try acme.succeed(
        west + ["--project", "7", "--as", "mate@acme.example", "--out", "west.json"]
      )
      try acme.carryOut(["user", "set", "mate@acme.example", "--remove-project", "7"])
      let mate = try acme.run(["apply", "west.json", "--yes", "--as", "mate@acme.example"])
      #expect(mate.status == 1)
      #expect(try acme.configurations().count == 1)
    }
  }

  @Test func `a portfolio that only creates such a configuration may be a member's`() throws {
    try inCompany(EmbeddedCompany.snapshot()) { acme in
      let head = "app: {name: Board, version: 1.0.0, authentication: [user_level]}\n"
      try acme.binary.write(head + EmbeddedCompany.board, to: "board.yaml")
      func portfolio(_ configurations: String) throws {
        let app = "{manifest: board.yaml, configurations: [\(configurations)]}"
        try acme.binary.write("format_version: \"1.0\"\napps: [\(app)]\n", to: "p.yaml")
      }
      try portfolio("{title: East, values: {area: a, tenant: t}, projects: [6]}")
      let mate = ["--as", "mate@acme.example"]
      try acme.succeed(["plan", "p.yaml"] + mate)
      try acme.expect(1, ["plan", "p.yaml", "--as", "admin@acme.example"])
      try acme.succeed(["apply", "p.yaml", "--yes"] + mate)
      #expect(try acme.configurations().count == 1)
      try portfolio("{title: East, values: {area: b, tenant: t}, projects: [6]}")
      try acme.expect(1, ["plan", "p.yaml"] + mate)
    }
  }

  @Test func `what an app had a field for once may stay, and can be unset`() throws {
    let snapshot = EmbeddedCompany.snapshot(
      configurations: "[{title: East, values: {area: a, tenant: t, old: x}, projects: [6]}]"
    )
    try inCompany(snapshot) { acme in
      let change = ["configure", "Board", "--title", "East"]
      func values() throws -> [String: String]? {
        try acme.configurations().first?["values"] as? [String: String]
      }
      try acme.expectRefusal(change + ["--set", "old=y"], naming: "`old`")
      try acme.succeed(change + ["--set", "area=b", "--yes"])
      #expect(try values() == ["area": "b", "tenant": "t", "old": "x"])
      let url = try acme.url(["Board", "--project", "6", "--as", "mate@acme.example"])
      #expect(url == "https://t.crew.io/b/6?name=Tower&c=8089&n=Acme&f=")
      try acme.succeed(change + ["--set", "area=c", "--unset", "old", "--yes"])
      #expect(try values() == ["area": "c", "tenant": "t"])
    }
  }
}
