import Foundation
import Planning
import Testing

/// The secret is printed once and stands nowhere else.
@Suite struct ServiceAccountSecretTests {
  static let create = ["service-account", "create", "Ledger Export"]
  static let rotate = ["service-account", "rotate", "Ledger Export"]

  /// The secret that a run for people printed.
  static func told(_ run: Binary.Run) throws -> String {
    let lines = run.output.split(separator: "\n").filter { $0.contains("secret, told this once") }
    #expect(lines.count == 1)
    let secret = try #require(lines.first?.split(separator: " ").last)
    #expect(secret.wholeMatch(of: /[0-9a-f]{64}/) != nil)
    return String(secret)
  }

  @Test(
    arguments: [
      [], ["--quiet"], ["--verbose"], ["--format", "markdown"], ["--format", "html"],
      ["--format", "json", "--output-file", "json=view.json"],
    ]
  )
  func `it is printed once, in every view, quiet or not`(flags: [String]) throws {
    try inCompany { acme in
      let run = try acme.succeed(Self.create + ["--yes"] + flags)
      let secret = try Self.told(run)
      #expect(run.output.split(separator: secret, omittingEmptySubsequences: false).count == 2)
      #expect(!run.error.contains(secret))
      try Self.expectNowhere(secret, acme)
    }
  }

  @Test func `JSON has it beside what was applied, and no file has it`() throws {
    try inCompany { acme in
      let files = ["html=view.html", "markdown=view.md", "text=view.txt"]
      let run = try acme.succeed(
        Self.create + ["--yes", "--format", "json"] + files.flatMap { ["--output-file", $0] }
      )
      let json = try run.json()
      let secret = try #require(json["secret"] as? String)
      #expect(json["applied"] != nil)
      try Self.expectNowhere(secret, acme)
      // What was printed can be shown, and is the plan that it was.
      try acme.binary.write(run.output, to: "printed.json")
      for format in ["text", "json", "markdown", "html"] {
        let shown = try acme.binary.run(["show", "printed.json", "--format", format])
        #expect(shown.status == 0)
        #expect(!shown.output.contains(secret))
      }
    }
  }

  @Test(
    arguments: [
      ["--format", "text", "--format", "json", "--output-file", "text=view.txt"],
      ["--format", "json", "--format", "text", "--output-file", "text=view.txt"],
      ["--format", "markdown", "--format", "json", "--output-file", "markdown=view.md"],
    ]
  )
  func `what standard output has decides, not what is named first`(flags: [String]) throws {
    try inCompany { acme in
      var secrets: Set<String> = []
      for verb in [Self.create, Self.rotate] {
        let json = try acme.succeed(verb + ["--yes"] + flags).json()
        #expect(json["applied"] != nil)
        secrets.insert(try #require(json["secret"] as? String))
      }
      #expect(secrets.count == 2)
      for secret in secrets { try Self.expectNowhere(secret, acme) }
    }
  }

  @Test func `two rotations that were saved at once are two`() throws {
    try inCompany { acme in
      try acme.succeed(Self.create + ["--yes"])
      for name in ["1.json", "2.json"] {
        try acme.succeed(Self.rotate + ["--now", "2026-11-24T09:30:00Z", "--out", name])
      }
      var secrets: Set<String> = []
      for name in ["1.json", "2.json"] {
        secrets.insert(try Self.told(acme.succeed(["apply", name, "--yes"])))
      }
      #expect(secrets.count == 2)
      #expect(try acme.log().count == 4)
      #expect(try acme.succeed(["apply", "1.json"]).output.contains("already applied"))
    }
  }

  /// Not in the store, the plans or any view of either.
  static func expectNowhere(_ secret: String, _ acme: Acme) throws {
    for command in [
      ["company", "export"], ["company", "show"], ["company", "show", "--format", "json"],
      ["log"], ["log", "--format", "json"], ["company", "check"], ["drift"],
      rotate + ["--dry-run"], rotate + ["--dry-run", "--format", "json"],
    ] {
      let run = try acme.run(command)
      #expect(!run.output.contains(secret) && !run.error.contains(secret), "\(command)")
    }
    for (name, bytes) in try acme.binary.listing() {
      #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(name)")
    }
  }

  @Test func `applying a saved plan prints it, applying it again does not`() throws {
    try inCompany { acme in
      try acme.succeed(Self.create + ["--out", "create.json"])
      #expect(try acme.objects("service_accounts").isEmpty)
      let first = try Self.told(acme.succeed(["apply", "create.json", "--yes"]))
      let digest = try ServiceAccountTests.account(acme, "Ledger Export")["secret_digest"]
      #expect(digest as? String == "sha256:" + Acme.sha256(first))
      try acme.succeed(Self.rotate + ["--out", "rotate.json"])
      let apply = ["apply", "rotate.json", "--yes", "--format", "json"]
      let second = try #require(try acme.succeed(apply).json()["secret"] as? String)
      #expect(second != first)
      let before = try acme.binary.listing()
      for plan in ["create.json", "rotate.json"] {
        let again = try acme.succeed(["apply", plan, "--yes"])
        #expect(again.output.contains("already applied"))
        #expect(!again.output.contains("secret"))
      }
      #expect(try acme.binary.listing() == before)
      try Self.expectNowhere(first, acme)
      try Self.expectNowhere(second, acme)
    }
  }

  @Test func `no comparison counts the digest`() throws {
    try inCompany { acme in
      try acme.succeed(Self.create + ["--yes"])
      for name in ["rotate", "delete"] {
        try acme.succeed(["service-account", name, "Ledger Export", "--out", "\(name).json"])
      }
      try acme.succeed(Self.rotate + ["--yes"])
      try acme.succeed(["apply", "rotate.json", "--yes"])
      try acme.succeed(["apply", "delete.json", "--allow-remove"])
      #expect(try acme.objects("service_accounts").isEmpty)
    }
  }

  @Test func `plans and the log have null for the digest`() throws {
    try inCompany { acme in
      try acme.succeed(Self.create + ["--yes"])
      try acme.succeed(Self.rotate + ["--yes"])
      try acme.carryOut(["service-account", "delete", "Ledger Export"])
      let log = try acme.run(["log", "--format", "json"])
      let digests = log.output.matches(of: /"secret_digest": ([^,}\n]*)/).map { $0.output.1 }
      #expect(digests.count == 4 && Set(digests) == ["null"])
    }
  }

