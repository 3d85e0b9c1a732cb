package import Access
package import Catalog
package import Companies
import Documents
package import Manifests

/// What an upgrade changes for an app's directory user in one company: with its enabled tools, in
/// the projects that are permitted to the app there.
package struct CompanyEffect: Sendable {
  /// One level that changes.
  package struct Cell: Hashable, Sendable {
    package let scope: Scope
    package let tool: String
    /// Nil at company scope.
    package let project: ProjectPlace?
    package let before: Level
    package let after: Level
  }

  package let company: Company.ID
  package let isInstalled: Bool
  package let relation: Relation
  /// By scope, project and tool.
  package let cells: [Cell]

  /// Works out the effect of going from one manifest to another.
  ///
  /// - Throws: What reading the company throws.
  package init(
    from old: Manifest,
    to new: Manifest,
    in company: any CompanyReader,
    catalog: Catalog
  ) throws {
    self.company = try company.profile().id
    let app = try CompanyEffect.app(of: [new, old], in: company)
    isInstalled = app?.state == .installed
    let id = DirectoryUser.ID(app?.user?.value ?? 1)
    func state(_ manifest: Manifest) throws -> CompanyDraft {
      let draft = CompanyDraft(company, catalog: catalog)
      let recorded = RecordedManifest(manifest)
      var user =
        try company.user(id)
        ?? DirectoryUser(id: id, name: "", login: "")
      user.isActive = manifest.hasServiceAccount
      user.companyLevels = .custom(recorded.companyLevels)
      user.defaultProjectTemplate = nil
      user.isAddedToNewProjects = false
      try draft.put(.user(user), at: .user(id))
      for membership in try company.memberships(of: id) {
        try draft.put(nil, at: .membership(id, membership.project))
      }
      for project in app?.permittedProjects ?? [] {
        let membership = Membership(project: project, levels: .custom(recorded.projectLevels))
        try draft.put(.membership(membership), at: .membership(id, project))
      }
      return draft
    }
    let (before, after) = (try state(old), try state(new))
    var cells: [Cell] = []
    func compare(_ place: ProjectPlace?) throws {
      let scope: Scope = place == nil ? .company : .project
      func levels(_ draft: CompanyDraft) throws -> [Level] {
        try draft.user(id).map { try CompanyAccess(draft).levels(of: $0, in: place) } ?? []
      }
      let (was, isNow) = (try levels(before), try levels(after))
      for (index, tool) in catalog.tools(in: scope).enumerated() where was[index] != isNow[index] {
        cells.append(
          Cell(
            scope: scope,
            tool: catalog[tool].key,
            project: place,
            before: was[index],
            after: isNow[index]
          )
        )
      }
    }
    try compare(nil)
    let (oldAccess, newAccess) = (CompanyAccess(before), CompanyAccess(after))
    var reachesAll = false
    if let was = try before.user(id), let isNow = try after.user(id) {
      reachesAll =
        try oldAccess.isCompanyDirectoryAdmin(was) || newAccess.isCompanyDirectoryAdmin(isNow)
    }
    if reachesAll {
      try company.eachProject {
        try compare(.project($0.id))
        return true
      }
      try compare(.new)
    } else {
      for project in app?.permittedProjects ?? [] { try compare(.project(project)) }
    }
    self.cells = cells
    relation = cells.reduce(.equal) {
      $0.combined(with: Relation(from: $1.before, to: $1.after))
    }
  }

  /// The app that one of these manifests is a version of.
  private static func app(
    of manifests: [Manifest],
    in company: any CompanyReader
  ) throws -> InstalledApp? {
    for manifest in manifests {
      let uid = manifest.manifestUID.map { manifest.document.text(of: $0.node) }
      if let uid, let app = try company.app(uid: uid) { return app }
      guard let name = manifest.appName else { continue }
      let named = try company.apps(named: name).filter { uid == nil || $0.uid == nil }
      if let app = named.first { return app }
    }
    return nil
  }
}
