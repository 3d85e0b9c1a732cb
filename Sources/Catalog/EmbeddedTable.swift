import CCatalog

/// A table of `Data`, linked into the program byte for byte.
public enum EmbeddedTable: CaseIterable, Sendable {
  case tools
  case views
  case risk
  case escalations
  case needs
  case endpoints
  case suffixes

  /// All of the table, its header too.
  public var bytes: UnsafeBufferPointer<UInt8> {
    let table =
      switch self {
      case .tools: ccatalog_tools()
      case .views: ccatalog_views()
      case .risk: ccatalog_risk()
      case .escalations: ccatalog_escalations()
      case .needs: ccatalog_needs()
      case .endpoints: ccatalog_endpoints()
      case .suffixes: ccatalog_suffixes()
      }
    return UnsafeBufferPointer(start: table.start, count: table.count)
  }

  /// A cursor at the first row under the header.
  public var rows: CSVCursor {
    var cursor = CSVCursor(bytes, at: 0)
    cursor.skipLine()
    return cursor
  }

  /// A cursor behind the cells that `cells` spells, each with its comma, in the row that begins with
  /// them.
  ///
  /// Reads a dozen lines of the table. INVARIANT: the lines under the header are in byte order.
  public func row(behind cells: [UInt8]) -> CSVCursor? {
    let bytes = self.bytes
    var low = rows.offset
    var high = bytes.count
    while low < high {
      var start = low + (high - low) / 2
      while start > low, bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
      var same = 0
      while same < cells.count, start + same < high, bytes[start + same] == cells[same] {
        same += 1
      }
      if same == cells.count { return CSVCursor(bytes, at: start + same) }
      if start + same >= high || bytes[start + same] < cells[same] {
        var next = CSVCursor(bytes, at: start)
        next.skipLine()
        low = next.offset
      } else {
        high = start
      }
    }
    return nil
  }
}
