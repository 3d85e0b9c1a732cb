import Catalog
import Companies
import Documents
import Planning

/// An answer about access, as people and programs read it.
struct AccessView {
  private let verdict: AccessVerdict
  private let repair: AccessRepair?
  private let catalog: Catalog

  init(_ verdict: AccessVerdict, _ repair: AccessRepair?, catalog: Catalog) {
    self.verdict = verdict
    self.repair = repair
    self.catalog = catalog
  }

  var answer: String {
    switch verdict.allowed {
    case true?: "yes"
    case false?: "no"
    case nil: "unknown"
    }
  }

  var json: JSONValue {
    let tool = catalog[verdict.question.tool]
    return [
      "format_version": "1.0", "principal": .string(verdict.principal.name),
      "scope": .string(tool.scope.name), "project": AccessView.json(verdict.question.project),
      "tool": .string(tool.key), "level": .string(verdict.question.level.name),
      "allowed": verdict.allowed.map { .boolean($0) } ?? .null,
      "effective": .string(verdict.effective.name),
      "because": .array(verdict.because.map(AccessView.json)),
      "denied_because": verdict.allowed == false
        ? verdict.deniedBecause.map { .string($0.rawValue) } ?? .null : .null,
      "repair": repair?.command.map { .string($0) } ?? .null,
      "http_status": verdict.allowed == nil ? .null : .integer(Int64(verdict.httpStatus)),
    ]
  }

  /// The document of `access who-can`.
  static func json(_ found: AllowedPrincipals) -> JSONValue {
    var document: [String: JSONValue] = [
      "format_version": "1.0",
      "principals": .array(
        found.allowed.map {
          [
            "principal": .string($0.principal.name), "effective": .string($0.effective.name),
            "because": .array($0.because.map(json)),
          ]
        }
      ),
    ]
    if !found.unknown.isEmpty {
      document["unknown"] = .array(
        found.unknown.map {
          [
            "principal": .string($0.principal.name),
            "addresses": .array($0.unknown.map { .string($0) }),
          ]
        }
      )
    }
    if !found.incomplete.isEmpty {
      document["incomplete"] = .array(found.incomplete.map { .string($0) })
    }
    return .object(document)
  }

  private static func json(_ fact: AccessFact) -> JSONValue {
    ["fact": .string(fact.fact), "address": .string(fact.address)]
  }

  private static func json(_ place: ProjectPlace?) -> JSONValue {
    switch place {
    case nil: .null
    case .new: "new"
    case .project(let id): .integer(id.value)
    }
  }

  var text: String {
    let tool = catalog[verdict.question.tool]
    var text = answer + "\n"
    let held = verdict.effective == .none ? "nothing" : "`\(verdict.effective.name)`"
    var why = "\(verdict.principal.name) has \(held) on the \(tool.scope.name) tool `\(tool.key)`"
    switch verdict.question.project {
    case .project(let id): why += " in project `\(id)`"
    case .new: why += " in any new project"
    case nil: break
    }
    if verdict.allowed == nil {
      why = "nobody knows \(AccessView.list(verdict.unknown)); as far as the records go, " + why
    } else if let denial = verdict.deniedBecause {
      why += ", asked for was `\(verdict.question.level.name)`: \(denial.rawValue)"
    }
    text += Printable.text(why) + "\n"
    for fact in verdict.because {
      text += Printable.text("  \(fact.fact) (\(fact.address))") + "\n"
    }
    guard verdict.allowed == false else { return text }
    if let command = repair?.command {
      text += Printable.text("this would change it: \(command)") + "\n"
    } else {
      text += "no single command here would change it\n"
    }
    if let remark = repair?.remark { text += Printable.text("  \(remark)") + "\n" }
    return text
  }

  /// The table of `access who-can`, and who may belong there.
  static func text(_ found: AllowedPrincipals, colors: Bool, width: Int?) -> String {
    var text = found.isOpen ? "nobody that is known of\n" : "nobody\n"
    if !found.allowed.isEmpty {
      text = TextTable(
        ["PRINCIPAL", "LEVEL", "BECAUSE"],
        found.allowed.map {
          [
            Printable.text($0.principal.name), $0.effective.name,
            Printable.text($0.because.map(\.fact).joined(separator: "; ")),
          ]
        }
      ).text(colors: colors, width: width)
    }
    for verdict in found.unknown {
      text +=
        Printable.text(
          "whether \(verdict.principal.name) can, nobody knows: \(list(verdict.unknown))"
        ) + "\n"
    }
    if !found.incomplete.isEmpty {
      text +=
        Printable.text("whether others can, nobody knows: \(list(found.incomplete))") + "\n"
    }
    return text
  }

  /// Addresses as a sentence has them.
  static func list(_ addresses: [String]) -> String {
    addresses.map { "`\($0)`" }.joined(separator: ", ")
  }
}

/// Everything that somebody may do.
struct HeldCellsView {
  private let principal: Principal
  private let cells: [HeldCell]
  /// The addresses of what nobody knows, as far as there may be more or less for it.
  private let unknown: [String]
  private let catalog: Catalog

  init(_ principal: Principal, _ cells: [HeldCell], _ unknown: [String], catalog: Catalog) {
    self.principal = principal
    self.cells = cells
    self.unknown = unknown
    self.catalog = catalog
  }

  var json: JSONValue {
    var document: [String: JSONValue] = [
      "format_version": "1.0", "principal": .string(principal.name),
      "cells": .array(
        cells.map { cell in
          let tool = catalog[cell.tool]
          return [
            "scope": .string(tool.scope.name), "tool": .string(tool.key),
            "project": place(of: cell), "effective": .string(cell.effective.name),
          ]
        }
      ),
    ]
    if !unknown.isEmpty { document["unknown"] = .array(unknown.map { .string($0) }) }
    return .object(document)
  }

  private func place(of cell: HeldCell) -> JSONValue {
    if let project = cell.project { return .integer(project.value) }
    return catalog[cell.tool].scope == .project ? "new" : .null
  }

  var text: String {
    let name = Printable.text(principal.name)
    guard !cells.isEmpty || !unknown.isEmpty else { return "\(name) may do nothing\n" }
    var text = ""
    var heading = ""
    for cell in cells {
      let tool = catalog[cell.tool]
      let place =
        cell.project.map { "project \($0)" }
        ?? (tool.scope == .project ? "any new project" : "the company")
      if place != heading {
        text += "in \(place)\n"
        heading = place
      }
      text += Printable.text("  \(tool.key): \(cell.effective.name)") + "\n"
    }
    if !unknown.isEmpty {
      let what = cells.isEmpty ? "what \(name) may do" : "whether that is all and right"
      text += "\(what), nobody knows: \(Printable.text(AccessView.list(unknown)))\n"
    }
    return text
  }
}
