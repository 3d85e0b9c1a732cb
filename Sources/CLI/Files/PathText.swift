import Glibc

/// Paths as text: no file is looked at.
enum PathText {
  /// The absolute path without `.`, `..` and doubled slashes.
  static func absolute(_ path: String, in folder: String) -> String {
    var rest = Substring(path.utf8.first == slash ? path : folder + "/" + path)
    // Part by part, by what takes a String alone: to join or add slices, their conformances are
    // searched for among all that is linked, which took a seventh of a short run.
    var absolute = ""
    while !rest.isEmpty {
      let part = Substring(rest.utf8.prefix { $0 != slash })
      rest = Substring(rest.utf8.dropFirst(part.utf8.count + 1))
      switch part {
      case "", ".": continue
      case "..":
        if let last = absolute.utf8.lastIndex(of: slash) { absolute.removeSubrange(last...) }
      default:
        absolute += "/"
        absolute += String(part)
      }
    }
    return absolute.isEmpty ? "/" : absolute
  }

  private static let slash = UInt8(ascii: "/")

  /// The folder that a path stands in.
  static func folder(of path: String) -> String {
    guard let last = path.utf8.lastIndex(of: slash) else { return "." }
    return last == path.startIndex ? "/" : String(path[..<last])
  }

  static func name(of path: String) -> String {
    path.utf8.lastIndex(of: slash).map { String(path[path.utf8.index(after: $0)...]) } ?? path
  }

  /// Whether a path comes first by its bytes, as git lists them.
  static func isOrderedBefore(_ left: String, _ right: String) -> Bool {
    let order = left.utf8.withContiguousStorageIfAvailable { left in
      right.utf8.withContiguousStorageIfAvailable { right in
        let count = min(left.count, right.count)
        guard count > 0, let first = left.baseAddress, let second = right.baseAddress else {
          return left.count < right.count
        }
        let order = memcmp(first, second, count)
        return order == 0 ? left.count < right.count : order < 0
      }
    }
    return (order ?? nil) ?? left.utf8.lexicographicallyPrecedes(right.utf8)
  }

  static func join(_ folder: String, _ name: String) -> String {
    if folder.isEmpty || folder == "." { return name }
    return folder.hasSuffix("/") || name.hasPrefix("/") ? folder + name : folder + "/" + name
  }

  /// The path from a folder, both absolute; nil where it lies outside.
  static func relative(_ path: String, to folder: String) -> String? {
    if path == folder { return "" }
    let prefix = folder == "/" ? "/" : folder + "/"
    guard path.utf8.starts(with: prefix.utf8) else { return nil }
    return String(path.utf8.dropFirst(prefix.utf8.count)) ?? ""
  }
}
