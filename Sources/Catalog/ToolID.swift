/// A tool's place in the catalog; ids of one catalog mean the same in all its extensions.
package struct ToolID: Hashable, Comparable, Sendable {
  package let index: Int

  package init(index: Int) {
    self.index = index
  }

  package static func < (left: ToolID, right: ToolID) -> Bool { left.index < right.index }
}
