import Catalog
import Diagnostics
import Documents

// What every part of a manifest is read with: texts, lists, mappings, and findings about them.
extension ManifestReader {
  /// A text as a manifest wants it, or nil after the finding that it is none.
  ///
  /// A plain YAML scalar is the text as it is written; in JSON a bare number or word is not.
  mutating func text(_ value: Reference) -> Reference? {
    let text = document.resolve(value)
    guard !text.isNone else { return nil }
    if isPlainlyText(document[text.node]) {
      manifest.values.append(text.node)
      return text
    }
    // A tag that doesn't belong has a finding already, and says that the value isn't plain text.
    if document[text.node].tag == .other { return nil }
    guard document[text.node].kind == .scalar else {
      reportWrongType(text, of: value, expected: "text")
      return nil
    }
    if document.isNull(text.node) {
      reportEmpty(text, "a value is missing here", help: "write a text, or remove the key")
      return nil
    }
    let node = document[text.node]
    let isTyped = node.tag != .none && node.tag != .string && node.tag != .nonSpecific
    if isTyped || document.syntax == .json && node.style == .plain,
      document.type(of: text.node) != .string
    {
      reportWrongType(text, of: value, expected: "text")
      return nil
    }
    if node.second == 0 {
      reportEmpty(text, "an empty text", help: "write a text, or remove the key")
      return nil
    }
    manifest.values.append(text.node)
    return text
  }

  /// Whether a node is a text in quotes without a tag, which nothing speaks against.
  private func isPlainlyText(_ node: Node) -> Bool {
    node.kind == .scalar && node.tag == .none && node.second > 0
      && (node.style == .doubleQuoted || node.style == .singleQuoted)
  }

  /// The mapping that an entry should hold, or nil after the finding that it doesn't.
  mutating func mapping(_ entry: Entry) -> Reference? { mapping(entry.value) }

  mutating func mapping(_ value: Reference) -> Reference? {
    collection(value, .mapping, expected: "a mapping")
  }

  /// The list that an entry should hold, or nil after the finding that it doesn't.
  mutating func list(_ entry: Entry, of items: String) -> Reference? {
    collection(entry.value, .sequence, expected: "a list of \(items)")
  }

  private mutating func collection(
    _ value: Reference,
    _ kind: Node.Kind,
    expected: @autoclosure () -> String
  ) -> Reference? {
    let collection = document.resolve(value)
    guard !collection.isNone else { return nil }
    if document[collection.node].kind == kind { return collection }
    if document.isNull(collection.node) {
      reportEmpty(
        collection,
        "a value is missing here, where \(expected()) is wanted",
        help: "write one, or remove the key"
      )
    } else {
      reportWrongType(collection, of: value, expected: expected())
    }
    return nil
  }

  /// Appends the texts of a list.
  mutating func readTexts(_ entry: Entry, into texts: inout [Reference]) {
    guard let list = list(entry, of: "texts") else { return }
    texts.reserveCapacity(texts.count + Int(document[list.node].second))
    var child = document.firstChild(of: list.node)
    while !child.isNone {
      let item = document.resolve(Reference(child, alias: list.alias))
      if let text = text(item) { texts.append(text) }
      child = NodeID(document[child].next)
    }
  }

  /// The values that are one of a closed set of words.
  mutating func word<Word: RawRepresentable<String> & CaseIterable>(
    _ value: Reference,
    _ what: String
  ) -> (Word, Reference)? {
    guard let text = text(value) else { return nil }
    let spelled = document.text(of: text.node)
    if let word = Word(rawValue: spelled) { return (word, text) }
    reportUnknown(text, spelled, what, allowed: Word.allCases.map(\.rawValue))
    return nil
  }

  mutating func reportUnknown(
    _ value: Reference,
    _ spelled: String,
    _ what: String,
    allowed: [String]
  ) {
    let near = NearNames.nearest(to: spelled, among: allowed)
    let list = allowed.map { "`\($0)`" }.joined(separator: ", ")
    report(
      .unknownValue,
      "unknown \(what) `\(spelled.excerpt)`" + (near.map { ", did you mean `\($0)`" } ?? ""),
      help: "allowed: \(list)",
      at: document.place(of: value),
      value: spelled
    )
  }

  // MARK: - Findings

  mutating func report(
    _ rule: RuleID,
    _ message: String,
    help: String,
    at place: FindingPlace,
    severity: Severity = .error,
    value: String = "",
    fixes: [Fix] = []
  ) {
    findings.append(
      Finding(
        rule,
        severity,
        message,
        help: help,
        at: place.range,
        pointer: place.pointer,
        value: value,
        related: place.related,
        fixes: fixes,
        canBeIgnored: severity < .error
      )
    )
  }

  mutating func reportEmpty(_ value: Reference, _ message: String, help: String) {
    report(
      .emptyValue,
      message,
      help: help,
      at: document.place(of: value),
      value: document.text(of: value.node)
    )
  }

  /// A value of the wrong type stands where it is, or on the alias that put it here.
  mutating func reportWrongType(
    _ value: Reference,
    of written: Reference,
    expected: String
  ) {
    let isByAlias = document[written.node].kind == .alias
    report(
      .wrongType,
      "expected \(expected), found \(describe(value))",
      help: document.syntax == .json && document[value.node].kind == .scalar && expected == "text"
        ? "put it in double quotes" : "write \(expected) here",
      at: isByAlias ? document.placeInContext(of: value) : document.place(of: value),
      value: document[value.node].kind == .scalar ? document.text(of: value.node) : ""
    )
  }

  mutating func reportMissing(_ name: String, in mapping: Reference, help: String) {
    report(
      .missingKey,
      "the key `\(name)` is missing",
      help: help,
      at: document.place(ofMissing: name, in: mapping),
      value: name
    )
  }

  /// What a value is, for a message.
  func describe(_ value: Reference) -> String {
    switch document[value.node].kind {
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .scalar, .alias: document.type(of: value.node).name
    }
  }

  /// Drops what was found again because an alias leads to the same value.
  mutating func removeRepeats() {
    struct Place: Hashable {
      let rule: RuleID
      let range: SourceRange
      let message: String
    }
    var seen: Set<Place> = []
    findings.removeAll {
      !seen.insert(Place(rule: $0.rule, range: $0.range, message: $0.message)).inserted
    }
    removeRepeatedMissing()
    var isKnown = [Bool](repeating: false, count: document.nodes.count)
    manifest.values.removeAll {
      let index = Int($0.index)
      defer { isKnown[index] = true }
      return isKnown[index]
    }
  }

  /// Keeps of what one mapping lacks the finding at the mapping itself, else at its first alias.
  private mutating func removeRepeatedMissing() {
    var kept: [String: Int] = [:]
    for (index, finding) in findings.enumerated() where finding.rule == .missingKey {
      let isAtAlias = !finding.related.isEmpty
      if kept[finding.pointer] == nil || !isAtAlias { kept[finding.pointer] = index }
    }
    guard !kept.isEmpty else { return }
    findings = findings.enumerated().filter { index, finding in
      finding.rule != .missingKey || kept[finding.pointer] == index
    }.map(\.element)
  }
}
