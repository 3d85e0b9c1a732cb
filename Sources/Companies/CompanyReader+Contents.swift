extension CompanyReader {
  /// Everything that a snapshot says of the company, held in memory.
  package func contents() throws -> Company.Contents {
    let profile = try profile()
    var contents = Company.Contents(
      id: profile.id,
      name: profile.name,
      allowsUserInstalls: try allowsUserInstalls(),
      tools: profile.tools
    )
    contents.ownTools = profile.ownTools
    try eachProject {
      contents.projects.append($0)
      return true
    }
    contents.templates = try templates()
    try eachUser {
      contents.users.append($0)
      return true
    }
    for user in contents.users {
      let memberships = try memberships(of: user.id)
      if !memberships.isEmpty { contents.memberships[user.id] = memberships }
    }
    contents.serviceAccounts = try serviceAccounts()
    contents.apps = try apps()
    contents.installRequests = try installRequests()
    contents.unknown = try unknown()
    contents.assumed = try assumed()
    return contents
  }
}
