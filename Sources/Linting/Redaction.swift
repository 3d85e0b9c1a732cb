import Diagnostics
import Documents
import Manifests

/// Takes secrets out of everything that is printed.
///
/// However many secrets and findings there are, each text is looked through once.
struct Redactor {
  /// The secrets by their first bytes; of equal starts the longest counts.
  private var secrets: [Start: Lengths] = [:]
  /// The secrets in order, to find one by how it starts where a message cuts it.
  private var ordered: [[UInt8]] = []

  private struct Start: Hashable {
    let first: UInt8
    let second: UInt8
    let third: UInt8
  }

  /// Secrets with one start.
  private struct Lengths {
    var texts: Set<ArraySlice<UInt8>> = []
    /// The lengths that they have, the longest first.
    var lengths: [Int] = []
  }

  /// The fewest bytes that a text has to be looked for; shorter ones are everywhere.
  private static let shortest = 3
  /// The fewest bytes of a secret that are too many to be shown before a cut.
  private static let shortestCut = 5
  /// The most bytes that a message shows before a cut.
  private static let longestCut = 240
  private static let cut = Array("…".utf8)

  init(_ texts: [String]) {
    for text in texts {
      add(text)
      // A pointer has its own spelling of a key.
      let escaped = Document.escape(text)
      if escaped != text { add(escaped) }
      // A message has blanks for line breaks, and a block's text no indentation.
      let lines = text.split(whereSeparator: \.isNewline)
      if lines.count > 1 {
        add(lines.map { $0.drop { $0 == " " || $0 == "\t" } }.joined(separator: " "))
      }
      add(text.withoutControls)
    }
    ordered = secrets.values.flatMap(\.texts).map(Array.init)
      .sorted { $0.lexicographicallyPrecedes($1) }
    secrets = secrets.mapValues {
      Lengths(texts: $0.texts, lengths: Set($0.texts.map(\.count)).sorted(by: >))
    }
  }

  private mutating func add(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= Redactor.shortest else { return }
    let start = Start(first: bytes[0], second: bytes[1], third: bytes[2])
    secrets[start, default: Lengths()].texts.insert(bytes[...])
  }

  /// Masks the secrets in all that a finding shows.
  func redact(_ finding: inout Finding) {
    redact(&finding.message)
    if let help = finding.help { finding.help = redacted(help) ?? help }
    redact(&finding.pointer)
    for index in finding.related.indices { redact(&finding.related[index].message) }
    for index in finding.fixes.indices { redact(&finding.fixes[index].description) }
    // An edit that would write the secret again is not shown at all.
    finding.fixes.removeAll { $0.edits.contains { redacted($0.text) != nil } }
  }

  private func redact(_ text: inout String) {
    if let redacted = redacted(text) { text = redacted }
  }

  /// A text with masks for the secrets in it; nil where there is none.
  private func redacted(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var copied = 0
    var index = 0
    while index + Redactor.shortest <= bytes.count {
      var start = index
      var end = index
      var secret = bytes[0..<0]
      if let length = length(ofSecretAt: index, in: bytes) {
        end += length
        secret = bytes[start..<end]
      } else if bytes[index...].starts(with: Redactor.cut),
        let cut = cutSecret(before: index, in: bytes, from: copied)
      {
        (start, secret) = (cut.start, cut.secret[...])
        end += Redactor.cut.count
      }
      guard !secret.isEmpty else {
        index += 1
        continue
      }
      result += bytes[copied..<start]
      result += Redaction.mask(String(decoding: secret, as: UTF8.self)).utf8
      index = end
      copied = end
    }
    guard copied > 0 else { return nil }
    return String(decoding: result + bytes[copied...], as: UTF8.self)
  }

  /// The secret whose beginning ends at a cut, and where it begins.
  private func cutSecret(
    before end: Int,
    in bytes: [UInt8],
    from limit: Int
  ) -> (start: Int, secret: [UInt8])? {
    let first = max(limit, end - Redactor.longestCut)
    guard end - first >= Redactor.shortestCut else { return nil }
    for start in first...(end - Redactor.shortestCut) {
      let beginning = bytes[start..<end]
      var (low, high) = (0, ordered.count)
      while low < high {
        let middle = (low + high) / 2
        if ordered[middle].lexicographicallyPrecedes(beginning) {
          low = middle + 1
        } else {
          high = middle
        }
      }
      if low < ordered.count, ordered[low].starts(with: beginning) { return (start, ordered[low]) }
    }
    return nil
  }

  private func length(ofSecretAt index: Int, in bytes: [UInt8]) -> Int? {
    let start = Start(first: bytes[index], second: bytes[index + 1], third: bytes[index + 2])
    guard let known = secrets[start] else { return nil }
    return known.lengths.first {
      index + $0 <= bytes.count && known.texts.contains(bytes[index..<(index + $0)])
    }
  }
}

/// How a secret is shown where it has to be named.
public enum Redaction {
  /// The first characters, enough to find it again, and dots for the rest.
  public static func mask(_ secret: String) -> String {
    let shown = min(4, secret.unicodeScalars.count / 4)
    return String(String.UnicodeScalarView(secret.unicodeScalars.prefix(shown))) + "…"
  }
}
