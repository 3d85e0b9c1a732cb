import Catalog
import Companies
import Documents
import Foundation
import Planning
import Testing

/// Random companies, manifests and verb sequences; every plan judged by an oracle that looks at
/// every cell and shares no code with the planner.
@Suite struct PlanPropertyTests {
  /// How many companies are drawn; more by the environment, for a longer run.
  static let seeds: Range<UInt64> =
    0..<(ProcessInfo.processInfo.environment["PLAN_SEEDS"].flatMap { UInt64($0) } ?? 120)

  @Test func `plans are what the oracle says, and applying one gives what it showed`() throws {
    let catalog = try PlainTools.catalog()
    var planned: [String: Int] = [:]
    var refused = 0
    for seed in PlanPropertyTests.seeds {
      var random = RandomCompany(seed: seed)
      let company = try PlannedCompany(snapshot: random.snapshot)
      for step in 0..<6 {
        let verb = RandomVerb.draw(&random, company)
        let policy: PlanOptions.UpdatePolicy = random.random.once(in: 4) ? .keep : .reset
        let before = try company.snapshot()
        let plan = try company.plan(
          verb,
          as: RandomVerb.login(for: verb, in: company, seed: seed),
          policy: policy,
          seed: seed &* 31 &+ UInt64(step)
        )
        #expect(try company.snapshot() == before, "planning wrote something")
        let text = String(decoding: plan.bytes(), as: UTF8.self)
        // An import may switch tools off that nobody names.
        let tools = verb.name == "import" ? catalog : catalog.few
        let problems = try PlainJudge.judge(snapshotBefore: before, plan: text, tools: tools)
        #expect(problems.isEmpty, "seed \(seed), step \(step), \(verb.name): \(problems)\n\(text)")
        guard problems.isEmpty else { return }
        guard plan.isApplyable else {
          refused += plan.refused.isEmpty ? 0 : 1
          continue
        }
        planned[RandomVerb.label(of: verb), default: 0] += 1
        try company.apply(plan, isNew: true)
        let after = try company.snapshot()
        let judge = PlainJudge(
          try PlainSnapshot(json: before),
          try PlainJSONReader.read(text),
          tools: tools
        )
        let left = PlainSnapshot.difference(judge.after, try PlainSnapshot(json: after))
        #expect(left.isEmpty, "seed \(seed), step \(step), \(verb.name): \(left)")
        let changed = PlainSnapshot.difference(
          try PlainSnapshot(json: before),
          try PlainSnapshot(json: after)
        )
        #expect(
          changed == Set(plan.changes.map(\.address.description)),
          "seed \(seed), step \(step), \(verb.name)"
        )
        #expect(try company.apply(plan) != .applied(#require(company.lastEntry())))
      }
    }
    // The sequences reach every verb.
    for name in RandomVerb.names {
      #expect((planned[name] ?? 0) > 0, "\(name) was never planned: \(planned)")
    }
    #expect(refused > 0)
  }

  /// Whatever changes in a company after a plan was made: either the plan is refused as stale, or
  /// the plan made anew says the same.
  @Test func `a plan that still applies is the plan that would be made now`() throws {
    var stale = 0
    var fresh = 0
    let disturbances: UInt64 = 4
    for seed in 0..<PlanPropertyTests.seeds.upperBound * disturbances {
      var random = RandomCompany(seed: seed / disturbances)
      let company = try PlannedCompany(snapshot: random.snapshot)
      let verb = RandomVerb.draw(&random, company)
      let login = RandomVerb.login(for: verb, in: company, seed: seed)
      let plan = try company.plan(verb, as: login, seed: seed)
      guard plan.isApplyable else { continue }
      // The same company and the same plan, disturbed in another way each time.
      for _ in 0..<seed % disturbances { _ = RandomVerb.draw(&random, company) }
      let other = RandomVerb.draw(&random, company)
      let disturbance = try company.plan(
        other,
        as: RandomVerb.login(for: other, in: company, seed: seed),
        seed: seed &+ 1
      )
      if disturbance.isApplyable { try company.apply(disturbance) }
      // Who asked may be gone, which the plan rests on.
      guard let anew = try? company.plan(verb, as: login, seed: seed) else {
        #expect(throws: StalePlan.self) { try company.apply(plan) }
        continue
      }
      do {
        // Two verbs may come to the very same plan, which is applied once.
        guard case .applied = try company.apply(plan) else { continue }
        fresh += 1
        #expect(
          anew.changes == plan.changes && anew.relation == plan.relation
            && anew.approvals == plan.approvals && anew.warnings == plan.warnings
            && anew.drift == plan.drift && anew.requiresConsent == plan.requiresConsent,
          """
          seed \(seed): \(verb.name) after \(other.name):
          \(String(decoding: plan.bytes(), as: UTF8.self))
          \(String(decoding: anew.bytes(), as: UTF8.self))
          """
        )
      } catch let mistake as StalePlan {
        stale += 1
        #expect(!mistake.facts.isEmpty)
      }
    }
    #expect(stale > 2)
    #expect(fresh > 5)
  }
}

