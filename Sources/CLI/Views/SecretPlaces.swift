import Catalog
import Diagnostics
import Documents
import Linting

/// Where a file's secrets stand, each time that they do.
struct SecretPlaces {
  /// In order, none overlapping another.
  private let ranges: [SourceRange]

  /// How many bytes of a secret have to be there for it to be looked for elsewhere.
  private static let keyLength = 8

  init(_ file: LintedFile) {
    guard !file.secrets.isEmpty else {
      ranges = []
      return
    }
    let size = UInt32(clamping: file.bytes.count)
    let found = file.secrets.map { SourceRange(min($0.start, size), min($0.end, size)) }
      .filter { !$0.isEmpty }
    ranges = SecretPlaces.joined(found + SecretPlaces.repeats(of: found, in: file.bytes))
  }

  /// Linted by the rules for secrets alone, whatever comments ignore.
  static func lint(
    _ bytes: [UInt8],
    path: String,
    as syntax: Syntax,
    _ catalog: Catalog
  ) -> LintedFile {
    var options = LintOptions()
    options.usesIgnores = false
    var selected = RuleSelection()
    selected.categories = [.secret]
    options.selected = selected
    var linter = Linter(catalog: catalog)
    return linter.lint(bytes, path: path, as: syntax, options: options)
  }

  /// The file's text with a dot for each character of a secret; line breaks stay.
  func covering(_ bytes: [UInt8]) -> [UInt8] {
    var covered: [UInt8] = []
    var index = 0
    for range in ranges where Int(range.end) <= bytes.count {
      covered += bytes[index..<Int(range.start)]
      for byte in bytes[Int(range.start)..<Int(range.end)] {
        if byte == 0x0A || byte == 0x0D {
          covered.append(byte)
        } else if byte & 0xC0 != 0x80 {
          covered += "•".utf8
        }
      }
      index = Int(range.end)
    }
    return covered + bytes[index...]
  }

  /// Whether bytes from here to there belong to a secret.
  func overlap(_ start: UInt32, _ end: UInt32) -> Bool {
    first(endingBehind: start).map { $0.start < end } ?? false
  }

  /// The first one that ends behind an offset.
  func first(endingBehind start: UInt32) -> SourceRange? {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].end <= start { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count ? ranges[low] : nil
  }

  private static func joined(_ ranges: [SourceRange]) -> [SourceRange] {
    var joined: [SourceRange] = []
    for range in ranges.sorted() {
      if let last = joined.indices.last, range.start <= joined[last].end {
        joined[last].end = max(joined[last].end, range.end)
      } else {
        joined.append(range)
      }
    }
    return joined
  }

  /// Where the text of a secret stands once more, under a name that gave no hint of it.
  private static func repeats(of secrets: [SourceRange], in bytes: [UInt8]) -> [SourceRange] {
    var byKey: [UInt64: [ArraySlice<UInt8>]] = [:]
    for secret in Set(secrets.map { bytes[Int($0.start)..<Int($0.end)] })
    where secret.count >= keyLength {
      let key = secret.prefix(keyLength).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      byKey[key, default: []].append(secret)
    }
    guard !byKey.isEmpty else { return [] }
    var repeats: [SourceRange] = []
    var window: UInt64 = 0
    for (index, byte) in bytes.enumerated() {
      window = window << 8 | UInt64(byte)
      guard index + 1 >= keyLength, let candidates = byKey[window] else { continue }
      let start = index + 1 - keyLength
      for secret in candidates where bytes[start...].starts(with: secret) {
        repeats.append(SourceRange(UInt32(start), UInt32(start + secret.count)))
      }
    }
    return repeats
  }
}
