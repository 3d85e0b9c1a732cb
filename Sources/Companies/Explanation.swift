import Access
import Catalog

/// Puts into words how a level comes about.
struct Explanation {
  let company: Company
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
  ) {
    let isOfCompany = tool.scope == .company
    let place =
      holding.isExplained ? isOfCompany ? Address.company : surroundings.id.map(Address.of) : nil
    if isOfCompany { holding.consult(Address.company) }
    if source != .disabled, source != .withoutLevels { consultCompanyLevels(levels, &holding) }
    switch source {
    case .withoutLevels:
      holding.deny(.toolDisabled, "\(described) has no levels", place ?? Address.company)
    case .disabled:
      holding.deny(.toolDisabled, "\(described) is switched off", place ?? Address.company)
    case .companyDirectory:
      holding.state(
        "\(origin(user.companyLevels)) gives `admin` on the company tool `directory`",
        address(user.companyLevels) ?? Address.of(user.id)
      )
      holding.state("the company has `directory` switched on", Address.company)
    case .projectDirectory:
      stateMembership(surroundings, &holding)
      state(part, of: surroundings, "gives `admin` on the project tool `directory`", &holding)
      if let place { holding.state("the project has `directory` switched on", place) }
    case .notPermitted:
      denyMembership(surroundings, &holding)
    case .grant:
      if !isOfCompany { stateMembership(surroundings, &holding) }
      let level = levels.grants[tool.id]
      state(
        isOfCompany ? user.companyLevels : part,
        of: surroundings,
        level == .none ? "gives nothing on \(described)" : "gives `\(level.name)` on \(described)",
        &holding
      )
    }
  }

  private var described: String { "the \(tool.scope.name) tool `\(tool.key)`" }

  /// Company Directory at admin was looked for first, wherever the levels come from in the end.
  private func consultCompanyLevels(_ levels: EffectiveLevels, _ holding: inout AccessHolding) {
    guard holding.isExplained else { return }
    if let address = address(user.companyLevels) { holding.consult(address) }
    guard let directory = company.catalog.tool(.company, "directory") else { return }
    if levels.grants[directory] == .admin { holding.consult(Address.company) }
  }

  private func stateMembership(_ surroundings: Surroundings, _ holding: inout AccessHolding) {
    switch surroundings.kind {
    case .nowhere: break
    case .new:
      holding.state("user `\(user.login)` is added to all new projects", Address.of(user.id))
    case .project(let project):
      holding.state(
        "user `\(user.login)` is a member of project `\(project.id)`",
        Address.membership(user.id, project.id)
      )
    }
  }

  private func denyMembership(_ surroundings: Surroundings, _ holding: inout AccessHolding) {
    switch surroundings.kind {
    case .nowhere:
      holding.deny(.notAMember, "there is no such project", Address.company)
    case .new:
      holding.deny(
        .notAMember,
        "user `\(user.login)` is not added to new projects",
        Address.of(user.id)
      )
    case .project(let project):
      holding.deny(
        .notAMember,
        "user `\(user.login)` is no member of project `\(project.id)`",
        Address.membership(user.id, project.id)
      )
      holding.consult(Address.memberships(user.id))
    }
  }

  private func state(
    _ assigned: AssignedLevels?,
    of surroundings: Surroundings,
    _ what: @autoclosure () -> String,
    _ holding: inout AccessHolding
  ) {
    guard let assigned, holding.isExplained else { return }
    let own = surroundings.id.map { Address.membership(user.id, $0) } ?? Address.of(user.id)
    holding.state("\(origin(assigned)) \(what())", address(assigned) ?? own)
  }

  private func origin(_ assigned: AssignedLevels) -> String {
    guard let id = assigned.template else { return "its own list of levels" }
    return "the permission template `\(company.template(id)?.name ?? id.description)`"
  }

  private func address(_ assigned: AssignedLevels) -> String? {
    assigned.template.map(Address.of)
  }
}
