import Companies
import Documents
import TestSupport

// Changes to a company's contents, and the same as something to put at an address.
extension DrawnCompany {
  mutating func change(
    _ contents: inout Company.Contents
  ) throws -> (CompanyObject?, ObjectAddress) {
    switch Int.random(in: 0..<12, using: &generator) {
    case 0:
      contents.name = name()
      contents.tools = tools(["directory", "own company tool"])
      if generator.once(in: 3) {
        contents.unknown = ["project/7"]
        contents.assumed = generator.once(in: 2) ? ["user/8", "company"] : []
      }
      contents.ownTools = ownTools()
      var profile = CompanyProfile(
        id: contents.id,
        name: contents.name,
        tools: contents.tools,
        ownTools: contents.ownTools.sorted()
      )
      profile.unknown = contents.unknown.sorted()
      profile.assumed = contents.assumed.sorted()
      return (.company(profile), .company)
    case 1:
      contents.allowsUserInstalls.toggle()
      return (.allowUserInstalls(contents.allowsUserInstalls), .allowUserInstalls)
    case 2:
      let project = project(generator.pick([1, 2, 3, 7]))
      contents.projects.removeAll { $0.id == project.id }
      contents.projects.append(project)
      return (.project(project), .project(project.id))
    case 3:
      var template = template(generator.pick([11, 12, 21, 22, 24, 25]))
      template.assignable.sort()
      contents.templates.removeAll { $0.id == template.id }
      contents.templates.append(template)
      return (.template(template), .template(template.id))
    case 4:
      let user = user(generator.pick([101, 102, 105, 107]))
      contents.users.removeAll { $0.id == user.id }
      contents.users.append(user)
      return (.user(user), .user(user.id))
    case 5:
      let id = DirectoryUser.ID(105)
      contents.users.removeAll { $0.id == id }
      contents.memberships[id] = nil
      return (nil, .user(id))
    case 6, 7: return changeMembership(&contents)
    case 8: return try changeApp(&contents)
    case 9: return try changeConfiguration(&contents)
    case 10:
      let account = account(generator.pick(["Hinge", "a\u{0}b", "New"]))
      contents.serviceAccounts.removeAll { ExactText($0.name) == ExactText(account.name) }
      guard generator.once(in: 2) else { return (nil, .serviceAccount(account.name)) }
      contents.serviceAccounts.append(account)
      return (.serviceAccount(account), .serviceAccount(account.name))
    default:
      let request = request(generator.pick([1, 3, 7]))
      contents.installRequests.removeAll { $0.id == request.id }
      guard !generator.once(in: 3) else { return (nil, .installRequest(request.id)) }
      contents.installRequests.append(request)
      return (.installRequest(request), .installRequest(request.id))
    }
  }

  private mutating func changeMembership(
    _ contents: inout Company.Contents
  ) -> (CompanyObject?, ObjectAddress) {
    let user = DirectoryUser.ID(generator.pick([101, 102, 103]))
    let membership = membership(generator.pick([1, 2, 3, 4]))
    var memberships = contents.memberships[user] ?? []
    memberships.removeAll { $0.project == membership.project }
    let isRemoved = generator.once(in: 3)
    if !isRemoved { memberships.append(membership) }
    contents.memberships[user] = memberships
    return (
      isRemoved ? nil : .membership(membership), .membership(user, membership.project)
    )
  }

  /// Puts an app anew, which keeps its configurations and metrics, or takes it away.
  private mutating func changeApp(
    _ contents: inout Company.Contents
  ) throws -> (CompanyObject?, ObjectAddress) {
    let old = generator.pick(contents.apps)
    let address = try Company(contents).address(of: old)
    contents.apps.removeAll { $0 == old }
    if generator.once(in: 6), contents.apps.count > 2 { return (nil, address) }
    var app = app(old.uid != nil && generator.once(in: 4) ? "Renamed" : old.name, uid: old.uid)
    app.adopted.sort { $0.kind < $1.kind }
    app.permittedProjects.sort()
    var whole = app
    whole.configurations = old.configurations
    whole.requests = old.requests
    whole.usedBy = old.usedBy
    contents.apps.append(whole)
    return (.app(app), address)
  }

  private mutating func changeConfiguration(
    _ contents: inout Company.Contents
  ) throws -> (CompanyObject?, ObjectAddress) {
    let index = Int.random(in: contents.apps.indices, using: &generator)
    let app = try Company(contents).designation(of: contents.apps[index])
    var configuration = configuration(generator.pick(["One", "New"]))
    if case .projects(let ids) = configuration.target {
      configuration.target = .projects(ids.sorted())
    }
    let address = ObjectAddress.configuration(app: app, title: configuration.title)
    contents.apps[index].configurations.removeAll { $0.title == configuration.title }
    guard !generator.once(in: 3) else { return (nil, address) }
    contents.apps[index].configurations.append(configuration)
    return (.configuration(configuration), address)
  }
}
