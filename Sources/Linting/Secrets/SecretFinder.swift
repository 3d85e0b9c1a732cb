import Diagnostics
import Documents

/// Finds the secrets of a file: in keys, values and comments.
///
/// The file's bytes are searched as they are. A scalar in quotes whose text is spelled in another
/// way, by escapes or over several lines, is searched by its text instead.
struct SecretFinder {
  /// The bytes that are searched.
  enum Source {
    case file
    /// The text of a scalar that is spelled in another way.
    case cooked(NodeID)
  }

  /// A scalar's text or a comment: a secret never runs beyond it.
  struct Unit {
    /// The text's place among the bytes that are searched.
    let range: Range<Int>
    /// The scalar; none for a comment.
    let node: NodeID
  }

  let document: Document
  let file: [UInt8]
  var secrets: [Secret] = []
  /// Where the last private key ends, for no other starts in it.
  var keyEnd = 0
  /// Up to where an authority with an `@` has been looked at.
  var authorityEnd = 0
  /// Up to where the source of a scalar with a text of its own has been searched for it.
  var sourceEnd = (node: NodeID.none, offset: 0)
  lazy var comments = document.comments()

  private init(_ document: Document) {
    self.document = document
    file = document.bytes
  }

  /// All secrets of a document in the order of the file, none within another.
  ///
  /// A document that can't be read is searched as one text, so that at least no view prints what
  /// it holds.
  static func secrets(in document: Document) -> [Secret] {
    guard document.bytes.count <= Limits.bytes else { return [] }
    var finder = SecretFinder(document)
    finder.search(.file, 0..<finder.file.count)
    if document.isReadable {
      if !document.cooked.isEmpty { finder.searchCooked() }
      if document.hasAliases { finder.searchAliases() }
    }
    guard !finder.secrets.isEmpty else { return [] }
    return finder.merged()
  }

  /// Searches the texts that the file doesn't spell as they are.
  private mutating func searchCooked() {
    let nodes = document.nodes
    for index in nodes.indices where nodes[index].isCooked {
      guard nodes[index].style == .doubleQuoted || nodes[index].style == .singleQuoted else {
        continue
      }
      let start = Int(nodes[index].first)
      search(.cooked(NodeID(Int32(index))), start..<(start + Int(nodes[index].second)))
    }
  }

  private mutating func search(_ source: Source, _ range: Range<Int>) {
    let bytes = bytes(source)
    let start = range.lowerBound
    authorityEnd = 0
    keyEnd = 0
    bytes.withUnsafeBufferPointer { whole in
      let buffer = UnsafeBufferPointer(rebasing: whole[range])
      sourceEnd.node = .none
      SecretCandidates.visitMarks(of: buffer) { index in
        if buffer[index] == 0x40 {
          findLogin(before: start + index, in: bytes, source)
        } else {
          findPrivateKey(at: start + index, in: bytes, source)
        }
      }
      sourceEnd.node = .none
      SecretCandidates.visitWords(of: buffer) { word in
        let traits = SecretCandidates.traits(of: word, in: buffer)
        let isBearer = isAfterBearer(word.lowerBound, buffer)
        if traits.isURL, !traits.hasPrefix, !traits.hasAssignment, !isBearer { return }
        guard traits.isDivided else {
          let word = (start + word.lowerBound)..<(start + word.upperBound)
          search(word, in: bytes, source, traits, isBearer: isBearer)
          return
        }
        for part in buffer[word].split(whereSeparator: SecretCandidates.divides)
        where part.count >= SecretCandidates.shortest {
          let traits = SecretCandidates.traits(of: part.startIndex..<part.endIndex, in: buffer)
          let isBearer = isAfterBearer(part.startIndex, buffer)
          let word = (start + part.startIndex)..<(start + part.endIndex)
          search(word, in: bytes, source, traits, isBearer: isBearer)
        }
      }
    }
  }

