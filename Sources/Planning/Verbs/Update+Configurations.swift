import Catalog
import Companies
import Documents
import Manifests

extension Update {
  /// Gives configurations the values that were given, and tells which lack a new required field.
  func planConfigurations(
    _ updated: InstalledApp,
    before app: InstalledApp,
    _ builder: PlanBuilder
  ) throws {
    let manifest = manifest.manifest
    let fields = ConfigurableFields(of: manifest)
    var configurations = app.configurations
    for value in values {
      guard let field = fields.name(like: value.field) else {
        throw Plan.Refusal(
          "the app has no field `\(value.field)`"
            + NearNames.hint(to: value.field, among: fields.names)
        )
      }
      let index: Int?
      if let title = value.title {
        index = configurations.firstIndex { ExactText($0.title) == ExactText(title) }
        guard index != nil else {
          throw Plan.Refusal(
            "`\(app.name)` has no configuration `\(title)`"
              + NearNames.hint(to: title, among: configurations.map(\.title))
          )
        }
      } else {
        guard configurations.count == 1 else {
          throw Plan.Refusal(
            "`\(app.name)` has \(configurations.count) configurations;"
              + " --set TITLE:FIELD=VALUE says which one is meant"
          )
        }
        index = 0
      }
      try builder.check(value.value, for: field, among: fields)
      if let index { configurations[index].values[field] = value.value }
    }
    let designation = try builder.draft.designation(of: updated)
    for configuration in configurations {
      try builder.draft.put(
        .configuration(configuration),
        at: .configuration(app: designation, title: configuration.title)
      )
    }
    let oldFields = ConfigurableFields(
      of: app.recorded.manifest.manifest(in: builder.draft.catalog)
    )
    let added = fields.required.filter { !oldFields.required.contains($0) }
    let place = Fact.configurations(app: try builder.base.designation(of: app))
    if !added.isEmpty {
      builder.facts.note(place, ["title", "values"])
    } else if values.contains(where: { $0.title == nil }) {
      builder.facts.note(place, ["title"])
    }
    for name in added.sorted() {
      let lacking = configurations.filter { ($0.values[name] ?? "").isEmpty }.map(\.title)
      guard !lacking.isEmpty else { continue }
      builder.warn(
        "required-field-added",
        "the field `\(name)` has to be filled in; not visible until then: "
          + lacking.map { "`\($0)`" }.joined(separator: ", ")
      )
    }
  }
}
