import Bytes
import Diagnostics
import Documents
import Testing

/// What a reader finds, and where.
@Suite struct FindingTests {
  private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  // MARK: - No content

  @Test(arguments: [
    ("", Syntax.yaml), ("", .json), (" \n\t\n", .json), ("\n \n", .yaml), ("\u{FEFF}", .yaml),
    ("\u{FEFF}", .json), ("# a\n# b\n", .yaml), ("---", .yaml), ("---\n", .yaml),
    ("--- # a\n", .yaml), ("---\n...\n", .yaml), ("&a\n", .yaml), ("!!null\n", .yaml),
    ("\r\r", .yaml), ("%YAML 1.2\n---\n", .yaml),
  ])
  func `a file without content is an empty value`(text: String, syntax: Syntax) {
    let reading = Reading(text, as: syntax)
    #expect(reading.summaries == ["empty-value 1:1 `` "])
    #expect(reading.findings[0].range == .fileStart)
    #expect(!reading.findings[0].canBeIgnored)
    #expect(reading.document.isReadable)
  }

  @Test(arguments: [
    ("# a\n~\n", Syntax.yaml, "empty-value 2:1 `~` "), ("null", .yaml, "empty-value 1:1 `null` "),
    (" null", .json, "empty-value 1:2 `null` "), ("--- !!null ~", .yaml, "empty-value 1:12 `~` "),
  ])
  func `a null alone is an empty value where it stands`(
    text: String,
    syntax: Syntax,
    finding: String
  ) {
    #expect(Reading(text, as: syntax).summaries == [finding])
  }

  @Test(arguments: ["a", "- a\n", "''", "{}", "[]", "1", "a: b\n"])
  func `any other root is not the reader's to judge`(text: String) {
    #expect(Reading(text).findings.isEmpty)
  }

  // MARK: - Encoding

