/// A generator whose numbers depend on its seed alone: SplitMix64.
struct PlainRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

  /// True once in so many times.
  mutating func once(in count: Int) -> Bool { number(1...count) == 1 }

  /// One of some values, of which there has to be one.
  mutating func pick<Value>(_ values: [Value]) -> Value { values[number(0...values.count - 1)] }

  /// Some of the values, none or all perhaps, in their order.
  mutating func some<Value>(_ values: [Value], oneIn count: Int = 2) -> [Value] {
    values.filter { _ in once(in: count) }
  }

  /// So many lower-case hexadecimal digits.
  mutating func digits(_ count: Int) -> String {
    String((0..<count).map { _ in pick(Array("0123456789abcdef")) })
  }
}
