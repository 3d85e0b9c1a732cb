import Testing

/// What a run drew at random and another one didn't: ids between 2^40 and 2^53, the eight digits of
/// a directory user's name, a service account's client id and secret, and the digests and the
/// store's id that come of them.
///
/// Nothing else is masked: a value of that shape that comes out the same in another run was not
/// drawn and stays, one of any other shape that differs is a mistake.
struct DrawnValues {
  private var names: [Substring: String] = [:]
  private var counts: [String: Int] = [:]

  /// Finds what was drawn, in the order in which it was first shown.
  ///
  /// - Parameters:
  ///   - transcripts: What one run printed.
  ///   - others: What another run of the same commands printed.
  init(in transcripts: [String], notIn others: [String]) {
    var known: Set<Substring> = []
    for text in others {
      for (word, _) in DrawnValues.words(of: text) { known.insert(word) }
    }
    for text in transcripts {
      for (word, kind) in DrawnValues.words(of: text)
      where !known.contains(word) && names[word] == nil {
        counts[kind, default: 0] += 1
        names[word] = "<\(kind)-\(counts[kind, default: 0])>"
      }
    }
  }

  /// A text with every drawn value replaced by its name.
  func masked(_ text: String) -> String {
    text.replacing(DrawnValues.run) { match in names[match.output] ?? String(match.output) }
  }

  /// A run of digits and letters, which is where a drawn value begins and ends.
  private static var run: Regex<Substring> { #/[0-9A-Za-z]+/# }

  /// The runs of a text that may have been drawn, each with what it would be.
  private static func words(of text: String) -> [(Substring, String)] {
    text.matches(of: run).compactMap { match in
      let word = match.output
      return kind(of: word, after: text[..<match.range.lowerBound]).map { (word, $0) }
    }
  }

  private static func kind(of word: Substring, after before: Substring) -> String? {
    if let id = UInt64(word), (1 << 40..<1 << 53).contains(id) { return "id" }
    guard word.allSatisfy({ $0.isHexDigit && !$0.isUppercase }) else { return nil }
    switch (word.utf8.count, before.last) {
    case (8, "-"): return "digits"
    case (32, _) where before.hasSuffix("client_id: "): return "client"
    case (64, _) where before.hasSuffix("told this once: "): return "secret"
    case (12, ":"), (64, _): return "digest"
    case (32, _): return "store"
    default: return nil
    }
  }
}

@Suite struct DrawnValuesTests {
  private let id = "1623662223662121"
  private let other = "9007199254740991"

  @Test func `a drawn id is named alike wherever it is shown`() {
    let values = DrawnValues(in: ["user/\(id)\n", "(\(id)) 601"], notIn: ["user/\(other) 601"])
    #expect(values.masked("user/\(id)\n") == "user/<id-1>\n")
    #expect(values.masked("(\(id)) 601") == "(<id-1>) 601")
  }

  @Test func `what another run shows as well was not drawn`() {
    let values = DrawnValues(in: ["user/\(id)"], notIn: ["user/\(id)"])
    #expect(values.masked("user/\(id)") == "user/\(id)")
  }

  @Test func `what has another shape is left to differ`() {
    let text = "601 9007199254740992 1099511627775 deadbeef -DEADBEEF"
    #expect(DrawnValues(in: [text], notIn: []).masked(text) == text)
  }

  @Test func `the digits of a name and the digests are named`() {
    let digest = String(repeating: "0a", count: 32)
    let text = "site-photos-7c1e90b4@procore.com sha256:\(digest)"
    let values = DrawnValues(in: [text], notIn: [])
    #expect(values.masked(text) == "site-photos-<digits-1>@procore.com sha256:<digest-1>")
  }

  @Test func `a client id and a secret are named where they are told`() {
    let (client, secret) = (String(repeating: "1b", count: 16), String(repeating: "2c", count: 32))
    let text = "client_id: \(client)\nThe secret, told this once: \(secret)\n"
    let values = DrawnValues(in: [text], notIn: [])
    #expect(
      values.masked(text) == "client_id: <client-1>\nThe secret, told this once: <secret-1>\n"
    )
  }
}
