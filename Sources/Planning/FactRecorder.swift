package import Companies
import Documents

/// Collects what a plan rests on while it is made.
package final class FactRecorder {
  private let base: any CompanyReader
  /// The fields of a thing that were looked at; nil for all of it.
  private var facts: [Fact: Set<String>?] = [:]
  private var order: [Fact] = []
  /// The users whose apps were noted, if they have one.
  private var usersWithApps: Set<DirectoryUser.ID> = []

  init(_ base: any CompanyReader) { self.base = base }

  /// Notes that a thing was looked at, or that it isn't there.
  ///
  /// - Parameters:
  ///   - fact: What it is about.
  ///   - fields: The keys of the thing that count; nil for the whole.
  func note(_ fact: Fact, _ fields: Set<String>? = nil) {
    guard let known = facts[fact] else {
      facts[fact] = .some(fields)
      order.append(fact)
      return
    }
    if let known, let fields {
      facts[fact] = .some(known.union(fields))
    } else {
      facts[fact] = .some(nil)
    }
  }

  func note(_ address: ObjectAddress, _ fields: Set<String>? = nil) {
    note(.object(address), fields)
  }

  /// What a directory user's access depends on.
  static let accessOfUser: Set<String> = [
    "active", "company_template", "permissions", "default_project_template",
    "add_to_new_projects",
  ]

  /// Notes a user as far as its access goes, unless the plan itself makes it.
  func noteAccess(of user: DirectoryUser.ID) throws {
    guard try base.user(user) != nil else { return }
    note(.user(user), FactRecorder.accessOfUser)
  }

  /// Notes a membership, or that there is none, unless the plan itself makes the user.
  func noteMembership(of user: DirectoryUser.ID, in project: Project.ID) throws {
    guard try base.user(user) != nil else { return }
    note(.membership(user, project))
  }

  /// Notes the app that a directory user belongs to, as far as its access goes; once for each user.
  func noteApp(of user: DirectoryUser.ID) throws {
    guard usersWithApps.insert(user).inserted, let app = try base.app(of: user) else { return }
    note(.object(try base.address(of: app)), ["state", "user"])
  }

  /// Notes what a directory user's company levels depend on, as far as the plan doesn't make it.
  func noteCompanyLevels(of user: DirectoryUser) throws {
    try noteAccess(of: user.id)
    note(.company, ["tools"])
    if let template = user.companyLevels.template { try noteLevels(of: template) }
  }

  /// Notes a template's levels, unless the plan itself makes it.
  func noteLevels(of template: PermissionTemplate.ID) throws {
    guard try base.template(template) != nil else { return }
    note(.template(template), ["permissions"])
  }

  /// Notes who has a template, unless the plan itself makes it.
  func noteHolders(of template: PermissionTemplate.ID) throws {
    guard try base.template(template) != nil else { return }
    note(.templateHolders(template))
  }

  /// The facts with their hashes, by their spelling.
  func reads() throws -> [Plan.Read] {
    try order.map { fact in
      let fields = (facts[fact] ?? nil)?.sorted()
      return Plan.Read(fact: fact, fields: fields, hash: try fact.hash(in: base, fields: fields))
    }.sorted { $0.fact.description.utf8.lexicographicallyPrecedes($1.fact.description.utf8) }
  }
}

extension Fact {
  /// `sha256:` and 64 digits of what is there; nil where nothing is.
  package func hash(in company: any CompanyReader, fields: [String]?) throws -> String? {
    guard case .templateHolders(let template) = self else {
      return try value(in: company, fields: fields).map { Digest.sha256($0.canonical()) }
    }
    // Millions may have a template; what is hashed is the same list, never held as a whole.
    var hash = RunningDigest()
    var separator = Array("[".utf8)
    try company.eachHolder(of: template) { holder in
      hash.add(separator)
      hash.add(Fact.json(holder).canonical())
      separator = Array(",".utf8)
      return true
    }
    hash.add(separator == Array("[".utf8) ? Array("[]".utf8) : Array("]".utf8))
    return hash.sha256
  }
}