  @Test func `a dry run and a missing approval draw nothing`() throws {
    try inCompany { acme in
      try acme.succeed(Self.create + ["--yes"])
      let before = try acme.binary.listing()
      for flags in [["--dry-run"], ["--dry-run", "--format", "json"], [], ["--format", "json"]] {
        let run = try acme.run(Self.rotate + flags)
        #expect(run.status == (flags.contains("--dry-run") ? 0 : 7))
        #expect(!run.output.contains("told this once"))
        if flags.contains("json") { #expect(try run.json()["secret"] == nil) }
      }
      #expect(try acme.binary.listing() == before)
    }
  }

  @Test func `the digest stays where something else changes`() throws {
    try inCompany { acme in
      try acme.succeed(Self.create + ["--contact", "a@acme.example", "--yes"])
      let export = try acme.export()
      let digest = try ServiceAccountTests.account(acme, "Ledger Export")["secret_digest"]
      #expect(export.contains("secret_digest"))
      // Another digest alone is no change.
      let zeros = "sha256:" + String(repeating: "0", count: 64)
      let other = export.replacing(/sha256:[0-9a-f]{64}/, with: zeros)
      try acme.binary.write(other, to: "other.yaml")
      let nothing = try acme.succeed(["company", "import", "other.yaml", "--yes"])
      #expect(nothing.output.contains("No changes"))
      try acme.binary.write(export.replacing("a@acme", with: "b@acme"), to: "next.yaml")
      try acme.carryOut(["company", "import", "next.yaml"])
      let account = try ServiceAccountTests.account(acme, "Ledger Export")
      #expect(account["contact"] as? String == "b@acme.example")
      #expect(account["secret_digest"] as? String == digest as? String)
      // An export is read into another store as it is, and over this one without the digest.
      try acme.binary.run(["company", "import", "next.yaml", "--company", "new.dmsa"])
      let copy = try acme.binary.run(["company", "export", "--company", "new.dmsa"])
      #expect(try copy.output == acme.export())
      try acme.carryOut(["service-account", "delete", "Ledger Export"])
      try acme.carryOut(["company", "import", "next.yaml"])
      let again = try ServiceAccountTests.account(acme, "Ledger Export")
      #expect(again["contact"] as? String == "b@acme.example")
      #expect(again["secret_digest"] == nil)
    }
  }
}

extension Acme {
  static func sha256(_ text: String) -> String {
    Digest.hexadecimal(Array(text.utf8))
  }
}
