import Catalog
import Documents
package import Manifests

/// What a user who opens an embedded app sees: a page, or why there is none.
package struct Launch: Sendable {
  /// What keeps an app from being seen, the first that holds.
  package enum Obstacle: String, CaseIterable, Sendable {
    case notInstalled = "not-installed"
    case noEmbeddedComponent = "no-embedded-component"
    case inactive
    case notAMember = "not-a-member"
    case noConfiguration = "no-configuration"
    case severalConfigurations = "several-configurations"
    case incompleteConfiguration = "incomplete-configuration"
  }

  package enum Outcome: Sendable {
    case visible(url: String)
    /// Why not, and that in words.
    case invisible(Obstacle, String)
    /// The addresses of what nobody knows, on which it rests.
    case unknown([String])
  }

  /// What is opened, and by whom.
  package struct Attempt: Sendable {
    package let app: KnownApp
    package let user: DirectoryUser
    /// Nil at the company level.
    package let project: Project?
    /// Nil for full screen, or the side panel where that is all there is.
    package var component: Component.Kind?
    /// The only configuration that counts; nil where any does.
    package var title: String?

    package init(_ app: KnownApp, by user: DirectoryUser, in project: Project?) {
      self.app = app
      self.user = user
      self.project = project
    }
  }

  package let app: String
  package let project: Project.ID?
  /// The component that was asked for or found; nil for an app without any.
  package private(set) var component: Component.Kind?
  /// The configuration that applies, if one alone does.
  package private(set) var title: String?
  package private(set) var outcome: Outcome

  /// Finds out what becomes of an attempt.
  ///
  /// - Throws: What reading the company throws.
  package init(_ attempt: Attempt, in company: any CompanyReader) throws {
    app = attempt.app.name
    project = attempt.project?.id
    component = attempt.component
    outcome = .invisible(.noEmbeddedComponent, "`\(attempt.app.name)` has no such component")
    let manifest = attempt.app.recorded.manifest.manifest(in: company.catalog)
    let pages = ComponentPage.all(of: manifest)
    let page = attempt.component.map { kind in pages.first { $0.kind == kind } } ?? pages.first
    component = page?.kind ?? attempt.component
    guard case .recorded(let app) = attempt.app else {
      outcome = .invisible(.notInstalled, "`\(app)` was only asked for")
      return
    }
    guard app.state == .installed else {
      outcome = .invisible(.notInstalled, "`\(app.name)` is uninstalled")
      return
    }
    var gaps = try LaunchGaps(in: company)
    let isAppKnown = try gaps.isKnown([company.address(of: app).description])
    if page == nil, isAppKnown {
      let missing = attempt.component.map { "`\($0.rawValue)` component" } ?? "embedded component"
      outcome = .invisible(.noEmbeddedComponent, "`\(app.name)` has no \(missing)")
      return
    }
    if let obstacle = try Launch.obstacle(to: attempt, in: company, &gaps) {
      outcome = obstacle
      return
    }
    let configuration: Configuration?
    switch try Launch.configuration(for: attempt, of: app, in: company, &gaps) {
    case .one(let found): configuration = found
    case .unclear: configuration = nil
    case .none(let obstacle):
      outcome = obstacle
      return
    }
    title = configuration?.title
    guard gaps.found.isEmpty, let page, let configuration else {
      outcome = .unknown(gaps.found)
      return
    }
    let missing = ConfigurableFields(of: manifest).missing(in: configuration)
    guard missing.isEmpty else {
      let fields = missing.map { "`\($0)`" }.joined(separator: ", ")
      outcome = .invisible(
        .incompleteConfiguration,
        "the configuration `\(configuration.title)` lacks what is required: \(fields)"
      )
      return
    }
    outcome = .visible(
      url: page.url(
        with: configuration,
        at: attempt.project.map { .project($0) } ?? .company,
        of: try company.profile()
      )
    )
  }

  /// What stands before the user for sure, whatever the app.
  private static func obstacle(
    to attempt: Attempt,
    in company: any CompanyReader,
    _ gaps: inout LaunchGaps
  ) throws -> Outcome? {
    let user = attempt.user
    guard user.isActive else {
      return .invisible(.inactive, "user `\(user.login)` is inactive")
    }
    guard let project = attempt.project else { return nil }
    guard project.isActive else {
      return .invisible(.inactive, "project `\(project.id)` is inactive")
    }
    _ = gaps.isKnown([ObjectAddress.project(project.id).description])
    let isMember = try company.membership(of: user.id, in: project.id) != nil
    // One of whom no membership is recorded may have one where not all of them are known.
    let grounds =
      [ObjectAddress.membership(user.id, project.id).description]
      + (isMember ? [] : ["memberships/\(user.id)"])
    let doubts = try company.unknown(touchedBy: grounds)
    if isMember, doubts.isEmpty { return nil }
    let admin = try CompanyAccess(company).directoryAdmin(user)
    if admin?.allowed == true { return nil }
    guard gaps.isKnown(doubts + (admin?.unknown ?? [])) else { return nil }
    return .invisible(
      .notAMember,
      "user `\(user.login)` is no member of project `\(project.id)`"
    )
  }

  /// Which configuration applies.
  private enum Choice {
    case one(Configuration)
    case unclear
    /// Not one alone, for sure.
    case none(Outcome)
  }

  private static func configuration(
    for attempt: Attempt,
    of app: InstalledApp,
    in company: any CompanyReader,
    _ gaps: inout LaunchGaps
  ) throws -> Choice {
    let designation = try company.designation(of: app)
    let meant = app.configurations.filter { configuration in
      attempt.title.map { ExactText($0) == ExactText(configuration.title) } != false
    }
    let applying = meant.filter { $0.applies(in: attempt.project) }
    // One of which nobody knows where it applies stands in the records as one for no project.
    let open = meant.filter { $0.applies(in: attempt.project) || $0.target == .projects([]) }
      .filter {
        !gaps.isKnown([
          ObjectAddress.configuration(app: designation, title: $0.title).description
        ])
      }
    let areAllListed = gaps.isKnown(["configurations"])
    guard applying.count <= 1 || !open.isEmpty else {
      let titles = applying.map { "`\($0.title)`" }.joined(separator: ", ")
      return .none(
        .invisible(
          .severalConfigurations,
          "more than one configuration applies: \(titles); --title says which is meant"
        )
      )
    }
    guard !applying.isEmpty || !open.isEmpty || !areAllListed else {
      return .none(.invisible(.noConfiguration, nothingApplies(attempt)))
    }
    guard let found = applying.first, applying.count == 1 else { return .unclear }
    return .one(found)
  }

  private static func nothingApplies(_ attempt: Attempt) -> String {
    let place = attempt.project.map { "in project `\($0.id)`" } ?? "at the company level"
    return attempt.title.map { "no configuration `\($0)` applies \(place)" }
      ?? "no configuration applies \(place)"
  }
}

/// What nobody knows about a company, as far as a launch rests on it.
private struct LaunchGaps {
  private let unknown: UnknownAddresses
  private(set) var found: [String] = []

  init(in company: any CompanyReader) throws {
    unknown = UnknownAddresses(try company.unknown())
  }

  /// Whether all of these are known; those that aren't are noted.
  mutating func isKnown(_ consulted: [String]) -> Bool {
    let touched = unknown.touched(by: consulted)
    found += touched.filter { !found.contains($0) }
    return touched.isEmpty
  }
}

extension Configuration {
  /// Whether it counts in a project, or at the company level.
  func applies(in project: Project?) -> Bool {
    switch (target, project) {
    case (.company, nil): true
    case (.future, let project?): project.isActive
    case (.projects(let ids), let project?): ids.contains(project.id)
    default: false
    }
  }
}
