import Access
import Companies
package import Documents
import Manifests

/// Who applied a plan, and when; it is told with the plan and is no part of it.
package struct PlanApplication: Hashable, Sendable {
  /// A time as `2026-11-24T09:30:00Z`.
  package let at: String
  /// A login, or `os:` and a name.
  package let by: String

  package init(at: String, by: String) {
    self.at = at
    self.by = by
  }
}

extension Plan {
  /// The plan as it is printed and saved, with its digest.
  package var json: JSONValue { json(applied: nil) }

  /// The same, with who applied it where somebody did; the digest leaves that out, and the secret
  /// that was drawn then.
  package func json(
    applied: PlanApplication?,
    secret: ServiceAccountSecret? = nil
  ) -> JSONValue {
    var members = members
    members["digest"] = .string(Plan.digest(of: members))
    if let applied {
      members["applied"] = ["at": .string(applied.at), "by": .string(applied.by)]
    }
    if let secret { members["secret"] = .string(secret.text) }
    return .object(members)
  }

  /// `sha256:` and 64 digits: SHA-256 of the canonical JSON without the digest itself.
  package var digest: String { Plan.digest(of: members) }

  /// The bytes of ``json(applied:secret:)``, indented; control characters are escaped all, so that they
  /// may go to a terminal.
  package func bytes(
    applied: PlanApplication? = nil,
    secret: ServiceAccountSecret? = nil
  ) -> [UInt8] {
    json(applied: applied, secret: secret).pretty().withoutRawControls
  }

  /// The digest of a plan's members, whether or not `digest`, `applied` and `secret` are
  /// among them.
  static func digest(of members: [String: JSONValue]) -> String {
    var members = members
    members["digest"] = nil
    members["applied"] = nil
    members["secret"] = nil
    return Digest.sha256(JSONValue.object(members).canonical())
  }

  // MARK: - Members

  /// All but the digest.
  private var members: [String: JSONValue] {
    var members: [String: JSONValue] = [
      "format_version": "1.0",
      "made": ["at": .string(made.at), "by": .string(made.by), "verb": .string(made.verb)],
      "company": ["id": .integer(companyID.value), "name": .string(companyName)],
      "base": ["store": .string(store), "reads": .array(reads.map(\.json))],
      "changes": .array(changes.map(\.json)),
      "warnings": .array(warnings.map(\.json)),
      "approvals": .array(approvals.map { .string($0.description) }),
      "unmanaged": .array(unmanaged.map { .string($0) }),
      "summary": [
        "create": .integer(Int64(count(of: .create))),
        "update": .integer(Int64(count(of: .update))),
        "delete": .integer(Int64(count(of: .delete))),
        "projects_affected": .integer(Int64(affectedProjects.count)),
        "relation": .string(relation.rawValue),
        "requires_consent": .boolean(requiresConsent),
      ],
      "applyable": .boolean(isApplyable),
    ]
    if !refused.isEmpty { members["refused"] = .array(refused.map(\.json)) }
    if !drift.isEmpty { members["drift"] = .array(drift) }
    if !pages.isEmpty { members["pages"] = .array(pages.map(\.json)) }
    if !unknown.isEmpty { members["unknown"] = .array(unknown.map { .string($0) }) }
    if !acceptedRisks.isEmpty { members["accepted_risks"] = .array(acceptedRisks.map(\.json)) }
    if let nonce { members["nonce"] = .string(nonce) }
    return members
  }
}

extension Plan.Read {
  fileprivate var json: JSONValue {
    var members: [String: JSONValue] = [
      "fact": .string(fact.description), "hash": hash.map { .string($0) } ?? .null,
    ]
    if let fields { members["fields"] = .array(fields.map { .string($0) }) }
    return .object(members)
  }
}

extension Plan.Warning {
  fileprivate var json: JSONValue {
    var members: [String: JSONValue] = ["rule": .string(rule), "message": .string(message)]
    if let projects { members["projects"] = .array(projects.map { .integer($0.value) }) }
    return .object(members)
  }
}

extension Plan.Refusal {
  fileprivate var json: JSONValue {
    ["rule": rule.map { .string($0) } ?? .null, "message": .string(message)]
  }
}

extension Plan.Page {
  fileprivate var json: JSONValue {
    [
      "address": .string(address.description), "component": .string(component.rawValue),
      "project": project.map { .integer($0.value) } ?? .null, "url": .string(url),
    ]
  }
}

extension Plan.AcceptedRisk {
  fileprivate var json: JSONValue {
    ["app": .string(app), "rule": .string(rule), "reason": .string(reason)]
  }
}

extension Change {
  /// The change as a plan and the log have it.
  package var json: JSONValue {
    var members: [String: JSONValue] = [
      "id": .integer(Int64(id)), "address": .string(address.description),
      "kind": .string(kind.rawValue),
      "actions": .array(actions.map { .string($0.rawValue) }), "reason": .string(reason),
      "before": before?.planned ?? .null, "after": after?.planned ?? .null,
      "relation": .string(relation.rawValue),
      "depends_on": .array(dependsOn.map { .integer(Int64($0)) }),
    ]
    if let metrics {
      members["metrics"] = [
        "before": metrics.before?.snapshot.json ?? .null, "after": metrics.after.snapshot.json,
      ]
    }
    return .object(members)
  }
}

extension [UInt8] {
  /// UTF-8 text of JSON with an escape for each of U+007F to U+009F, which JSON lets stand and a
  /// terminal acts on.
  fileprivate var withoutRawControls: [UInt8] {
    var bytes: [UInt8] = []
    var copied = 0
    var index = 0
    while index < count {
      let isDelete = self[index] == 0x7F
      let isControl =
        self[index] == 0xC2 && index + 1 < count && (0x80...0x9F).contains(self[index + 1])
      guard isDelete || isControl else {
        index += 1
        continue
      }
      let scalar = isDelete ? 0x7F : self[index + 1]
      bytes += self[copied..<index]
      bytes += "\\u00\(String(scalar, radix: 16))".utf8
      index += isDelete ? 1 : 2
      copied = index
    }
    return copied == 0 ? self : bytes + self[copied...]
  }
}
