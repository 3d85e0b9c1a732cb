import Documents

// Random words beside a telling name.
extension SecretFinder {
  /// A key's text.
  struct Name {
    let bytes: [UInt8]
    let range: Range<Int>

    var tells: Bool { TellingName.tells(bytes, range) }

    /// Whether it says how a value looks, not what it is.
    var isPattern: Bool { range.count == 7 && bytes[range].elementsEqual("pattern".utf8) }

    /// The name as a message shows it.
    var text: String { String(decoding: bytes[range].prefix(64), as: UTF8.self) }
  }

  mutating func findNamed(
    in word: Range<Int>,
    _ bytes: [UInt8],
    _ unit: Unit,
    _ source: Source,
    _ traits: SecretCandidates.Traits
  ) {
    if traits.hasAssignment, findAssigned(in: word, bytes, unit, source) { return }
    guard !traits.isURL else { return }
    let name: Name
    if let before = tellingName(before: word.lowerBound, in: bytes, from: unit.range.lowerBound) {
      name = Name(bytes: bytes, range: before)
    } else if let key = tellingKey(over: unit.node, bytes[word]) {
      name = key
    } else {
      return
    }
    guard let range = randomPart(of: word, bytes, unit) else { return }
    add(range, .named(name.text), bytes, unit, source)
  }

  /// Finds `name=value` and `name:value` within a word, as a URL's query has them.
  private mutating func findAssigned(
    in word: Range<Int>,
    _ bytes: [UInt8],
    _ unit: Unit,
    _ source: Source
  ) -> Bool {
    var found = false
    var index = word.lowerBound
    while index + SecretCandidates.shortest < word.upperBound {
      guard bytes[index] == 0x3D || bytes[index] == 0x3A, bytes[index + 1] != 0x2F,
        let name = name(before: index, in: bytes, from: unit.range.lowerBound),
        TellingName.tells(bytes, name)
      else {
        index += 1
        continue
      }
      let value = (index + 1)..<valueEnd(bytes, from: index + 1, to: word.upperBound)
      if bytes.range(of: [0x3A, 0x2F, 0x2F], in: value.prefix(16)) != nil {
        index += 1
        continue
      }
      if let range = randomPart(of: value, bytes, unit) {
        let text = String(decoding: bytes[name], as: UTF8.self)
        add(range, .named(text), bytes, unit, source)
        found = true
      }
      index = value.upperBound
    }
    return found
  }

  private func valueEnd(_ bytes: [UInt8], from start: Int, to limit: Int) -> Int {
    bytes[start..<limit].firstIndex { $0 == 0x26 || $0 == 0x3B || $0 == 0x23 } ?? limit
  }

  // MARK: - Names

  /// The name in `name: `, `name=`, `name ` or `name is ` right before a word, where it tells.
  func tellingName(before word: Int, in bytes: [UInt8], from limit: Int) -> Range<Int>? {
    var index = word
    if index > limit, isQuote(bytes[index - 1]) { index -= 1 }
    while index > limit, word - index < 8, isBlank(bytes[index - 1]) {
      index -= 1
    }
    // `=>` and `:=` too.
    if index > limit + 1, bytes[index - 1] == 0x3E, bytes[index - 2] == 0x3D { index -= 1 }
    guard index > limit, bytes[index - 1] == 0x3D || bytes[index - 1] == 0x3A else {
      // A sentence that ends with the name says nothing of what follows.
      guard index < word, isBlank(bytes[index]), index > limit,
        SecretByte.isAlphanumeric(bytes[index - 1])
      else { return nil }
      return tellingWord(before: index, in: bytes, from: limit)
    }
    index -= 1
    if index > limit, bytes[index] == 0x3D, bytes[index - 1] == 0x3A { index -= 1 }
    return tellingWord(before: index, in: bytes, from: limit)
  }

  /// The name before an index, or before an `is` there, where it tells.
  private func tellingWord(before end: Int, in bytes: [UInt8], from limit: Int) -> Range<Int>? {
    guard var word = name(before: end, in: bytes, from: limit) else { return nil }
    if bytes[word].elementsEqual("is".utf8), word.lowerBound > limit,
      isBlank(bytes[word.lowerBound - 1]),
      let subject = name(before: word.lowerBound, in: bytes, from: limit)
    {
      word = subject
    }
    return TellingName.tells(bytes, word) ? word : nil
  }

