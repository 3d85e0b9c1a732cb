/// A call in the form in which the tables of calls have it, each cell with its comma: `GET,/v1.0/…,`.
struct CallKey {
  let bytes: [UInt8]

  /// Nil for what is no method and path.
  init?(_ call: UnsafeBufferPointer<UInt8>) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(call.count + 2)
    guard Self.spell(call, { bytes.append($0) }) else { return nil }
    self.bytes = bytes
  }

  /// The hash of a call's key, made without the key; nil for what is no method and path.
  static func hash(of call: UnsafeBufferPointer<UInt8>) -> UInt64? {
    var hash = Hash()
    guard spell(call, { hash.add($0) }) else { return nil }
    return hash.value
  }

  /// FNV-1a.
  struct Hash {
    private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
  }

  /// Spells the key byte by byte; false for what is no method and path.
  @inline(__always)
  private static func spell(
    _ call: UnsafeBufferPointer<UInt8>,
    _ emit: (UInt8) -> Void
  ) -> Bool {
    var start = 0
    while start < call.count, isBlank(call[start]) { start += 1 }
    let method = start
    while start < call.count, let upper = upperCased(call[start]) {
      emit(upper)
      start += 1
    }
    guard start > method, start < call.count, isBlank(call[start]) else { return false }
    emit(UInt8(ascii: ","))

    while start < call.count, isBlank(call[start]) { start += 1 }
    var end = start
    while end < call.count, call[end] != UInt8(ascii: "?"), call[end] != UInt8(ascii: "#") {
      end += 1
    }
    while end > start, isBlank(call[end - 1]) { end -= 1 }
    guard start < end, call[start] == UInt8(ascii: "/") else { return false }
    if isRest(call, start, end) { start += 5 }
    if call[end - 1] == UInt8(ascii: "/") { end -= 1 }
    while start < end {
      // A slash, then a segment: `{}` for a parameter at its start.
      emit(UInt8(ascii: "/"))
      start += 1
      if let parameterEnd = Self.end(ofParameter: call, start, end) {
        for index in start..<parameterEnd where !isPlain(call[index]) { return false }
        emit(UInt8(ascii: "{"))
        emit(UInt8(ascii: "}"))
        start = parameterEnd
      }
      while start < end, call[start] != UInt8(ascii: "/") {
        guard isPlain(call[start]) else { return false }
        emit(call[start])
        start += 1
      }
    }
    emit(UInt8(ascii: ","))
    return true
  }

  /// Where the parameter ends that a segment begins with, such as `{id}` in `{id}.pdf`.
  ///
  /// Nil without a parameter. The segment ends at a slash, or with the path.
  private static func end(
    ofParameter call: UnsafeBufferPointer<UInt8>,
    _ start: Int,
    _ end: Int
  ) -> Int? {
    guard start < end else { return nil }
    var index = start + 1
    switch call[start] {
    case UInt8(ascii: "{"):
      while index < end, call[index] != UInt8(ascii: "}"), call[index] != UInt8(ascii: "/") {
        index += 1
      }
      return index < end && call[index] == UInt8(ascii: "}") ? index + 1 : nil
    case UInt8(ascii: ":"):
      while index < end, isNamePart(call[index]) { index += 1 }
      return index > start + 1 ? index : nil
    case let first where isDigit(first):
      while index < end, isDigit(call[index]) { index += 1 }
      guard index < end, call[index] != UInt8(ascii: "/") else { return index }
      let isFileType =
        call[index] == UInt8(ascii: ".") && index + 1 < end && isLetter(call[index + 1])
      return isFileType ? index : nil
    default:
      return nil
    }
  }

  /// Whether a path starts with `/rest/`, which counts for nothing.
  private static func isRest(
    _ call: UnsafeBufferPointer<UInt8>,
    _ start: Int,
    _ end: Int
  ) -> Bool {
    end - start >= 6 && call[start + 1] == UInt8(ascii: "r") && call[start + 2] == UInt8(ascii: "e")
      && call[start + 3] == UInt8(ascii: "s") && call[start + 4] == UInt8(ascii: "t")
      && call[start + 5] == UInt8(ascii: "/")
  }

  private static func upperCased(_ byte: UInt8) -> UInt8? {
    // The letters of ASCII differ from their upper case by one bit.
    isLetter(byte) ? byte & ~0x20 : nil
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "_")
  }

  /// Whether a byte may stand in a cell without quotes; no path in the tables has any other.
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte != UInt8(ascii: ",") && byte != UInt8(ascii: "\"")
  }
}
