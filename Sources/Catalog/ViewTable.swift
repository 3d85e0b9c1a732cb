/// The views of a catalog, to be found by their keys.
struct ViewTable: Sendable {
  /// The views where they aren't the embedded ones, of which each is read when it is asked for.
  private let given: [ViewEntry]?
  /// By its key, each view's place among the given ones, or its row's in the table.
  private let places: NameTable

  /// The views without any extension, found only where a manifest names one.
  static let embedded = ViewTable()

  init(_ entries: [ViewEntry]) {
    given = entries
    var places = NameTable(capacity: entries.count)
    for (place, view) in entries.enumerated() { places.insert(view.key, in: .view, number: place) }
    self.places = places
  }

  private init() {
    given = nil
    var places = NameTable(capacity: 64)
    var row = EmbeddedTable.views.rows
    while !row.isAtEnd {
      let place = row.offset
      places.insert(row.cell().bytes, in: .view, number: place)
      row.skipLine()
    }
    self.places = places
  }

  /// All views, in the order of the table.
  var entries: [ViewEntry] { given ?? Self.embeddedEntries }

  func entry(key: UnsafeBufferPointer<UInt8>) -> ViewEntry? {
    places.number(of: key, in: .view).map(entry(at:))
  }

  func entry(_ key: String) -> ViewEntry? {
    places.number(of: key, in: .view).map(entry(at:))
  }

  private func entry(at place: Int) -> ViewEntry {
    if let given { return given[place] }
    var row = CSVCursor(EmbeddedTable.views.bytes, at: place)
    return Self.entry(&row)
  }

  private static let embeddedEntries: [ViewEntry] = {
    var row = EmbeddedTable.views.rows
    var entries: [ViewEntry] = []
    while !row.isAtEnd { entries.append(entry(&row)) }
    return entries
  }()

  /// Reads a row, and moves on to the next.
  private static func entry(_ row: inout CSVCursor) -> ViewEntry {
    let key = row.cell().text
    let toolKey = row.cell().text
    let status: ViewStatus = row.cell().word()
    let replacement = row.cell()
    row.skipLine()
    return ViewEntry(
      key: key,
      toolKey: toolKey,
      status: status,
      replacedBy: replacement.isEmpty ? nil : replacement.text
    )
  }
}
