import Diagnostics
import Documents
import Testing

@Suite struct AliasTests {
  // MARK: - Aliases

  @Test func `an alias stands for its anchor's value and keeps its own place`() {
    let reading = Reading("a: &x [b, c]\nd: *x\n")
    let document = reading.document
    let value = document.entries(of: reading.root)[1].value
    #expect(document.source(document.range(of: value.node)) == "*x")
    let resolved = document.resolve(value)
    #expect(document.source(document.range(of: resolved.node)) == "[b, c]")
    #expect(resolved.alias == value.node)
    #expect(document.items(of: value).map { document.text(of: $0.node) } == ["b", "c"])
    #expect(document.hasAliases)
  }

  @Test func `the outermost alias is the one that is kept`() {
    let reading = Reading("a: &x {b: 1}\nc: &y {d: *x}\ne: *y\n")
    let document = reading.document
    let inner = reading.value("e", "d", "b")
    #expect(document.text(of: inner.node) == "1")
    #expect(document.source(document.range(of: inner.alias)) == "*y")
  }

  @Test func `an anchor that is put twice stands for what came last`() {
    let reading = Reading("- &x a\n- *x\n- &x b\n- *x\n")
    #expect(
      reading.document.items(of: reading.root).map { reading.document.text(of: $0.node) }
        == ["a", "a", "b", "b"]
    )
  }

  @Test func `an alias may be a key`() {
    let reading = Reading("a: &x b\n*x : c\n")
    #expect(reading.findings.isEmpty)
    #expect(reading.entries(of: reading.root) == ["a=b", "b=c"])
    let key = reading.document.entries(of: reading.root)[1].key
    #expect(reading.document.source(reading.document.range(of: key.alias)) == "*x")
  }

  @Test func `an alias key may double a key`() {
    #expect(Reading("a: &x b\nb: 1\n*x : c\n").summaries == ["duplicate-key 3:1 `*x` /b"])
  }

  @Test func `an alias without an anchor before it leads nowhere`() {
    let reading = Reading("a: [b, *x]\nc: &x d\n")
    #expect(reading.summaries == ["undefined-alias 1:8 `*x` /a/1"])
    #expect(reading.document.isReadable)
    #expect(reading.value("a", "1").isNone)
    #expect(reading.text("c") == "d")
  }

  @Test func `an alias inside its own value leads nowhere`() {
    let reading = Reading("a: &x\n  b: [*x]\nc: *x\n")
    #expect(reading.summaries == ["recursive-alias 2:7 `*x` /a/b/0"])
    #expect(reading.findings[0].related.map(\.range) == [SourceRange(3, 5)])
    #expect(reading.value("c", "b", "0").isNone)
  }

  @Test func `an alias that leads nowhere is no entry as a key`() {
    let reading = Reading("*x : 1\na: 2\n")
    #expect(reading.summaries == ["undefined-alias 1:1 `*x` /*x"])
    #expect(reading.entries(of: reading.root) == ["a=2"])
  }

  // MARK: - Merge keys

  @Test func `a merge key brings what is not there`() {
    let reading = Reading("x: &x {a: 1, b: 2}\ny:\n  b: 3\n  <<: *x\n  c: 4\n")
    #expect(reading.findings.isEmpty)
    #expect(reading.entries(of: reading.value("y")) == ["!b=3", "c=4", "+a=1"])
    let merged = reading.document.entries(of: reading.value("y"))[2]
    #expect(reading.document.source(reading.document.range(of: merged.value.alias)) == "*x")
    #expect(merged.key.alias == merged.value.alias)
  }

  @Test func `of several merges the earlier one wins`() {
    let text = "x: &x {a: 1, b: 2}\ny: &y {b: 3, c: 4}\nz:\n  <<: [*x, *y]\n  a: 5\n"
    #expect(Reading(text).entries(of: Reading(text).value("z")) == ["!a=5", "+b=2", "+c=4"])
    let turned = text.replacing("*x, *y", with: "*y, *x")
    #expect(Reading(turned).entries(of: Reading(turned).value("z")) == ["!a=5", "+b=3", "+c=4"])
  }

  @Test func `a merged mapping's own keys go before those that it merges`() {
    let reading = Reading(
      "x: &x {a: 1, b: 2}\ny: &y {<<: *x, b: 3}\nz: {<<: *y}\nw: {<<: {a: 4}}\n"
    )
    #expect(reading.entries(of: reading.value("z")) == ["+b=3", "+a=1"])
    #expect(reading.entries(of: reading.value("w")) == ["+a=4"])
    let merged = reading.document.entries(of: reading.value("z"))[1]
    #expect(reading.document.source(reading.document.range(of: merged.value.alias)) == "*y")
  }

  @Test func `a mapping may be merged twice`() {
    let reading = Reading("x: &x {a: 1}\ny: {<<: [*x, *x]}\n")
    #expect(reading.entries(of: reading.value("y")) == ["+a=1"])
  }

  @Test func `two merge keys are a duplicate, and both merge`() {
    let reading = Reading("x: &x {a: 1}\ny:\n  <<: *x\n  <<: {b: 2}\n")
    #expect(reading.summaries == ["duplicate-key 4:3 `<<` /y/<<"])
    #expect(reading.entries(of: reading.value("y")) == ["+a=1", "+b=2"])
  }

  @Test func `a quoted or tagged merge key is a key like any other`() {
    for key in ["\"<<\"", "'<<'", "!!str <<", "! <<"] {
      let reading = Reading("x: &x {a: 1}\ny: {\(key): *x}\n")
      #expect(reading.findings.isEmpty)
      #expect(reading.document.entries(of: reading.value("y")).map(\.isMerged) == [false])
    }
  }

  @Test func `keys merge by their bytes`() {
    // The same letter in two spellings of Unicode.
    let reading = Reading("x: &x {\u{E9}: 1}\ny: {<<: *x, e\u{301}: 2}\n")
    #expect(reading.document.entries(of: reading.value("y")).map(\.isMerged) == [false, true])
  }

  @Test(arguments: [
    ("a: {<<: b}", "wrong-type 1:9 `b` /a/<<"),
    ("a: {<<: \"\"}", "wrong-type 1:9 `\"\"` /a/<<"),
    ("a: {<<: 1}", "wrong-type 1:9 `1` /a/<<"),
    ("a: {<<: [{b: 1}, c]}", "wrong-type 1:18 `c` /a/<</1"),
    ("a: {<<: [[{b: 1}]]}", "wrong-type 1:10 `[{b: 1}]` /a/<</0"),
    ("a: &x b\nc: {<<: *x}", "wrong-type 2:9 `*x` /c/<<"),
    ("a: &x [b]\nc: {<<: *x}", "wrong-type 2:9 `*x` /c/<<"),
    ("a: {<<: ~}", "empty-value 1:9 `~` /a/<<"),
    ("a:\n  <<:\n  b: 1", "empty-value 2:3 `<<` /a/<<"),
  ])
  func `a merge key wants a mapping or a list of mappings`(text: String, finding: String) {
    let reading = Reading(text)
    #expect(reading.findings.count == 1)
    #expect(reading.findings.allSatisfy { $0.severity == .error && !$0.canBeIgnored })
    #expect(reading.summaries == [finding])
  }

  @Test func `a wrong merge through an alias relates the anchor`() {
    let reading = Reading("a: &x b\nc: {<<: *x}\n")
    #expect(reading.findings.map { $0.related.map(\.range) } == [[SourceRange(3, 5)]])
  }

  @Test func `an empty list merges nothing`() {
    let reading = Reading("a: {<<: [], b: 1}\n")
    #expect(reading.findings.isEmpty)
    #expect(reading.entries(of: reading.value("a")) == ["b=1"])
  }

  @Test func `a large mapping merges whole`() {
    let keys = (0..<15_000).map { "  k\($0): 1\n" }.joined()
    let reading = Reading("x: &x\n\(keys)y:\n  <<: *x\n\(keys)")
    #expect(reading.findings.isEmpty)
    let entries = reading.document.entries(of: reading.value("y"))
    #expect(entries.count == 15_000)
    #expect(entries.allSatisfy { $0.overridesMerged })
  }

  // MARK: - Pointers

  @Test func `pointers name keys and positions, as the file has them`() {
    let reading = Reading("a/b: [x, {c~d: y}]\n\"\": &z z\nf: *z\n")
    let document = reading.document
    let pointers = document.nodes.indices.map { document.pointer(to: NodeID(Int32($0))) }
    #expect(
      pointers == [
        "", "/a~1b", "/a~1b", "/a~1b/0", "/a~1b/1", "/a~1b/1/c~0d", "/a~1b/1/c~0d", "/", "/", "/f",
        "/f",
      ]
    )
  }

  @Test func `a key is its own, a value has the one before it`() {
    let reading = Reading("a: b\nc: [d]\n")
    let document = reading.document
    let keys = document.nodes.indices.map { document.key(of: NodeID(Int32($0)))?.index }
    #expect(keys == [nil, 1, 1, 3, 3, nil])
  }

  @Test func `an alias key gives the pointer its text`() {
    let reading = Reading("a: &x b\n*x : {c: !foo d}\n")
    #expect(reading.summaries == ["yaml-tag 2:10 `!foo` /b/c"])
  }
}
