import Companies
import Testing

/// One small company, and a question for each sentence about effective access.
@Suite struct EffectiveAccessTests {
  private static let text = """
    format_version: "1.0"
    company: {id: 1, name: Acme, tools: [admin, conversations, directory, documents, permissions]}
    projects:
      - {id: 6, name: Six, tools: [daily_log, directory, rfi]}
      - {id: 7, name: Seven, active: false}
      - {id: 8, name: Eight, tools: [daily_log]}
    permission_templates:
      - {id: 11, name: Office, scope: company, permissions: {documents: readonly}}
      - {id: 21, name: Field, scope: project, permissions: {daily_log: standard}}
      - {id: 22, name: Lead, scope: project, permissions: {directory: admin}}
    users:
      - {id: 1, name: Boss, login: boss@a, permissions: {directory: admin, planroom: admin}}
      - {id: 2, name: Gone, login: gone@a, active: false, permissions: {directory: admin}}
      - {id: 3, name: Field Hand, login: Hand@a, company_template: 11, memberships: [
          {project: 6, template: 21}, {project: 7, template: 21}, {project: 8, permissions: {}}]}
      - {id: 4, name: Lead, login: lead@a, default_project_template: 21, add_to_new_projects: true,
         memberships: [{project: 6, template: 22}, {project: 8, template: 22}]}
      - {id: 5, name: Newcomer, login: new@a, add_to_new_projects: true}
      - {id: 50, name: sync-1, login: sync-1@procore.com, memberships: [
          {project: 6, permissions: {daily_log: admin}}]}
      - {id: 51, name: old-1, login: old-1@procore.com, permissions: {directory: admin}}
      - {id: 60, name: Legacy, login: legacy@procore.com, permissions: {documents: standard}}
    service_accounts: [{name: Legacy, user: 60}]
    apps:
      - {name: Sync, version: 1.0.0, user: 50, permitted_projects: [6],
         authentication: [service_account, user_level], manifest: {schema_version: "4.1",
         permissions: {project: {daily_log: standard}}}}
      - {name: Old, version: 1.0.0, state: uninstalled, user: 51,
         authentication: [service_account, user_level], manifest: {schema_version: "4.1"}}
      - {name: Panel, version: 1.0.0, authentication: [user_level],
         manifest: {schema_version: "4.1"}}
      - {name: Robot, version: 1.0.0, user: 99, authentication: [service_account],
         manifest: {schema_version: "4.1"}}
    install_requests:
      - {id: 1, app: Wish, version: 1.0.0, by: 3, authentication: [user_level],
         manifest: {schema_version: "4.1"}}
      - {id: 2, app: Big Wish, version: 1.0.0, by: 3, authentication: [service_account, user_level],
         manifest: {schema_version: "4.1"}}
    """
  private let company: Company

  init() throws { company = try Reading(Self.text).company() }

  @Test(arguments: [
    // 1. Inactive users, uninstalled apps, tools that are off or have no levels, inactive projects.
    ("user/gone@a", "company:documents:readonly", nil, "inactive"),
    ("user/old-1@procore.com", "company:documents:readonly", nil, "not-installed"),
    ("user/boss@a", "company:planroom:readonly", nil, "tool-disabled"),
    ("user/boss@a", "company:conversations:readonly", nil, "tool-disabled"),
    ("user/boss@a", "project:rfi:readonly", "8", "tool-disabled"),
    ("user/boss@a", "project:rfi:readonly", "7", "inactive"),
    ("user/Field Hand", "project:daily_log:readonly", "7", "inactive"),
    // 2. Company Directory at admin, Permissions apart.
    ("user/boss@a", "company:documents:admin", nil, "yes"),
    ("user/boss@a", "company:permissions:readonly", nil, "level-too-low"),
    // 3. In every project, member or not, future ones included.
    ("user/boss@a", "project:rfi:admin", "6", "yes"),
    ("user/boss@a", "project:rfi:admin", "new", "yes"),
    // 4. Project Directory at admin, where it is switched on.
    ("user/lead@a", "project:rfi:admin", "6", "yes"),
    ("user/lead@a", "project:daily_log:readonly", "8", "level-too-low"),
    // 5. The company template.
    ("user/HAND@A", "company:documents:readonly", nil, "yes"),
    ("user/HAND@A", "company:documents:standard", nil, "level-too-low"),
    // 6. The membership.
    ("user/Field Hand", "project:daily_log:standard", "6", "yes"),
    ("user/Field Hand", "project:daily_log:admin", "6", "level-too-low"),
    ("user/Field Hand", "project:daily_log:readonly", "8", "level-too-low"),
    ("user/new@a", "project:daily_log:readonly", "6", "not-a-member"),
    // 7. What the directory says counts, not the manifest.
    ("app/Sync", "project:daily_log:admin", "6", "yes"),
    ("app/Sync", "project:daily_log:readonly", "8", "not-a-member"),
    // 8. An app acting for a user.
    ("app/Sync@user/hand@a", "project:daily_log:standard", "6", "yes"),
    ("app/Sync@user/hand@a", "project:daily_log:admin", "6", "level-too-low"),
    ("app/Panel@user/boss@a", "project:rfi:admin", "6", "yes"),
    ("app/Panel@user/gone@a", "company:documents:readonly", nil, "inactive"),
    ("app/Wish@user/boss@a", "company:documents:readonly", nil, "not-installed"),
    ("app/Old@user/boss@a", "company:documents:readonly", nil, "not-installed"),
    ("app/Robot@user/boss@a", "company:documents:readonly", nil, "no-such-authentication"),
    // Nobody signs in with the login of an app or of a service account.
    ("app/Panel@user/sync-1@procore.com", "project:daily_log:admin", "6", "no-such-authentication"),
    ("app/Panel@user/legacy@procore.com", "company:documents:none", nil, "yes"),
    (
      "app/Panel@user/legacy@procore.com", "company:documents:standard", nil,
      "no-such-authentication"
    ),
    ("app/Old@user/sync-1@procore.com", "project:daily_log:admin", "6", "not-installed"),
    // 9. Two principals, and apps without an account.
    ("app/Panel", "company:documents:readonly", nil, "no-such-authentication"),
    ("app/Robot", "company:documents:readonly", nil, "no-such-authentication"),
    ("app/Old", "company:documents:readonly", nil, "not-installed"),
    ("app/Wish", "company:documents:readonly", nil, "not-installed"),
    ("service-account/Legacy", "company:documents:standard", nil, "yes"),
    // Any new project.
    ("user/lead@a", "project:daily_log:standard", "new", "yes"),
    ("user/new@a", "project:daily_log:readonly", "new", "level-too-low"),
    ("user/hand@a", "project:daily_log:readonly", "new", "not-a-member"),
    // Level none is always allowed.
    ("user/gone@a", "company:documents:none", nil, "yes"),
    ("app/Wish", "project:rfi:none", "7", "yes"),
  ]) func `a question has this answer`(
    _ principal: String,
    _ question: String,
    _ project: String?,
    _ answer: String
  ) throws {
    #expect(try company.answer(principal, question, in: project) == answer)
  }

