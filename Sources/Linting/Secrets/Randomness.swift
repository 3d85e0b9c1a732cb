/// How random a text looks.
enum Randomness {
  /// Whether each character says so much that the text can hardly be anything but a secret.
  static func isHigh(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    let bits = bitsPerCharacter(bytes, range)
    return bits >= 3.5 || bits >= 3 && bytes[range].allSatisfy(SecretByte.isHexadecimal)
  }

  /// Shannon's entropy of the characters of a text.
  static func bitsPerCharacter(_ bytes: [UInt8], _ range: Range<Int>) -> Double {
    guard !range.isEmpty else { return 0 }
    var counts = [Int](repeating: 0, count: 256)
    for index in range { counts[Int(bytes[index])] += 1 }
    let total = Double(range.count)
    var sum = 0.0
    for count in counts where count > 1 { sum += Double(count) * logarithm(Double(count)) }
    return logarithm(total) - sum / total
  }

  /// The logarithm to base two of a number of at least 1, exact to a billionth.
  private static func logarithm(_ number: Double) -> Double {
    var result = Double(number.exponent)
    var rest = number.significand
    var bit = 0.5
    for _ in 0..<40 where rest > 1 {
      rest *= rest
      if rest >= 2 {
        rest /= 2
        result += bit
      }
      bit /= 2
    }
    return result
  }
}
