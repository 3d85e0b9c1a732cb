import Catalog
import Companies
import Documents
import Manifests

extension Update {
  /// Gives configurations the values that were given.
  func planConfigurations(
    _ updated: InstalledApp,
    before app: InstalledApp,
    _ builder: PlanBuilder
  ) throws {
    let manifest = manifest.manifest
    let fields = ConfigurableFields(of: manifest)
    var configurations = app.configurations
    let values = values.map { reading(of: $0, fields, configurations) }
    var given: Set<[ExactText]> = []
    for value in values {
      try builder.keepingRefusal {
        let (index, field) = try place(of: value, in: configurations, of: app, fields)
        let title = configurations[index].title
        guard given.insert([ExactText(title), ExactText(field)]).inserted else {
          throw Plan.Refusal("the field `\(field)` of the configuration `\(title)` is given twice")
        }
        if let expectation = fields.expectation(of: field, insteadOf: value.value) {
          throw Plan.Refusal(
            "the field `\(field)` takes \(expectation), not `\(value.value.excerpt)`"
          )
        }
        configurations[index].values[field] = value.value
      }
    }
    if !values.isEmpty {
      builder.facts.note(.configurations(app: try builder.base.designation(of: app)), ["title"])
    }
    let designation = try builder.draft.designation(of: updated)
    // What stays as it is may still be changed for another reason.
    for configuration in configurations where !app.configurations.contains(configuration) {
      try builder.draft.put(
        .configuration(configuration),
        at: .configuration(app: designation, title: configuration.title)
      )
      try builder.warnAboutInactiveProjects(of: configuration)
    }
  }

  /// The configuration and the field that are meant.
  private func place(
    of value: FieldValue,
    in configurations: [Configuration],
    of app: InstalledApp,
    _ fields: ConfigurableFields
  ) throws -> (index: Int, field: String) {
    guard let field = fields.name(like: value.field) else {
      throw Plan.Refusal(
        "the app has no field `\(value.field)`"
          + NearNames.hint(to: value.field, among: fields.names)
      )
    }
    guard let title = value.title else {
      guard configurations.count == 1 else {
        throw Plan.Refusal(
          "`\(app.name)` has \(configurations.count) configurations;"
            + " --set TITLE:FIELD=VALUE says which one is meant"
        )
      }
      return (0, field)
    }
    guard let index = configurations.firstIndex(where: { ExactText($0.title) == ExactText(title) })
    else {
      throw Plan.Refusal(
        "`\(app.name)` has no configuration `\(title)`"
          + NearNames.hint(to: title, among: configurations.map(\.title))
      )
    }
    return (index, field)
  }

  /// What an assignment means: the first reading for which there are a field and a configuration.
  private func reading(
    of assignment: Assignment,
    _ fields: ConfigurableFields,
    _ configurations: [Configuration]
  ) -> FieldValue {
    let plain = assignment.plain
    let fits = configurations.contains { configuration in
      plain.title.map { ExactText($0) == ExactText(configuration.title) }
        ?? (configurations.count == 1)
    }
    if fits, fields.name(like: plain.field) != nil { return plain }
    let others = configurations.lazy.compactMap { assignment.reading(titled: $0.title) }
    return others.first { fields.name(like: $0.field) != nil } ?? plain
  }
}

extension PlanBuilder {
  /// Tells which configurations of an app lack what its new version asks for, and which one shows
  /// an app that is back in every project to come.
  func warnAboutConfigurations(of app: InstalledApp, before old: InstalledApp) throws {
    let place = Fact.configurations(app: try base.designation(of: old))
    let designation = try draft.designation(of: app)
    let configurations = try draft.app(designated: designation)?.configurations ?? []
    let manifest = app.recorded.manifest.manifest(in: draft.catalog)
    let required = ConfigurableFields(of: manifest).required
    let known = ConfigurableFields(of: old.recorded.manifest.manifest(in: draft.catalog)).required
    for name in required.filter({ !known.contains($0) }).sorted() {
      facts.note(place, ["title", "values"])
      let lacking = configurations.filter { ($0.values[name] ?? "").isEmpty }.map(\.title)
      guard !lacking.isEmpty else { continue }
      warn(
        "required-field-added",
        "the field `\(name)` has to be filled in; not visible until then: "
          + lacking.map { "`\($0)`" }.joined(separator: ", ")
      )
    }
    guard old.state == .uninstalled, !manifest.components.isEmpty else { return }
    facts.note(place, ["title", "projects"])
    guard let future = configurations.first(where: { $0.target == .future }) else { return }
    warnAboutFuture(future)
  }
}
