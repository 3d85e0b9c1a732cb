import Catalog
import Testing

struct CSVCursorTests {
  @Test func `a quoted cell holds commas and doubled quotes`() {
    withBytes(of: "a,\"b, c\",\"say \"\"x\"\"\",,\"\",\"\"\"\",z\nnext,row\n") { bytes in
      var row = CSVCursor(bytes, at: 0)
      #expect(row.cell().text == "a")
      #expect(row.cell().text == "b, c")
      #expect(row.cell().text == "say \"x\"")
      #expect(row.cell().isEmpty)
      #expect(row.cell().text == "")
      #expect(row.cell().text == "\"")
      #expect(row.lastCell().text == "z")
      #expect(row.cell().text == "next")
      #expect(row.lastCell().text == "row")
      #expect(row.isAtEnd)
    }
  }

  @Test func `a cell lists texts between bars`() {
    withBytes(of: "one|two|three,,x\n") { bytes in
      var row = CSVCursor(bytes, at: 0)
      #expect(row.cell().texts == ["one", "two", "three"])
      #expect(row.cell().texts.isEmpty)
    }
  }

  @Test func `a row without its last cell stops the program`() async {
    await #expect(processExitsWith: .failure) {
      var text = "a,b\n"
      text.withUTF8 { bytes in
        var row = CSVCursor(bytes, at: 0)
        for _ in 0..<3 { _ = row.cell() }
      }
    }
  }

  @Test func `a quote that never closes stops the program`() async {
    await #expect(processExitsWith: .failure) {
      var text = "\"a,b\n"
      text.withUTF8 { bytes in
        var row = CSVCursor(bytes, at: 0)
        _ = row.cell()
      }
    }
  }
}
