/// Finds the name that someone probably meant.
public enum NearNames {
  /// How many insertions, deletions and replacements of a byte lie between two texts.
  ///
  /// Nil where there are more than `limit`. Time and memory grow with the length of the texts, not
  /// with its square.
  public static func distance(_ left: String, _ right: String, limit: Int) -> Int? {
    let lengths = (left.utf8.count, right.utf8.count)
    guard limit >= 0, abs(lengths.0 - lengths.1) <= limit else { return nil }
    guard left != right else { return 0 }
    var (left, right) = (left, right)
    return left.withUTF8 { left in
      right.withUTF8 { right in
        withUnsafeTemporaryAllocation(of: Int.self, capacity: 2 * (right.count + 1)) { cells in
          distance(left, right, limit: min(limit, max(left.count, right.count)), cells: cells)
        }
      }
    }
  }

  /// Levenshtein's table, of which two rows are kept.
  ///
  /// Only its cells at most `limit` off the diagonal matter; all others hold a number beyond it.
  private static func distance(
    _ left: UnsafeBufferPointer<UInt8>,
    _ right: UnsafeBufferPointer<UInt8>,
    limit: Int,
    cells: UnsafeMutableBufferPointer<Int>
  ) -> Int? {
    let tooFar = limit + 1
    var previous = 0
    var current = right.count + 1
    for column in 0...right.count {
      cells.initializeElement(at: previous + column, to: min(column, tooFar))
      cells.initializeElement(at: current + column, to: tooFar)
    }
    for (row, byte) in left.enumerated() {
      let columns = max(0, row - limit)..<min(right.count, row + limit + 1)
      var nearest = columns.lowerBound == 0 ? min(row + 1, tooFar) : tooFar
      cells[current + columns.lowerBound] = nearest
      for column in columns {
        let replaced = cells[previous + column] + (byte == right[column] ? 0 : 1)
        let edited = min(cells[previous + column + 1], cells[current + column]) + 1
        let cell = min(replaced, edited, tooFar)
        cells[current + column + 1] = cell
        nearest = min(nearest, cell)
      }
      guard nearest <= limit else { return nil }
      swap(&previous, &current)
    }
    let distance = cells[previous + right.count]
    return distance <= limit ? distance : nil
  }

  /// A name in the form in which names are compared: lower case, blanks and dashes as `_`.
  public static func normalized(_ name: String) -> String {
    var name = name
    let ascii = name.withUTF8 { bytes -> String? in
      for byte in bytes where normalized(byte) == nil { return nil }
      return String(unsafeUninitializedCapacity: bytes.count) { normal in
        for index in bytes.indices {
          normal.initializeElement(at: index, to: normalized(bytes[index]) ?? bytes[index])
        }
        return bytes.count
      }
    }
    if let ascii { return ascii }
    var normal = String.UnicodeScalarView()
    for scalar in name.lowercased().unicodeScalars {
      normal.append(scalar == "-" || scalar.properties.isWhitespace ? "_" : scalar)
    }
    return String(normal)
  }

  /// One byte normalised; nil for a part of a character outside ASCII.
  private static func normalized(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
    case UInt8(ascii: " "), UInt8(ascii: "-"), 0x09...0x0d: UInt8(ascii: "_")
    case 0x80...: nil
    default: byte
    }
  }

  /// The candidate that equals the name once both are normalised, else one that is one edit away,
  /// else two; the first of several.
  public static func nearest(to name: String, among candidates: [String]) -> String? {
    var nearest = Nearest(to: normalized(name))
    for candidate in candidates {
      nearest.consider(candidate)
      if nearest.distance == 0 { break }
    }
    return nearest.name
  }

  /// The nearest of names that people give to things.
  ///
  /// Of those a short one is near to too many others, and a number to every other number.
  public static func likely(for name: String, among candidates: [String]) -> String? {
    let wanted = normalized(name)
    guard !wanted.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let near = nearest(to: name, among: candidates),
      distance(wanted, normalized(near), limit: min(2, max(0, wanted.utf8.count - 2))) != nil
    else { return nil }
    return near
  }

  /// The nearest so far of several names to one that is normalised already.
  struct Nearest {
    /// How many edits away a name may be to be offered.
    private static let farthest = 2

    private let wanted: String
    private(set) var name: String?
    private(set) var distance: Int?

    init(to wanted: String) {
      self.wanted = wanted
    }

    /// Takes a name that is nearer than all before it.
    mutating func consider(_ candidate: String) {
      let limit = distance.map { $0 - 1 } ?? Self.farthest
      // Normalising keeps the length of ASCII, so that most names need no closer look.
      if abs(candidate.utf8.count - wanted.utf8.count) > limit,
        candidate.utf8.allSatisfy({ $0 < 0x80 })
      {
        return
      }
      let candidate = (name: candidate, normal: normalized(candidate))
      guard let nearer = NearNames.distance(wanted, candidate.normal, limit: limit) else { return }
      distance = nearer
      name = candidate.name
    }
  }
}
