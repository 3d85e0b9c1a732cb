import Bytes

/// Finds the number that belongs to a name, straight from the name's bytes.
///
/// An open-addressing table hashed by ``KeyHash``: looking up makes no `String` and no allocation. The same
/// name may stand in several name spaces.
struct NameTable: Sendable {
  enum Space: UInt8 {
    case companyTool
    case projectTool
    case retiredCompanyTool
    case retiredProjectTool
    case view
  }

  private struct Entry {
    let hash: UInt32
    let space: Space
    let start: Int
    let count: Int
    let number: Int
  }

  private var bytes: [UInt8] = []
  private var entries: [Entry] = []
  /// The number of an entry and one, or 0 where the slot is free.
  ///
  /// INVARIANT: at most half of the slots are taken.
  private var slots: [Int32]

  init(capacity: Int) {
    var count = 16
    while count < capacity * 2 { count *= 2 }
    slots = Array(repeating: 0, count: count)
    entries.reserveCapacity(capacity)
    bytes.reserveCapacity(capacity * 20)
  }

  /// Adds a name, unless its space has it.
  mutating func insert(_ name: String, in space: Space, number: Int) {
    var name = name
    name.withUTF8 { insert($0, in: space, number: number) }
  }

  mutating func insert(_ name: UnsafeBufferPointer<UInt8>, in space: Space, number: Int) {
    let hash = Self.hash(name, in: space)
    guard place(of: name, in: space, hash: hash) == nil else { return }
    entries.append(
      Entry(hash: hash, space: space, start: bytes.count, count: name.count, number: number)
    )
    bytes.append(contentsOf: name)
    if entries.count * 2 > slots.count {
      slots = Array(repeating: 0, count: slots.count * 2)
      for index in entries.indices { occupy(index) }
    } else {
      occupy(entries.count - 1)
    }
  }

  func number(of name: UnsafeBufferPointer<UInt8>, in space: Space) -> Int? {
    place(of: name, in: space, hash: Self.hash(name, in: space)).map { entries[$0].number }
  }

  func number(of name: String, in space: Space) -> Int? {
    var name = name
    return name.withUTF8 { number(of: $0, in: space) }
  }

  /// The index of a name's entry.
  private func place(
    of name: UnsafeBufferPointer<UInt8>,
    in space: Space,
    hash: UInt32
  ) -> Int? {
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let place = Int(slots[slot]) - 1
      if entries[place].hash == hash, entries[place].space == space, isName(of: place, name) {
        return place
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  private func isName(of place: Int, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = entries[place].start
    guard entries[place].count == name.count else { return false }
    guard let known = name.baseAddress else { return true }
    return bytes.withUnsafeBufferPointer { bytes in
      bytes.baseAddress.map { ByteScan.areSame($0 + start, known, count: name.count) } ?? false
    }
  }

  private mutating func occupy(_ index: Int) {
    var slot = Int(truncatingIfNeeded: entries[index].hash) & (slots.count - 1)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = Int32(truncatingIfNeeded: index + 1)
  }

  /// The same name has another hash in each name space.
  private static func hash(_ name: UnsafeBufferPointer<UInt8>, in space: Space) -> UInt32 {
    KeyHash.of(name) &+ UInt32(space.rawValue) &* 0x9E37_79B1
  }
}
