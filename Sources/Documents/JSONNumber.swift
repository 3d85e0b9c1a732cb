/// Numbers as JSON writes them, whatever YAML spelled.
package enum JSONNumber {
  /// The number of a plain scalar as RFC 8785 has it, but for whole numbers, which stay exact.
  ///
  /// Nil where JSON has no such number (infinities, not a number).
  package static func canonical(_ spelled: String) -> String? {
    if let digits = decimalInteger(spelled) { return digits }
    guard let value = value(spelled) else { return nil }
    if value.isFinite { return text(value) }
    // JSON writes numbers that no double holds, such as 1e400; YAML's .inf is none of them.
    return spelled.utf8.last.map { (0x30...0x39).contains($0) } == true ? spelled : nil
  }

  /// A whole number in decimal digits, which stays exact however large it is.
  private static func decimalInteger(_ spelled: String) -> String? {
    let isNegative = spelled.hasPrefix("-")
    var digits = Substring(spelled)
    if isNegative || spelled.hasPrefix("+") { digits = digits.dropFirst() }
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    while digits.count > 1, digits.hasPrefix("0") { digits = digits.dropFirst() }
    return isNegative && digits != "0" ? "-\(digits)" : String(digits)
  }

  private static func value(_ spelled: String) -> Double? {
    if spelled.hasPrefix("0x") { return radix(spelled.dropFirst(2), 16) }
    if spelled.hasPrefix("0o") { return radix(spelled.dropFirst(2), 8) }
    return Double(spelled.hasPrefix("+") ? String(spelled.dropFirst()) : spelled)
  }

  private static func radix(_ digits: Substring, _ radix: Int) -> Double? {
    var value = 0.0
    for digit in digits {
      guard let number = digit.hexDigitValue, number < radix else { return nil }
      value = value * Double(radix) + Double(number)
    }
    return digits.isEmpty ? nil : value
  }

  /// The shortest digits that read back as the same double, laid out as ECMAScript does.
  private static func text(_ value: Double) -> String {
    if value == 0 { return "0" }
    let (digits, exponent) = shortest(value.magnitude)
    let sign = value < 0 ? "-" : ""
    let count = digits.utf8.count
    // The decimal point stands behind this many digits.
    let point = exponent
    if count <= point, point <= 21 {
      return sign + digits + String(repeating: "0", count: point - count)
    }
    if point > 0, point <= 21 {
      return sign + digits.prefix(point) + "." + digits.dropFirst(point)
    }
    if point > -6, point <= 0 {
      return sign + "0." + String(repeating: "0", count: -point) + digits
    }
    let power = point - 1
    let mantissa = count == 1 ? digits : digits.prefix(1) + "." + digits.dropFirst()
    return sign + mantissa + "e" + (power < 0 ? "-" : "+") + String(power.magnitude)
  }

  /// The significant digits of a positive double, and where its decimal point stands.
  private static func shortest(_ value: Double) -> (digits: String, point: Int) {
    // Swift's description is the shortest text that reads back the same.
    let parts = "\(value)".split(separator: "e", maxSplits: 1)
    let mantissa = parts[0].split(separator: ".", maxSplits: 1)
    let whole = String(mantissa[0])
    let fraction = mantissa.count > 1 && mantissa[1] != "0" ? String(mantissa[1]) : ""
    var exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    var digits = whole + fraction
    exponent += whole.utf8.count
    while digits.hasPrefix("0"), digits.utf8.count > 1 {
      digits.removeFirst()
      exponent -= 1
    }
    while digits.hasSuffix("0"), digits.utf8.count > 1 { digits.removeLast() }
    return (digits, exponent)
  }
}
