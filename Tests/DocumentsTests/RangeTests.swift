import Diagnostics
import Documents
import Testing

/// Where nodes start and end, in bytes.
@Suite struct RangeTests {
  @Test func `a block mapping runs from its first key to its last value`() {
    #expect(
      Reading("# c\na: 1\nb:\n  c: 2 # d\n\n").spellings == [
        "a: 1\nb:\n  c: 2", "a", "1", "b", "c: 2", "c", "2",
      ]
    )
  }

  @Test func `a block sequence starts with its first dash`() {
    #expect(
      Reading("a:\n- x\n- - y\n  - z\n").spellings == [
        "a:\n- x\n- - y\n  - z", "a", "- x\n- - y\n  - z", "x", "- y\n  - z", "y", "z",
      ]
    )
  }

  @Test func `a flow collection includes its brackets`() {
    #expect(
      Reading("a: [x, {b: c}, ]\n").spellings == [
        "a: [x, {b: c}, ]", "a", "[x, {b: c}, ]", "x", "{b: c}", "b", "c",
      ]
    )
  }

  @Test func `a pair in a flow sequence is a mapping without braces`() {
    let reading = Reading("[a: b, ? c : d, e]")
    #expect(
      reading.spellings == ["[a: b, ? c : d, e]", "a: b", "a", "b", "? c : d", "c", "d", "e"]
    )
    #expect(
      reading.document.items(of: reading.root).map {
        reading.document.nodes[Int($0.node.index)].kind
      }
        == [.mapping, .mapping, .scalar]
    )
  }

  @Test func `quotes belong to a scalar, its text lies between`() {
    let reading = Reading("a: 'b'\nc: \"d\"\n")
    #expect(reading.spellings.suffix(3) == ["'b'", "c", "\"d\""])
    #expect(reading.texts == ["a", "b", "c", "d"])
    #expect(reading.document.nodes.allSatisfy { !$0.isCooked })
  }

  @Test func `offsets count bytes behind text of many widths`() {
    let reading = Reading("é: 漢字\n😀: [ü, \"ß\\n\", x]\n")
    #expect(
      reading.spellings.dropFirst() == ["é", "漢字", "😀", "[ü, \"ß\\n\", x]", "ü", "\"ß\\n\"", "x"]
    )
    #expect(reading.texts == ["é", "漢字", "😀", "ü", "ß\n", "x"])
  }

  @Test func `a byte-order mark counts in offsets`() {
    for text in ["a: 1\n", "é: 1\n", "{\"a\": 1}"] {
      let reading = Reading("\u{FEFF}" + text)
      #expect(reading.findings.isEmpty)
      #expect(reading.document.range(of: reading.document.root).start == 3)
      #expect(reading.spellings.last == "1")
    }
  }

  @Test func `CR LF and a lone CR end lines`() {
    for ending in ["\n", "\r\n", "\r"] {
      let lines = ["a: 1", "b:", "  - |", "    x", "    y", "  - z # c", "c: d", ""]
      let reading = Reading(lines.joined(separator: ending))
      #expect(reading.texts == ["a", "1", "b", "x\ny\n", "z", "c", "d"])
      #expect(reading.spellings.contains("|\(ending)    x\(ending)    y"))
      #expect(reading.document.comments().map { reading.document.source($0) } == ["# c"])
    }
  }

  @Test func `U+0085, U+2028 and U+2029 are characters of a text`() {
    for separator in ["\u{85}", "\u{2028}", "\u{2029}"] {
      let text = "a: x\(separator)y\nb: \"x \(separator) \\n\"\nc: |\n  x\(separator)  y\nd: 1\n"
      let reading = Reading(text)
      #expect(reading.findings.isEmpty)
      #expect(
        reading.texts == [
          "a", "x\(separator)y", "b", "x \(separator) \n", "c", "x\(separator)  y\n", "d", "1",
        ]
      )
      #expect(reading.spellings.contains("x\(separator)y"))
    }
  }

  @Test func `U+0085, U+2028 and U+2029 end no comment`() {
    for separator in ["\u{85}", "\u{2028}", "\u{2029}"] {
      let reading = Reading("a: 1 # x\(separator)b: 2\nc: 3\n")
      #expect(reading.texts == ["a", "1", "c", "3"])
      #expect(
        reading.document.comments().map { reading.document.source($0) } == [
          "# x\(separator)b: 2"
        ]
      )
    }
  }

  @Test func `line separators stay beside the characters that stand for them`() {
    let reading = Reading(
      "a: \"\\x09\u{7FF}\u{85}\u{7FE}\u{E000}\u{2028}\u{E001}\u{2029}\u{E002}\"\n"
    )
    #expect(reading.texts.last == "\t\u{7FF}\u{85}\u{7FE}\u{E000}\u{2028}\u{E001}\u{2029}\u{E002}")
  }

  @Test func `a plain scalar over lines is folded`() {
    let reading = Reading("a: b\n  c\n\n  d # e\nf: g\n")
    #expect(reading.texts == ["a", "b c\nd", "f", "g"])
    #expect(reading.spellings[2] == "b\n  c\n\n  d")
  }

  @Test func `quoted scalars over lines are folded`() {
    let reading = Reading("a: 'b\n\n  c''d'\ne: \"f\\\n  g\n  h\"\n")
    #expect(reading.texts == ["a", "b\nc'd", "e", "fg h"])
  }

  // MARK: - Block scalars

  @Test(arguments: [
    ("a: |\n  x\n  y\nb: 1\n", "|\n  x\n  y", "x\ny\n"),
    ("a: |-\n  x\n\n\nb: 1\n", "|-\n  x", "x"),
    ("a: |+\n  x\n\n\nb: 1\n", "|+\n  x", "x\n\n\n"),
    ("a: >\n  x\n  y\n\n  z\nb: 1\n", ">\n  x\n  y\n\n  z", "x y\nz\n"),
    ("a: >-\n  x\n   y\nb: 1\n", ">-\n  x\n   y", "x\n y"),
    ("a: |2\n    x\n  y\n# c\nb: 1\n", "|2\n    x\n  y", "  x\ny\n"),
    ("a: |1-\n  x\n # c\nb: 1\n", "|1-\n  x\n # c", " x\n# c"),
    ("a: |  # c\n  x\n# d\nb: 1\n", "|  # c\n  x", "x\n"),
    ("a: |\n  x\n # c\nb: 1\n", "|\n  x", "x\n"),
    ("a: |\nb: 1\n", "|", ""),
    ("a: |\n\n\nb: 1\n", "|", ""),
    ("a: |+\n\n\nb: 1\n", "|+", "\n\n"),
    ("a: | # c\nb: 1\n", "|", ""),
    ("a: |\n  x\n\n  # y\n\n# c\nb: 1\n", "|\n  x\n\n  # y", "x\n\n# y\n"),
    ("a: |\n  x  \nb: 1\n", "|\n  x  ", "x  \n"),
  ])
  func `a block scalar ends with its last line of content`(
    text: String,
    spelling: String,
    value: String
  ) {
    let reading = Reading(text)
    #expect(reading.findings.isEmpty)
    #expect(reading.spellings[2...] == [spelling, "b", "1"])
    #expect(reading.texts[1] == value)
  }

  @Test(arguments: [
    ("a: |\n  x", "|\n  x", "x"), ("a: |\n  x\n", "|\n  x", "x\n"), ("a: |", "|", ""),
    ("a: >+\n  x\n\n", ">+\n  x", "x\n\n"), ("- |\n  é漢\n", "|\n  é漢", "é漢\n"),
    ("|\n x\n", "|\n x", "x\n"),
  ])
  func `a block scalar may end with the file`(text: String, spelling: String, value: String) {
    let reading = Reading(text)
    #expect(reading.spellings.last == spelling)
    #expect(reading.texts.last == value)
  }

  // MARK: - Nothing, anchors, tags

  @Test(arguments: [
    ("a:\nb: 1\n", 2), ("a:   # c\n\nb: 1\n", 2), ("? a\n# c\n\n? b\n", 3), ("{a, b: 1}", 2),
    ("{a: , b: 1}", 3), ("? a # c: d\n:\n? b\n", 12), ("{\"a\" , b: 1}", 4), ("{\"a\":, b: 1}", 5),
  ])
  func `a value without text stands behind its colon or its key`(text: String, offset: UInt32) {
    let reading = Reading(text)
    let entries = reading.document.entries(of: reading.root)
    #expect(entries.count == 2)
    guard let value = entries.first?.value.node else { return }
    #expect(reading.document.range(of: value) == SourceRange(offset, offset))
    #expect(reading.document.isNull(value))
  }

  @Test func `an item without text stands behind its dash`() {
    let reading = Reading("-\n- a\n-\n")
    #expect(
      reading.document.items(of: reading.root).map { reading.document.range(of: $0.node) }
        == [SourceRange(1, 1), SourceRange(4, 5), SourceRange(7, 7)]
    )
  }

  @Test(arguments: [
    ("a: &x b\n", "b"), ("a: !!str b\n", "b"), ("a: &x !!str b\n", "b"), ("a: !!str &x b\n", "b"),
    ("a: &x # c\n  b\n", "b"), ("a: &x\n  # c\n\n  !!str\n  # &y\n  \"b\"\n", "\"b\""),
    ("a: &x [b]\n", "[b]"), ("a: !!seq # c\n  - b\n", "- b"), ("a: &x\n  b: c\n", "b: c"),
    ("a: &x |\n  b\n", "|\n  b"), ("a: !<tag:yaml.org,2002:str> b\n", "b"), ("a: ! b\n", "b"),
    ("a: &x-_1\tb\n", "b"), ("a: &x\r\n  b\r\n", "b"),
  ])
  func `anchor and tag stand before a value's range`(text: String, spelling: String) {
    let reading = Reading(text)
    #expect(reading.findings.isEmpty)
    #expect(reading.spellings[2] == spelling)
  }

  @Test func `an anchor before a mapping is not that of its first key`() {
    let reading = Reading("a: &x\n  &y b: c\nd: [*x, *y]\n")
    #expect(reading.findings.isEmpty)
    let document = reading.document
    #expect(document.anchors.map { document.source($0.range) } == ["&x", "&y"])
    #expect(
      document.anchors.map { document.nodes[Int($0.node.index)].kind } == [.mapping, .scalar]
    )
    #expect(reading.spellings[2] == "&y b: c")
    #expect(reading.spellings[3] == "b")
    #expect(document.anchor(of: document.root) == nil)
  }

  @Test func `a tag before a mapping is not that of its first key`() {
    let reading = Reading("--- !!map\n!!str a: !!int 1\n")
    #expect(reading.findings.isEmpty)
    #expect(reading.document.nodes.map(\.tag) == [.mapping, .string, .integer])
    #expect(reading.spellings == ["!!str a: !!int 1", "a", "1"])
  }

  @Test func `a colon behind an anchor is no part of its name`() {
    let reading = Reading("&x : a\n")
    #expect(reading.document.anchors.map { reading.document.source($0.range) } == ["&x"])
  }

  @Test func `keys that are collections have their whole range`() {
    let reading = Reading("? - a\n  - b\n: c\n? {d: e}\n: f\n")
    #expect(reading.spellings.contains("- a\n  - b"))
    #expect(reading.spellings.contains("{d: e}"))
  }
}
