/// The number by which a company knows one of its things; ids of different things don't mix.
package struct Identifier<Subject>: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let value: Int64

  package init(_ value: Int64) { self.value = value }

  package var description: String { String(value) }

  package static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}
