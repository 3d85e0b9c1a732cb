package import Catalog

/// A tool of a company's own: one that it names and the catalog lacks.
package struct OwnTool: Hashable, Sendable, Comparable {
  package let scope: Scope
  package let key: String

  package init(scope: Scope, key: String) {
    self.scope = scope
    self.key = key
  }

  package static func < (left: OwnTool, right: OwnTool) -> Bool {
    left.scope == right.scope
      ? left.key.precedesInBytes(right.key) : left.scope.rawValue < right.scope.rawValue
  }
}