/// Verbs drawn for a company.
enum RandomVerb {
  static let names = [
    "install", "update", "uninstall", "reinstall", "projects add", "projects remove",
    "configure", "template create", "template set", "user set", "settings", "drift", "plan",
    "import", "service-account create", "service-account assign", "service-account rotate",
    "service-account delete", "request-install", "requests approve", "requests deny",
  ]

  /// A verb's name; approving a request is an install by its own.
  static func label(of verb: any Verb) -> String {
    verb is ApproveRequest ? "requests approve" : verb.name
  }

  /// The login of somebody who can ask for an app, for a verb that is nothing without one.
  static func login(for verb: any Verb, in company: PlannedCompany, seed: UInt64) -> String? {
    guard verb is RequestInstall else { return nil }
    var logins: [String] = []
    try? company.eachUser { user in
      if try user.isActive && company.kind(of: user.id) == .person { logins.append(user.login) }
      return true
    }
    return logins.isEmpty ? nil : logins[Int(seed % UInt64(logins.count))]
  }

  static func draw(_ random: inout RandomCompany, _ company: PlannedCompany) -> any Verb {
    let apps = (try? company.apps()) ?? []
    let app = apps.isEmpty ? "Nothing" : random.random.pick(apps).name
    let projects = random.random.some(random.projects.map { String($0.id) })
    let choice: ProjectChoice = random.random.once(in: 5) ? .allActive : .named(projects)
    switch random.random.number(0...21) {
    case 0, 1, 2:
      var install = Install(company.proposed(random.manifest().source))
      install.projects = choice
      install.addsToNewProjects = random.random.once(in: 3)
      return install
    case 3, 4, 5:
      var update = Update(company.proposed(random.manifest().source))
      if random.random.once(in: 3) { update.projects = choice }
      update.keepsProjects = random.random.once(in: 2)
      update.allowsDowngrade = random.random.once(in: 4)
      update.syncsTemplate = random.random.once(in: 2)
      return update
    case 6: return Uninstall(app: app)
    case 7:
      var reinstall = Reinstall(app: app)
      reinstall.projects = choice
      reinstall.keepsProjects = random.random.once(in: 2)
      return reinstall
    case 8: return PermitProjects(.add, app: app, projects: projects)
    case 9: return PermitProjects(.remove, app: app, projects: projects)
    case 10: return template(&random)
    case 11: return user(&random, company)
    case 12:
      if random.random.once(in: 2) { return SetUserInstalls(isOn: random.random.once(in: 2)) }
      let drift = ((try? DriftFinder.entries(in: company)) ?? []).map(\.id)
      let adopted = random.random.some(drift)
      return ResolveDrift(adopted: adopted, reverted: drift.filter { !adopted.contains($0) })
    case 13: return portfolio(&random, company)
    case 14, 15: return configure(&random, company, projects)
    case 16, 17: return account(&random, company)
    case 18, 19, 20: return request(&random, company, choice)
    default: return importing(&random, company)
    }
  }

  /// A wish for an app, or an answer to one.
  private static func request(
    _ random: inout RandomCompany,
    _ company: PlannedCompany,
    _ choice: ProjectChoice
  ) -> any Verb {
    let wishes = ((try? company.installRequests()) ?? []).map(\.id.description)
    guard !wishes.isEmpty, !random.random.once(in: 2) else {
      return RequestInstall(
        Install(company.proposed(random.manifest().source)),
        note: random.random.pick([nil, "", "for the site"])
      )
    }
    guard !random.random.once(in: 3) else { return DenyRequest(id: random.random.pick(wishes)) }
    var approve = ApproveRequest(id: random.random.pick(wishes))
    if random.random.once(in: 2) { approve.projects = choice }
    approve.addsToNewProjects = random.random.once(in: 4)
    return approve
  }

