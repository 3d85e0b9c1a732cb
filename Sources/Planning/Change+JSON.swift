import Access
import Companies
package import Documents

extension Change {
  /// The change as plans and the log have it.
  package var json: JSONValue {
    [
      "id": .integer(Int64(id)), "address": .string(address.description),
      "kind": .string(kind.rawValue),
      "actions": .array(actions.map { .string($0.rawValue) }), "reason": .string(reason),
      "before": before?.snapshot.json ?? .null, "after": after?.snapshot.json ?? .null,
      "relation": .string(relation.rawValue),
      "depends_on": .array(dependsOn.map { .integer(Int64($0)) }),
    ]
  }
}
