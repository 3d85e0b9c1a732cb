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
    guard let user = try company.user(login: login) else {
      var logins: [String] = []
      try company.eachUser {
        logins.append($0.login)
        return true
      }
      throw Plan.Refusal("there is no user `\(login)`" + NearNames.hint(to: login, among: logins))
    }
    switch try company.kind(of: user.id) {
    case .person: break
    case .dmsa:
      throw Plan.Refusal("`\(login)` is the directory user of an app; nobody signs in with it")
    case .serviceAccount:
      throw Plan.Refusal("`\(login)` is the user of a service account; nobody signs in with it")
    }
    guard user.isActive else { throw Plan.Refusal("the user `\(login)` is inactive") }
    name = user.login
    self.user = user
  }
}

extension Plan.Refusal: Error {}

/// What somebody has to be allowed for a verb.
package enum Right: Hashable, Sendable {
  /// Admin on the company's Directory.
  case directoryAdmin
  /// Admin on the company's Admin tool, or on its Directory.
  case companyAdmin

  /// What a verb takes, of whoever plans it and of whoever applies it, and what it does in words.
  package static func needed(for verb: String) -> (right: Right, what: String) {
    switch verb {
    case "install": (.directoryAdmin, "install apps")
    case "update": (.directoryAdmin, "update apps")
    case "uninstall": (.directoryAdmin, "uninstall apps")
    case "reinstall": (.directoryAdmin, "reinstall apps")
    case "projects add", "projects remove": (.companyAdmin, "change permitted projects")
    case "template create", "template set": (.companyAdmin, "change permission templates")
    case "settings": (.companyAdmin, "change settings")
    case "user set": (.directoryAdmin, "change users")
    case "configure": (.directoryAdmin, "change configurations")
    case "drift": (.directoryAdmin, "settle drift")
    case "import": (.directoryAdmin, "import a company")
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

  /// Makes sure that somebody may do something.
  ///
  /// - Throws: ``Plan/Refusal`` otherwise.
  package func require(_ right: Right, for what: String, in company: any CompanyReader) throws {
    guard let user else { return }
    let access = CompanyAccess(company)
    func isAdmin(_ key: String) throws -> Bool {
      guard let tool = company.catalog.tool(.company, key) else { return false }
      return try access.level(user, tool, in: nil) == .admin
    }
    switch right {
    case .directoryAdmin:
      if try isAdmin("directory") { return }
      throw Plan.Refusal(
        "`\(name)` may not \(what); it takes `admin` on the company tool `directory`"
      )
    case .companyAdmin:
      if try isAdmin("admin") || isAdmin("directory") { return }
      throw Plan.Refusal(
        "`\(name)` may not \(what); it takes `admin` on the company tool `admin` or `directory`"
      )
    }
  }
}

extension NearNames {
  /// `, did you mean …`, or nothing where no name is near.
  static func hint(to name: String, among names: [String]) -> String {
    likely(for: name, among: names).map { ", did you mean `\($0)`" } ?? ""
  }
}
