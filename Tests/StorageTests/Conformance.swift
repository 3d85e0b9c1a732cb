import Catalog
import Companies
import Documents
import Storage
import Testing

/// Asks a reader everything, and expects what the same company in memory answers.
func expectSame(_ reader: any CompanyReader, _ contents: Company.Contents) throws {
  let company = Company(contents)
  #expect(try reader.profile() == company.profile())
  #expect(try reader.allowsUserInstalls() == company.allowsUserInstalls())
  #expect(reader.catalog.tools.map(\.key) == company.catalog.tools.map(\.key))
  #expect(reader.catalog.tools.map(\.scope) == company.catalog.tools.map(\.scope))
  #expect(try reader.unknown() == company.unknown())
  #expect(try reader.assumed() == company.assumed())
  try expectSamePlaces(reader, company)
  try expectSamePeople(reader, company)
  try expectSameApps(reader, company)
  #expect(try Company(reader.contents()) == company)
  #expect(try SnapshotWriter.yaml(Company(reader.contents())) == SnapshotWriter.yaml(company))
}

private func expectSamePlaces(_ reader: any CompanyReader, _ company: Company) throws {
  var projects: [Project] = []
  try reader.eachProject {
    projects.append($0)
    return true
  }
  #expect(projects == company.contents.projects)
  for id in [0, 1, 2, 3, 4, 7].map({ Project.ID($0) }) {
    #expect(try reader.project(id) == company.project(id))
    #expect(try reader.members(of: id) == company.members(of: id))
  }
  for project in projects {
    #expect(try reader.projects(named: project.name) == company.projects(named: project.name))
  }
  #expect(try reader.templates() == company.templates())
  for id in [0, 11, 12, 21, 22, 24, 25].map({ PermissionTemplate.ID($0) }) {
    #expect(try reader.template(id) == company.template(id))
    var holders: [TemplateHolder] = []
    var expected: [TemplateHolder] = []
    try reader.eachHolder(of: id) {
      holders.append($0)
      return true
    }
    company.eachHolder(of: id) {
      expected.append($0)
      return true
    }
    #expect(holders == expected)
  }
  for template in company.templates() {
    #expect(
      try reader.templates(named: template.name) == company.templates(named: template.name)
    )
  }
}

private func expectSamePeople(_ reader: any CompanyReader, _ company: Company) throws {
  var users: [DirectoryUser] = []
  try reader.eachUser {
    users.append($0)
    return true
  }
  #expect(users == company.contents.users)
  for id in [0, 101, 102, 103, 104, 105, 999].map({ DirectoryUser.ID($0) }) {
    #expect(try reader.user(id) == company.user(id))
    #expect(try reader.memberships(of: id) == company.memberships(of: id))
    #expect(try reader.app(of: id) == company.app(of: id))
    #expect(try reader.serviceAccount(of: id) == company.serviceAccount(of: id))
    for project in [1, 2, 3].map({ Project.ID($0) }) {
      #expect(
        try reader.membership(of: id, in: project) == company.membership(of: id, in: project)
      )
    }
  }
  for user in users {
    #expect(try reader.users(named: user.name) == company.users(named: user.name))
    let decomposed =
      user.login.hasPrefix("\u{C9}") ? "E\u{301}" + user.login.dropFirst() : user.login
    for login in [user.login, user.login.uppercased(), user.login.lowercased(), decomposed, ""] {
      #expect(try reader.user(login: login) == company.user(login: login))
    }
  }
}

private func expectSameApps(_ reader: any CompanyReader, _ company: Company) throws {
  #expect(try reader.apps() == company.apps())
  for name in ["Sync", "\u{E9}", "e\u{301}", "uid-1", "uid-2", "Renamed", "", "sync"] {
    #expect(try reader.apps(named: name) == company.apps(named: name))
    #expect(try reader.app(uid: name) == company.app(uid: name))
    #expect(try reader.app(designated: name) == company.app(designated: name))
    #expect(
      try reader.installRequests(forApp: name) == company.installRequests(forApp: name)
    )
  }
  #expect(try reader.serviceAccounts() == company.serviceAccounts())
  for name in ["Hinge", "a\u{0}b", "a", "Z", ""] {
    #expect(try reader.serviceAccount(named: name) == company.serviceAccount(named: name))
  }
  #expect(try reader.installRequests() == company.installRequests())
  for id in [0, 1, 3, 7].map({ InstallRequest.ID($0) }) {
    #expect(try reader.installRequest(id) == company.installRequest(id))
  }
}
