import Documents
import Testing

/// The core schema of YAML 1.2.
@Suite struct ScalarResolutionTests {
  private func types(_ texts: [String]) -> [ScalarType] {
    texts.map { ScalarType(plain: Array($0.utf8)) }
  }

  @Test func `nulls and booleans have three spellings each`() {
    #expect(types(["", "~", "null", "Null", "NULL"]).allSatisfy { $0 == .null })
    #expect(
      types(["true", "True", "TRUE", "false", "False", "FALSE"]).allSatisfy { $0 == .boolean }
    )
    let others = [
      "nULL", "nul", "nulls", "~~", "tRUE", "yes", "no", "on", "off", "y", "n", "Falsey",
    ]
    #expect(types(others).allSatisfy { $0 == .string })
  }

  @Test func `integers are decimal, octal or hexadecimal`() {
    let integers = ["0", "-1", "+1", "007", "0o17", "0xFf", String(repeating: "9", count: 1000)]
    #expect(types(integers).allSatisfy { $0 == .integer })
    let others = [
      "0o", "0x", "0o8", "0xG", "-0x1", "+0o1", "1_000", "0b1", "+", "-", "1 ", "١",
      String(repeating: "9", count: 1000) + "a",
    ]
    #expect(types(others).allSatisfy { $0 == .string })
  }

  @Test func `floats have a point, an exponent or a name`() {
    let floats = [
      "1.", ".5", "-.5", "1.5", "1e3", "1E+3", "1.5e-3", ".inf", "-.Inf", "+.INF", ".nan", ".NaN",
    ]
    #expect(types(floats).allSatisfy { $0 == .float })
    let others = [
      ".", "-.", "e3", "1e", "1e+", ".e3", "-.nan", "inf", "nan", ".inF", "1.2.3", "1.5e3.2",
      "4.1 ",
    ]
    #expect(types(others).allSatisfy { $0 == .string })
  }

  @Test func `quotes, blocks and tags decide before the text does`() {
    let reading = Reading(
      "- 1\n- '1'\n- \"1\"\n- |\n  1\n- >-\n  1\n- !!str 1\n- ! 1\n- !!float 1\n- !foo 1\n- !!null ''\n"
    )
    let document = reading.document
    let items = document.items(of: reading.root).map(\.node)
    #expect(
      items.map { document.type(of: $0) } == [
        .integer, .string, .string, .string, .string, .string, .string, .float, .string, .null,
      ]
    )
  }

  @Test func `null is nothing, a tilde, a word or a tag`() {
    let reading = Reading(
      "-\n- ~\n- null\n- Null\n- NULL\n- !!null\n- ''\n- !!str\n- nil\n- []\n- !foo\n"
    )
    let document = reading.document
    let items = document.items(of: reading.root).map(\.node)
    #expect(
      items.map { document.isNull($0) } == [
        true, true, true, true, true, true, false, false, false, false, false,
      ]
    )
    for item in items where document.nodes[Int(item.index)].kind == .scalar {
      #expect(document.isNull(item) == (document.type(of: item) == .null))
    }
  }

  @Test func `every type has a name`() {
    let names = [ScalarType.null, .boolean, .integer, .float, .string].map(\.name)
    #expect(Set(names).count == 5)
  }
}
