import Foundation
import Testing

@Suite struct LaunchTests {
  static let mate = ["--as", "mate@acme.example"]

  @Test func `a launch that works says which configuration and which URL`() throws {
    try inCompany(EmbeddedCompany.snapshot(configurations: "[\(EmbeddedCompany.east)]")) { acme in
      let (json, status) = try acme.launch(["Board", "--project", "Tower"] + Self.mate)
      #expect(status == 0)
      let expected: [String: Any] = [
        "format_version": "1.0", "app": "Board", "project": 6, "component": "fullscreen",
        "title": "East", "url": "https://t.crew.io/a%20b/6?name=Tower&c=8089&n=Acme&f=",
        "visible": true, "invisible_because": NSNull(),
      ]
      #expect(json as NSDictionary == expected as NSDictionary)
      #expect(try SchemaValidator("plan", definition: "launch").problems(json) == [])
      let side = ["Board", "--project", "6", "--component", "sidepanel"]
      #expect(try acme.url(side + Self.mate) == "https://side.crew.io/?area=a%20b&shade=")
      #expect(try acme.url(side + ["--as", "LEAD@acme.example"]).hasPrefix("https://side"))
      let text = try acme.succeed(["launch", "Board", "--project", "6"] + Self.mate)
      #expect(text.output.hasPrefix("https://t.crew.io/a%20b/6?"))
      #expect(text.output.contains("`East`"))
    }
  }

  @Test(
    arguments: [
      ("not-installed", ["Past", "--as", "gone@acme.example", "--component", "sidepanel"]),
      ("not-installed", ["Wish", "--as", "gone@acme.example"]),
      ("no-embedded-component", ["Sync", "--as", "gone@acme.example"]),
      ("inactive", ["Board", "--project", "9", "--as", "gone@acme.example"]),
      ("inactive", ["Board", "--project", "8", "--as", "worker@acme.example"]),
      ("inactive", ["Board", "--project", "8", "--as", "lead@acme.example"]),
      ("not-a-member", ["Board", "--project", "7", "--as", "worker@acme.example"]),
      ("not-a-member", ["Board", "--project", "9", "--as", "admin@acme.example"]),
      ("no-configuration", ["Board", "--project", "9", "--as", "lead@acme.example"]),
      ("no-configuration", ["Board", "--as", "lead@acme.example"]),
      ("no-configuration", ["Board", "--project", "6", "--title", "West"] + mate),
      ("no-configuration", ["Board", "--project", "6", "--title", "east"] + mate),
    ]
  )
  func `why an app isn't visible`(because: String, arguments: [String]) throws {
    try inCompany(EmbeddedCompany.snapshot(configurations: "[\(EmbeddedCompany.east)]")) { acme in
      let (json, status) = try acme.launch(arguments)
      #expect(status == 1)
      #expect(json["invisible_because"] as? String == because)
      #expect(json["visible"] as? Bool == false)
      #expect(json["url"] is NSNull && json["title"] is NSNull)
      #expect(try SchemaValidator("plan", definition: "launch").problems(json) == [])
      let text = try acme.run(["launch"] + arguments)
      #expect(text.status == 1)
      #expect(text.output.hasPrefix("not visible: \(because)\n"))
      #expect(try acme.run(["launch", "--quiet"] + arguments).output == "")
    }
  }

  @Test func `a component that isn't there has no page`() throws {
    let manifest = EmbeddedCompany.board.components(separatedBy: "sidepanel:")[0]
    let snapshot = EmbeddedCompany.snapshot(
      configurations: "[\(EmbeddedCompany.east)]",
      manifest: manifest
    )
    try inCompany(snapshot) { acme in
      let arguments = ["Board", "--project", "6"] + Self.mate
      let (json, status) = try acme.launch(arguments + ["--component", "sidepanel"])
      #expect(status == 1)
      #expect(json["invisible_because"] as? String == "no-embedded-component")
      #expect(json["component"] as? String == "sidepanel")
      #expect(try acme.launch(arguments).json["component"] as? String == "fullscreen")
    }
  }

  @Test func `a side panel is shown where there is no full screen`() throws {
    let parts = EmbeddedCompany.board.components(separatedBy: "sidepanel:")
    let manifest = "schema_version: \"4.1\"\nsidepanel:" + parts[1]
    let snapshot = EmbeddedCompany.snapshot(
      configurations: "[{title: East, values: {area: a, shade: dark}, projects: [6]}]",
      manifest: manifest
    )
    try inCompany(snapshot) { acme in
      let (json, status) = try acme.launch(["Board", "--project", "6"] + Self.mate)
      #expect(status == 0)
      #expect(json["component"] as? String == "sidepanel")
      #expect(json["url"] as? String == "https://side.crew.io/?area=a&shade=dark")
    }
  }

