import Catalog
import Companies
import GRDB

// A whole company at once.
extension SQLiteLedger {
  /// In an order in which nothing is taken away that something else names.
  private static let tables = [
    "company_tools", "unknown_addresses", "assumed_addresses", "install_requests", "app_uses",
    "app_request_rows", "app_requests", "configurations", "permitted_projects", "apps",
    "service_accounts",
    "memberships", "users", "templates", "projects", "company",
  ]

  func load(_ given: Company.Contents) throws {
    let held = try first("SELECT id FROM company", []) { try $0.integer(0) }
    if let held, held != given.id.value {
      throw StoreFailure.otherCompany(path, holds: Company.ID(held))
    }
    var contents = given
    contents.sort()
    forgetTemplates()
    for table in SQLiteLedger.tables { try database.execute(sql: "DELETE FROM \(table)") }
    let profile = CompanyProfile(
      id: contents.id,
      name: contents.name,
      tools: contents.tools,
      ownTools: contents.ownTools
    )
    try put(profile)
    try execute(
      "UPDATE company SET allow_user_installs = ?",
      [contents.allowsUserInstalls ? 1 : 0]
    )
    var tools = OwnToolCount()
    tools.add(OwnTool.of(profile))
    for project in contents.projects {
      try put(project)
      tools.add(OwnTool.of(project.tools, .project))
    }
    for template in contents.templates {
      try put(template)
      tools.add(OwnTool.of(template.levels, template.scope))
    }
    for user in contents.users {
      try put(user)
      tools.add(OwnTool.of(user.companyLevels, .company))
    }
    try loadMemberships(of: contents, &tools)
    for account in contents.serviceAccounts { try put(account) }
    for app in contents.apps {
      try putWhole(app)
      tools.add(OwnTool.of(app.recorded.manifest))
    }
    for request in contents.installRequests {
      try put(request)
      tools.add(OwnTool.of(request.recorded.manifest))
    }
    try load(contents.unknown, into: "unknown_addresses")
    try load(contents.assumed, into: "assumed_addresses")
    try add(tools)
    try readCatalog()
  }

  /// Writes what nobody knows of a company in place of what nobody knew.
  func putGaps(of profile: CompanyProfile) throws {
    for table in ["unknown_addresses", "assumed_addresses"] {
      try database.execute(sql: "DELETE FROM \(table)")
    }
    try load(profile.unknown, into: "unknown_addresses")
    try load(profile.assumed, into: "assumed_addresses")
  }

  private func load(_ addresses: [String], into table: String) throws {
    for (position, address) in addresses.enumerated() {
      try execute(
        "INSERT INTO \(table) (position, address) VALUES (?, ?)",
        [Int64(position), address.stored]
      )
    }
  }

  /// Writes memberships in the order of their keys, and the indices when all rows are there.
  private func loadMemberships(
    of contents: Company.Contents,
    _ tools: inout OwnToolCount
  ) throws {
    try database.execute(sql: StoreSchema.withoutMembershipIndices)
    let statement = try database.makeStatement(
      sql: "INSERT INTO memberships (user_id, project_id, template_id, levels) VALUES (?, ?, ?, ?)"
    )
    // Many members have the same levels: how they are spelled is worked out once.
    var spellings: [ToolLevels: (text: String, tools: [OwnTool])] = [:]
    for user in contents.users {
      for membership in contents.memberships[user.id] ?? [] {
        var text: String?
        if let levels = membership.levels.custom {
          let known = spellings[levels] ?? (levels.stored, OwnTool.of(levels, .project))
          if spellings.count >= 1000 { spellings = [:] }
          spellings[levels] = known
          text = known.text
          tools.add(known.tools)
        }
        try statement.execute(
          arguments: [
            user.id.value, membership.project.value, membership.levels.template?.value, text,
          ]
        )
      }
    }
    try database.execute(sql: StoreSchema.membershipIndices)
  }
}
