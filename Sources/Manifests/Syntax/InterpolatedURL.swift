import Bytes

/// A URL as a manifest has it, taken apart with its variables in place.
///
/// All ranges are offsets of bytes in ``text``. Reading looks at every byte a bounded number of
/// times and takes any text whatever: what makes it no URL is its ``problem``.
public struct InterpolatedURL: Sendable {
  /// The part of a URL that a variable stands in.
  public enum Place: Sendable {
    case host
    case path
    case query
    case fragment
    /// Scheme, user info or port, where no variable may stand.
    case other
  }

  /// One `{{name}}`.
  public struct Variable: Sendable {
    public let name: Range<Int>
    /// The name with its braces.
    public let range: Range<Int>
    public internal(set) var place: Place
  }

  /// Braces that make no variable.
  public struct MalformedSpot: Sendable {
    public enum Problem: Sendable {
      case singleBraces
      case unbalanced
      case nested
      case blank
      case empty
    }

    public let problem: Problem
    public let range: Range<Int>
  }

  /// What keeps a text from being a URL with a host, variables taken as if replaced.
  public enum Problem: Sendable {
    /// White space or a control character, at this offset.
    case whiteSpace(Int)
    case noScheme
    case variableInScheme
    case noHost
    case userInfo
    case variableInPort
    case port
    case host
    /// A character that no URL has, or a `%` without two hexadecimal digits, at this offset.
    case character(Int)
  }

  public let text: [UInt8]
  /// The text before the first `:`, where it can be a scheme or stands before `//`.
  public internal(set) var scheme: Range<Int>?
  public internal(set) var userInfo: Range<Int>?
  /// The part of the user info behind its first `:`.
  public internal(set) var password: Range<Int>?
  /// Never empty; an IPv6 address with its brackets.
  public internal(set) var host: Range<Int>?
  /// Without its `:`; may be empty.
  public internal(set) var port: Range<Int>?
  public internal(set) var path = 0..<0
  /// Without its `?`.
  public internal(set) var query: Range<Int>?
  /// Without its `#`.
  public internal(set) var fragment: Range<Int>?
  /// The well-formed variables, in order.
  public internal(set) var variables: [Variable] = []
  /// The first malformed spot.
  public internal(set) var malformedSpot: MalformedSpot?
  /// The first thing that is wrong with the text as a URL.
  public internal(set) var problem: Problem?
  /// What the host is, where it is no public name.
  public internal(set) var localHost: LocalHost?

  public init(_ text: some Sequence<UInt8>) {
    let text = Array(text)
    self.text = text
    guard hasBrace else {
      text.withUnsafeBufferPointer { URLReader($0).read(into: &self) }
      return
    }
    let braces = text.withUnsafeBufferPointer { text in
      var braces = BraceReader(text)
      braces.read()
      return braces
    }
    variables = braces.variables
    malformedSpot = braces.malformedSpot
    braces.shape.withUnsafeBufferPointer { URLReader($0).read(into: &self) }
    for index in variables.indices { variables[index].place = place(of: variables[index].range) }
  }

  private var hasBrace: Bool {
    text.withUnsafeBufferPointer { text in
      ByteChunk.isAny(in: text, BraceReader.braces)
    }
  }

  public init(_ text: String) { self.init(text.utf8) }
}

// MARK: - What it says

extension InterpolatedURL {
  /// The variables that the platform fills in by itself.
  public static let builtInVariables = [
    "procore.company.id", "procore.company.name", "procore.project.id", "procore.project.name",
  ]

  public var isHTTPS: Bool { hasScheme("https") }

  /// Whether the scheme is this one, given in lower case.
  public func hasScheme(_ name: StaticString) -> Bool {
    guard let scheme, scheme.count == name.utf8CodeUnitCount else { return false }
    return name.withUTF8Buffer { name in
      zip(text[scheme], name).allSatisfy { lowercased($0) == $1 }
    }
  }

  /// Whether a password stands in it, which a variable alone is not.
  public var hasPassword: Bool {
    guard let password, !password.isEmpty else { return false }
    return !variables.contains { $0.range == password }
  }

  public func string(_ range: Range<Int>) -> String {
    String(decoding: text[range.clamped(to: text.indices)], as: UTF8.self)
  }

  /// Host and port in lower case, variables as they are written; nil without a host.
  public var authority: String? {
    guard let host else { return nil }
    var authority = text[host.lowerBound..<(port.map { $0.isEmpty ? host : $0 } ?? host).upperBound]
    for index in authority.indices where !isInVariable(index) {
      authority[index] = lowercased(authority[index])
    }
    return String(decoding: authority, as: UTF8.self)
  }

  /// The labels of the host from left to right, a closing dot left out.
  ///
  /// A dot in a variable's name separates nothing.
  public var hostLabels: [Range<Int>] {
    guard let host else { return [] }
    var labels: [Range<Int>] = []
    var start = host.lowerBound
    for index in host where text[index] == UInt8(ascii: ".") && !isInVariable(index) {
      labels.append(start..<index)
      start = index + 1
    }
    if start < host.upperBound || labels.isEmpty { labels.append(start..<host.upperBound) }
    return labels
  }

  private func isInVariable(_ index: Int) -> Bool {
    var low = 0
    var high = variables.count
    while low < high {
      let middle = (low + high) / 2
      if variables[middle].range.upperBound <= index { low = middle + 1 } else { high = middle }
    }
    return low < variables.count && variables[low].range.contains(index)
  }

  private func place(of range: Range<Int>) -> Place {
    if let host, host.contains(range.lowerBound) { return .host }
    if path.contains(range.lowerBound) { return .path }
    if query?.contains(range.lowerBound) == true { return .query }
    if fragment?.contains(range.lowerBound) == true { return .fragment }
    return .other
  }
}

/// A letter of ASCII in lower case, every other byte as it is.
func lowercased(_ byte: UInt8) -> UInt8 {
  byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
}
