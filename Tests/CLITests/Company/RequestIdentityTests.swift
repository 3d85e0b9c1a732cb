import Foundation
import Testing

/// Which wishes an app's install settles where two apps share a name.
@Suite struct RequestIdentityTests {
  static func markup(_ uid: String?) -> String {
    RequestTests.markup + (uid.map { "app_manifest: {uid: \($0)}\n" } ?? "")
  }

  @Test(
    arguments: [
      ("aa", ["approved", "pending", "approved"]), ("bb", ["pending", "approved", "approved"]),
      (nil, ["approved", "approved", "approved"]),
    ]
  )
  func `installing approves the wishes for this app alone`(
    uid: String?,
    states: [String]
  ) throws {
    try inCompany { acme in
      let requests = [("worker", "aa"), ("worker", "bb"), ("admin", nil)]
      for (index, (user, uid)) in requests.enumerated() {
        try acme.binary.write(Self.markup(uid), to: "asked.yaml")
        try acme.succeed(
          ["request-install", "asked.yaml", "--as", "\(user)@acme.example"]
            + ["--now", "2026-11-2\(index)"]
        )
      }
      try acme.binary.write(Self.markup(uid), to: "markup.yaml")
      try acme.carryOut(["install", "markup.yaml"])
      let found = try acme.objects("install_requests").sorted {
        ($0["at"] as? String ?? "") < ($1["at"] as? String ?? "")
      }
      #expect(found.map { $0["state"] as? String } == states)
    }
  }

  @Test func `the same user asks for one app once`() throws {
    try inCompany { acme in
      try acme.binary.write(Self.markup("aa"), to: "asked.yaml")
      let ask = ["request-install", "asked.yaml", "--as", "worker@acme.example"]
      try acme.succeed(ask)
      try acme.expectRefusal(ask, naming: "asked for `Markup` already")
      // By another name it is the same app.
      try acme.binary.write(Self.renamed(Self.markup("aa")), to: "asked.yaml")
      try acme.expectRefusal(ask, naming: "asked for `Marker` already")
      try acme.binary.write(Self.renamed(Self.markup("bb")), to: "asked.yaml")
      try acme.succeed(ask)
    }
  }

  private static func renamed(_ manifest: String) -> String {
    manifest.replacing("name: Markup", with: "name: Marker")
  }

  private func states(_ acme: Acme) throws -> [String] {
    try acme.objects("install_requests").compactMap { $0["state"] as? String }
  }

  @Test func `a wish for the app by another name is settled with it, and a plan rests on it`()
    throws
  {
    try inCompany { acme in
      try acme.binary.write(Self.markup("aa"), to: "new.yaml")
      try acme.succeed(["install", "new.yaml", "--out", "p.json"])
      try acme.binary.write(Self.renamed(Self.markup("aa")), to: "asked.yaml")
      try acme.succeed(["request-install", "asked.yaml", "--as", "worker@acme.example"])
      let run = try acme.run(["apply", "p.json", "--yes"])
      #expect(run.status == 4)
      #expect(run.error.contains("install-requests/aa"), "\(run.error)")
      try acme.carryOut(["install", "new.yaml"])
      #expect(try states(acme) == ["approved"])
    }
  }

  @Test func `an update that brings the name asked for settles the wish`() throws {
    try inCompany { acme in
      try acme.binary.write(Self.markup("aa"), to: "old.yaml")
      try acme.carryOut(["install", "old.yaml"])
      try acme.binary.write(Self.renamed(Self.markup(nil)), to: "asked.yaml")
      try acme.succeed(["request-install", "asked.yaml", "--as", "worker@acme.example"])
      #expect(try states(acme) == ["pending"])
      try acme.binary.write(
        Self.renamed(Self.markup("aa")).replacing("1.0.0", with: "2.0.0"),
        to: "new.yaml"
      )
      try acme.carryOut(["update", "new.yaml"])
      #expect(try states(acme) == ["approved"])
    }
  }
}
