/// How the secrets of one vendor look: a prefix, and what may follow it.
struct SecretShape: Sendable {
  enum Alphabet: Sendable {
    case alphanumeric
    /// Letters, digits and `_`.
    case word
    case base64URL
    case base64
    case hexadecimal
    /// Upper-case letters and digits.
    case upper

    func contains(_ byte: UInt8) -> Bool {
      switch self {
      case .alphanumeric: SecretByte.isAlphanumeric(byte)
      case .word: SecretByte.isAlphanumeric(byte) || byte == 0x5F
      case .base64URL: SecretByte.isBase64URL(byte)
      case .base64: SecretByte.isBase64(byte)
      case .hexadecimal: SecretByte.isHexadecimal(byte)
      case .upper: SecretByte.isUpper(byte) || SecretByte.isDigit(byte)
      }
    }
  }

  /// What it is called in a message.
  let name: String
  let prefixes: [[UInt8]]
  let alphabet: Alphabet
  /// How many characters follow the prefix.
  let lengths: ClosedRange<Int>
  /// Whether the prefix alone says little, so that what follows must not read as words.
  let isVague: Bool
  /// Whether the prefix is the secret's name, not a part of it.
  let isNamed: Bool

  private init(
    _ name: String,
    _ prefixes: [String],
    _ alphabet: Alphabet,
    _ lengths: ClosedRange<Int>,
    isVague: Bool = false,
    isNamed: Bool = false
  ) {
    self.name = name
    self.prefixes = prefixes.map { Array($0.utf8) }
    self.alphabet = alphabet
    self.lengths = lengths
    self.isVague = isVague
    self.isNamed = isNamed
  }

  /// The longest that a secret of open length is taken to be.
  private static let longest = 8192

  /// The shapes; of several that fit the first counts.
  static let all = [
    SecretShape(
      "a GitHub token",
      ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"],
      .alphanumeric,
      36...255
    ),
    SecretShape("a GitHub token", ["github_pat_"], .word, 22...longest),
    SecretShape(
      "a GitLab token",
      ["glpat-", "glrt-", "gldt-", "glptt-", "glcbt-", "glsoat-"],
      .base64URL,
      20...longest
    ),
    SecretShape(
      "a Vault token",
      ["hvs.", "hvb.", "hvr."],
      .base64URL,
      24...longest,
      isVague: true
    ),
    SecretShape("a Docker token", ["dckr_pat_", "dckr_oat_"], .base64URL, 24...longest),
    SecretShape(
      "a Slack token",
      ["xoxa-", "xoxb-", "xoxp-", "xoxr-", "xoxs-", "xoxe-", "xapp-"],
      .base64URL,
      15...longest,
      isVague: true
    ),
    SecretShape(
      "a Stripe key",
      ["sk_live_", "sk_test_", "rk_live_", "rk_test_"],
      .alphanumeric,
      16...longest
    ),
    SecretShape("the secret of a Stripe webhook", ["whsec_"], .base64, 24...longest),
    SecretShape("an AWS access key", ["AKIA", "ASIA"], .upper, 16...16),
    SecretShape("a Google API key", ["AIza"], .base64URL, 35...35),
    SecretShape("a Google access token", ["ya29."], .base64URL, 20...longest),
    SecretShape("an npm token", ["npm_"], .alphanumeric, 36...longest),
    SecretShape("a PyPI token", ["pypi-"], .base64URL, 32...longest, isVague: true),
    SecretShape("a Twilio key", ["SK"], .hexadecimal, 32...32),
    SecretShape(
      "an Azure account key",
      ["AccountKey=", "SharedAccessKey="],
      .base64,
      32...longest,
      isNamed: true
    ),
    SecretShape("an Anthropic key", ["sk-ant-"], .base64URL, 16...longest, isVague: true),
    SecretShape(
      "an OpenAI key",
      ["sk-proj-", "sk-svcacct-", "sk-admin-"],
      .base64URL,
      16...longest,
      isVague: true
    ),
    SecretShape("an OpenAI key", ["sk-"], .base64URL, 20...longest, isVague: true),
    SecretShape(
      "a Shopify token",
      ["shpat_", "shpca_", "shppa_", "shpss_"],
      .hexadecimal,
      32...32
    ),
    SecretShape(
      "a DigitalOcean token",
      ["dop_v1_", "doo_v1_", "dor_v1_"],
      .hexadecimal,
      64...64
    ),
    SecretShape("a Hugging Face token", ["hf_"], .alphanumeric, 30...longest),
  ]
}

extension SecretShape {
  /// What a look at one place of a word found.
  enum Match {
    case secret(Range<Int>, String)
    /// Nothing, and nothing before this offset either.
    case none(upTo: Int)
  }

