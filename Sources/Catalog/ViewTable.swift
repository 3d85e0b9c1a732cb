/// The views of a catalog, to be found by their keys.
struct ViewTable: Sendable {
  /// What is known of each view without reading its row.
  private struct Place {
    /// Where its row begins in the table, or its place among the given ones.
    let offset: Int
    let status: ViewStatus
  }

  /// The views where they aren't the embedded ones, of which each is read when it is asked for.
  private let given: [ViewEntry]?
  /// In the order of the table.
  private let places: [Place]
  /// By its key, each view's number in that order.
  private let numbers: NameTable

  /// The views without any extension, found only where a manifest names one.
  static let embedded = ViewTable()

  init(_ entries: [ViewEntry]) {
    given = entries
    var numbers = NameTable(capacity: entries.count)
    for (number, view) in entries.enumerated() {
      numbers.insert(view.key, in: .view, number: number)
    }
    self.numbers = numbers
    places = entries.enumerated().map { Place(offset: $0.offset, status: $0.element.status) }
  }

  private init() {
    given = nil
    var numbers = NameTable(capacity: 64)
    var places: [Place] = []
    places.reserveCapacity(64)
    var row = EmbeddedTable.views.rows
    while !row.isAtEnd {
      let offset = row.offset
      numbers.insert(row.cell().bytes, in: .view, number: places.count)
      _ = row.cell()
      places.append(Place(offset: offset, status: row.cell().word()))
      row.skipLine()
    }
    self.numbers = numbers
    self.places = places
  }

  /// All views, in the order of the table.
  var entries: [ViewEntry] { given ?? Self.embeddedEntries }

  func entry(key: UnsafeBufferPointer<UInt8>) -> ViewEntry? {
    numbers.number(of: key, in: .view).map(entry(at:))
  }

  func entry(_ key: String) -> ViewEntry? {
    numbers.number(of: key, in: .view).map(entry(at:))
  }

  /// The status of a view, without the rest of its row.
  func status(of key: UnsafeBufferPointer<UInt8>) -> ViewStatus? {
    numbers.number(of: key, in: .view).map { places[$0].status }
  }

  private func entry(at number: Int) -> ViewEntry {
    if let given { return given[number] }
    var row = CSVCursor(EmbeddedTable.views.bytes, at: places[number].offset)
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
