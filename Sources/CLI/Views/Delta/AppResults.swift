import Access
import Catalog
import Diagnostics
import Differing
import Documents
import Linting

/// One result of a comparison at one place.
struct DeltaResult {
  let rule: String
  let level: Severity
  let message: String
  let source: ComparedApp.Source
  let range: SourceRange
  /// Where in the manifest; empty for the whole of it.
  let pointer: String
  /// What tells it from the others of its rule, whatever moves around it.
  let identity: [String]
}

/// The results of one app.
struct AppResults {
  private(set) var results: [DeltaResult] = []
  private let app: ComparedApp
  private let catalog: Catalog
  private let mask: SecretMask

  init(_ app: ComparedApp, _ catalog: Catalog) {
    self.app = app
    self.catalog = catalog
    mask = SecretMask(app, catalog)
    addRows()
    addConsent()
    addWarnings()
    addRisks()
  }

  private mutating func add(
    _ rule: String,
    _ level: Severity,
    _ message: String,
    old: SourceRange? = nil,
    new: SourceRange? = nil,
    pointer: String = "",
    identity: [String] = []
  ) {
    let place: (ComparedApp.Source, SourceRange)? =
      if let new, let source = app.new {
        (source, new)
      } else if let old, let source = app.old {
        (source, old)
      } else {
        (app.new ?? app.old).map { ($0, .fileStart) }
      }
    guard let (source, range) = place else { return }
    results.append(
      DeltaResult(
        rule: rule,
        level: level,
        message: mask(message),
        source: source,
        range: range,
        pointer: mask(pointer),
        identity: [rule, pointer] + identity
      )
    )
  }

  // MARK: - Kinds

  private mutating func addRows() {
    for row in app.delta.permissions where row.relation == .wider || row.relation == .incomparable {
      let report = RowReport(row, nil, nil, catalog, mask)
      let what =
        "\(row.scope.name) \(report.label) \(row.change.rawValue),"
        + " `\(row.before.name)` to `\(row.after.name)`, risk \(row.risk.name)"
      add(
        "permission-widened",
        AppResults.level(of: row.risk),
        ([what] + report.effects + [report.witness].compactMap(\.self)).joined(separator: "; "),
        old: row.oldRange,
        new: row.newRange,
        pointer: "/permissions/\(row.scope.name)/\(Document.escape(row.key))",
        identity: [row.before.name, row.after.name]
      )
    }
  }

  private static func level(of risk: Risk) -> Severity {
    switch risk {
    case .critical, .high: .error
    case .medium: .warning
    case .low: .note
    }
  }

  private mutating func addConsent() {
    guard app.delta.requiresConsent else { return }
    let reason = AppReport.Verdict.consent(app.delta).reason
    add("consent-required", .note, "an admin has to agree anew: \(reason)")
  }

  private mutating func addWarnings() {
    var places = app.delta.components.flatMap { component in
      component.fields.map { (component: component.component, field: $0) }
    }
    for warning in app.delta.warnings {
      let index = places.firstIndex { AppResults.concerns(warning, $0.component, $0.field) }
      guard let index else {
        let row =
          warning.rule == "future-projects-included"
          ? app.delta.permissions.first { $0.scope == .company && $0.key == "directory" } : nil
        add(warning.rule.name, .warning, warning.message, new: row?.newRange)
        continue
      }
      let place = places.remove(at: index)
      add(
        warning.rule.name,
        .warning,
        warning.message,
        old: place.field.oldRange,
        new: place.field.newRange,
        pointer: "/\(place.component)\(place.field.pointer)",
        identity: [mask.after(place.field) ?? ""]
      )
    }
  }

  /// Whether a warning is about this field.
  private static func concerns(
    _ warning: ChangeWarning,
    _ component: String,
    _ field: FieldDelta
  ) -> Bool {
    switch (warning.rule, field.kind) {
    case ("embedded-host-changed", .hostChanged):
      warning.message.contains(component) && warning.message.contains("`\(field.after ?? "")`")
    case ("view-removed", .viewRemoved):
      warning.message.contains(component) && warning.message.contains("`\(field.before ?? "")`")
    case ("required-field-added", .fieldRequired):
      warning.message.contains("`\(field.after ?? "")`")
    default: false
    }
  }

  /// The findings of the rules that the old side gave no cause for.
  private mutating func addRisks() {
    guard let new = app.new, !app.delta.introducedRisks.isEmpty else { return }
    var options = LintOptions()
    options.usesIgnores = false
    var selected = RuleSelection()
    selected.categories = [.risk]
    options.selected = selected
    var linter = Linter(catalog: catalog)
    let linted = linter.lint(
      new.bytes,
      path: new.path,
      as: Syntax(path: new.path),
      options: options
    )
    let introduced = Set(app.delta.introducedRisks)
    for linted in linted.findings where introduced.contains(linted.finding.rule.name) {
      let finding = linted.finding
      add(
        finding.rule.name,
        finding.severity,
        finding.message,
        new: finding.range,
        pointer: finding.pointer,
        identity: [finding.value]
      )
    }
  }
}
