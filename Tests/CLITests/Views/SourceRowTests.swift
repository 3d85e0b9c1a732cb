import CLI
import Diagnostics
import Linting
import TestSupport
import Testing

/// One line with findings at characters of it.
private struct MarkedLine {
  private var characters: [Character]
  private let marks: [Range<Int>]
  private let secrets: [Range<Int>]

  /// A line of characters of one column each.
  init(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let count = Int.random(in: 1...400, using: &random)
    characters = (0..<count).map { _ in random.pick(Array("abc dxyz,:\"{}")) }
    func range(_ lengths: ClosedRange<Int>) -> Range<Int> {
      let start = Int.random(in: 0..<count, using: &random)
      return start..<min(count, start + Int.random(in: lengths, using: &random))
    }
    marks = (0..<6).map { _ in range(0...120) }
    // Long enough to be looked for elsewhere, however many bytes they take.
    secrets = (0..<2).map { _ in range(8...30) }.filter { $0.count >= 8 }
  }

  /// The line in which one letter is another one.
  func replacing(_ letter: Character, by other: Character) -> MarkedLine {
    var line = self
    line.characters = characters.map { $0 == letter ? other : $0 }
    return line
  }

  private func bytes(_ range: Range<Int>) -> SourceRange {
    let start = String(characters[..<range.lowerBound]).utf8.count
    return SourceRange(
      UInt32(start),
      UInt32(start + String(characters[range]).utf8.count)
    )
  }

  var file: LintedFile {
    LintedFile(
      path: "line.manifest.json",
      bytes: Array(String(characters).utf8),
      findings: zip(marks, marks.dropFirst()).map { mark, other in
        LintedFinding(
          Finding(
            "unknown-key",
            .error,
            "a finding",
            at: bytes(mark),
            related: [RelatedPlace("another place", at: bytes(other))]
          ),
          .schema
        )
      },
      secrets: secrets.map(bytes)
    )
  }
}

@Suite struct SourceRowTests {
  private func text(_ file: LintedFile, width: Int) -> String {
    var style = SampleRun.style
    style.width = width
    return SampleRun.text(.text, [file], style)
  }

  @Test(arguments: Array(UInt64(1)...60), [20, 60, 100])
  func `a line is cut and marked alike, however many bytes its characters take`(
    _ seed: UInt64,
    _ width: Int
  ) {
    let line = MarkedLine(seed: seed)
    let shown = text(line.file, width: width)
    for other: Character in ["é", "€", "\u{10330}"] {
      let longer = text(line.replacing("x", by: other).file, width: width)
      #expect(String(longer.map { $0 == other ? "x" : $0 }) == shown)
    }
  }

  @Test func `a control character is shown as a sign wherever it stands`() {
    for value in UInt8(0)...0x7F {
      for place in 0...17 {
        var bytes = Array("0123456789abcdefg".utf8)
        bytes.insert(value, at: place)
        let message = String(decoding: bytes, as: UTF8.self)
        let finding = Finding("unknown-key", .error, message, at: .fileStart)
        let file = LintedFile(
          path: "a.manifest.yaml",
          bytes: [],
          findings: [LintedFinding(finding, .schema)]
        )
        let isPrintable = 0x20..<0x7F ~= value
        let sign = isPrintable ? value : 0x3F
        let signs = SampleRun.text(.concise, [file]).unicodeScalars.dropLast().map {
          0x2400...0x2421 ~= $0.value ? 0x3F : UInt8(truncatingIfNeeded: $0.value)
        }
        bytes[place] = sign
        #expect(signs.suffix(bytes.count) == bytes[...], "\(value) at \(place)")
      }
    }
  }

  @Test(arguments: Array(UInt64(1)...20))
  func `help is broken alike, however many blanks stand between its words`(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let words = (0..<40).map { _ in
      let count = Int.random(in: 1...30, using: &random)
      return String(repeating: random.pick(["a", "é", "日"]), count: count)
    }
    let apart = words.reduce(into: " ") {
      $0 += $1 + String(repeating: " ", count: Int.random(in: 1...3, using: &random))
    }
    let texts = [words.joined(separator: " "), apart].map { help in
      let finding = Finding("unknown-key", .error, "a finding", help: help, at: .fileStart)
      return text(
        LintedFile(path: "a.yaml", bytes: [], findings: [LintedFinding(finding, .schema)]),
        width: 60
      )
    }
    #expect(texts[0] == texts[1])
    #expect(words.allSatisfy { texts[0].contains($0) })
  }
}
