import Bytes
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
        func first(_ marks: (ByteChunk) -> ByteChunk.Marks) -> Int? {
          ByteChunk.first(in: text, text.indices, marks)
        }
        #expect(first { $0.marks(of: 0x22) } == text.firstIndex(of: 0x22))
        #expect(first { $0.marks(of: 0, under: 0xE0) } == text.firstIndex { $0 < 0x20 })
        #expect(
          first { $0.marks(of: 0x58, under: 0xDF) }
            == text.firstIndex { $0 == 0x58 || $0 == 0x78 }
        )
      }
    }
  }

  @Test func `a range of bytes is told by its ends, bits set or not, for each of all bytes`() {
    for byte in UInt8.min...UInt8.max {
      let text = [UInt8](repeating: byte, count: 16)
      text.withUnsafeBufferPointer { text in
        guard let base = text.baseAddress else { return }
        let chunk = ByteChunk(base)
        func all(_ marks: ByteChunk.Marks) -> Bool? {
          switch ByteChunk.bits(marks) {
          case 0: false
          case 0xFFFF: true
          default: nil
          }
        }
        #expect(all(chunk.marks(of: 0x30...0x39)) == (0x30...0x39).contains(byte))
        #expect(all(chunk.marks(of: 0...0x20)) == (byte <= 0x20))
        #expect(all(chunk.marks(of: 0xC2...0xE3)) == (0xC2...0xE3).contains(byte))
        #expect(all(chunk.marks(of: 0...0xFF)) == true)
        #expect(
          all(chunk.marks(of: 0x61...0x66, with: 0x20)) == (0x61...0x66).contains(byte | 0x20)
        )
        let character = Character(Unicode.Scalar(byte))
        #expect(
          all(chunk.alphanumericMarks)
            == (character.isASCII && (character.isLetter || character.isNumber))
        )
      }
    }
  }

  /// Texts of all lengths up to 70, of three different bytes in no order.
  private var mixedTexts: [[UInt8]] {
    var generator = SystemRandomNumberGenerator()
    return (0...70).map { count in
      (0..<count).map { _ in [0x61, 0x62, 0x80].randomElement(using: &generator) ?? 0x61 }
    }
  }

  @Test func `what is told of a text by its chunks is what its bytes say one by one`() {
    for text in mixedTexts {
      text.withUnsafeBufferPointer { buffer in
        var visited: [Int] = []
        ByteChunk.visit(buffer) {
          $0.marks(of: 0x62)
        } _: {
          visited.append($0)
        }
        #expect(visited == text.indices.filter { text[$0] == 0x62 }, "\(text)")
        let number = ByteChunk.number(in: buffer) { $0.marks(of: 0x80, under: 0xC0) }
        #expect(number == text.count { $0 == 0x80 }, "\(text)")
        for start in text.indices {
          let bits = ByteChunk.bits(of: buffer, from: start) { $0.marks(of: 0x62) }
          let places = (0..<16).filter { start + $0 < text.count && text[start + $0] == 0x62 }
          #expect(bits == places.reduce(0) { $0 | 1 << UInt32($1) }, "\(text) from \(start)")
          for end in start...text.count {
            let first = ByteChunk.first(in: buffer, start..<end) { $0.marks(of: 0x80) }
            #expect(first == text[start..<end].firstIndex(of: 0x80), "\(text) \(start)..<\(end)")
          }
        }
      }
    }
  }
}

@Suite struct ByteScanTests {
  @Test func `texts are the same where each byte is`() {
    for count in 0...40 {
      let text = (0..<count).map { UInt8($0) }
      func isSame(_ other: [UInt8]) -> Bool {
        text.withUnsafeBufferPointer { left in
          other.withUnsafeBufferPointer { right in
            guard let left = left.baseAddress, let right = right.baseAddress else { return true }
            return ByteScan.areSame(left, right, count: count)
          }
        }
      }
      #expect(isSame(text))
      for place in text.indices {
        var other = text
        other[place] ^= 0x80
        #expect(!isSame(other), "\(place) of \(count)")
      }
    }
  }
}