  @Test(arguments: [
    ([0x61, 0x3A, 0x20, 0xFF] as [UInt8], "1:4", 3), ([0xFF], "1:1", 0), ([0x80], "1:1", 0),
    ([0x61, 0x0A, 0xC3, 0xA9, 0xC3], "2:2", 4), ([0xC0, 0x80], "1:1", 0), ([0xC1, 0xBF], "1:1", 0),
    ([0xE0, 0x80, 0x80], "1:1", 0), ([0xED, 0xA0, 0x80], "1:1", 0),
    ([0xF0, 0x80, 0x80, 0x80], "1:1", 0), ([0xF4, 0x90, 0x80, 0x80], "1:1", 0),
    ([0xF5, 0x80, 0x80, 0x80], "1:1", 0), ([0x61, 0xE2, 0x82, 0x20], "1:2", 1),
    ([0xE2, 0x82], "1:1", 0), ([0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0xFE], "1:9", 8),
    ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "1:1", 0),
  ])
  func `a byte that is not UTF-8 is found where it is`(
    bytes: [UInt8],
    place: String,
    offset: UInt32
  ) {
    for syntax in [Syntax.yaml, .json] {
      let reading = Reading(bytes, as: syntax)
      #expect(reading.places == ["yaml-encoding \(place)"])
      #expect(reading.findings[0].range == SourceRange(offset, offset + 1))
      #expect(!reading.document.isReadable)
      #expect(reading.document.nodes.isEmpty)
    }
  }

  @Test(arguments: [
    ([0xFF, 0xFE, 0x61, 0x00] as [UInt8], "UTF-16"), ([0xFE, 0xFF, 0x00, 0x61], "UTF-16"),
    ([0xFF, 0xFE], "UTF-16"), ([0x61, 0x00, 0x3A, 0x00], "UTF-16"),
    ([0x00, 0x7B, 0x00, 0x7D], "UTF-16"), ([0xFF, 0xFE, 0x00, 0x00, 0x61, 0, 0, 0], "UTF-32"),
    ([0x00, 0x00, 0xFE, 0xFF], "UTF-32"), ([0x7B, 0, 0, 0, 0x7D, 0, 0, 0], "UTF-32"),
    ([0, 0, 0, 0x7B], "UTF-32"),
  ])
  func `UTF-16 and UTF-32 are named`(bytes: [UInt8], name: String) {
    for syntax in [Syntax.yaml, .json] {
      let reading = Reading(bytes, as: syntax)
      #expect(reading.places == ["yaml-encoding 1:1"])
      #expect(reading.findings[0].message.contains(name))
      #expect(reading.findings[0].range == .fileStart)
    }
  }

  // MARK: - Characters that YAML forbids

  @Test(arguments: [
    ("a: b\u{0}c\n", "yaml-syntax 1:5", 4, 5), ("\u{0}", "yaml-syntax 1:1", 0, 1),
    ("a: \u{7}\n", "yaml-syntax 1:4", 3, 4), ("a: '\u{1B}'\n", "yaml-syntax 1:5", 4, 5),
    ("é: \u{7F}\n", "yaml-syntax 1:4", 4, 5), ("a:\n- \u{80}\n", "yaml-syntax 2:3", 5, 7),
    ("# \u{FFFE}\n", "yaml-syntax 1:3", 2, 5), ("a: \u{B}b\n", "yaml-syntax 1:4", 3, 4),
    ("12345678\u{C}", "yaml-syntax 1:9", 8, 9),
  ])
  func `a control character is found where it is`(
    text: String,
    place: String,
    start: UInt32,
    end: UInt32
  ) {
    let reading = Reading(text)
    #expect(reading.places == [place])
    #expect(reading.findings[0].range == SourceRange(start, end))
    #expect(!reading.document.isReadable)
  }

  @Test func `what comes first in the file is what is found`() {
    #expect(Reading(bytes("a: \u{7}") + [0xFF]).places == ["yaml-syntax 1:4"])
    #expect(Reading(bytes("a: ") + [0xFF, 0x07]).places == ["yaml-encoding 1:4"])
    #expect(Reading(bytes("[\"\u{7F}\", ") + [0xFF]).places == ["yaml-encoding 1:7"])
  }

  @Test func `JSON may hold what YAML forbids, whatever the file's name`() {
    for syntax in [Syntax.yaml, .json] {
      let reading = Reading("{\"a\": \"\u{7F}\u{80}\u{FFFF}\"}", as: syntax)
      #expect(reading.findings.isEmpty)
      #expect(reading.text("a") == "\u{7F}\u{80}\u{FFFF}")
    }
    #expect(Reading("{a: \"\u{7F}\"}").places == ["yaml-syntax 1:6"])
    #expect(Reading("{\"a\": \"\u{0}\"}", as: .json).places == ["yaml-syntax 1:8"])
  }

  // MARK: - Syntax

  @Test(arguments: [
    ("a: b: c\n", "1:5", []), ("a: [b\n", "2:1", [3]), ("a: {b: c\nd: e\n", "2:2", [3]),
    ("a:\n\tb: c\n", "2:1", []), ("a: \"b\n", "2:1", [3]), ("a: 'b", "1:6", [3]),
    ("a: b\n c: d\n", "2:3", []), ("a: b\nc\n", "3:1", [5]), ("- a\nb: c\n", "2:1", [0]),
    ("a: @b\n", "1:4", []), ("a: \"\\q\"\n", "1:5", [3]), ("a: \"\\ud800\"\n", "1:7", [3]),
    ("é: \"ü\\q\"\n", "1:6", [4]), ("a: & b\n", "1:5", [3]), ("a: !x!y z\n", "1:4", []),
    ("a: |0\n b\n", "1:5", [3]), ("%YAML 3.0\n---\na: b\n", "1:1", []), ("a: }\n", "1:4", []),
    ("\u{FEFF}a: b: c\n", "1:5", []), ("é: [ü, ß\n", "2:1", [4]),
  ])
  func `a syntax error stands where reading stopped and relates where it began`(
    text: String,
    place: String,
    related: [UInt32]
  ) {
    let reading = Reading(text)
    #expect(reading.places == ["yaml-syntax \(place)"])
    #expect(!reading.document.isReadable)
    #expect(reading.document.root.isNone)
    for finding in reading.findings {
      #expect(finding.related.map(\.range.start) == related)
      #expect(finding.range.end <= UInt32(text.utf8.count))
      #expect(finding.help != nil)
      #expect(finding.message.first?.isUppercase == false)
      #expect(finding.message.last != ".")
      #expect(!finding.canBeIgnored)
    }
  }

  @Test func `nothing is said of a document that can't be read but its first error`() {
    let reading = Reading("a: 1\na: 2\nb: !foo c\nd: *x\ne: [\n")
    #expect(reading.findings.map(\.rule) == [.yamlSyntax])
  }

  @Test func `a reader reads the next file as if it were the first`() {
    var reader = DocumentReader()
    var document = Document()
    let broken = ["a: &x [", "a: \u{0}", "[[[", "a: *x\nb: \u{2028}", "{\"a\": ", "\u{FEFF}é: 'b"]
    for text in broken {
      for syntax in [Syntax.yaml, .json] {
        _ = reader.read(bytes(text), as: syntax, into: &document)
        let findings = reader.read(bytes("a: &x 1\nb: *x\n"), as: .yaml, into: &document)
        #expect(findings.isEmpty)
        #expect(document.nodes.count == 5)
        #expect(document.isReadable)
        #expect(document.anchors.count == 1)
      }
    }
  }

  // MARK: - Duplicates

  @Test func `a key that is there twice is found at the later one`() {
    let reading = Reading("a: 1\nb: {c: 1, 'c': 2, \"c\": 3}\na: 2\n")
    #expect(
      reading.summaries == [
        "duplicate-key 3:1 `a` /a", "duplicate-key 2:11 `'c'` /b/c",
        "duplicate-key 2:19 `\"c\"` /b/c",
      ]
    )
    #expect(reading.findings.map { $0.related.map(\.range.start) } == [[0], [9], [9]])
    #expect(reading.findings.allSatisfy { !$0.canBeIgnored && $0.severity == .error })
  }

  @Test func `duplicates are found in JSON, escapes resolved`() {
    #expect(
      Reading("{\"a\": 1, \"\\u0061\": 2}", as: .json).summaries == [
        "duplicate-key 1:10 `\"\\u0061\"` /a"
      ]
    )
  }

  @Test(arguments: [3, 30, 300, 3000])
  func `duplicates are found among many keys`(count: Int) {
    let keys = (0..<count).map { "key_\($0): 1\n" }
    #expect(Reading(keys.joined()).findings.isEmpty)
    let reading = Reading((keys + [keys[count / 2], keys[0]]).joined())
    #expect(
      reading.places == [
        "duplicate-key \(count + 1):1", "duplicate-key \(count + 2):1",
      ]
    )
    #expect(reading.findings[0].value == "key_\(count / 2)")
  }

  @Test func `keys with one hash and two texts are no duplicates`() {
    let pairs = FindingTests.collision()
    let reading = Reading("\(pairs.0): 1\n\(pairs.1): 2\n")
    #expect(reading.findings.isEmpty)
    #expect(Set(reading.document.nodes.map(\.hash)).subtracting([0]).count == 1)
    #expect(
      Reading("\(pairs.0): 1\n\(pairs.1): 2\n\(pairs.0): 3\n").places == ["duplicate-key 3:1"]
    )
  }

  /// Two short keys with the same hash, found by a search.
  private static func collision() -> (String, String) {
    var seen: [UInt32: String] = [:]
    for number in 0... {
      let text = "k\(number)"
      let hash = Array(text.utf8).withUnsafeBufferPointer(KeyHash.of)
      if let other = seen.updateValue(text, forKey: hash) { return (other, text) }
    }
    return ("", "")
  }

  // MARK: - Documents, tags, keys

  @Test(arguments: [
    ("a: 1\n---\nb: 2\n", "2:1", "---"), ("a: 1\n...\n---\nb: 2\n", "3:1", "---"),
    ("a: 1\n--- # c\n", "2:1", "---"), ("---\n---\na: 1\n", "2:1", "---"),
    ("a: 1\n...\n%YAML 1.2\n# c\n--- b\n", "5:1", "---"), ("é: 1\r\n---\r\n", "2:1", "---"),
    ("{\"a\": 1}\n---\n{}", "2:1", "---"), ("a: 1\n---\nb: [\n", "2:1", "---"),
  ])
  func `a second document is found at its dashes`(text: String, place: String, spelling: String) {
    let reading = Reading(text)
    #expect(reading.summaries == ["multiple-documents \(place) `\(spelling)` "])
    #expect(reading.document.isReadable)
  }

  @Test func `an end marker alone starts no second document`() {
    #expect(Reading("---\na: 1\n...\n").findings.isEmpty)
    #expect(Reading("a: 1\n...\n# b\n").findings.isEmpty)
  }

  @Test(arguments: [
    ("a: !foo b\n", "yaml-tag 1:4 `!foo` /a"), ("a: !!binary Yg==\n", "yaml-tag 1:4 `!!binary` /a"),
    ("- !!timestamp 2001-01-01\n", "yaml-tag 1:3 `!!timestamp` /0"),
    ("a: !!map b\n", "yaml-tag 1:4 `!!map` /a"), ("a: !!str [b]\n", "yaml-tag 1:4 `!!str` /a"),
    ("a: !!seq {b: c}\n", "yaml-tag 1:4 `!!seq` /a"), ("!!int a: b\n", "yaml-tag 1:1 `!!int` /a"),
    ("a: !!int b\n", "yaml-tag 1:4 `!!int` /a"), ("a: !!bool yes\n", "yaml-tag 1:4 `!!bool` /a"),
    ("a: !!null b\n", "yaml-tag 1:4 `!!null` /a"), ("a: !!float b\n", "yaml-tag 1:4 `!!float` /a"),
    ("a: !<x> b\n", "yaml-tag 1:4 `!<x>` /a"), ("a: !!set {b}\n", "yaml-tag 1:4 `!!set` /a"),
    ("%TAG !e! tag:x,2000:\n---\na: !e!f b\n", "yaml-tag 3:4 `!e!f` /a"),
    ("a: &x !foo\n", "yaml-tag 1:7 `!foo` /a"), ("a: [!foo , b]\n", "yaml-tag 1:5 `!foo` /a/0"),
    ("a: !!merge b\n", "yaml-tag 1:4 `!!merge` /a"), ("a: [!<x>, b]\n", "yaml-tag 1:5 `!<x>` /a/0"),
  ])
  func `a tag that is none of the core schema's or does not fit is found`(
    text: String,
    finding: String
  ) {
    let reading = Reading(text)
    #expect(reading.summaries == [finding])
    #expect(reading.document.isReadable)
  }

  @Test(arguments: [
    "a: !!str 1\n", "a: !!int 0x1F\n", "a: !!float 1\n", "a: !!float 1e3\n", "a: !!bool true\n",
    "a: !!null ~\n", "a: !!null\n", "a: !!map {}\n", "a: !!seq []\n", "a: ! b\n", "a: ! [b]\n",
    "%TAG !e! tag:yaml.org,2002:\n---\na: !e!str b\n", "a: !<tag:yaml.org,2002:seq> [b]\n",
    "a: !!str\n",
  ])
  func `a tag of the core schema that fits is sound`(text: String) {
    #expect(Reading(text).findings.isEmpty)
  }

  @Test(arguments: [
    ("? [a, b]\n: c\n", "wrong-type 1:3 `[a, b]` /[a, b]"),
    ("x:\n  {a: b}: c\n", "wrong-type 2:3 `{a: b}` /x/{a: b}"),
    ("[[a]: b]", "wrong-type 1:2 `[a]` /0/[a]"),
    ("a: &x [b]\n*x : c\n", "wrong-type 2:1 `*x` /*x"),
  ])
  func `a key that is no text is found and left out`(text: String, finding: String) {
    let reading = Reading(text)
    #expect(reading.summaries == [finding])
    #expect(!reading.findings[0].canBeIgnored)
    let names = reading.document.entries(of: reading.root).map {
      reading.document.text(of: $0.key.node)
    }
    #expect(names.allSatisfy { ["x", "a"].contains($0) })
  }

  @Test func `two keys that are no text are no duplicates of each other`() {
    #expect(
      Reading("{[a]: 1, [b]: 2, {}: 3}").findings.map(\.rule.name) == [
        "wrong-type", "wrong-type", "wrong-type",
      ]
    )
  }
}
