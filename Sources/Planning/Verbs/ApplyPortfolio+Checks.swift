import Catalog
import Companies
import Documents
import Manifests

/// What a portfolio says of one app, as far as it is sound.
struct DeclaredState {
  let manifest: ProposedManifest
  var name: String?
  var version: String?
  /// Nil where the file says nothing.
  var projects: [Project.ID]?
  var configurations: [Configuration]?
}

// What is wrong with an app's part of a portfolio, each mistake at the value that is one.
extension ApplyPortfolio {
  /// Checks all that is said of an app, and refuses each mistake for itself.
  func check(
    _ declared: Portfolio.App,
    _ manifest: ProposedManifest,
    _ builder: PlanBuilder
  ) throws -> DeclaredState {
    var state = DeclaredState(manifest: manifest)
    try builder.placed(declared.name?.place ?? declared.place) {
      state.name = try answer("name") { try manifest.name(or: declared.name?.text) }
    }
    try builder.placed(declared.version?.place ?? declared.place) {
      state.version = try answer("version") { try manifest.version(or: declared.version?.text) }
    }
    if let projects = declared.projects {
      state.projects = []
      try builder.placed(declared.projectsPlace) {
        let projects = try choice(projects, builder)
        try checkAccount(
          state,
          isNeeded: !projects.isEmpty,
          "no project can be permitted to it"
        )
        state.projects = projects
      }
    }
    try builder.placed(declared.newProjectsPlace) {
      try checkAccount(
        state,
        isNeeded: declared.isAddedToNewProjects == true,
        "it can't be added to new projects"
      )
    }
    if let configurations = declared.configurations {
      let known = try state.name.flatMap { try builder.app(name: $0, uid: manifest.uid) }
      state.configurations = try check(
        configurations,
        of: state.name ?? manifest.path,
        manifest,
        known: known?.configurations ?? [],
        builder
      )
    }
    return state
  }

  /// What a portfolio lacks is a mistake of the portfolio's.
  private func answer(_ key: String, _ body: () throws -> String) throws -> String {
    do {
      return try body()
    } catch let missing as MissingAnswer {
      throw Plan.Refusal("\(missing.message.prefix { $0 != ";" }); `\(key)` gives it here")
    }
  }

  private func checkAccount(
    _ state: DeclaredState,
    isNeeded: Bool,
    _ consequence: String
  ) throws {
    let manifest = state.manifest
    guard isNeeded, manifest.problems.isEmpty,
      !manifest.manifest.resolvedAuthentication.contains(.serviceAccount)
    else { return }
    throw Plan.Refusal(
      "`\(state.name ?? manifest.path)` has no service account, so \(consequence)"
    )
  }

  // MARK: - Projects

  private func choice(
    _ projects: Portfolio.Projects,
    _ builder: PlanBuilder
  ) throws -> [Project.ID] {
    switch projects {
    case .allActive: return try builder.projects(.allActive)
    case .named(let names): return try ids(names, builder)
    }
  }

  /// The projects of these names; all that are wrong are told at once, each at its place.
  func ids(_ names: [Portfolio.Placed], _ builder: PlanBuilder) throws -> [Project.ID] {
    var ids: Set<Project.ID> = []
    var wrong: Plan.Refusal?
    for name in names {
      do {
        ids.insert(try builder.project(name.text).id)
      } catch let refusal as Plan.Refusal {
        if let wrong { builder.refuse(wrong) }
        wrong = Plan.Refusal("\(name.place): \(refusal.message)", rule: refusal.rule)
      }
    }
    if let wrong { throw wrong }
    return ids.sorted()
  }

  // MARK: - Configurations

  private func check(
    _ declared: [Portfolio.DeclaredConfiguration],
    of app: String,
    _ manifest: ProposedManifest,
    known: [Configuration],
    _ builder: PlanBuilder
  ) throws -> [Configuration] {
    var wanted: [Configuration] = []
    var titles: Set<ExactText> = []
    for entry in declared {
      try builder.placed(entry.place) {
        guard titles.insert(ExactText(entry.title)).inserted else {
          throw Plan.Refusal("the configuration `\(entry.title)` is declared before")
        }
        var configuration: Configuration?
        try builder.placed(entry.place) {
          configuration = Configuration(
            title: entry.title,
            values: entry.values,
            target: try target(of: entry, builder)
          )
        }
        if let configuration {
          wanted.append(configuration)
          // One that is there already stays as it is, whatever a new version asks for.
          guard !known.contains(configuration) else { return }
        }
        if case .projects(let names) = entry.target, names.isEmpty {
          builder.refuse(
            Plan.Refusal(
              "\(entry.targetPlace): the configuration `\(entry.title)` applies nowhere, expected"
                + " projects, `future` or `company`"
            )
          )
        }
        guard manifest.problems.isEmpty else { return }
        try check(entry, replacing: known, of: app, manifest.manifest, builder)
      }
    }
    return wanted
  }

  private func target(
    of declared: Portfolio.DeclaredConfiguration,
    _ builder: PlanBuilder
  ) throws -> Configuration.Target {
    switch declared.target {
    case .future: .future
    case .company: .company
    case .projects(let names): .projects(try ids(names, builder))
    }
  }

  /// Refuses values that the app's components don't take, each at its own place.
  private func check(
    _ declared: Portfolio.DeclaredConfiguration,
    replacing known: [Configuration],
    of app: String,
    _ manifest: Manifest,
    _ builder: PlanBuilder
  ) throws {
    guard !manifest.components.isEmpty else {
      throw Plan.Refusal("`\(app)` has no embedded component to configure")
    }
    let problems = ConfigurationProblem.all(
      in: Configuration(title: declared.title, values: declared.values, target: .projects([])),
      replacing: known.first { ExactText($0.title) == ExactText(declared.title) },
      ConfigurableFields(of: manifest)
    )
    for problem in problems {
      let place =
        switch problem.subject {
        case .field(let field): declared.keyPlaces[field]
        case .value(let field): declared.valuePlaces[field]
        case .missing: nil as String?
        }
      builder.refuse(Plan.Refusal("\(place ?? declared.place): \(problem.message)"))
    }
  }
}
