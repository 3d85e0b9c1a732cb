extension InterpolatedURL {
  /// The URL with values in place of its variables.
  ///
  /// A value never ends the part of the URL that it stands in: all but letters, digits and `-._~`
  /// is percent-encoded.
  ///
  /// - Parameter value: The value of a variable's name; nil leaves the variable as it is written.
  /// - Returns: The URL; braces that make no variable stay as they are.
  public func filled(_ value: (String) -> String?) -> String {
    var filled: [UInt8] = []
    filled.reserveCapacity(text.count)
    var copied = 0
    for variable in variables {
      filled += text[copied..<variable.range.lowerBound]
      if let value = value(string(variable.name)) {
        for byte in value.utf8 { InterpolatedURL.encode(byte, into: &filled) }
      } else {
        filled += text[variable.range]
      }
      copied = variable.range.upperBound
    }
    filled += text[copied...]
    return String(decoding: filled, as: UTF8.self)
  }

  private static let hexadecimal = Array("0123456789ABCDEF".utf8)

  private static func encode(_ byte: UInt8, into bytes: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"):
      bytes.append(byte)
    default:
      bytes.append(UInt8(ascii: "%"))
      bytes.append(hexadecimal[Int(byte >> 4)])
      bytes.append(hexadecimal[Int(byte & 0xF)])
    }
  }
}
