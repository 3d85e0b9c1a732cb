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
    }
  }
}
