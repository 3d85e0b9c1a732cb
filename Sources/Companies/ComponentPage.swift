import Documents
package import Manifests

/// The page of an embedded component, whose URL takes values.
package struct ComponentPage: Sendable {
  package let kind: Component.Kind
  private let url: InterpolatedURL

  /// The pages of an app, full screen first.
  package static func all(of manifest: Manifest) -> [ComponentPage] {
    Component.Kind.allCases.compactMap { kind in
      manifest.components.lazy.filter { $0.kind == kind }.compactMap(\.urls.first).first.map {
        ComponentPage(
          kind: kind,
          url: InterpolatedURL(manifest.document.text(of: $0.node))
        )
      }
    }
  }

  /// Whether another project makes another URL.
  package var dependsOnProject: Bool { uses("procore.project.") }

  /// Whether a project's name stands in the URL.
  package var usesProjectName: Bool { uses("procore.project.name") }

  /// Whether the company's name stands in the URL.
  package var usesCompanyName: Bool { uses("procore.company.name") }

  private func uses(_ prefix: String) -> Bool {
    url.variables.contains { url.string($0.name).hasPrefix(prefix) }
  }

  /// Where a page is shown.
  package enum Place: Sendable {
    case company
    case project(Project)
    /// Any of the projects that it is for: what depends on the project stays a variable.
    case anyProject
  }

  /// The URL for a place; what isn't there is empty.
  package func url(
    with configuration: Configuration,
    at place: Place,
    of company: CompanyProfile
  ) -> String {
    url.filled { name in
      switch (name, place) {
      case ("procore.company.id", _): return company.id.description
      case ("procore.company.name", _): return company.name
      case ("procore.project.id", .project(let project)): return project.id.description
      case ("procore.project.name", .project(let project)): return project.name
      case ("procore.project.id", .anyProject), ("procore.project.name", .anyProject):
        return nil
      default: return configuration.values[name] ?? ""
      }
    }
  }
}