  private static func configure(
    _ random: inout RandomCompany,
    _ company: PlannedCompany,
    _ projects: [String]
  ) -> Configure {
    let embedded = ((try? company.apps()) ?? []).filter {
      $0.recorded.manifest.json["fullscreen"] != nil && $0.state == .installed
    }
    let app = embedded.isEmpty ? nil : random.random.pick(embedded)
    let titles = (app?.configurations.map(\.title) ?? []) + ["New"]
    var configure = Configure(
      app: app.flatMap { try? company.designation(of: $0) } ?? "Nothing",
      title: random.random.pick(titles)
    )
    configure.isRemoved = random.random.once(in: 4)
    configure.target = random.random.pick([.projects(projects), .future, .company])
    configure.values = ["area", "path"].filter { app?.hasField($0) == true }.map {
      Configure.Assignment(field: $0, value: random.random.pick(["", "a/b", "é"]))
    }
    return configure
  }

  private static func template(_ random: inout RandomCompany) -> SetTemplate {
    let isNew = random.random.once(in: 2) || random.templates.isEmpty
    let known = isNew ? nil : random.random.pick(random.templates)
    let isOfCompany = known.map { $0.scope == "company" } ?? random.random.once(in: 2)
    var set = SetTemplate(
      isNew ? .create : .set,
      template: known?.name ?? "New \(random.random.number(1...9))",
      scope: isOfCompany ? .company : .project
    )
    set.project = known?.project.map { String($0) }
    let tools =
      isOfCompany ? ["directory", "documents", "home"] : ["directory", "daily_log", "rfi"]
    set.levels = random.random.some(tools).map {
      SetTemplate.ToolLevel(tool: $0, level: random.random.pick(Level.allCases))
    }
    return set
  }

  private static func user(_ random: inout RandomCompany, _ company: PlannedCompany) -> SetUser {
    var logins = random.logins
    try? company.eachUser {
      logins.append($0.login)
      return true
    }
    var set = SetUser(login: random.random.pick(logins))
    let templates = random.templates
    if random.random.once(in: 2) {
      set.companyTemplate = templates.first { $0.scope == "company" }.map { String($0.id) }
    }
    if random.random.once(in: 2) {
      let global = templates.filter { $0.scope == "project" && $0.project == nil }
      if !global.isEmpty {
        set.defaultProjectTemplate = String(random.random.pick(global).id)
        set.template = random.random.once(in: 2) ? String(random.random.pick(global).id) : nil
      }
    }
    if random.random.once(in: 2) { set.isAddedToNewProjects = random.random.once(in: 2) }
    if random.random.once(in: 2) { set.isActive = random.random.once(in: 2) }
    let ids = random.projects.map { String($0.id) }
    set.projects = .named(random.random.some(ids))
    set.removedProjects = random.random.some(ids, oneIn: 4)
    return set
  }

  private static func account(
    _ random: inout RandomCompany,
    _ company: PlannedCompany
  ) -> any Verb {
    let names = ((try? company.serviceAccounts()) ?? []).map(\.name)
    guard !names.isEmpty, !random.random.once(in: 4) else {
      return CreateServiceAccount("Sync \(random.random.number(1...4))")
    }
    let name = random.random.pick(names)
    switch random.random.number(0...3) {
    case 0: return RotateServiceAccount(name)
    case 1: return DeleteServiceAccount(name)
    default: return AssignServiceAccount(name, user(&random, company))
    }
  }

  /// A snapshot of another draw, brought in over the company.
  private static func importing(
    _ random: inout RandomCompany,
    _ company: PlannedCompany
  ) -> any Verb {
    let other = RandomCompany(seed: UInt64(random.random.number(1...1_000_000)))
    let snapshot = try? PlannedCompany(snapshot: other.snapshot).company()
    guard var contents = snapshot?.contents, let id = try? company.profile().id,
      contents.id == id
    else {
      return SetUserInstalls(isOn: true)
    }
    if random.random.once(in: 2) { contents.apps = [] }
    for index in contents.apps.indices where random.random.once(in: 2) {
      contents.apps[index].metrics = InstalledApp.Metrics(
        requests: [InstalledApp.Requests(date: "2026-02-02", count: 7)],
        usedBy: contents.users.prefix(1).map { InstalledApp.Use(user: $0.id, last: nil) }
      )
    }
    return ImportSnapshot(Company(contents))
  }
}

extension InstalledApp {
  /// Whether its full screen declares a field.
  fileprivate func hasField(_ name: String) -> Bool {
    recorded.manifest.json["fullscreen"]?["user_configuration"]?["schema"]?["properties"]?[name]
      != nil
  }
}
