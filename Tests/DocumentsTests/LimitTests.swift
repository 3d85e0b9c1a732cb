import Diagnostics
import Documents
import Testing

/// Bounds hold exactly, and whatever is behind them costs nothing.
@Suite struct LimitTests {
  @Test(arguments: [Syntax.yaml, .json])
  func `a hundred levels are read, one more is not`(syntax: Syntax) {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(Reading(nested(100), as: syntax).findings.isEmpty)
    #expect(Reading(nested(101), as: syntax).summaries == ["yaml-limits 1:101 `[` "])
    #expect(!Reading(nested(101), as: syntax).document.isReadable)
  }

  @Test func `libyaml's reader counts the levels of JSON alike`() {
    let nested = "# x\n" + String(repeating: "{\"a\":", count: 100) + "1"
    #expect(Reading(nested + String(repeating: "}", count: 100)).findings.isEmpty)
    let deeper = "# x\n" + String(repeating: "{\"a\":", count: 101) + "1"
    #expect(
      Reading(deeper + String(repeating: "}", count: 101)).summaries == [
        "yaml-limits 2:501 `{` "
      ]
    )
  }

  @Test func `levels count through aliases`() {
    let deep = String(repeating: "[", count: 60) + String(repeating: "]", count: 60)
    let fits = "a: &x \(deep)\nb: " + String(repeating: "[", count: 39) + "*x"
    #expect(Reading(fits + String(repeating: "]", count: 39)).findings.isEmpty)
    let tooDeep = "a: &x \(deep)\nb: " + String(repeating: "[", count: 40) + "*x"
    #expect(
      Reading(tooDeep + String(repeating: "]", count: 40)).summaries == [
        "yaml-limits 2:44 `*x` "
      ]
    )
  }

  @Test func `a chain of aliases can't get around the limit of levels`() {
    let links = (1...120).map { "a\($0): &a\($0) [*a\($0 - 1)]\n" }.joined()
    // The root is a level, and each link adds one.
    #expect(Reading("a0: &a0 [x]\n" + links).places == ["yaml-limits 100:12"])
  }

  @Test func `a hundred thousand values are read, one more is not`() {
    let items = String(repeating: "- a\n", count: 99_999)
    #expect(Reading(items).findings.isEmpty)
    #expect(Reading(items).document.nodes.count == 100_000)
    #expect(Reading(items + "- é\n").summaries == ["yaml-limits 100000:3 `é` "])
    let json = "[" + String(repeating: "1,", count: 99_998)
    #expect(Reading(json + "1]", as: .json).findings.isEmpty)
    #expect(Reading(json + "1,2]", as: .json).summaries == ["yaml-limits 1:200000 `2` "])
  }

  @Test func `values count through aliases`() {
    // The root, the key, a list of 99, and as often as it takes: 1,000 aliases of 100 nodes each.
    let list = "[" + Array(repeating: "x", count: 99).joined(separator: ",") + "]"
    let start = "a: &x \(list)\nb:\n"
    let fits = start + String(repeating: "- *x\n", count: 998)
    #expect(Reading(fits).findings.isEmpty)
    #expect(Reading(fits + "- *x\n").summaries == ["yaml-limits 1001:3 `*x` "])
  }

  @Test func `a file over eight MiB is not read`() {
    let most = Array("a: ".utf8) + Array(repeating: UInt8(ascii: "x"), count: Limits.bytes - 3)
    #expect(Reading(most).findings.isEmpty)
    for syntax in [Syntax.yaml, .json] {
      let reading = Reading(most + [0x0A], as: syntax)
      #expect(reading.places == ["yaml-limits 1:1"])
      #expect(reading.findings[0].message.contains("8 MiB"))
    }
  }

  @Test func `more directives than anyone means are not read`() {
    let directives = (0..<64).map { "%TAG !a\($0)! tag:x,2000:\n" }.joined()
    #expect(Reading(directives + "---\na: 1\n").findings.isEmpty)
    #expect(Reading(directives + "# c\n\n%YAML 1.2\n---\na: 1\n").places == ["yaml-limits 67:1"])
    #expect(Reading("a: 1\n...\n\(directives)%YAML 1.2\n---\n").places == ["yaml-limits 67:1"])
    let percents = String(repeating: "%\n", count: 1000)
    #expect(Reading("a: 'b\n\(percents)'\n").findings.isEmpty)
  }

  struct Hostile: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let text: String
    let place: String?

    init(_ name: String, _ text: String, _ place: String?) {
      testDescription = name
      self.text = text
      self.place = place
    }
  }

  static let hostile: [Hostile] = [
    Hostile("brackets", String(repeating: "[", count: 100_000), "yaml-limits 1:101"),
    Hostile("brackets on lines", String(repeating: "[\n", count: 100_000), "yaml-limits 101:1"),
    Hostile("braces", String(repeating: "{a: ", count: 100_000), "yaml-limits 1:401"),
    Hostile("dashes", String(repeating: "- ", count: 100_000), "yaml-limits 1:201"),
    Hostile("question marks", String(repeating: "? ", count: 100_000), "yaml-limits 1:201"),
    Hostile(
      "block levels",
      (0..<2000).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
      "yaml-limits 101:101"
    ),
    Hostile(
      "bomb",
      "a: &a [x,x,x,x,x,x,x,x,x,x]\n"
        + zip("bcdefghi", "abcdefgh").map {
          "\($0): &\($0) [*\($1)" + String(repeating: ",*\($1)", count: 9) + "]\n"
        }
        .joined(),
      "yaml-limits 5:29"
    ),
    Hostile(
      "anchors",
      (0..<30_000).map { "- &a\($0) x\n" }.joined() + (0..<30_000).map { "- *a\($0)\n" }.joined(),
      nil
    ),
    Hostile("equal keys", String(repeating: "k: 1\n", count: 1000), "duplicate-key 2:1"),
    Hostile(
      "open quote",
      "a: \"" + String(repeating: "x", count: 1_000_000),
      "yaml-syntax 1:1000005"
    ),
    Hostile("long key", String(repeating: "k", count: 100_000) + ": 1\n", "yaml-syntax 1:100001"),
    Hostile("long JSON key", "{\"" + String(repeating: "k", count: 1_000_000) + "\": 1}", nil),
    Hostile(
      "document starts",
      String(repeating: "---\n", count: 100_000),
      "multiple-documents 2:1"
    ),
    Hostile("carriage returns", String(repeating: "\r", count: 1_000_000), "empty-value 1:1"),
    Hostile("backslashes", "a: \"" + String(repeating: "\\\n", count: 200_000) + "\"", nil),
    Hostile("wide characters", String(repeating: "- \"漢字😀\"\n", count: 50_000), nil),
  ]

  @Test(arguments: LimitTests.hostile)
  func `hostile text is refused or read, each at its place`(hostile: Hostile) {
    let places = Reading(hostile.text).places
    #expect(places.first == hostile.place)
  }
}
