import Catalog
import Companies
import Documents

/// `drift --adopt` and `drift --revert`: what becomes of differences that were found.
package struct ResolveDrift: Verb {
  /// Ids of entries that are taken over, and of those that are put right.
  package let adopted: [String]
  package let reverted: [String]

  package init(adopted: [String], reverted: [String]) {
    self.adopted = adopted
    self.reverted = reverted
  }

  package var name: String { "drift" }

  package func plan(_ builder: PlanBuilder) throws {
    try builder.requireRight()
    let entries = try DriftFinder.entries(in: builder.draft)
    if let twice = adopted.first(where: { reverted.contains($0) }) {
      throw Plan.Refusal("`\(twice)` is both to be adopted and to be reverted")
    }
    try requireAgreement(of: entries)
    for (ids, resolve) in [(reverted, revert), (adopted, adopt)] {
      for id in ids {
        guard let entry = entries.first(where: { $0.id == id }) else {
          throw Plan.Refusal("there is no drift `\(id)`; `dmsa drift` lists what there is")
        }
        try resolve(entry, builder)
      }
    }
    try warn(entries.filter { reverted.contains($0.id) }, builder)
  }

  /// Makes sure that no two entries are to make different things of one template, as apps that share
  /// it can have it: whichever came last would win.
  ///
  /// What differs about one user is of one app, and each entry settles a part of its own.
  private func requireAgreement(of entries: [DriftEntry]) throws {
    let settled = entries.filter {
      $0.kind == .templateOutOfStep && (reverted + adopted).contains($0.id)
    }
    for first in settled where reverted.contains(first.id) {
      for second in settled where second.id != first.id && second.address == first.address {
        guard reverted.contains(second.id) else {
          throw Plan.Refusal(
            "`\(first.id)` can't be reverted and `\(second.id)` adopted at once: both are about"
              + " `\(first.address)`, which `\(first.app)` and `\(second.app)` share"
          )
        }
        guard first.remedy?.levels != second.remedy?.levels else { continue }
        throw Plan.Refusal(
          "`\(first.id)` and `\(second.id)` can't both be reverted: `\(first.app)` and"
            + " `\(second.app)` share `\(first.address)` and are to have other levels by it;"
            + " give one of them a template of its own"
        )
      }
    }
  }

  /// Warns of what is put right and can give nothing.
  private func warn(_ entries: [DriftEntry], _ builder: PlanBuilder) throws {
    var projects: [String: Set<Project.ID>] = [:]
    for entry in entries {
      let app = try builder.app(named: entry.app)
      switch (entry.kind, entry.remedy) {
      case (.userDeleted, _):
        try builder.warnAboutDisabledTools(company: app.recorded.manifest.companyLevels)
        projects[entry.app, default: []].formUnion(app.permittedProjects)
      case (.levelsEdited, _), (.templateApplied, _):
        try builder.warnAboutDisabledTools(company: app.recorded.manifest.companyLevels)
      case (_, .membership(let membership)?):
        projects[entry.app, default: []].insert(membership.project)
      case (_, .template(let template)?):
        try builder.warnAboutReach(of: template, given: template.levels)
        try builder.warnAboutOthers(holding: template, besides: app)
      default: break
      }
    }
    for (name, projects) in projects.sorted(by: { $0.key < $1.key }) {
      let levels = try builder.app(named: name).recorded.manifest.projectLevels
      try builder.warnAboutDisabledTools(levels, in: projects.sorted())
      try builder.warnAboutInactive(projects.sorted())
    }
  }

  private func revert(_ entry: DriftEntry, _ builder: PlanBuilder) throws {
    var app = try builder.app(named: entry.app)
    builder.facts.note(.object(entry.address))
    if entry.kind == .userDeleted {
      let user = try builder.createUser(for: app.name, app.recorded.manifest)
      app.user = user.id
      try builder.permit(user.id, in: app.permittedProjects, app.recorded.manifest)
      try builder.put(app, at: entry.app)
      return
    }
    if case .user(let id) = entry.address {
      // Several entries may be about one user; each puts its own part right.
      guard case .user(let expected)? = entry.remedy, var user = try builder.draft.user(id) else {
        return
      }
      switch entry.kind {
      case .userDeactivated: user.isActive = true
      case .userRenamed: user.name = expected.name
      default: user.companyLevels = expected.companyLevels
      }
      try builder.draft.put(.user(user), at: entry.address)
      return
    }
    try builder.draft.put(entry.remedy, at: entry.address)
  }

  private func adopt(_ entry: DriftEntry, _ builder: PlanBuilder) throws {
    var app = try builder.app(named: entry.app)
    builder.facts.note(.object(entry.address))
    app.adopted.removeAll {
      $0.kind == entry.kind.rawValue && $0.address == entry.address.description
    }
    app.adopted.append(
      InstalledApp.Adopted(
        kind: entry.kind.rawValue,
        address: entry.address.description,
        actual: try actual(entry, builder)
      )
    )
    app.adopted.sort { ($0.address, $0.kind) < ($1.address, $1.kind) }
    try builder.put(app, at: entry.app)
  }

  /// What is there once all that is reverted beside it is put right.
  private func actual(_ entry: DriftEntry, _ builder: PlanBuilder) throws -> JSONValue {
    guard case .user(let id) = entry.address, let user = try builder.draft.user(id) else {
      return entry.actual ?? .null
    }
    return user.snapshot.json
  }
}

extension CompanyObject {
  /// The levels above none of a template.
  fileprivate var levels: [String: Level]? {
    guard case .template(let template) = self else { return nil }
    return template.levels.withoutNone
  }
}

extension PlanBuilder {
  /// Warns of everybody besides an app whose access changes with a template.
  fileprivate func warnAboutOthers(
    holding template: PermissionTemplate,
    besides app: InstalledApp
  ) throws {
    try facts.noteHolders(of: template.id)
    var count = 0
    var first: [String] = []
    var last = app.user
    try draft.eachHolder(of: template.id) { holder in
      // They come sorted by user, one after the other where one has it at several places.
      guard holder.user != app.user, holder.user != last else { return true }
      last = holder.user
      count += 1
      guard first.count < 3, let user = try draft.user(holder.user) else { return true }
      facts.note(.user(user.id), ["login"])
      try facts.noteApp(of: user.id)
      first.append("`\(try draft.principal(of: user).name)`")
      return true
    }
    guard count > 0 else { return }
    let rest = count > first.count ? " and \(count - first.count) more" : ""
    warn(
      "template-out-of-step",
      "the permission template `\(template.name)` changes for"
        + " \(count == 1 ? "another one" : "\(count) others") who \(count == 1 ? "has" : "have")"
        + " it too: " + first.joined(separator: ", ") + rest
    )
  }
}
