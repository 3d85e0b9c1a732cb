import Diagnostics
import Testing

@Suite struct LineTableTests {
  private func positions(_ text: String, _ offsets: [UInt32]) -> [String] {
    let table = LineTable(Array(text.utf8))
    return offsets.map {
      let position = table.position(of: $0)
      return "\(position.line):\(position.column)@\(position.offset)"
    }
  }

  @Test func `a file without a line break has one line`() {
    #expect(LineTable([]).count == 1)
    #expect(LineTable(Array("abc".utf8)).count == 1)
    #expect(positions("", [0, 5]) == ["1:1@0", "1:1@0"])
  }

  @Test func `LF, CR LF and a lone CR each end one line`() {
    let table = LineTable(Array("a\nb\r\nc\rd\n".utf8))
    #expect(table.count == 5)
    #expect((1...5).map { table.text(ofLine: $0) } == ["a", "b", "c", "d", ""])
    #expect(
      positions("a\nb\r\nc\rd\n", [0, 1, 2, 3, 4, 5, 6, 7, 9]) == [
        "1:1@0", "1:2@1", "2:1@2", "2:2@3", "2:3@4", "3:1@5", "3:2@6", "4:1@7", "5:1@9",
      ]
    )
  }

  @Test func `a CR before the end of the file ends a line`() {
    #expect(LineTable(Array("a\r".utf8)).count == 2)
    #expect(LineTable(Array("\r\r".utf8)).count == 3)
  }

  @Test func `U+0085, U+2028 and U+2029 end no line`() {
    let text = "a\u{85}b\u{2028}c\u{2029}d"
    #expect(LineTable(Array(text.utf8)).count == 1)
    #expect(positions(text, [UInt32(text.utf8.count - 1)]) == ["1:7@11"])
  }

  @Test func `columns count scalars, offsets bytes`() {
    // é has two bytes, 漢 three, 😀 four; the last é is an e and an accent, two scalars.
    let text = "é漢😀e\u{301}x"
    #expect(
      positions(text, [0, 2, 5, 9, 10, 12]) == [
        "1:1@0", "1:2@2", "1:3@5", "1:4@9", "1:5@10", "1:6@12",
      ]
    )
  }

  @Test func `a byte-order mark counts in offsets alone`() {
    #expect(positions("\u{FEFF}a\nb", [0, 3, 4, 5]) == ["1:1@0", "1:1@3", "1:2@4", "2:1@5"])
    #expect(LineTable(Array("\u{FEFF}a\nb".utf8)).text(ofLine: 1) == "a")
    #expect(positions("\u{FEFF}", [0, 1, 3]) == ["1:1@0", "1:1@1", "1:1@3"])
  }

  @Test func `an offset past the end is the end's`() {
    #expect(positions("ab\ncd", [5, 6, .max]) == ["2:3@5", "2:3@5", "2:3@5"])
    #expect(LineTable(Array("ab\ncd".utf8)).line(of: .max) == 2)
  }

  @Test func `a line that is not there is empty`() {
    let table = LineTable(Array("ab\n".utf8))
    #expect(table.range(ofLine: 0) == SourceRange(0, 0))
    #expect(table.range(ofLine: 3) == SourceRange(0, 0))
    #expect(table.range(ofLine: 1) == SourceRange(0, 2))
    #expect(table.range(ofLine: 2) == SourceRange(3, 3))
  }

  @Test func `columns are right far into a long line of many widths`() {
    var text = ""
    for index in 0..<3000 { text += ["a", "é", "漢", "😀"][index % 4] }
    text += "\n" + text
    let bytes = Array(text.utf8)
    let table = LineTable(bytes)
    var line = 1
    var column = 1
    for (offset, byte) in bytes.enumerated() where byte & 0xC0 != 0x80 {
      let position = table.position(of: UInt32(offset))
      guard position.line == line, position.column == column, position.offset == offset else {
        Issue.record("\(position) for \(line):\(column) at \(offset)")
        return
      }
      column = byte == 0x0A ? 1 : column + 1
      line += byte == 0x0A ? 1 : 0
    }
    #expect(line == 2)
    #expect(column == 3001)
  }
}
