package import Catalog
package import Companies

/// What a company's apps, templates and settings are to be, as one file declares it.
package struct Portfolio: Sendable {
  /// A text of the file with its place, `portfolio.yaml:12:5`.
  package struct Placed: Hashable, Sendable {
    package let text: String
    package let place: String

    package init(text: String, place: String) {
      self.text = text
      self.place = place
    }
  }

  package struct Template: Sendable {
    package let name: String
    package let scope: Scope
    package let project: Placed?
    /// Nil where the file says nothing, and then those of a template that is there stay.
    package let levels: ToolLevels?
    package let place: String
  }

  /// Which projects are permitted to an app.
  package enum Projects: Sendable {
    case allActive
    case named([Placed])
  }

  package struct DeclaredConfiguration: Sendable {
    package enum Target: Sendable {
      case projects([Placed])
      case future
      case company
    }

    package let title: String
    package let values: [String: String]
    /// Where the key of each value stands.
    package let keyPlaces: [String: String]
    /// Where each value stands.
    package let valuePlaces: [String: String]
    package let target: Target
    package let targetPlace: String
    package let place: String
  }

  package struct App: Sendable {
    /// The manifest's path as the file has it; nil for one that is only to be uninstalled.
    package let manifest: Placed?
    package let name: Placed?
    package let version: Placed?
    package let state: InstalledApp.State
    /// Nil where the file says nothing, and then they stay as they are.
    package let projects: Projects?
    package let isAddedToNewProjects: Bool?
    /// Where these two stand; the app's own place where the file doesn't have them.
    package let projectsPlace: String
    package let newProjectsPlace: String
    package let configurations: [DeclaredConfiguration]?
    /// Reasons by rule.
    package let acceptedRisks: [String: String]
    package let place: String
  }

  package internal(set) var company: Company.ID?
  package internal(set) var companyPlace = ""
  package internal(set) var allowsUserInstalls: Bool?
  package internal(set) var templates: [Template] = []
  package internal(set) var apps: [App] = []

  /// A portfolio that declares nothing.
  package init() {}
}
