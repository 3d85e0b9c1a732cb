/// The views of a catalog, to be found by their keys.
struct ViewTable: Sendable {
  let entries: [ViewEntry]
  private let names: NameTable

  /// The views without any extension, read only where a manifest names one.
  static let embedded = ViewTable(embeddedEntries())

  init(_ entries: [ViewEntry]) {
    self.entries = entries
    var names = NameTable(capacity: entries.count)
    for (number, view) in entries.enumerated() { names.insert(view.key, in: .view, number: number) }
    self.names = names
  }

  func entry(key: UnsafeBufferPointer<UInt8>) -> ViewEntry? {
    names.number(of: key, in: .view).map { entries[$0] }
  }

  func entry(_ key: String) -> ViewEntry? {
    names.number(of: key, in: .view).map { entries[$0] }
  }

  private static func embeddedEntries() -> [ViewEntry] {
    var row = EmbeddedTable.views.rows
    var entries: [ViewEntry] = []
    entries.reserveCapacity(64)
    while !row.isAtEnd {
      let key = row.cell().text
      let toolKey = row.cell().text
      let status: ViewStatus = row.cell().word()
      let replacement = row.cell()
      row.skipLine()
      entries.append(
        ViewEntry(
          key: key,
          toolKey: toolKey,
          status: status,
          replacedBy: replacement.isEmpty ? nil : replacement.text
        )
      )
    }
    return entries
  }
}
