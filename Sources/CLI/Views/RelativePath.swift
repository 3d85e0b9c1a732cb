/// A path as reports name it that are read on another machine.
enum RelativePath {
  /// The path from a folder to a file, without `./`; by `..` where it lies outside.
  static func from(_ folder: String, to path: String) -> String {
    let folders = PathText.absolute(folder, in: "/").split(separator: "/")
    let parts = PathText.absolute(path, in: folder).split(separator: "/")
    var common = 0
    while common < folders.count, common < parts.count, folders[common] == parts[common] {
      common += 1
    }
    let up = Array(repeating: Substring(".."), count: folders.count - common)
    return (up + parts[common...]).joined(separator: "/")
  }

  /// The path as a relative URI: all but letters, digits, `-._~` and slashes percent-encoded.
  static func uri(_ path: String) -> String {
    var uri: [UInt8] = []
    let digits = Array("0123456789ABCDEF".utf8)
    for byte in path.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F, 0x7E: uri.append(byte)
      default: uri += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: uri, as: UTF8.self)
  }
}
