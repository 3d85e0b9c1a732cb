/// A tool's place in the catalog; ids of one catalog mean the same in all its extensions.
public struct ToolID: Hashable, Comparable, Sendable {
  public let index: Int

  public init(index: Int) {
    self.index = index
  }

  public static func < (left: ToolID, right: ToolID) -> Bool { left.index < right.index }
}