  /// Looks for a secret whose prefix starts at an offset of a word.
  static func match(at start: Int, in bytes: [UInt8], to end: Int) -> Match {
    let before: UInt8 = start > 0 ? bytes[start - 1] : 0x20
    if bytes[start] == 0x65 {
      return SecretByte.isBase64URL(before)
        ? .none(upTo: start + 1) : webToken(at: start, in: bytes, to: end)
    }
    if bytes[start...].starts(with: slackHost) { return slackHook(at: start, in: bytes, to: end) }
    if bytes[start...].starts(with: [0x53, 0x47, 0x2E]), !SecretByte.isBase64URL(before) {
      return sendGrid(at: start, in: bytes, to: end)
    }
    for shape in all {
      for prefix in shape.prefixes where bytes[start..<end].starts(with: prefix) {
        let isPart = before == 0x2D || before == 0x5F
        guard !isPart || prefix.count > 4 && !prefix.starts(with: [0x73, 0x6B, 0x2D]) else {
          continue
        }
        let first = start + prefix.count
        var last = first
        while last < end, shape.alphabet.contains(bytes[last]) { last += 1 }
        if last - first > longest { return .none(upTo: last) }
        guard shape.lengths.contains(last - first),
          last == end || !SecretByte.isAlphanumeric(bytes[last])
        else { continue }
        if shape.isVague, !hasDigit(bytes[first..<last]) || Phrase.reads(bytes, first..<last) {
          return .none(upTo: last)
        }
        return .secret((shape.isNamed ? first : start)..<last, shape.name)
      }
    }
    return .none(upTo: start + 1)
  }

  private static func hasDigit(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.contains(where: SecretByte.isDigit)
  }

  // MARK: - Shapes of several parts

  /// Three parts in base64url with dots between: a JSON header, a payload, a signature.
  private static func webToken(at start: Int, in bytes: [UInt8], to end: Int) -> Match {
    var parts = 0
    var last = start
    var header = start..<start
    while true {
      let part = last
      while last < end, SecretByte.isBase64URL(bytes[last]) { last += 1 }
      parts += 1
      if parts == 1 { header = part..<last }
      guard last > part || parts == 2 else {
        // A dot behind the last part ends a sentence.
        parts -= 1
        last = part - 1
        break
      }
      guard parts < 5, last < end, bytes[last] == 0x2E else { break }
      last += 1
    }
    guard parts >= 3, isJSONHeader(bytes[header]) else { return .none(upTo: max(last, start + 1)) }
    return .secret(start..<last, "a JSON Web Token")
  }

  /// Whether base64url decodes to a JSON object in ASCII.
  private static func isJSONHeader(_ text: ArraySlice<UInt8>) -> Bool {
    var decoded: [UInt8] = []
    var bits: UInt32 = 0
    var count: UInt32 = 0
    for byte in text {
      let value: UInt8 =
        switch byte {
        case 0x41...0x5A: byte - 0x41
        case 0x61...0x7A: byte - 0x47
        case 0x30...0x39: byte + 4
        case 0x2D: 62
        default: 63
        }
      bits = (bits << 6 | UInt32(value)) & 0xFFFF
      count += 6
      if count >= 8 {
        count -= 8
        decoded.append(UInt8(truncatingIfNeeded: bits >> count))
      }
    }
    return decoded.first == 0x7B && decoded.last == 0x7D && decoded.contains(0x22)
      && decoded.allSatisfy { $0 >= 0x20 && $0 < 0x7F || SecretByte.isWhite($0) }
  }

  private static let slackHost = Array("hooks.slack.com/".utf8)

  /// A webhook of Slack, by which anyone may post.
  private static func slackHook(at start: Int, in bytes: [UInt8], to end: Int) -> Match {
    let paths = ["services/", "workflows/", "triggers/"].map { Array($0.utf8) }
    let first = start + slackHost.count
    guard let path = paths.first(where: { bytes[first..<max(first, end)].starts(with: $0) }) else {
      return .none(upTo: first)
    }
    var last = first + path.count
    var slashes = 0
    while last < end, SecretByte.isBase64URL(bytes[last]) || bytes[last] == 0x2F {
      if bytes[last] == 0x2F { slashes += 1 }
      last += 1
    }
    guard slashes >= 2, last - first - path.count >= SecretCandidates.shortest else {
      return .none(upTo: last)
    }
    return .secret(start..<last, "a Slack webhook")
  }

  /// `SG.` and two parts in base64url.
  private static func sendGrid(at start: Int, in bytes: [UInt8], to end: Int) -> Match {
    var last = start + 3
    while last < end, SecretByte.isBase64URL(bytes[last]) { last += 1 }
    guard last - start - 3 >= 16, last < end, bytes[last] == 0x2E else {
      return .none(upTo: last)
    }
    let second = last + 1
    last = second
    while last < end, SecretByte.isBase64URL(bytes[last]) { last += 1 }
    guard last - second >= 16 else { return .none(upTo: last) }
    return .secret(start..<last, "a SendGrid key")
  }
}
