import Catalog
import Companies
import Documents
import Manifests

extension PlanBuilder {
  /// Makes a list the whole of an app's configurations.
  func setConfigurations(
    _ wanted: [Configuration],
    of app: InstalledApp,
    _ designation: String
  ) throws {
    let known = app.configurations
    guard wanted != known else { return }
    try requireRight()
    for configuration in known
    where !wanted.contains(where: { ExactText($0.title) == ExactText(configuration.title) }) {
      try draft.put(nil, at: .configuration(app: designation, title: configuration.title))
    }
    for configuration in wanted where !known.contains(configuration) {
      try check(configuration, of: app)
      try draft.put(
        .configuration(configuration),
        at: .configuration(app: designation, title: configuration.title)
      )
    }
  }

  /// Refuses values that the app's components don't take.
  func check(_ configuration: Configuration, of app: InstalledApp) throws {
    let manifest = app.recorded.manifest.manifest(in: draft.catalog)
    guard !manifest.components.isEmpty else {
      throw Plan.Refusal("`\(app.name)` has no embedded component to configure")
    }
    let fields = ConfigurableFields(of: manifest)
    for field in configuration.values.keys.sorted() where fields.name(like: field) == nil {
      throw Plan.Refusal(
        "the configuration `\(configuration.title)` gives `\(field)`, which the app has no field for"
          + NearNames.hint(to: field, among: fields.names)
      )
    }
    let missing = fields.required.sorted().filter { (configuration.values[$0] ?? "").isEmpty }
    guard missing.isEmpty else {
      throw Plan.Refusal(
        "the configuration `\(configuration.title)` lacks what is required: "
          + missing.map { "`\($0)`" }.joined(separator: ", ")
      )
    }
  }
}