  @Test func `two configurations that apply need a title`() throws {
    let snapshot = EmbeddedCompany.snapshot(
      configurations: """
        [\(EmbeddedCompany.east), {title: All, values: {area: z, tenant: t}, projects: future},
             {title: Top, values: {area: c, tenant: t}, projects: company}]
        """
    )
    try inCompany(snapshot) { acme in
      let arguments = ["Board", "--project", "6"] + Self.mate
      let (json, status) = try acme.launch(arguments)
      #expect(status == 1)
      #expect(json["invisible_because"] as? String == "several-configurations")
      #expect(json["title"] is NSNull)
      #expect(try acme.url(arguments + ["--title", "All"]).hasPrefix("https://t.crew.io/z/6?"))
      #expect(
        try acme.url(arguments + ["--title", "East"]).hasPrefix("https://t.crew.io/a%20b/6?")
      )
      let seven = try acme.launch(["Board", "--project", "7"] + Self.mate)
      #expect(seven.json["title"] as? String == "All")
      let inactive = try acme.launch(["Board", "--project", "8"] + Self.mate)
      #expect(inactive.json["invisible_because"] as? String == "inactive")
      let company = try acme.url(["Board"] + Self.mate)
      #expect(company == "https://t.crew.io/c/?name=&c=8089&n=Acme&f=")
    }
  }

  @Test(arguments: ["{area: a}", "{area: a, tenant: \"\"}", "{tenant: t}"])
  func `a required field of either component that is empty hides both`(values: String) throws {
    let snapshot = EmbeddedCompany.snapshot(
      configurations: "[{title: East, values: \(values), projects: [6]}]"
    )
    try inCompany(snapshot) { acme in
      for component in ["fullscreen", "sidepanel"] {
        let arguments = ["Board", "--project", "6", "--component", component] + Self.mate
        let (json, status) = try acme.launch(arguments)
        #expect(status == 1)
        #expect(json["invisible_because"] as? String == "incomplete-configuration")
        #expect(json["title"] as? String == "East")
      }
    }
  }

  @Test(
    arguments: [
      ["Board", "--as", "nobody@acme.example"], ["Board", "--as", "old-sync"],
      ["Board", "--as", "sync-1234abcd@procore.com"], ["Bord"] + mate,
      ["Board", "--project", "99"] + mate,
    ]
  )
  func `what nobody knows, or nobody signs in with, is refused`(arguments: [String]) throws {
    try inCompany(EmbeddedCompany.snapshot()) { acme in
      let run = try acme.run(["launch", "--format", "json"] + arguments)
      #expect(run.status == 1)
      #expect(run.output == "")
      #expect(run.error.hasPrefix("dmsa: "))
    }
  }

  @Test func `it takes somebody, and a component that there is`() throws {
    try inCompany(EmbeddedCompany.snapshot()) { acme in
      try acme.expect(2, ["launch", "Board"])
      try acme.expect(2, ["launch", "Board", "--component", "iframe"] + Self.mate)
    }
  }

  /// What nobody knows, the project, and who opens the app there.
  private static let unclear: [(String, String, String)] = [
    ("configuration/Board/East", "6", "mate"), ("app/Board", "6", "mate"),
    ("project/6", "6", "mate"), ("configurations", "9", "lead"),
    ("membership/103/7", "7", "worker"), ("memberships/103", "7", "worker"),
    ("user/103", "7", "worker"), ("template/11", "7", "worker"),
    ("configuration/Board/Nowhere", "7", "mate"), ("configuration/Board/Nowhere", "6", "mate"),
    ("membership/107/6", "6", "mate"), ("user/101", "6", "lead"), ("company", "6", "lead"),
    ("template/12", "6", "chief"), ("user/160", "6", "chief"),
  ]

  @Test(arguments: unclear)
  func `a launch that rests on what is unknown says neither yes nor no`(
    address: String,
    project: String,
    user: String
  ) throws {
    try inCompany(Self.snapshot(unknown: [address, "template/22"])) { acme in
      let arguments = ["Board", "--project", project, "--as", "\(user)@acme.example"]
      let (json, status) = try acme.launch(arguments)
      #expect(status == 2)
      #expect(json["visible"] is NSNull && json["invisible_because"] is NSNull)
      #expect(json["url"] is NSNull)
      #expect(json["unknown"] as? [String] == [address])
      #expect(try SchemaValidator("plan", definition: "launch").problems(json) == [])
      let text = try acme.run(["launch"] + arguments)
      #expect(text.output == "unknown\nnobody knows `\(address)`\n")
    }
  }

  /// What nobody knows, why it is invisible, if it is, the project, and who opens the app there.
  private static let clear: [([String], String?, String, String)] = [
    (["user/107", "memberships/107", "membership/107/7", "template/21"], nil, "6", "mate"),
    (["project/9", "app/Sync", "setting/allow_user_installs"], nil, "6", "mate"),
    (["memberships/101", "membership/101/6"], nil, "6", "lead"),
    (["template/12"], nil, "7", "mate"),
    (["project/8"], "inactive", "8", "mate"),
    (["app/Board", "project/6"], "inactive", "6", "gone"),
    (["configuration/Board/East"], "no-configuration", "9", "lead"),
    (["memberships/103"], "no-configuration", "9", "worker"),
  ]

  @Test(arguments: clear)
  func `what is known for sure is said, whatever else is unknown`(
    unknown: [String],
    because: String?,
    project: String,
    user: String
  ) throws {
    try inCompany(Self.snapshot(unknown: unknown)) { acme in
      let (json, status) = try acme.launch(
        ["Board", "--project", project, "--as", "\(user)@acme.example"]
      )
      #expect(status == (because == nil ? 0 : 1), "\(json)")
      #expect(json["invisible_because"] as? String == because)
      #expect(json["unknown"] == nil)
    }
  }

  /// A company with a configuration for projects and one of which nobody knows where it applies.
  private static func snapshot(unknown: [String]) -> String {
    EmbeddedCompany.snapshot(
      configurations: """
        [\(EmbeddedCompany.east.replacing("[6, 8]", with: "[6, 7, 8]")),
             {title: Nowhere, values: {area: z, tenant: t}, projects: []}]
        """
    ).replacing(
      "users:\n",
      with: """
          - {id: 12, name: Chiefs, scope: company, permissions: {directory: admin}}
        users:
          - {id: 160, name: Chief, login: chief@acme.example, company_template: 12}

        """
    ) + "unknown: [\(unknown.joined(separator: ", "))]\n"
  }

  @Test func `a snapshot file answers as the store does, and neither is written`() throws {
    try inCompany(EmbeddedCompany.snapshot(configurations: "[\(EmbeddedCompany.east)]")) { acme in
      let before = try acme.binary.listing()
      let command = ["launch", "Board", "--project", "6", "--format", "json"] + Self.mate
      let file = try acme.binary.run(command + ["--company", "acme.yaml"])
      #expect(file.status == 0)
      #expect(try acme.run(command).output == file.output)
      #expect(try acme.binary.listing() == before)
    }
  }

  /// The encoding is compared with Foundation's, which shares no code with the program.
  @Test func `every value goes into the URL encoded, whatever is in it`() throws {
    var unreserved = CharacterSet()
    unreserved.insert(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
    unreserved.insert(charactersIn: "0123456789-._~")
    let letters =
      Array("aZ09-._~ /?#[]@!$&'()*+,;=%{}\"<>\\^`|:%2F\t\u{7F}éß中👷🏽‍♀️e\u{301}\u{202E}")
      .map(String.init) + ["{{area}}", "{{", "}}", "%00", "../"]
    var random = SplitMix(seed: 17)
    try inCompany(EmbeddedCompany.snapshot()) { acme in
      for number in 0..<40 {
        var area = ""
        for _ in 0...Int.random(in: 0..<12, using: &random) {
          area += letters.randomElement(using: &random) ?? "x"
        }
        let title = "T\(number)"
        try acme.carryOut(
          ["configure", "Board", "--title", title, "--set", "area=\(area)"]
            + ["--set", "tenant=t\(number)", "--project", "6"]
        )
        let url = try acme.url(["Board", "--project", "6", "--title", title] + Self.mate)
        let encoded = try #require(area.addingPercentEncoding(withAllowedCharacters: unreserved))
        #expect(
          url == "https://t\(number).crew.io/\(encoded)/6?name=Tower&c=8089&n=Acme&f=",
          "\(area.debugDescription)"
        )
      }
    }
  }

  @Test func `names of projects and companies are encoded like values`() throws {
    let snapshot = EmbeddedCompany.snapshot(configurations: "[\(EmbeddedCompany.east)]")
      .replacing("name: Tower}", with: "name: \"Tower {{area}}/é & Söhne\"}")
      .replacing("name: Acme,", with: "name: \"A/B 50%\",")
    try inCompany(snapshot) { acme in
      let url = try acme.url(["Board", "--project", "6"] + Self.mate)
      let name = "Tower%20%7B%7Barea%7D%7D%2F%C3%A9%20%26%20S%C3%B6hne"
      #expect(url == "https://t.crew.io/a%20b/6?name=\(name)&c=8089&n=A%2FB%2050%25&f=")
    }
  }
}

/// Numbers that are the same in every run.
private struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
