import CLI
import Diagnostics
import Foundation
import FoundationXML
import Linting
import Testing

/// A generator whose numbers are the same in each run.
private struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Files of arbitrary bytes with findings at arbitrary places.
private enum ArbitraryRun {
  static let secret = "s3cr3t-0123456789-abcdef"

  private static let parts = [
    "a", "key: value", " ", "\t", "\n", "\r\n", "\r", "é", "日本", "🏗️", "e\u{301}", "\u{301}",
    "\u{0}",
    "\u{1B}[31m", "\u{7F}", "\u{9B}", "\u{202E}", "\u{2028}", "\u{FEFF}", "`", "|", "<b>", "]]>",
    "&amp;", "\"", "\\", "%", ",", "::", "@team", "\u{FFFE}",
  ]

  private static func text(_ count: Int, _ random: inout Seeded) -> String {
    (0..<count).map { _ in parts[Int.random(in: parts.indices, using: &random)] }.joined()
  }

  static func files(seed: UInt64) -> [LintedFile] {
    var random = Seeded(state: seed)
    return (0..<4).map { number in
      let isLong = number == 3
      var bytes = Array(text(isLong ? 1600 : 40, &random).utf8)
      if isLong { bytes.removeAll { $0 == 0x0A || $0 == 0x0D } }
      if Bool.random(using: &random) { bytes.append(0xC3) }
      let places = (0..<2).map { _ in Int.random(in: 0...bytes.count, using: &random) }.sorted()
      var secrets: [SourceRange] = []
      for place in places.reversed() { bytes.insert(contentsOf: secret.utf8, at: place) }
      let start = UInt32(places[0])
      secrets.append(SourceRange(start, start + UInt32(secret.utf8.count)))
      func range() -> SourceRange {
        let size = UInt32(bytes.count)
        let start = UInt32.random(in: 0...size + 3, using: &random)
        return SourceRange(start, start + UInt32.random(in: 0...60, using: &random))
      }
      let findings = (0..<6).map { _ in
        var finding = LintedFinding(
          Finding(
            "unknown-key",
            [.error, .warning, .note][Int.random(in: 0..<3, using: &random)],
            text(6, &random),
            help: Bool.random(using: &random) ? text(30, &random) : nil,
            at: range(),
            pointer: text(2, &random),
            value: "same",
            related: [RelatedPlace(text(5, &random), at: range())],
            fixes: [Fix(text(3, &random), .safe, [Edit(range(), text(2, &random))])]
          ),
          .schema
        )
        finding.isSuppressed = Int.random(in: 0..<6, using: &random) == 0
        return finding
      }
      .sorted { Finding.isOrderedBefore($0.finding, $1.finding) }
      return LintedFile(
        path: "\(number)\(text(3, &random))",
        bytes: bytes,
        findings: findings,
        secrets: secrets
      )
    }
  }
}

@Suite struct ViewPropertyTests {
  private static let seeds = Array(UInt64(1)...24)

  private func objects(_ data: [UInt8]) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(data), options: .fragmentsAllowed)
  }

  @Test(arguments: seeds)
  func `no format prints a secret or a control character`(_ seed: UInt64) {
    let files = ArbitraryRun.files(seed: seed)
    for format in LintFormat.allCases {
      let text = SampleRun.text(format, files)
      #expect(!text.contains(ArbitraryRun.secret), "\(format)")
      let bad = text.unicodeScalars.first {
        $0.value < 0x20 && $0 != "\n" || (0x7F...0x9F).contains($0.value)
      }
      #expect(bad == nil, "\(format)")
    }
  }

  @Test(arguments: seeds)
  func `formats of one line a finding have one line a finding`(_ seed: UInt64) throws {
    let files = ArbitraryRun.files(seed: seed)
    let all = files.reduce(0) { $0 + $1.findings.count }
    let counting = files.reduce(0) { $0 + $1.findings.count { $0.counts } }
    func lines(_ format: LintFormat) -> [Substring] {
      SampleRun.text(format, files).split(separator: "\n")
    }
    #expect(lines(.concise).count == counting)
    #expect(lines(.github).count == counting)
    #expect(lines(.jsonl).count == all)
    for line in lines(.jsonl) { _ = try objects(Array(line.utf8)) }
  }

  @Test(arguments: seeds)
  func `reports can be read by their readers`(_ seed: UInt64) throws {
    let files = ArbitraryRun.files(seed: seed)
    let all = files.reduce(0) { $0 + $1.findings.count }
    let counting = files.reduce(0) { $0 + $1.findings.count { $0.counts } }
    let report = try objects(SampleRun.bytes(.json, files)) as? [String: Any]
    #expect((report?["findings"] as? [Any])?.count == all)
    let log = try objects(SampleRun.bytes(.sarif, files)) as? [String: Any]
    let run = (log?["runs"] as? [[String: Any]])?.first
    #expect((run?["results"] as? [Any])?.count == all)
    let issues = try objects(SampleRun.bytes(.gitlab, files)) as? [[String: Any]] ?? []
    #expect(issues.count == counting)
    #expect(Set(issues.compactMap { $0["fingerprint"] as? String }).count == counting)
    #expect(XMLParser(data: Data(SampleRun.bytes(.junit, files))).parse())
  }

  @Test(arguments: seeds, [20, 80])
  func `source lines fit the width`(_ seed: UInt64, _ width: Int) {
    var style = SampleRun.style
    style.width = width
    let text = SampleRun.text(.text, ArbitraryRun.files(seed: seed), style)
    for line in text.split(separator: "\n") {
      let margin = line.prefix { $0 == " " || $0.isNumber }
      let isSource = margin.count < 6 && line.dropFirst(margin.count).hasPrefix("|")
      // Below the least width that is sensible, lines are that wide all the same.
      guard isSource, !line.contains("日"), !line.contains("🏗") else { continue }
      // A mark behind the last character stands outside; a word may be too long to break.
      #expect(line.unicodeScalars.count { $0 != "\u{301}" } <= max(width, 26) + 16, "\(line)")
    }
  }

  @Test func `json is sorted by keys all the way down`() throws {
    let sorted = try JSONSerialization.data(
      withJSONObject: objects(SampleRun.bytes(.json)),
      options: [.sortedKeys, .withoutEscapingSlashes]
    )
    let text = String(decoding: sorted, as: UTF8.self)
    func keys(_ json: String) -> [Substring] {
      // Every key of the report is lower-case letters; values that look like one stay the same.
      json.split(separator: "\"").filter { $0.allSatisfy { $0.isLowercase || $0 == "_" } }
    }
    #expect(keys(text) == keys(SampleRun.text(.json)))
  }
}
