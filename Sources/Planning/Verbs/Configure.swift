import Catalog
import Companies
import Documents

/// Why a verb means nothing as it was given: lower-case start, no final stop.
package struct VerbMistake: Error, Hashable, Sendable {
  package let message: String
}

/// `configure`: the values that an embedded app is shown with, and where.
package struct Configure: Verb {
  /// A value for a field.
  package struct Assignment: Hashable, Sendable {
    package let field: String
    package let value: String

    package init(field: String, value: String) {
      self.field = field
      self.value = value
    }
  }

  /// Where a configuration is to apply.
  package enum Target: Hashable, Sendable {
    /// By ids or names.
    case projects([String])
    case future
    case company
  }

  package let app: String
  package let title: String
  package var values: [Assignment] = []
  /// The fields whose values go.
  package var unset: [String] = []
  /// Nil to leave it as it is.
  package var target: Target?
  /// Whether the whole configuration goes.
  package var isRemoved = false

  package init(app: String, title: String) {
    self.app = app
    self.title = title
  }

  package var name: String { "configure" }

  package func plan(_ builder: PlanBuilder) throws {
    let app = try builder.app(named: app)
    guard app.state == .installed else {
      throw Plan.Refusal("`\(app.name)` was uninstalled; `dmsa reinstall` brings it back")
    }
    let old = app.configuration(titled: title)
    let wanted = try isRemoved ? nil : configuration(after: old, of: app, builder)
    if wanted == nil, !isRemoved { return }
    try builder.put(
      wanted,
      replacing: removed(old, app),
      of: app,
      at: builder.draft.designation(of: app)
    )
  }

  /// The configuration that is there, which there has to be for one to be removed.
  private func removed(_ old: Configuration?, _ app: InstalledApp) throws -> Configuration? {
    guard isRemoved, old == nil else { return old }
    throw Plan.Refusal(
      "`\(app.name)` has no configuration `\(title)`"
        + NearNames.hint(to: title, among: app.configurations.map(\.title))
    )
  }

  /// The configuration as it is to be; nil where it can be none for what is refused.
  private func configuration(
    after old: Configuration?,
    of app: InstalledApp,
    _ builder: PlanBuilder
  ) throws -> Configuration? {
    guard !title.isEmpty else { throw Plan.Refusal("a configuration needs a title") }
    guard target != nil || old != nil else {
      throw VerbMistake(
        message: "`\(app.name)` has no configuration `\(title)` yet; a new one takes --project,"
          + " --future or --company-level"
      )
    }
    var applies = target == nil ? old?.target : nil
    if let target {
      try builder.keepingRefusal { applies = try resolved(target, builder) }
    }
    var values = old?.values ?? [:]
    let fields = ConfigurableFields(of: app.recorded.manifest.manifest(in: builder.draft.catalog))
    for field in unset {
      guard values.removeValue(forKey: field) == nil, fields.name(like: field) == nil else {
        continue
      }
      builder.refuse(
        Plan.Refusal(
          "the app has no field `\(field)`" + NearNames.hint(to: field, among: fields.names)
        )
      )
    }
    for assignment in self.values { values[assignment.field] = assignment.value }
    if let applies { return Configuration(title: title, values: values, target: applies) }
    // Where it is to apply is refused already; what is wrong besides is told with that.
    let configuration = Configuration(title: title, values: values, target: .projects([]))
    try builder.check(configuration, replacing: old, of: app)
    return nil
  }

  private func resolved(_ target: Target, _ builder: PlanBuilder) throws -> Configuration.Target {
    switch target {
    case .projects(let names): .projects(try builder.projects(.named(names)))
    case .future: .future
    case .company: .company
    }
  }
}
