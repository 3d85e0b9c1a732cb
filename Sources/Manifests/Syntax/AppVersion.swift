/// A version `X.Y.Z` of an app: three whole numbers without leading zeros, of any size.
public struct AppVersion: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The digits of each number, so that none is too large.
  private let numbers: [String]

  /// Reads a version; nil for anything that is not exactly `X.Y.Z`.
  public init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3 else { return nil }
    for part in parts {
      guard !part.isEmpty, part.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
        part == "0" || part.utf8.first != 0x30
      else { return nil }
    }
    numbers = parts.map(String.init)
  }

  public var description: String { numbers.joined(separator: ".") }

  public var major: String { numbers[0] }
  public var minor: String { numbers[1] }
  public var patch: String { numbers[2] }

  public static func < (left: AppVersion, right: AppVersion) -> Bool {
    for (left, right) in zip(left.numbers, right.numbers) where left != right {
      return (left.utf8.count, left) < (right.utf8.count, right)
    }
    return false
  }
}
