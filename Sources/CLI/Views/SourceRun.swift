/// Characters of a source line that follow each other, as a terminal shows them.
///
/// Either any number of printable ones of ASCII, each of one byte and one column, so that the run
/// can be cut anywhere, or one other character.
struct SourceRun {
  /// What is shown of its bytes.
  enum Shown {
    case source
    /// As many blanks as it has columns, for a tab.
    case blanks
    /// A sign a column, for a part of a secret.
    case cover
    /// One sign, for bytes that are no UTF-8.
    case broken
    /// What ``Printable`` has for a scalar that a terminal would act on.
    case replacement(Unicode.Scalar)
  }

  /// Where its bytes start and end in the file.
  private(set) var start: UInt32
  private(set) var end: UInt32
  private(set) var width: Int
  var shown: Shown
  private let canBeCut: Bool

  /// Printable characters of ASCII.
  init(ascii start: UInt32, _ end: UInt32, shown: Shown) {
    self.start = start
    self.end = end
    self.shown = shown
    width = Int(end - start)
    canBeCut = true
  }

  /// One character.
  init(character start: UInt32, _ end: UInt32, width: Int, shown: Shown) {
    self.start = start
    self.end = end
    self.width = width
    self.shown = shown
    canBeCut = false
  }

  /// The columns of its characters that end by an offset.
  func columns(endingBy offset: UInt32) -> Int {
    if offset >= end { return width }
    return canBeCut && offset > start ? Int(offset - start) : 0
  }

  /// The columns of its characters that start before an offset.
  func columns(startingBefore offset: UInt32) -> Int {
    if offset <= start { return 0 }
    return canBeCut && offset < end ? Int(offset - start) : width
  }

  /// Leaves out the characters that start before a column of it; nil where that leaves none.
  func without(columnsBefore column: Int) -> SourceRun? {
    guard column > 0 else { return self }
    guard canBeCut, column < width else { return nil }
    return SourceRun(ascii: start + UInt32(column), end, shown: shown)
  }

  /// The characters that fit into some columns; nil where none does.
  func fitting(into columns: Int) -> SourceRun? {
    if width <= columns { return self }
    return canBeCut && columns > 0
      ? SourceRun(ascii: start, start + UInt32(columns), shown: shown) : nil
  }
}
