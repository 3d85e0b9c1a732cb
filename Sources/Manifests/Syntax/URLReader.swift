import Bytes

/// Splits a URL whose variables are masked into its parts.
struct URLReader {
  private let shape: UnsafeBufferPointer<UInt8>

  init(_ shape: UnsafeBufferPointer<UInt8>) { self.shape = shape }

  func read(into url: inout InterpolatedURL) {
    var start = 0
    while start < shape.count, shape[start] <= 0x20 { start += 1 }
    var rest = start
    if let scheme = scheme(from: start) {
      url.scheme = scheme
      rest = scheme.upperBound + 1
    } else if let colon = first(":", from: start, to: shape.count), isDoubleSlash(at: colon + 1),
      endOfAuthority(from: start, to: colon) == colon
    {
      // No scheme that anyone knows, yet what follows reads on as it would.
      rest = colon + 1
    }
    if isDoubleSlash(at: rest) {
      let end = endOfAuthority(from: rest + 2, to: shape.count)
      readAuthority(rest + 2..<end, into: &url)
      rest = end
    }
    readPath(from: rest, into: &url)
    let authorityProblem = url.problem
    url.problem = problem(of: url, authorityProblem)
    if let host = url.host { url.localHost = LocalHost(slice(host)) }
  }

  // MARK: - Scheme

  /// The scheme before the first `:`; a host before a port is none.
  private func scheme(from start: Int) -> Range<Int>? {
    let end = endOfAuthority(from: start, to: shape.count)
    guard let colon = first(":", from: start, to: end), start < colon else { return nil }
    if isMasked(start..<colon) { return isDoubleSlash(at: colon + 1) ? start..<colon : nil }
    guard (0x61...0x7A).contains(lowercased(shape[start])) else { return nil }
    for index in start..<colon where !isSchemeCharacter(shape[index]) { return nil }
    return isDoubleSlash(at: colon + 1) || !isPort(after: colon) ? start..<colon : nil
  }

  private func isDoubleSlash(at index: Int) -> Bool {
    index + 1 < shape.count && shape[index] == UInt8(ascii: "/")
      && shape[index + 1] == UInt8(ascii: "/")
  }

  /// Whether the digits of a port follow, and nothing else before the path.
  private func isPort(after colon: Int) -> Bool {
    let end = endOfAuthority(from: colon + 1, to: shape.count)
    let port = slice(colon + 1..<end)
    return !port.isEmpty && port.count <= 5
      && port.allSatisfy { (0x30...0x39).contains($0) || $0 == BraceReader.mask }
  }

  private func isSchemeCharacter(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }

  // MARK: - Authority

  private func readAuthority(_ authority: Range<Int>, into url: inout InterpolatedURL) {
    var start = authority.lowerBound
    if let at = last("@", in: authority) {
      url.userInfo = start..<at
      if let colon = first(":", from: start, to: at) { url.password = colon + 1..<at }
      start = at + 1
    }
    var end = authority.upperBound
    var hostEnd = start
    if start < end, shape[start] == UInt8(ascii: "[") {
      hostEnd = first("]", from: start, to: end) ?? end
    }
    if let colon = first(":", from: hostEnd, to: end) {
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
      if isMasked(port) { return .variableInPort }
      guard port.count <= 5 else { return .port }
      var number = 0
      for index in port {
        guard (0x30...0x39).contains(shape[index]) else { return .port }
        number = number * 10 + Int(shape[index] & 15)
      }
      guard number <= 65_535 else { return .port }
    }
    return HostName.isSound(slice(host)) ? nil : .host
  }

  // MARK: - The rest

  private func readPath(from start: Int, into url: inout InterpolatedURL) {
    let start = min(start, shape.count)
    let fragment = first("#", from: start, to: shape.count) ?? shape.count
    let query = first("?", from: start, to: fragment) ?? fragment
    url.path = start..<query
    if query < fragment { url.query = query + 1..<fragment }
    if fragment < shape.count { url.fragment = fragment + 1..<shape.count }
  }

  private func problem(
    of url: InterpolatedURL,
    _ authorityProblem: InterpolatedURL.Problem?
  ) -> InterpolatedURL.Problem? {
    let isPlain = isPlain
    if !isPlain, let space = WhiteSpace.first(in: shape, shape.indices) {
      return .whiteSpace(space)
    }
    guard let scheme = url.scheme else { return .noScheme }
    if isMasked(scheme) { return .variableInScheme }
    if let authorityProblem { return authorityProblem }
    guard url.host != nil else { return .noHost }
    return isPlain ? nil : badCharacter(from: url.path.lowerBound).map { .character($0) }
  }

  /// Whether no byte needs a closer look, which is so of nearly every URL: no white space, control,
  /// `"`, `%`, `<`, `>`, `\`, `^`, backtick, and all of it ASCII; a mask is as good.
  private var isPlain: Bool {
    !ByteChunk.isAny(in: shape) { chunk in
      let controls = chunk.marks(of: 0, under: 0xE0) | chunk.marks(of: 0x7F)
      // The blank and `"`, `<` and `>`, `\` and `^` differ in one bit each.
      let pairs =
        chunk.marks(of: 0x20, under: 0xFD) | chunk.marks(of: 0x3C, under: 0xFD)
        | chunk.marks(of: 0x5C, under: 0xFD)
      let others = chunk.marks(of: 0x25) | chunk.marks(of: 0x60)
      return controls | pairs | others | chunk.bytes & ~chunk.marks(of: BraceReader.mask)
    }
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

  // MARK: - Bytes

  private func slice(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: shape[range])
  }

  /// The end of a scheme or an authority; a backslash ends one too, as it does for browsers.
  private func endOfAuthority(from start: Int, to end: Int) -> Int {
    ByteChunk.first(in: shape, start..<max(start, end)) { chunk in
      // `/` and `?` differ in one bit.
      chunk.marks(of: 0x2F, under: 0xEF) | chunk.marks(of: 0x23) | chunk.marks(of: 0x5C)
    } ?? max(start, end)
  }

  private func first(_ character: Unicode.Scalar, from start: Int, to end: Int) -> Int? {
    let byte = UInt8(ascii: character)
    return ByteChunk.first(in: shape, start..<max(start, end)) { $0.marks(of: byte) }
  }

  private func last(_ character: Unicode.Scalar, in range: Range<Int>) -> Int? {
    let byte = UInt8(ascii: character)
    var index = range.upperBound
    while index > range.lowerBound {
      index -= 1
      if shape[index] == byte { return index }
    }
    return nil
  }

  private func isMasked(_ range: Range<Int>) -> Bool {
    for index in range where shape[index] == BraceReader.mask { return true }
    return false
  }
}
