import Documents
import TestSupport
import Testing

@Suite struct JSONValueTests {
  private func canonical(_ value: JSONValue) -> String {
    String(decoding: value.canonical(), as: UTF8.self)
  }

  private func pretty(_ value: JSONValue) -> String {
    String(decoding: value.pretty(), as: UTF8.self)
  }

  @Test func `the canonical form has sorted keys and no white space`() {
    let value: JSONValue = ["b": [1, -2, true, false, .null, "x"], "a": ["d": [:], "c": []]]
    #expect(canonical(value) == #"{"a":{"c":[],"d":{}},"b":[1,-2,true,false,null,"x"]}"#)
  }

  @Test func `keys are sorted by UTF-16 code units`() {
    // The example of RFC 8785, section 3.2.3.
    let value: JSONValue = [
      "\u{20AC}": "Euro Sign", "\r": "Carriage Return",
      "\u{FB33}": "Hebrew Letter Dalet With Dagesh",
      "1": "One", "\u{1F600}": "Emoji: Grinning Face", "\u{80}": "Control", "\u{F6}": "Latin o",
    ]
    #expect(
      canonical(value) == "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u{80}\":\"Control\","
        + "\"\u{F6}\":\"Latin o\",\"\u{20AC}\":\"Euro Sign\",\"\u{1F600}\":\"Emoji: Grinning Face\","
        + "\"\u{FB33}\":\"Hebrew Letter Dalet With Dagesh\"}"
    )
  }

  @Test func `the order of keys is that of their UTF-16`() {
    var generator = SeededGenerator(seed: 8785)
    let scalars: [Unicode.Scalar] = [
      "a", "b", "\u{7F}", "\u{80}", "\u{7FF}", "\u{800}", "\u{D7FF}", "\u{E000}", "\u{EFFF}",
      "\u{F000}", "\u{FFFF}", "\u{10000}", "\u{10FFFF}", "\u{40000}",
    ]
    func text() -> String {
      let count = Int.random(in: 0...3, using: &generator)
      return String(String.UnicodeScalarView((0..<count).map { _ in generator.pick(scalars) }))
    }
    var orders = (before: 0, after: 0)
    for _ in 0..<5000 {
      let (left, right) = (text(), text())
      let isBefore = left.utf16.lexicographicallyPrecedes(right.utf16)
      guard JSONValue.precedes(left, right) == isBefore else {
        Issue.record("\(Array(left.utf16)) and \(Array(right.utf16))")
        return
      }
      if isBefore { orders.before += 1 } else { orders.after += 1 }
    }
    #expect(orders.before > 1000)
    #expect(orders.after > 1000)
  }

  @Test func `only what JSON asks for is escaped`() {
    #expect(
      canonical("\u{0}\u{8}\t\n\u{B}\u{C}\r\u{1A}\u{1F} \"\\/\u{7F}é\u{2028}😀")
        == #""\u0000\b\t\n\u000b\f\r\u001a\u001f \"\\/"# + "\u{7F}é\u{2028}😀\""
    )
  }

  @Test func `the pretty form has a line for each member`() {
    let value: JSONValue = ["b": [1, ["x": .null], []], "a": [:], "c": "é\n"]
    #expect(
      pretty(value) == """
        {
          "a": {},
          "b": [
            1,
            {
              "x": null
            },
            []
          ],
          "c": "é\\n"
        }

        """
    )
    #expect(pretty([:]) == "{}\n")
    #expect(pretty([]) == "[]\n")
    #expect(pretty(true) == "true\n")
  }

  @Test func `integers are written whole`() {
    #expect(
      canonical([.integer(.max), .integer(.min), 0])
        == "[9223372036854775807,-9223372036854775808,0]"
    )
  }

  @Test func `a document becomes a value`() {
    let reading = Reading(
      #"{"a": [1, -1, 1.5, 1e3, 9223372036854775808, true, false, null, "1"], "b": {"é": ""}}"#,
      as: .json
    )
    #expect(
      reading.document.json == [
        "a": [1, -1, "1.5", "1e3", "9223372036854775808", true, false, .null, "1"], "b": ["é": ""],
      ]
    )
  }

  @Test func `aliases and merge keys are resolved in it`() {
    let reading = Reading(
      "a: &a {x: 0x10, y: 0o17}\nb:\n  <<: *a\n  y: yes\nc: [*a, *z, ~, True, +5, !!str 6]\nd: 1\nd: 2\n"
    )
    #expect(
      reading.document.json == [
        "a": ["x": 16, "y": 15], "b": ["x": 16, "y": "yes"],
        "c": [["x": 16, "y": 15], .null, .null, true, 5, "6"], "d": 1,
      ]
    )
  }

  @Test func `no document is no value`() {
    #expect(Reading("").document.json == nil)
    #expect(Reading("[", as: .json).document.json == nil)
    #expect(Reading("null", as: .json).document.json == .null)
  }

  @Test func `what is written reads back as it was`() {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<200 {
      let value = JSONValueTests.value(depth: 4, &generator)
      for bytes in [value.canonical(), value.pretty()] {
        for syntax in [Syntax.json, .yaml] {
          let reading = Reading(bytes, as: syntax)
          #expect(reading.document.json == value)
        }
      }
    }
  }

  private static func value(depth: Int, _ generator: inout SeededGenerator) -> JSONValue {
    switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &generator) {
    case 0: return .null
    case 1: return .boolean(generator.once(in: 2))
    case 2: return .integer(Int64.random(in: .min ... .max, using: &generator))
    case 3, 4: return .string(text(&generator))
    case 5:
      let count = Int.random(in: 0..<4, using: &generator)
      return .array((0..<count).map { _ in value(depth: depth - 1, &generator) })
    default:
      var members: [String: JSONValue] = [:]
      for _ in 0..<Int.random(in: 0..<4, using: &generator) {
        members[text(&generator)] = value(depth: depth - 1, &generator)
      }
      return .object(members)
    }
  }

  private static func text(_ generator: inout SeededGenerator) -> String {
    let pieces = [
      "a", "b", "\"", "\\", "\n", "\t", "\u{1}", "é", "漢", "😀", "\u{2028}", "\u{85}", "<<", " ",
    ]
    let count = Int.random(in: 0..<6, using: &generator)
    return (0..<count).map { _ in generator.pick(pieces) }.joined()
  }

  @Test func `members are asked for by their kind`() {
    let value: JSONValue = ["a": "x", "b": 2, "c": [3]]
    #expect(value["a"]?.string == "x")
    #expect(value["b"]?.integer == 2)
    #expect(value["c"]?.array == [3])
    #expect(value["d"] == nil)
    #expect(value["a"]?["b"] == nil)
    #expect(value["a"]?.integer == nil)
    #expect(value["b"]?.string == nil)
    #expect(value.array == nil)
  }
}
