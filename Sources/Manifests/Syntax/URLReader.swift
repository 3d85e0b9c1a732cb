/// Splits a URL whose variables are masked into its parts.
struct URLReader {
  private let shape: [UInt8]

  init(_ shape: [UInt8]) { self.shape = shape }

  mutating func read(into url: inout InterpolatedURL) {
    let start = shape.firstIndex { $0 > 0x20 } ?? shape.count
    var rest = start
    if let scheme = scheme(from: start) {
      url.scheme = scheme
      rest = scheme.upperBound + 1
    } else if let colon = shape[start...].firstIndex(of: UInt8(ascii: ":")),
      isDoubleSlash(at: colon + 1), colon == start || !hasDelimiter(start..<colon)
    {
      // No scheme that anyone knows, yet what follows reads on as it would.
      rest = colon + 1
    }
    if isDoubleSlash(at: rest) {
      let end = shape[(rest + 2)...].firstIndex(where: URLReader.endsAuthority) ?? shape.count
      readAuthority(rest + 2..<end, into: &url)
      rest = end
    }
    readPath(from: rest, into: &url)
    let authorityProblem = url.problem
    url.problem = problem(of: url, authorityProblem)
    if let host = url.host { url.localHost = LocalHost(shape[host]) }
  }

  // MARK: - Scheme

  /// The scheme before the first `:`; a host before a port is none.
  private func scheme(from start: Int) -> Range<Int>? {
    let colon = shape[start...].firstIndex {
      $0 == UInt8(ascii: ":") || URLReader.endsAuthority($0)
    }
    guard let colon, shape[colon] == UInt8(ascii: ":"), start < colon else { return nil }
    let scheme = start..<colon
    if shape[scheme].contains(BraceReader.mask) {
      return isDoubleSlash(at: colon + 1) ? scheme : nil
    }
    let first = lowercased(shape[start])
    guard (0x61...0x7A).contains(first), shape[scheme].allSatisfy(URLReader.isSchemeCharacter)
    else { return nil }
    return isDoubleSlash(at: colon + 1) || !isPort(after: colon) ? scheme : nil
  }

  private func isDoubleSlash(at index: Int) -> Bool {
    index + 1 < shape.count && shape[index] == UInt8(ascii: "/")
      && shape[index + 1] == UInt8(ascii: "/")
  }

  /// Whether the digits of a port follow, and nothing else before the path.
  private func isPort(after colon: Int) -> Bool {
    let end = shape[(colon + 1)...].firstIndex(where: URLReader.endsAuthority) ?? shape.count
    let port = shape[(colon + 1)..<end]
    return !port.isEmpty && port.count <= 5
      && port.allSatisfy { (0x30...0x39).contains($0) || $0 == BraceReader.mask }
  }

  private func hasDelimiter(_ range: Range<Int>) -> Bool {
    shape[range].contains(where: URLReader.endsAuthority)
  }

  private static func isSchemeCharacter(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }

  /// A backslash ends the authority too, as it does for browsers.
  private static func endsAuthority(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
      || byte == UInt8(ascii: "\\")
  }

  // MARK: - Authority

  private func readAuthority(_ authority: Range<Int>, into url: inout InterpolatedURL) {
    var start = authority.lowerBound
    if let at = shape[authority].lastIndex(of: UInt8(ascii: "@")) {
      let userInfo = start..<at
      url.userInfo = userInfo
      if let colon = shape[userInfo].firstIndex(of: UInt8(ascii: ":")) {
        url.password = colon + 1..<at
      }
      start = at + 1
    }
    var end = authority.upperBound
    let isBracketed = start < end && shape[start] == UInt8(ascii: "[")
    let bracket = isBracketed ? shape[start..<end].firstIndex(of: UInt8(ascii: "]")) : nil
    let hostEnd = isBracketed ? bracket ?? end : start
    if let colon = shape[hostEnd..<end].firstIndex(of: UInt8(ascii: ":")) {
      url.port = colon + 1..<end
      end = colon
    }
    if start < end { url.host = start..<end }
    url.problem = authorityProblem(of: url)
  }

  private func authorityProblem(of url: InterpolatedURL) -> InterpolatedURL.Problem? {
    guard let host = url.host else { return .noHost }
    if url.userInfo != nil { return .userInfo }
    if let port = url.port {
      if shape[port].contains(BraceReader.mask) { return .variableInPort }
      let isNumber = port.count <= 5 && shape[port].allSatisfy { (0x30...0x39).contains($0) }
      let number = isNumber ? shape[port].reduce(0) { $0 * 10 + Int($1 & 15) } : .max
      guard number <= 65_535 else { return .port }
    }
    return HostName.isSound(shape[host]) ? nil : .host
  }

  // MARK: - The rest

  private func readPath(from start: Int, into url: inout InterpolatedURL) {
    let start = min(start, shape.count)
    let fragment = shape[start...].firstIndex(of: UInt8(ascii: "#")) ?? shape.count
    let query = shape[start..<fragment].firstIndex(of: UInt8(ascii: "?")) ?? fragment
    url.path = start..<query
    if query < fragment { url.query = query + 1..<fragment }
    if fragment < shape.count { url.fragment = fragment + 1..<shape.count }
  }

  private func problem(
    of url: InterpolatedURL,
    _ authorityProblem: InterpolatedURL.Problem?
  ) -> InterpolatedURL.Problem? {
    if let space = WhiteSpace.first(in: shape, shape.indices) { return .whiteSpace(space) }
    guard let scheme = url.scheme else { return .noScheme }
    if shape[scheme].contains(BraceReader.mask) { return .variableInScheme }
    if let authorityProblem { return authorityProblem }
    guard url.host != nil else { return .noHost }
    return badCharacter(from: url.path.lowerBound).map { .character($0) }
  }

  private func badCharacter(from start: Int) -> Int? {
    for index in start..<shape.count {
      switch shape[index] {
      case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"), UInt8(ascii: "\""),
        UInt8(ascii: "^"), UInt8(ascii: "`"):
        return index
      case UInt8(ascii: "%") where !isEscape(at: index):
        return index
      default:
        continue
      }
    }
    return nil
  }

  /// Whether two hexadecimal digits follow; a variable may bring them.
  private func isEscape(at index: Int) -> Bool {
    for offset in 1...2 {
      guard index + offset < shape.count else { return false }
      let byte = shape[index + offset]
      if byte == BraceReader.mask { return true }
      guard HostName.isHexadecimal(byte) else { return false }
    }
    return true
  }
}
