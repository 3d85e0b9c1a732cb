import Diagnostics
import Documents
import Testing

@Suite struct ByteChunkTests {
  /// Calls with each text of up to 50 bytes in which one byte stands once, or not at all.
  private func eachText(with byte: UInt8, _ body: ([UInt8], Int?) -> Void) {
    for count in 0...50 {
      let filler = [UInt8](repeating: 0x61, count: count)
      body(filler, nil)
      for place in filler.indices {
        var text = filler
        text[place] = byte
        body(text, place)
      }
    }
  }

  @Test(arguments: [0x00, 0x20, 0x40, 0x7F, 0x80, 0xFF] as [UInt8])
  func `a byte is seen wherever it stands`(byte: UInt8) {
    eachText(with: byte) { text, place in
      let isThere = text.withUnsafeBufferPointer { text in
        ByteChunk.isAny(in: text) { $0.marks(of: byte) }
      }
      #expect(isThere == (place != nil), "\(text)")
    }
  }

  @Test func `the first mark is the first byte that fits, for each of all bytes`() {
    for byte in UInt8.min...UInt8.max {
      let text = (0..<16).map { byte &+ UInt8($0) }
      text.withUnsafeBufferPointer { text in
        guard let base = text.baseAddress else { return }
        let chunk = ByteChunk(base)
        #expect(ByteChunk.first(chunk.marks(of: 0x22)) == text.firstIndex(of: 0x22))
        #expect(
          ByteChunk.first(chunk.marks(of: 0, under: 0xE0)) == text.firstIndex { $0 < 0x20 }
        )
        #expect(
          ByteChunk.first(chunk.marks(of: 0x58, under: 0xDF))
            == text.firstIndex { $0 == 0x58 || $0 == 0x78 }
        )
      }
    }
  }
}

@Suite struct KeyHashTests {
  private func hash(_ text: String, at offset: Int) -> UInt32 {
    let bytes = Array(repeating: 0x2E, count: offset) + Array(text.utf8) + [0x2E, 0x2E]
    return bytes.withUnsafeBufferPointer { bytes in
      KeyHash.of(UnsafeBufferPointer(rebasing: bytes[offset..<(bytes.count - 2)]))
    }
  }

  @Test func `a text has one hash, wherever it stands, and another one once a byte differs`() {
    for count in 0...40 {
      let text = String(repeating: "k", count: count)
      let first = hash(text, at: 0)
      #expect(first != 0)
      for offset in 1...9 { #expect(hash(text, at: offset) == first) }
      for place in 0..<count {
        var other = Array(text.utf8)
        other[place] = UInt8(ascii: "l")
        #expect(hash(String(decoding: other, as: UTF8.self), at: 0) != first)
      }
    }
  }

  @Test func `a key is the same key, however it is spelled`() {
    for count in 1...20 {
      let key = String(repeating: "k", count: count)
      let escaped = "\\u006b" + key.dropFirst()
      let reading = Reading("{\"\(key)\": 1, \"\(escaped)\": 2}", as: .json)
      #expect(reading.findings.map(\.rule) == ["duplicate-key"], "\(key)")
    }
  }
}