  /// The name before a `=` or `:`, quotes and blanks left out.
  private func name(before sign: Int, in bytes: [UInt8], from limit: Int) -> Range<Int>? {
    var end = sign
    while end > limit, sign - end < 8, bytes[end - 1] == 0x20 { end -= 1 }
    if end > limit, isQuote(bytes[end - 1]) { end -= 1 }
    var start = end
    while start > limit, end - start < 64,
      SecretByte.isBase64URL(bytes[start - 1])
        || bytes[start - 1] == 0x2E
    { start -= 1 }
    return start < end ? start..<end : nil
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private func isQuote(_ byte: UInt8) -> Bool { byte == 0x22 || byte == 0x27 || byte == 0x60 }

  /// The key of a value, or of the list that holds it; none for a key and a comment.
  private func key(of node: NodeID) -> Name? { entry(of: node)?.key }

  /// The nearest telling key of those that a text stands below; none for a pattern of values.
  ///
  /// One further up than its own counts for a word with a digit alone, for much else can stand
  /// there.
  private func tellingKey(over node: NodeID, _ word: ArraySlice<UInt8>) -> Name? {
    guard !node.isNone else { return nil }
    var mapping = NodeID(document[node].parent)
    if !document[node].isKey {
      guard let entry = entry(of: node), !entry.key.isPattern else { return nil }
      if entry.key.tells { return entry.key }
      // Most long words with digits are ids, which are no secrets anywhere.
      if TellingName.isIdentifier(entry.key.bytes, entry.key.range) { return nil }
      mapping = entry.mapping
    }
    return word.contains(where: SecretByte.isDigit) ? tellingKey(overMapping: mapping) : nil
  }

  private func tellingKey(overMapping mapping: NodeID) -> Name? {
    var mapping = mapping
    while let entry = entry(of: mapping), !entry.key.isPattern {
      if entry.key.tells { return entry.key }
      mapping = entry.mapping
    }
    return nil
  }

  /// The entry that a value, or the list that holds it, is the value of.
  private func entry(of node: NodeID) -> (key: Name, mapping: NodeID)? {
    var node = node
    while !node.isNone {
      let parent = NodeID(document[node].parent)
      if let key = document.key(of: node) {
        guard key != node else { return nil }
        let text = document.resolve(Reference(key)).node
        guard !text.isNone, document[text].kind == .scalar else { return nil }
        return (self.text(of: text), parent)
      }
      node = parent
    }
    return nil
  }

  private func text(of scalar: NodeID) -> Name {
    let node = document[scalar]
    let start = Int(node.first)
    return Name(
      bytes: node.isCooked ? document.cooked : file,
      range: start..<(start + Int(node.second))
    )
  }

  /// Searches the texts that an alias puts beside a telling name.
  mutating func searchAliases() {
    var seen: Set<NodeID> = []
    for index in document.nodes.indices where document.nodes[index].kind == .alias {
      let alias = NodeID(Int32(index))
      let target = document.resolve(Reference(alias)).node
      guard !target.isNone, document[target].kind == .scalar else { continue }
      let text = text(of: target)
      guard let key = tellingKey(over: alias, text.bytes[text.range]),
        seen.insert(target).inserted
      else { continue }
      // Words over several lines are those of the text, too.
      let source: Source = document[target].isCooked ? .cooked(target) : .file
      let unit = unit(target)
      sourceEnd.node = .none
      for word in words(in: text) {
        guard text.bytes.range(of: [0x3A, 0x2F, 0x2F], in: word) == nil,
          let range = randomPart(of: word, text.bytes, unit)
        else { continue }
        add(range, .named(key.text), text.bytes, unit, source)
      }
    }
  }

  private func words(in text: Name) -> [Range<Int>] {
    let start = text.range.lowerBound
    var words: [Range<Int>] = []
    text.bytes[text.range].withUnsafeBufferPointer { buffer in
      SecretCandidates.visitWords(of: buffer) { word in
        for part in buffer[word].split(whereSeparator: SecretCandidates.divides) {
          words.append((start + part.startIndex)..<(start + part.endIndex))
        }
      }
    }
    return words
  }

  // MARK: - Random words

  /// The part of a word that is too random to be anything but a secret.
  ///
  /// Variables in braces count for nothing, nor do brackets around it or a stop behind it.
  private func randomPart(
    of word: Range<Int>,
    _ bytes: [UInt8],
    _ unit: Unit
  ) -> Range<Int>? {
    if let key = key(of: unit.node), TellingName.isIdentifier(key.bytes, key.range) { return nil }
    var start = word.lowerBound
    while start < word.upperBound {
      let rest = start..<word.upperBound
      let open = bytes.range(of: [0x7B, 0x7B], in: rest)
      let part = trimmed(start..<(open?.lowerBound ?? word.upperBound), bytes)
      if part.count >= SecretCandidates.shortest, !Phrase.reads(bytes, part),
        Randomness.isHigh(bytes, part), !isVariable(part, bytes, unit)
      {
        return part
      }
      guard let open else { return nil }
      let close = bytes.range(of: [0x7D, 0x7D], in: open.upperBound..<word.upperBound)
      start = close?.upperBound ?? word.upperBound
    }
    return nil
  }

  private func trimmed(_ range: Range<Int>, _ bytes: [UInt8]) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, "<([{=>:".utf8.contains(bytes[start]) { start += 1 }
    while end > start, ">)]}.;:!?".utf8.contains(bytes[end - 1]) { end -= 1 }
    return start..<end
  }
}
