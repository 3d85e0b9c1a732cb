import Diagnostics
import Documents
import Testing

@Suite struct JSONReaderTests {
  @Test func `JSON is a tree with ranges as YAML's`() {
    let reading = Reading("{\"a\" : [1, -2.5e+3, true,\tnull, \"b\"],\r\n\t\"c\":{}}", as: .json)
    #expect(reading.findings.isEmpty)
    #expect(
      reading.spellings.dropFirst() == [
        "\"a\"", "[1, -2.5e+3, true,\tnull, \"b\"]", "1", "-2.5e+3", "true", "null", "\"b\"",
        "\"c\"",
        "{}",
      ]
    )
    let styles = reading.document.nodes.map(\.style)
    #expect(
      styles == [
        .flow, .doubleQuoted, .flow, .plain, .plain, .plain, .plain, .doubleQuoted, .doubleQuoted,
        .flow,
      ]
    )
  }

  @Test func `white space of any length counts for nothing`() {
    for count in 0...40 {
      for white in [" ", "\t", "\r\n", "\n "] {
        let gap = String(repeating: white, count: count)
        let text = ["", "{", "\"a\"", ":", "[", "\"b\"", ",", "1", "]", "}", ""]
          .joined(separator: gap)
        let reading = Reading(text, as: .json)
        #expect(reading.findings.isEmpty)
        #expect(reading.texts == ["a", "b", "1"])
      }
    }
  }

  @Test func `texts of any length end where their quote stands`() {
    for count in 0...40 {
      let text = String(repeating: "x", count: count)
      let reading = Reading("[\"\(text)\",\"\\n\(text)\",\"\(text)\\t\"]", as: .json)
      #expect(reading.texts == [text, "\n" + text, text + "\t"])
      for end in ["", "\u{1}\"]", "\n\"]"] {
        #expect(Reading("[\"\(text)\(end)", as: .json).findings.map(\.rule) == ["yaml-syntax"])
      }
    }
  }

  @Test func `escapes are resolved, surrogate pairs too`() {
    let reading = Reading(
      #"["\"\\\/\b\f\n\r\t", "\u00e9\u6F22\ud83d\ude00x", "\uD834\uDD1E", "a\u0000b"]"#,
      as: .json
    )
    #expect(reading.findings.isEmpty)
    #expect(reading.texts == ["\"\\/\u{8}\u{C}\n\r\t", "é漢😀x", "\u{1D11E}", "a\u{0}b"])
  }

  @Test func `what libyaml refuses in JSON is read in a YAML file too`() {
    let texts = [
      "{\n\t\"a\": 1\n}", "{\"a\": \"\\ud83d\\ude00\"}", "{\"a\": \"\\/\"}",
      "{\"\(String(repeating: "k", count: 2000))\": 1}", "\u{FEFF} [\n\t1\n]",
    ]
    for text in texts { #expect(Reading(text).findings.isEmpty) }
  }

  @Test func `a YAML file that only looks like JSON is read as YAML`() {
    let reading = Reading("{a: \"\\x41\", \"b\": [1,], } # c\n")
    #expect(reading.findings.isEmpty)
    #expect(reading.texts == ["a", "A", "b", "1"])
    #expect(Reading("[a]: b\n").findings.map(\.rule.name) == ["wrong-type"])
  }

  @Test(arguments: [
    ("{\"a\": 1,}", "1:9", [0]), ("[1,]", "1:4", [0]), ("[1 2]", "1:4", [0]),
    ("{a: 1}", "1:2", [0]),
    ("{\"a\" 1}", "1:6", [0]), ("{\"a\": 1", "1:8", [0]), ("[\"a\", [1", "1:9", [6]),
    ("[\"a", "1:2", [0]), ("\"a\nb\"", "1:3", []), ("[\"a\tb\"]", "1:4", [0]),
    ("[\"\\x\"]", "1:3", [0]), ("[\"\\u12g4\"]", "1:3", [0]), ("[\"\\ud800\"]", "1:3", [0]),
    ("[\"\\ude00\"]", "1:3", [0]), ("[\"\\ud800\\u0041\"]", "1:3", [0]), ("[\"\\", "1:3", [0]),
    ("[\"\\u00", "1:3", [0]), ("[01]", "1:2", [0]), ("[1.]", "1:2", [0]), ("[.5]", "1:2", [0]),
    ("[-]", "1:2", [0]), ("[+1]", "1:2", [0]), ("[1e]", "1:2", [0]), ("[NaN]", "1:2", [0]),
    ("[True]", "1:2", [0]), ("[nul]", "1:2", [0]), ("a: 1", "1:1", []), ("{} {}", "1:4", []),
    ("{}}", "1:3", []), ("[}", "1:2", [0]), ("{]", "1:2", [0]), ("[1}", "1:3", [0]),
    ("{,}", "1:2", [0]), (",", "1:1", []), ("é", "1:1", []), ("[\"é\" é]", "1:6", [0]),
    ("// a\n{}", "1:1", []), ("{} # a", "1:4", []), ("['a']", "1:2", [0]),
    ("[\"\u{1}\"]", "1:3", [0]),
    ("[\"0123456789\t012345\"]", "1:13", [0]),
  ])
  func `what is no JSON is found where it is`(text: String, place: String, related: [UInt32]) {
    let reading = Reading(text, as: .json)
    #expect(reading.places == ["yaml-syntax \(place)"])
    #expect(reading.findings.map { $0.related.map(\.range.start) } == [related])
    #expect(!reading.document.isReadable)
    #expect(reading.findings.allSatisfy { !$0.canBeIgnored && $0.help != nil })
  }

  @Test func `a finding covers a whole character`() {
    #expect(Reading("[\"é\" 漢]", as: .json).summaries == ["yaml-syntax 1:6 `漢` "])
  }

  @Test func `every number of JSON is a plain scalar`() {
    let numbers = ["0", "-0", "10", "1.5", "1e5", "1E-5", "-1.5e+10", "0.0", "0e0"]
    let reading = Reading("[\(numbers.joined(separator: ","))]", as: .json)
    #expect(reading.findings.isEmpty)
    #expect(reading.texts == numbers)
  }

  @Test func `a file is JSON by its name`() {
    #expect(Syntax(path: "a.json") == .json)
    #expect(Syntax(path: "b/.JSON") == .json)
    #expect(Syntax(path: "a.manifest.Json") == .json)
    for path in ["a.yaml", "json", "a.json5", "a.jsonl", "", "a.json/b", "éjson"] {
      #expect(Syntax(path: path) == .yaml)
    }
  }
}
