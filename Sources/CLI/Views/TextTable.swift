/// Columns of text, as wide as their widest cell.
///
/// Where a terminal is narrower, the widest columns are, down to their longest word, and cells run
/// over several lines.
struct TextTable {
  private let header: [String]
  private let rows: [[String]]

  init(_ header: [String], _ rows: [[String]]) {
    self.header = header
    self.rows = rows
  }

  /// The table.
  ///
  /// - Parameters:
  ///   - colors: Whether the head stands out.
  ///   - width: How wide a line may be; nil for any width.
  /// - Returns: The lines, each with its end.
  func text(colors: Bool, width: Int? = nil) -> String {
    let widths = fitting(width)
    let head = lines(header, widths).map { colors ? "\u{1B}[1m\($0)\u{1B}[0m" : $0 }
    return (head + rows.flatMap { lines($0, widths) }).reduce(into: "") { $0 += $1 + "\n" }
  }

  private func fitting(_ limit: Int?) -> [Int] {
    let cells = header.indices.map { column in
      ([header] + rows).compactMap { $0.indices.contains(column) ? $0[column] : nil }
    }
    var widths = cells.map { $0.map { DisplayWidth.of($0) }.max() ?? 0 }
    guard let limit else { return widths }
    let least = cells.map { cells in
      cells.flatMap { $0.split(separator: " ") }.map { DisplayWidth.of(String($0)) }.max() ?? 0
    }
    var excess = widths.reduce(-2) { $0 + $1 + 2 } - limit
    while excess > 0,
      let widest = widths.indices.filter({ widths[$0] > least[$0] })
        .max(by: { widths[$0] < widths[$1] })
    {
      widths[widest] -= 1
      excess -= 1
    }
    return widths
  }

  private func lines(_ cells: [String], _ widths: [Int]) -> [String] {
    var parts: [[String]] = []
    for (column, cell) in cells.enumerated() where column < widths.count {
      let isWide = DisplayWidth.of(cell) > widths[column]
      parts.append(isWide ? WrappedText.lines(cell, width: widths[column]) : [cell])
    }
    return (0..<(parts.map(\.count).max() ?? 0)).map { index in
      var line = ""
      // What has to stand before the next cell, if there is one.
      var gap = 0
      for (column, part) in parts.enumerated() {
        let cell = index < part.count ? part[index] : ""
        if !cell.isEmpty {
          line += String(repeating: " ", count: gap) + cell
          gap = 0
        }
        gap += max(0, widths[column] - DisplayWidth.of(cell)) + 2
      }
      return line
    }
  }
}

extension StandardStream {
  /// Writes a table, no wider than the terminal.
  func write(_ table: TextTable, colors: Bool) throws(CommandFailure) {
    try write(table.text(colors: colors, width: terminalWidth))
  }
}
