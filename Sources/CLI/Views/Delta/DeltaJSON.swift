import Access
import Catalog
import Companies
import Diagnostics
import Differing
import Documents
import Manifests
import Planning

/// A comparison as JSON.
struct DeltaJSON {
  let comparison: Comparison

  func bytes() -> [UInt8] {
    guard comparison.isOfFolders else {
      guard let app = comparison.apps.first else { return [] }
      var fields = self.fields(app)
      fields["format_version"] = .string("1.0")
      return JSONValue.object(fields).pretty()
    }
    let apps = comparison.apps.map { app -> JSONValue in
      var fields = self.fields(app)
      fields["change"] = .string(app.change.rawValue)
      return .object(fields)
    }
    return JSONValue.object(["format_version": .string("1.0"), "apps": .array(apps)]).pretty()
  }

  private func fields(_ app: ComparedApp) -> [String: JSONValue] {
    let delta = app.delta
    let old = app.old.map { DeltaPlaces($0) }
    let new = app.new.map { DeltaPlaces($0) }
    let mask = SecretMask(app, comparison.catalog)
    return [
      "old": side(delta.old, app.old, mask),
      "new": side(delta.new, app.new, mask),
      "relation": .string(delta.relation.rawValue),
      "requires_consent": .boolean(delta.requiresConsent),
      "version": .object([
        "declared": delta.version.declared.map { .string($0.name) } ?? .null,
        "required": .string(delta.version.required.rawValue),
        "ok": delta.version.isEnough.map { .boolean($0) } ?? .null,
      ]),
      "permissions": .array(delta.permissions.map { row($0, old, new, mask) }),
      "components": .array(delta.components.map { component($0, old, new, mask) }),
      "authentication": .object([
        "added": .array(delta.authentication.added.map { .string($0.rawValue) }),
        "removed": .array(delta.authentication.removed.map { .string($0.rawValue) }),
      ]),
      "warnings": .array(
        delta.warnings.map {
          .object(["rule": .string($0.rule.name), "message": .string(mask($0.message))])
        }
      ),
      "risks": .object([
        "introduced": .array(delta.introducedRisks.map { .string($0) }),
        "resolved": .array(delta.resolvedRisks.map { .string($0) }),
      ]),
      "company": app.effect.map(company) ?? .null,
    ]
  }

  private func company(_ effect: CompanyEffect) -> JSONValue {
    let cells = effect.cells.map { cell -> JSONValue in
      let project: JSONValue =
        switch cell.project {
        case nil: .null
        case .new: "new"
        case .project(let id): .integer(id.value)
        }
      return [
        "scope": .string(cell.scope.name), "tool": .string(cell.tool), "project": project,
        "before": .string(cell.before.name), "after": .string(cell.after.name),
      ]
    }
    return [
      "id": .integer(effect.company.value), "installed": .boolean(effect.isInstalled),
      "relation": .string(effect.relation.rawValue), "cells": .array(cells),
    ]
  }

  private func side(
    _ side: ManifestDelta.Side,
    _ source: ComparedApp.Source?,
    _ mask: SecretMask
  ) -> JSONValue {
    guard let source else { return .null }
    return .object([
      "path": .string(source.path), "name": side.name.map { .string(mask($0)) } ?? .null,
      "version": side.version.map { .string($0) } ?? .null, "digest": .string(side.digest),
    ])
  }

  private func row(
    _ row: PermissionDelta,
    _ old: DeltaPlaces?,
    _ new: DeltaPlaces?,
    _ mask: SecretMask
  ) -> JSONValue {
    .object([
      "scope": .string(row.scope.name), "tool": .string(mask(row.key)),
      "before": .string(row.before.name), "after": .string(row.after.name),
      "change": .string(row.change.rawValue), "relation": .string(row.relation.rawValue),
      "absorbed": .boolean(row.isAbsorbed), "risk": .string(row.risk.name),
      "implies": row.implies.map {
        .object([
          "company_tools": .integer(Int64($0.companyTools)),
          "project_tools": .integer(Int64($0.projectTools)),
          "projects": $0.projects.map { .string($0.rawValue) } ?? .null,
        ])
      } ?? .null,
      "witness": row.witness.map {
        .object([
          "scope": .string($0.scope.name), "tool": .string(mask($0.key)),
          "level": .string($0.level.name),
          "project": $0.project.map { .string($0.rawValue) } ?? .null,
        ])
      } ?? .null,
      "old": place(row.oldRange, old), "new": place(row.newRange, new),
    ])
  }

  private func component(
    _ component: ComponentDelta,
    _ old: DeltaPlaces?,
    _ new: DeltaPlaces?,
    _ mask: SecretMask
  ) -> JSONValue {
    .object([
      "component": .string(component.component), "change": .string(component.change.rawValue),
      "fields": .array(
        component.fields.map { field in
          .object([
            "pointer": .string(mask(field.pointer)), "kind": .string(field.kind.rawValue),
            "before": mask.before(field).map { .string($0) } ?? .null,
            "after": mask.after(field).map { .string($0) } ?? .null,
            "old": place(field.oldRange, old), "new": place(field.newRange, new),
          ])
        }
      ),
    ])
  }

  private func place(_ range: SourceRange?, _ places: DeltaPlaces?) -> JSONValue {
    guard let range, let places else { return .null }
    return places.json(range)
  }
}

/// The places of one side's file.
struct DeltaPlaces {
  let path: String
  private let lines: LineTable

  init(_ source: ComparedApp.Source) {
    path = source.path
    lines = LineTable(source.bytes)
  }

  func position(of offset: UInt32) -> Position { lines.position(of: offset) }

  func json(_ range: SourceRange) -> JSONValue {
    .object([
      "path": .string(path), "start": json(position(of: range.start)),
      "end": json(position(of: range.end)),
    ])
  }

  private func json(_ position: Position) -> JSONValue {
    .object([
      "line": .integer(Int64(position.line)), "column": .integer(Int64(position.column)),
      "offset": .integer(Int64(position.offset)),
    ])
  }
}
