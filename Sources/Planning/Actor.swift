import Catalog
package import Companies

/// Who makes or applies a plan.
package struct Actor: Hashable, Sendable {
  /// As the records have it: a login, or `os:` and a name.
  package let name: String
  /// The directory user by whose rights it is done; nil where nobody's are looked at.
  package let user: DirectoryUser?

  /// Somebody at the machine, whose rights in the company nobody looks at.
  package init(operatingSystemUser name: String) {
    self.name = "os:" + name
    user = nil
  }

  /// A person of the company.
  ///
  /// - Throws: ``Plan/Refusal`` where there is no such person, or it is inactive, or no person.
  package init(login: String, in company: any CompanyReader) throws {
    let user = try company.person(login: login)
    guard user.isActive else { throw Plan.Refusal("the user `\(login)` is inactive") }
    name = user.login
    self.user = user
  }
}

extension CompanyReader {
  /// Whoever signs in with a login, active or not.
  ///
  /// - Throws: ``Plan/Refusal`` where there is no such user, or it is no person's.
  package func person(login: String) throws -> DirectoryUser {
    guard let user = try user(login: login) else {
      var logins: [String] = []
      try eachUser {
        logins.append($0.login)
        return true
      }
      throw Plan.Refusal("there is no user `\(login)`" + NearNames.hint(to: login, among: logins))
    }
    switch try kind(of: user.id) {
    case .person: break
    case .dmsa:
      throw Plan.Refusal("`\(login)` is the directory user of an app; nobody signs in with it")
    case .serviceAccount:
      throw Plan.Refusal("`\(login)` is the user of a service account; nobody signs in with it")
    }
    return user
  }
}

extension Plan.Refusal: Error {}

/// What somebody has to be allowed for a verb.
package enum Right: Hashable, Sendable {
  /// Admin on the company's Directory.
  case directoryAdmin
  /// Admin on the company's Admin tool, or on its Directory.
  case companyAdmin
  /// Being an active person of the company, which whoever acts is.
  case none

  /// What a verb takes, of whoever plans it and of whoever applies it, and what it does in words.
  package static func needed(for verb: String) -> (right: Right, what: String) {
    switch verb {
    case "install": (.directoryAdmin, "install apps")
    case "update": (.directoryAdmin, "update apps")
    case "uninstall": (.directoryAdmin, "uninstall apps")
    case "reinstall": (.directoryAdmin, "reinstall apps")
    case "projects add", "projects remove": (.companyAdmin, "change permitted projects")
    case "template create", "template set": (.companyAdmin, "change permission templates")
    case "service-account create", "service-account assign", "service-account rotate",
      "service-account delete":
      (.companyAdmin, "change service accounts")
    case "settings": (.companyAdmin, "change settings")
    case "user set": (.directoryAdmin, "change users")
    case "configure": (.directoryAdmin, "change configurations")
    case "drift": (.directoryAdmin, "settle drift")
    case "import": (.directoryAdmin, "import a company")
    case RequestInstall.name: (.none, "ask for apps")
    case DenyRequest.name: (.directoryAdmin, "deny install requests")
    case ImportMetrics.name: (.companyAdmin, "import metrics")
    default: (.directoryAdmin, verb)
    }
  }
}

extension Actor {
  /// Makes sure that somebody may carry out a verb.
  ///
  /// - Throws: ``Plan/Refusal`` otherwise.
  package func require(rightFor verb: String, in company: any CompanyReader) throws {
    let (right, what) = Right.needed(for: verb)
    try require(right, for: what, in: company)
  }

  /// Makes sure that somebody may make changes, each for its reason.
  ///
  /// - Throws: ``Plan/Refusal`` otherwise.
  package func require(rightsFor changes: [Change], in company: any CompanyReader) throws {
    var verbs: Set<String> = []
    for change in changes {
      if change.reason == RequestInstall.name { try require(askedFor: change, in: company) }
      guard let projects = change.projectsOfNewConfiguration else {
        verbs.insert(change.reason)
        continue
      }
      try require(memberOf: projects, in: company)
    }
    for verb in verbs.sorted() { try require(rightFor: verb, in: company) }
  }

