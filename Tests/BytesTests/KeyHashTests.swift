import Bytes
import Testing

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
}
