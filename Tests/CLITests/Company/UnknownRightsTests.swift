import Foundation
import Testing

/// A right that rests on what nobody knows is none.
@Suite struct UnknownRightsTests {
  /// The company with somebody whose template gives Directory admin, and an embedded app.
  private static func snapshot(unknown marks: String) -> String {
    EmbeddedCompany.snapshot().replacing(
      "users:\n",
      with: """
          - {id: 12, name: Chiefs, scope: company, permissions: {directory: admin}}
        users:
          - {id: 160, name: Templated, login: t@acme.example, company_template: 12}

        """
    ) + "unknown: [\(marks)]\n"
  }

  private static let setting = ["settings", "allow-user-installs", "on", "--as"]
  private static let configuring = [
    "configure", "Board", "--title", "West", "--set", "area=a", "--set", "tenant=t", "--as",
  ]

  @Test(arguments: ["template/12", "user/160", "company"])
  func `a verb by one of whom nobody knows whether it may is refused`(mark: String) throws {
    try inCompany(Self.snapshot(unknown: mark)) { acme in
      try acme.expectRefusal(Self.setting + ["t@acme.example"], naming: "is unknown: `\(mark)`")
      try acme.expectRefusal(
        ["install", "crew.yaml", "--as", "t@acme.example"],
        naming: "nobody knows whether `t@acme.example` may install apps"
      )
      let list = try acme.run(["drift", "--as", "t@acme.example"])
      #expect(list.status == 1 && list.error.contains(mark), "\(list.error)")
    }
  }

  @Test(arguments: ["template/11, user/101, memberships/160, project/6", "app/Board, app/Sync"])
  func `a right that is sure without what is unknown stays`(marks: String) throws {
    try inCompany(Self.snapshot(unknown: marks)) { acme in
      for login in ["t@acme.example", "admin@acme.example"] {
        let plan = try acme.plan(Self.setting + [login])
        #expect(plan.isApplyable)
      }
    }
  }

  @Test func `one who certainly has no right is told so`() throws {
    try inCompany(Self.snapshot(unknown: "template/12")) { acme in
      try acme.expectRefusal(Self.setting + ["mate@acme.example"], naming: "may not")
    }
  }

  @Test func `apply looks for a right that is sure`() throws {
    try inCompany(Self.snapshot(unknown: "template/12")) { acme in
      try acme.succeed(["settings", "allow-user-installs", "on", "--out", "p.json"])
      let run = try acme.run(["apply", "p.json", "--allow-widen", "--as", "t@acme.example"])
      #expect(run.status == 1)
      #expect(run.error.contains("nobody knows whether `t@acme.example` may"), "\(run.error)")
      try acme.succeed(["apply", "p.json", "--allow-widen", "--as", "lead@acme.example"])
    }
  }

  @Test(arguments: [
    ("membership/107/6", "6", "mate"), ("memberships/103", "7", "worker"),
  ])
  func `a configuration by one of whom nobody knows whether it is a member`(
    mark: String,
    project: String,
    user: String
  ) throws {
    try inCompany(Self.snapshot(unknown: mark)) { acme in
      try acme.expectRefusal(
        Self.configuring + ["\(user)@acme.example", "--project", project],
        naming: "is unknown: `\(mark)`"
      )
      for login in ["lead@acme.example", "t@acme.example"] {
        #expect(
          try acme.plan(Self.configuring + [login, "--project", project]).isApplyable
        )
      }
      #expect(
        try acme.plan(Self.configuring + ["mate@acme.example", "--project", "7"]).isApplyable
      )
    }
  }

  @Test func `asking for an app takes no right, so nothing unknown bars it`() throws {
    try inCompany(Self.snapshot(unknown: "template/12, user/160")) { acme in
      let plan = try acme.plan(["request-install", "crew.yaml", "--as", "t@acme.example"])
      #expect(plan.isApplyable)
    }
  }
}
