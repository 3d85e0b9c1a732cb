package import Companies
package import Manifests

extension Plan {
  /// A URL under which an embedded app is shown by a configuration that the plan changes.
  package struct Page: Hashable, Sendable {
    package let address: ObjectAddress
    package let component: Component.Kind
    /// Nil where the URL is the same in all projects, or for the company level.
    package let project: Project.ID?
    package let url: String

    package init(
      _ component: Component.Kind,
      of address: ObjectAddress,
      in project: Project.ID?,
      url: String
    ) {
      self.address = address
      self.component = component
      self.project = project
      self.url = url
    }
  }
}

extension PlanBuilder {
  /// What the configurations that change come to; one that lacks what is required shows nothing.
  func pages(of changes: [Change]) throws -> [Plan.Page] {
    var pages: [Plan.Page] = []
    for change in changes where change.reason != "import" {
      guard case .configuration(let configuration)? = change.after,
        case .configuration(let name, _) = change.address,
        let app = try draft.app(designated: name)
      else { continue }
      let manifest = app.recorded.manifest.manifest(in: draft.catalog)
      guard ConfigurableFields(of: manifest).missing(in: configuration).isEmpty else { continue }
      for page in ComponentPage.all(of: manifest) {
        pages += try self.pages(page, of: change.address, configuration)
      }
    }
    return pages
  }

  private func pages(
    _ page: ComponentPage,
    of address: ObjectAddress,
    _ configuration: Configuration
  ) throws -> [Plan.Page] {
    let company = try draft.profile()
    if page.usesCompanyName { facts.note(.company, ["name"]) }
    func filled(_ place: ComponentPage.Place, in project: Project.ID? = nil) -> Plan.Page {
      let url = page.url(with: configuration, at: place, of: company)
      return Plan.Page(page.kind, of: address, in: project, url: url)
    }
    switch configuration.target {
    case .company: return [filled(.company)]
    case .projects(let ids) where page.dependsOnProject:
      return try ids.compactMap { id in
        if page.usesProjectName { facts.note(.project(id), ["name"]) }
        return try draft.project(id).map { filled(.project($0), in: id) }
      }
    case .projects, .future: return [filled(.anyProject)]
    }
  }
}
