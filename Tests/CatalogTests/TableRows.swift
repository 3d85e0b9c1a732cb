import Catalog

/// The rows of a table under its header, read character by character and on purpose not by the
/// program's own reader.
func rows(of table: EmbeddedTable) -> [[String]] {
  var rows: [[String]] = []
  var row: [String] = []
  var cell = ""
  var isInQuotes = false
  for character in String(decoding: table.bytes, as: UTF8.self) {
    switch character {
    case "\"":
      // A quote that opens again right after it closed is a quote of the text.
      if !isInQuotes, !cell.isEmpty { cell.append(character) }
      isInQuotes.toggle()
    case "," where !isInQuotes:
      row.append(cell)
      cell = ""
    case "\n" where !isInQuotes:
      rows.append(row + [cell])
      row = []
      cell = ""
    default:
      cell.append(character)
    }
  }
  return Array(rows.dropFirst())
}

/// The lines of a table under its header.
func lines(of table: EmbeddedTable) -> [[UInt8]] {
  table.bytes.split(separator: UInt8(ascii: "\n")).dropFirst().map { Array($0) }
}

/// Runs a look-up that takes bytes.
func withBytes<Result>(
  of text: String,
  _ lookUp: (UnsafeBufferPointer<UInt8>) -> Result
) -> Result {
  var text = text
  return text.withUTF8(lookUp)
}
