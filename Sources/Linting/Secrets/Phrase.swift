/// Texts that are made of words, however long they are: `how-to-find-your-api-key`.
enum Phrase {
  /// Whether nearly all that stands between separators reads as a word.
  static func reads(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    var pieces = 0
    var odd = 0
    var letters = 0
    var start = range.lowerBound
    while start < range.upperBound {
      guard SecretByte.isAlphanumeric(bytes[start]) else {
        start += 1
        continue
      }
      let end = pieceEnd(bytes, from: start, to: range.upperBound)
      let piece = start..<end
      start = end
      pieces += 1
      let digits = bytes[piece].reversed().prefix(while: SecretByte.isDigit).count
      let word = piece.lowerBound..<(end - digits)
      if word.isEmpty {
        guard digits <= 12 else { return false }
      } else {
        guard digits <= 2, bytes[word].allSatisfy(SecretByte.isLetter) else { return false }
        if !isWord(bytes, word) { odd += 1 }
        if word.count > 2 { letters += word.count }
      }
    }
    return pieces >= 2 && odd * 4 <= pieces && letters * 2 >= range.count
  }

  /// A piece ends at a separator, and where lower case turns into upper case.
  private static func pieceEnd(_ bytes: [UInt8], from start: Int, to limit: Int) -> Int {
    var end = start + 1
    while end < limit, SecretByte.isAlphanumeric(bytes[end]) {
      if SecretByte.isUpper(bytes[end]), SecretByte.isLower(bytes[end - 1]) { break }
      end += 1
    }
    return end
  }

  /// Whether letters follow each other as they do in English, a fourth of the pairs excepted.
  private static func isWord(_ bytes: [UInt8], _ word: Range<Int>) -> Bool {
    guard word.count > 3 else { return true }
    guard word.count <= 20 else { return false }
    var rare = 0
    for index in word.dropFirst() {
      let first = Int(bytes[index - 1] | 0x20) - 0x61
      let second = UInt32(bytes[index] | 0x20) - 0x61
      if followers[first] >> second & 1 == 0 { rare += 1 }
    }
    return rare * 4 <= word.count - 1
  }

  /// For each letter, the set of those that often follow it in English words.
  private static let followers: [UInt32] = [
    "abcdfgiklmnprstuvwxy", "aceijlorstuy", "acdefhiklmoprstuy", "abcdefilmorstuy",
    "abcdefghiklmnopqrstuvwxy", "adefilorstuy", "aceghilmnorstu", "aeilorstuy",
    "abcdefgklmnoprstvwxz", "aeou", "aeiosu", "abcdefgilnopstuvy", "abeilmopsu",
    "acdefgiklmnoprstuvy", "abcdefgiklmnoprstuvw", "acdehikloprstuy", "u",
    "abcdefgiklmnoprstuvy", "acdefhiklmnopqrstuwy", "abcdefhilmnoprstuwy", "abcdefgilmnprst",
    "aeio", "aehinors", "aceimpst", "aeilmnopst", "ae",
  ].map { $0.utf8.reduce(0) { $0 | 1 << (UInt32($1) - 0x61) } }
}