  private func isAfterBearer(_ start: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard start >= 7, bytes[start - 1] == 0x20, bytes[start - 2] | 0x20 == 0x72 else {
      return false
    }
    return zip("bearer".utf8, bytes[(start - 7)..<(start - 1)]).allSatisfy { $0 == $1 | 0x20 }
      && (start == 7 || !SecretByte.isAlphanumeric(bytes[start - 8]))
  }

  private func bytes(_ source: Source) -> [UInt8] {
    switch source {
    case .file: file
    case .cooked: document.cooked
    }
  }

  // MARK: - Words

  private mutating func search(
    _ word: Range<Int>,
    in bytes: [UInt8],
    _ source: Source,
    _ traits: SecretCandidates.Traits,
    isBearer: Bool
  ) {
    let unit: Unit
    switch holder(of: word, source) {
    case .text(let text):
      unit = text
    case .nothing:
      return
    case .outside:
      // It may be a comment, which is only looked for where it matters.
      let hasReason =
        traits.hasPrefix || traits.hasAssignment || isBearer
        || tellingName(before: word.lowerBound, in: bytes, from: 0) != nil
      guard hasReason, let comment = comment(holding: word) else { return }
      unit = comment
    }
    let word = word.clamped(to: unit.range)
    guard word.count >= SecretCandidates.shortest else { return }
    if traits.hasPrefix, findShapes(in: word, bytes, unit, source) { return }
    if isBearer, findBearer(word, bytes, unit, source) { return }
    findNamed(in: word, bytes, unit, source, traits)
  }

  private mutating func findShapes(
    in word: Range<Int>,
    _ bytes: [UInt8],
    _ unit: Unit,
    _ source: Source
  ) -> Bool {
    var found = false
    var index = word.lowerBound
    while index + SecretCandidates.shortest <= word.upperBound {
      let isStart =
        SecretByte.isAlphanumeric(bytes[index])
        && (index == word.lowerBound || !SecretByte.isAlphanumeric(bytes[index - 1]))
      guard isStart,
        SecretCandidates.startsLikeSecret(bytes[index], bytes[index + 1], bytes[index + 2])
      else {
        index += 1
        continue
      }
      switch SecretShape.match(at: index, in: bytes, to: word.upperBound) {
      case .none(let end):
        index = max(end, index + 1)
      case .secret(let range, let name):
        if !isVariable(range, bytes, unit) {
          add(range, .shape(name), bytes, unit, source)
          found = true
        }
        index = range.upperBound
      }
    }
    return found
  }

  private mutating func findBearer(
    _ word: Range<Int>,
    _ bytes: [UInt8],
    _ unit: Unit,
    _ source: Source
  ) -> Bool {
    var end = word.lowerBound
    while end < word.upperBound, SecretByte.isBase64(bytes[end]) || isMark(bytes[end]) {
      end += 1
    }
    while end > word.lowerBound, bytes[end - 1] == 0x2E { end -= 1 }
    let token = word.lowerBound..<end
    guard token.count >= SecretCandidates.shortest,
      bytes[token].contains(where: SecretByte.isDigit), !Phrase.reads(bytes, token)
    else { return false }
    add(token, .bearer, bytes, unit, source)
    return true
  }

  /// Whether a byte is one of `-._~`, which a bearer token may have beside base64.
  private func isMark(_ byte: UInt8) -> Bool {
    byte == 0x2D || byte == 0x2E || byte == 0x5F || byte == 0x7E
  }

  /// Whether a range stands between the braces of a variable.
  func isVariable(_ range: Range<Int>, _ bytes: [UInt8], _ unit: Unit) -> Bool {
    var index = range.lowerBound
    let limit = max(unit.range.lowerBound, index - 100)
    while index - 2 >= limit {
      if bytes[index - 1] == 0x7D { return false }
      if bytes[index - 1] == 0x7B, bytes[index - 2] == 0x7B { return true }
      index -= 1
    }
    return false
  }
}