  /// A wish is for the user who has it to file, or for an admin of the Directory.
  private func require(askedFor change: Change, in company: any CompanyReader) throws {
    guard let user else { return }
    let isOwn: Bool
    switch (change.before, change.after) {
    case (nil, .installRequest(let request)?): isOwn = request.by == user.id
    case (nil, .app(let app)?):
      isOwn = app.installed.by.map(DirectoryUser.folded) == DirectoryUser.folded(user.login)
    default: isOwn = true
    }
    if !isOwn { try require(.directoryAdmin, for: "ask for apps for somebody else", in: company) }
  }

  /// A configuration for named projects may be created by an active member of each.
  private func require(memberOf projects: [Project.ID], in company: any CompanyReader) throws {
    guard let user else { return }
    for project in projects {
      let isMember = try company.membership(of: user.id, in: project) != nil
      // One of whom no membership is recorded may have one where not all of them are known.
      let grounds =
        [ObjectAddress.membership(user.id, project).description]
        + (isMember ? [] : ["memberships/\(user.id)"])
      let unknown = try company.unknown(touchedBy: grounds)
      guard !isMember || !unknown.isEmpty else { continue }
      let what = "create a configuration for project `\(project)`"
      try require(
        .directoryAdmin,
        for: unknown.isEmpty ? what + " without being a member there" : what,
        orBy: unknown,
        in: company
      )
    }
  }

  /// Makes sure that somebody may do something, for all that is known.
  ///
  /// - Parameters:
  ///   - right: What it takes.
  ///   - what: What is to be done, in words.
  ///   - others: The addresses of what nobody knows by which it may be allowed without the right.
  ///   - company: The company in which it is done.
  /// - Throws: ``Plan/Refusal`` otherwise, where the right rests on what nobody knows too; what
  ///   reading the company throws.
  package func require(
    _ right: Right,
    for what: String,
    orBy others: [String] = [],
    in company: any CompanyReader
  ) throws {
    guard let user else { return }
    let (keys, needed): ([String], String)
    switch right {
    case .none: return
    case .directoryAdmin:
      (keys, needed) = (["directory"], "`admin` on the company tool `directory`")
    case .companyAdmin:
      (keys, needed) = (
        ["admin", "directory"], "`admin` on the company tool `admin` or `directory`"
      )
    }
    let access = CompanyAccess(company)
    let principal = try company.principal(of: user)
    var unknown = Set(others)
    for tool in keys.compactMap({ company.catalog.tool(.company, $0) }) {
      let verdict = try access.verdict(principal, AccessQuestion(tool, .admin))
      if verdict.allowed == true { return }
      unknown.formUnion(verdict.unknown)
    }
    guard !unknown.isEmpty else {
      throw Plan.Refusal("`\(name)` may not \(what); it takes \(needed)")
    }
    let addresses = unknown.sorted().map { "`\($0)`" }
    throw Plan.Refusal(
      "nobody knows whether `\(name)` may \(what): it takes \(needed)"
        + (others.isEmpty ? "" : " or a membership there")
        + ", and what that rests on is unknown: " + addresses.joined(separator: ", ")
    )
  }
}

extension Change {
  /// The named projects of a configuration that `configure` creates; nil for every other change.
  fileprivate var projectsOfNewConfiguration: [Project.ID]? {
    guard reason == "configure", kind == .configuration, before == nil,
      case .configuration(let configuration)? = after,
      case .projects(let projects) = configuration.target, !projects.isEmpty
    else { return nil }
    return projects
  }
}

extension NearNames {
  /// `, did you mean …`, or nothing where no name is near.
  static func hint(to name: String, among names: [String]) -> String {
    likely(for: name, among: names).map { ", did you mean `\($0)`" } ?? ""
  }
}
