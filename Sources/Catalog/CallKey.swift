/// A call in the form in which the tables of calls have it, each cell with its comma: `GET,/v1.0/…,`.
struct CallKey {
  private(set) var bytes: [UInt8] = []

  /// Nil for what is no method and path.
  init?(_ call: String) {
    let words = call.utf8.split(
      maxSplits: 1,
      whereSeparator: { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    )
    guard let method = words.first, let target = words.dropFirst().first else { return nil }
    for byte in method {
      guard let upper = Self.upperCased(byte) else { return nil }
      bytes.append(upper)
    }
    bytes.append(UInt8(ascii: ","))

    var path = target.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    path = path.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    while let last = path.last, last == UInt8(ascii: " ") || last == UInt8(ascii: "\t") {
      path.removeLast()
    }
    guard path.first == UInt8(ascii: "/"), path.allSatisfy(Self.isPlain) else { return nil }
    if path.starts(with: "/rest/".utf8) { path = path.dropFirst("/rest".utf8.count) }
    if path.last == UInt8(ascii: "/") { path = path.dropLast() }
    let segments = path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    for segment in segments.dropFirst() { append(segment) }
    bytes.append(UInt8(ascii: ","))
  }

  /// Adds a segment of a path, with `{}` for a parameter at its start.
  private mutating func append(_ segment: Substring.UTF8View) {
    bytes.append(UInt8(ascii: "/"))
    guard let rest = Self.rest(ofParameter: segment) else {
      bytes.append(contentsOf: segment)
      return
    }
    bytes.append(contentsOf: "{}".utf8)
    bytes.append(contentsOf: rest)
  }

  /// What follows the parameter that a segment begins with, such as `.pdf`; nil without a parameter.
  private static func rest(ofParameter segment: Substring.UTF8View) -> Substring.UTF8View? {
    switch segment.first {
    case UInt8(ascii: "{"):
      return segment.firstIndex(of: UInt8(ascii: "}")).map { segment[$0...].dropFirst() }
    case UInt8(ascii: ":"):
      let name = segment.dropFirst().prefix(while: isNamePart)
      return name.isEmpty ? nil : segment[name.endIndex...]
    default:
      let digits = segment.prefix(while: isDigit)
      let rest = segment[digits.endIndex...]
      guard !digits.isEmpty else { return nil }
      if rest.isEmpty { return rest }
      let suffix = rest.dropFirst()
      let isFileType = rest.first == UInt8(ascii: ".") && suffix.first.map(isLetter) == true
      return isFileType ? rest : nil
    }
  }

  private static func upperCased(_ byte: UInt8) -> UInt8? {
    // The letters of ASCII differ from their upper case by one bit.
    isLetter(byte) ? byte & ~0x20 : nil
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