  @Test func `with user installs on, using an app without a service account installs it`() throws {
    var contents = company.contents
    contents.allowsUserInstalls = true
    let open = Company(contents)
    #expect(try open.answer("app/Wish@user/boss@a", "company:documents:admin") == "yes")
    #expect(
      try open.answer("app/Big Wish@user/boss@a", "company:documents:admin") == "not-installed"
    )
    #expect(try open.answer("app/Old@user/boss@a", "company:documents:admin") == "not-installed")
  }

  @Test func `an admin's no counts whatever users may install`() throws {
    var contents = company.contents
    contents.allowsUserInstalls = true
    func answer(_ states: [InstallRequest.State]) throws -> String {
      var contents = contents
      let wish = contents.installRequests[0]
      contents.installRequests = states.enumerated().map { index, state in
        InstallRequest(
          id: InstallRequest.ID(Int64(index + 1)),
          app: wish.app,
          recorded: wish.recorded,
          by: wish.by,
          at: "2026-11-0\(index + 1)T09:30:00Z",
          state: state
        )
      }
      return try Company(contents).answer("app/Wish@user/boss@a", "company:documents:admin")
    }
    #expect(try answer([.denied]) == "not-installed")
    #expect(try answer([.denied, .denied]) == "not-installed")
    #expect(try answer([.pending, .denied]) == "yes")
    #expect(try answer([.denied, .pending]) == "yes")
    #expect(try answer([.approved, .denied]) == "yes")
  }

  @Test func `an unknown setting stands in the way of a yes alone`() throws {
    for isOn in [true, false] {
      var contents = company.contents
      contents.allowsUserInstalls = isOn
      contents.unknown = ["setting/allow_user_installs"]
      let unsure = Company(contents)
      #expect(try unsure.answer("app/Wish@user/boss@a", "company:documents:admin") == "unknown")
      #expect(try unsure.answer("app/Wish@user/gone@a", "company:documents:admin") == "inactive")
      #expect(
        try unsure.answer("app/Wish@user/hand@a", "company:documents:admin") == "level-too-low"
      )
      #expect(
        try unsure.answer("app/Big Wish@user/boss@a", "company:documents:admin") == "not-installed"
      )
      #expect(try unsure.answer("app/Panel@user/boss@a", "company:documents:admin") == "yes")
    }
  }

  /// The company with users who may install, and wishes for apps named `Twin`.
  private func asked(_ wishes: (uid: String?, authentication: String)...) throws -> Company {
    let rows = wishes.enumerated().map { index, wish in
      let identity = wish.uid.map { ", app_manifest: {uid: \($0)}" } ?? ""
      return "  - {id: \(index + 1), app: Twin, version: 1.0.0, by: 3, at: 2026-11-0\(index + 1),"
        + " authentication: [\(wish.authentication)],"
        + " manifest: {schema_version: \"4.1\"\(identity)}}\n"
    }
    let rest = Self.text.split(separator: "install_requests:\n").first ?? ""
    var contents = try Reading(rest + "install_requests:\n" + rows.joined()).company().contents
    contents.allowsUserInstalls = true
    return Company(contents)
  }

  @Test func `a name that two apps were asked for by names neither`() throws {
    let twins = try asked(("aa", "service_account, user_level"), ("bb", "user_level"))
    let mistake = #expect(throws: QuestionMistake.self) {
      try twins.answer("app/Twin@user/boss@a", "company:documents:admin")
    }
    #expect(
      mistake?.message == "2 apps were asked for by the name `Twin`, expected a uid: `aa`, `bb`"
    )
    #expect(try twins.answer("app/aa@user/boss@a", "company:documents:admin") == "not-installed")
    #expect(try twins.answer("app/bb@user/boss@a", "company:documents:admin") == "yes")
    // One that nobody gave a uid may be either, and is no third app.
    let one = try asked(("aa", "user_level"), (nil, "user_level"))
    #expect(try one.answer("app/Twin@user/boss@a", "company:documents:admin") == "yes")
  }

  @Test func `Directory at admin counts only where Directory is switched on`() throws {
    var contents = company.contents
    contents.tools = .only(["documents"])
    let closed = Company(contents)
    #expect(try closed.answer("user/boss@a", "company:documents:readonly") == "level-too-low")
    #expect(try closed.answer("user/boss@a", "project:rfi:readonly", in: "6") == "not-a-member")
  }

  @Test(arguments: [
    ("user/boss@a", "company:permissions:readonly", nil, 404),
    ("user/hand@a", "company:documents:standard", nil, 403),
    ("user/hand@a", "company:documents:readonly", nil, 200),
    ("user/new@a", "project:daily_log:readonly", "6", 404),
    ("user/boss@a", "project:rfi:readonly", "8", 403),
    ("app/Wish", "company:documents:readonly", nil, 403),
  ]) func `the platform would answer with this status`(
    _ principal: String,
    _ question: String,
    _ project: String?,
    _ status: Int
  ) throws {
    #expect(try company.ask(principal, question, in: project).httpStatus == status)
  }

  @Test func `a verdict names its facts by their addresses`() throws {
    let member = try company.ask("user/hand@a", "project:daily_log:standard", in: "6")
    #expect(member.because.map(\.address) == ["membership/3/6", "template/21"])
    let admin = try company.ask("user/boss@a", "project:rfi:admin", in: "6")
    #expect(admin.because.map(\.address) == ["user/1", "company"])
    let stranger = try company.ask("user/new@a", "project:rfi:admin", in: "6")
    #expect(stranger.because.map(\.address) == ["membership/5/6"])
    let uninstalled = try company.ask("app/Old", "company:documents:readonly")
    #expect(uninstalled.because.map(\.address) == ["app/Old"])
  }

  @Test func `a verdict that rests on what nobody knows is none`() throws {
    var contents = company.contents
    contents.unknown = ["membership/5/6", "template/11"]
    let unsure = Company(contents)
    #expect(try unsure.answer("user/new@a", "project:rfi:readonly", in: "6") == "unknown")
    #expect(
      try unsure.answer("user/new@a", "project:daily_log:readonly", in: "8") == "not-a-member"
    )
    #expect(try unsure.answer("user/hand@a", "company:documents:readonly") == "unknown")
    #expect(try unsure.answer("user/boss@a", "project:rfi:readonly", in: "6") == "yes")
    #expect(try unsure.answer("user/new@a", "project:rfi:none", in: "6") == "yes")
  }

  @Test func `who-can names each directory user once, as what it stands for`() throws {
    let access = CompanyAccess(company)
    let log = try company.question("project:daily_log:standard", project: "6")
    #expect(
      try access.whoCan(log).allowed.map(\.principal.name)
        == ["app/Sync", "user/Hand@a", "user/boss@a", "user/lead@a"]
    )
    let documents = try company.question("company:documents:standard", project: nil)
    #expect(
      try access.whoCan(documents).allowed.map(\.principal.name) == [
        "service-account/Legacy", "user/boss@a",
      ]
    )
  }

  @Test(arguments: [
    ("user/bos@a", "company:documents:readonly", nil, "no user `bos@a`, did you mean `boss@a`"),
    ("app/Sink", "company:documents:readonly", nil, "there is no app `Sink`, did you mean `Sync`"),
    ("robot/x", "company:documents:readonly", nil, "`robot/x` names no principal"),
    ("user/Boss", "company:document:readonly", nil, "did you mean `documents`"),
    ("user/Boss", "company:documents:read", nil, "unknown level `read`"),
    ("user/Boss", "project:rfi:readonly", nil, "expected `--project ID`"),
    ("user/Boss", "project:rfi:readonly", "9", "there is no project `9`"),
  ]) func `a question about nothing there is says so`(
    _ principal: String,
    _ question: String,
    _ project: String?,
    _ message: String
  ) {
    let mistake = #expect(throws: QuestionMistake.self) {
      try company.ask(principal, question, in: project)
    }
    #expect(mistake?.message.contains(message) == true, "\(mistake?.message ?? "")")
  }
}
