import Access
import Catalog

/// Puts into words how a level comes about.
struct Explanation {
  let company: any CompanyReader
  let user: DirectoryUser
  let tool: Tool
  /// What the user's membership gives; nil for one who is no member, and at company scope.
  let part: AssignedLevels?

  /// Adds the facts that decided to a holding.
  func explain(
    _ source: LevelSource,
    _ surroundings: Surroundings,
    _ levels: EffectiveLevels,
    _ holding: inout AccessHolding
  ) throws {
    let isOfCompany = tool.scope == .company
    let place =
      holding.isExplained
      ? isOfCompany ? ObjectAddress.company : surroundings.id.map { ObjectAddress.project($0) }
      : nil
    if isOfCompany { holding.consult(limit: .company) }
    if isOfCompany || source == .companyDirectory { holding.consult(.user(user.id)) }
    try consultCompanyLevels(&holding)
    switch source {
    case .withoutLevels:
      holding.ruleOut(.toolDisabled, "\(described) has no levels", place ?? .company)
    case .disabled:
      consultMembership(surroundings, &holding)
      holding.ruleOut(
        .toolDisabled,
        "\(described) is switched off",
        place ?? .company,
        isSure: false
      )
    case .companyDirectory:
      try holding.state(
        "\(try origin(user.companyLevels)) gives `admin` on the company tool `directory`",
        address(user.companyLevels) ?? .user(user.id)
      )
      holding.state("the company has `directory` switched on", .company)
    case .projectDirectory:
      stateMembership(surroundings, &holding)
      try state(part, of: surroundings, "gives `admin` on the project tool `directory`", &holding)
      if let place { holding.state(known: "the project has `directory` switched on", place) }
    case .notPermitted:
      denyMembership(surroundings, &holding)
    case .grant:
      if !isOfCompany { stateMembership(surroundings, &holding) }
      let level = levels.grants[tool.id]
      try state(
        isOfCompany ? user.companyLevels : part,
        of: surroundings,
        level == .none ? "gives nothing on \(described)" : "gives `\(level.name)` on \(described)",
        &holding
      )
    }
  }

  private var described: String { "the \(tool.scope.name) tool `\(tool.key)`" }

  /// Company Directory at admin was looked for first, wherever the levels come from in the end: it
  /// can only add to what is found elsewhere.
  private func consultCompanyLevels(_ holding: inout AccessHolding) throws {
    guard holding.isExplained else { return }
    holding.consult(addition: .user(user.id))
    if let address = address(user.companyLevels) { holding.consult(addition: address) }
    // It counts only where the company has Directory switched on.
    if try company.levels(user.companyLevels)["directory"] == .admin {
      holding.consult(addition: .company)
    }
  }

  /// Whether it is switched off makes no difference to one who has nothing there anyway.
  private func consultMembership(_ surroundings: Surroundings, _ holding: inout AccessHolding) {
    guard part == nil, let project = surroundings.id else { return }
    holding.consult(addition: .membership(user.id, project))
    holding.consult(membershipsOf: user.id)
  }

  private func stateMembership(_ surroundings: Surroundings, _ holding: inout AccessHolding) {
    switch surroundings.kind {
    case .nowhere: break
    case .new:
      holding.state(known: "user `\(user.login)` is added to all new projects", .user(user.id))
      holding.consult(newProjectsOf: user.id)
    case .project(let project):
      holding.state(
        "user `\(user.login)` is a member of project `\(project.id)`",
        .membership(user.id, project.id)
      )
    }
  }

  private func denyMembership(_ surroundings: Surroundings, _ holding: inout AccessHolding) {
    switch surroundings.kind {
    case .nowhere:
      holding.deny(.notAMember, "there is no such project", .company)
    case .new:
      holding.deny(
        .notAMember,
        "user `\(user.login)` is not added to new projects",
        .user(user.id)
      )
      holding.consult(newProjectsOf: user.id)
    case .project(let project):
      holding.deny(
        .notAMember,
        "user `\(user.login)` is no member of project `\(project.id)`",
        .membership(user.id, project.id)
      )
      holding.consult(membershipsOf: user.id)
    }
  }

  private func state(
    _ assigned: AssignedLevels?,
    of surroundings: Surroundings,
    _ what: @autoclosure () -> String,
    _ holding: inout AccessHolding
  ) throws {
    guard let assigned, holding.isExplained else { return }
    let own = surroundings.id.map { ObjectAddress.membership(user.id, $0) } ?? .user(user.id)
    try holding.state("\(try origin(assigned)) \(what())", address(assigned) ?? own)
  }

  private func origin(_ assigned: AssignedLevels) throws -> String {
    guard let id = assigned.template else { return "its own list of levels" }
    let name = try company.template(id)?.name
    return "the permission template `\(name ?? id.description)`"
  }

  private func address(_ assigned: AssignedLevels) -> ObjectAddress? {
    assigned.template.map { .template($0) }
  }
}
