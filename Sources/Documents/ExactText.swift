/// A text as the bytes that it is: two spellings of one letter are two texts.
///
/// Swift's own comparison takes é for e with an accent; for a key or a value of a file they differ.
public struct ExactText: Hashable, Comparable, Sendable {
  public let text: String

  public init(_ text: String) { self.text = text }

  public static func == (left: ExactText, right: ExactText) -> Bool {
    left.text.utf8.elementsEqual(right.text.utf8)
  }

  public static func < (left: ExactText, right: ExactText) -> Bool {
    left.text.utf16.lexicographicallyPrecedes(right.text.utf16)
  }

  public func hash(into hasher: inout Hasher) {
    for byte in text.utf8 { hasher.combine(byte) }
  }
}
