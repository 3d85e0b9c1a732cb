/// The addresses of what nobody knows about a company, in an order in which they are found fast.
struct UnknownAddresses: Sendable {
  /// INVARIANT: sorted by their bytes.
  private let sorted: [String]

  init(_ addresses: [String]) { sorted = addresses.sorted { $0.precedesInBytes($1) } }

  var isEmpty: Bool { sorted.isEmpty }

  /// Those that were looked at, or that lie below or above one that was.
  func touched(by consulted: [String]) -> [String] {
    guard !sorted.isEmpty else { return [] }
    var found: Set<Int> = []
    for address in consulted {
      add(to: &found, from: address) { $0.elementsEqual(address.utf8) }
      let below = address + "/"
      add(to: &found, from: below) { $0.starts(with: below.utf8) }
      for slash in address.utf8.indices where address.utf8[slash] == 0x2F {
        let above = String(address[..<slash])
        add(to: &found, from: above) { $0.elementsEqual(above.utf8) }
      }
    }
    return found.sorted().map { sorted[$0] }
  }

  /// Adds the places of those from an address on, as long as they fit.
  private func add(
    to found: inout Set<Int>,
    from address: String,
    while fits: (String.UTF8View) -> Bool
  ) {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle].precedesInBytes(address) { low = middle + 1 } else { high = middle }
    }
    while low < sorted.count, fits(sorted[low].utf8) {
      found.insert(low)
      low += 1
    }
  }
}
