import Catalog
package import Diagnostics
package import Documents
package import Manifests

/// A reader of a file of keys and values that says all that is wrong with it at once.
///
/// Snapshots and portfolios are read with it: unknown and missing keys, wrong types, words that are
/// none of those allowed, each with its place.
package protocol ValueReading {
  var document: Document { get }
  var findings: [Finding] { get set }
}

extension ValueReading {
  /// The values of a mapping by key, after findings about unknown and missing keys.
  package mutating func fields(
    _ value: Reference,
    known: [String],
    required: [String]
  ) -> [String: Reference]? {
    guard let mapping = collection(value, .mapping, "a mapping") else { return nil }
    var fields: [String: Reference] = [:]
    var meant: Set<String> = []
    for entry in document.entries(of: mapping) {
      let key = document.text(of: entry.key.node)
      if known.contains(key) {
        if fields[key] == nil { fields[key] = entry.value }
        continue
      }
      let near = NearNames.nearest(to: key, among: known)
      if let near { meant.insert(near) }
      report(
        .unknownKey,
        "unknown key `\(key.excerpt)`" + (near.map { ", did you mean `\($0)`" } ?? ""),
        help: "known here: " + known.map { "`\($0)`" }.joined(separator: ", "),
        at: FindingPlace(
          document.range(of: entry.key.node),
          pointer: document.pointer(to: entry.key.node)
        ),
        value: key
      )
    }
    for key in required where fields[key] == nil && !meant.contains(key) {
      report(
        .missingKey,
        "the key `\(key)` is missing",
        at: document.place(ofMissing: key, in: mapping),
        value: key
      )
    }
    return fields
  }

  /// The entries of a mapping with free keys.
  package mutating func entries(_ value: Reference?) -> [(
    key: String, place: Reference, value: Reference
  )] {
    guard let value, let mapping = collection(value, .mapping, "a mapping") else { return [] }
    return document.entries(of: mapping).map {
      (document.text(of: $0.key.node), $0.key, $0.value)
    }
  }

  package mutating func items(_ value: Reference?) -> [Reference] {
    guard let value, let list = collection(value, .sequence, "a list") else { return [] }
    return document.items(of: list)
  }

  package mutating func collection(
    _ value: Reference,
    _ kind: Node.Kind,
    _ expected: String
  ) -> Reference? {
    let collection = document.resolve(value)
    guard !collection.isNone else { return nil }
    guard document[collection.node].kind != kind else { return collection }
    reportWrongType(value, expected)
    return nil
  }

  /// A text as it is written; in JSON it stands in quotes.
  package mutating func text(_ value: Reference?) -> String? {
    guard let value else { return nil }
    let text = document.resolve(value)
    guard !text.isNone else { return nil }
    let node = document[text.node]
    let type = node.kind == .scalar ? document.type(of: text.node) : .string
    let isText =
      node.kind == .scalar && type != .null
      && (type == .string || document.syntax == .yaml && node.tag == .none)
    guard isText else {
      reportWrongType(value, "text")
      return nil
    }
    guard node.second > 0 else {
      report(.emptyValue, "an empty text", at: document.place(of: text))
      return nil
    }
    return document.text(of: text.node)
  }

  /// A text that may be empty.
  package mutating func anyText(_ value: Reference) -> String? {
    let text = document.resolve(value)
    guard !text.isNone else { return nil }
    if document[text.node].kind == .scalar, document[text.node].second == 0,
      !document.isNull(text.node)
    {
      return ""
    }
    return self.text(value)
  }

  package mutating func boolean(_ value: Reference?) -> Bool? {
    guard let value else { return nil }
    guard case .boolean(let boolean) = document.json(of: value) else {
      reportWrongType(value, "`true` or `false`")
      return nil
    }
    return boolean
  }

  package mutating func id<Subject>(_ value: Reference?) -> Identifier<Subject>? {
    integer(value, from: 1, "a whole number above 0").map { Identifier($0) }
  }

  package mutating func integer(_ value: Reference?, from least: Int64, _ expected: String)
    -> Int64?
  {
    guard let value else { return nil }
    guard case .integer(let integer) = document.json(of: value), integer >= least else {
      reportWrongType(value, expected)
      return nil
    }
    return integer
  }

  /// The requests of one day, no more than can be added up.
  package mutating func requestCount(_ value: Reference?) -> Int64? {
    guard let value,
      let count = integer(value, from: 0, InstalledApp.Requests.expectedCount)
    else { return nil }
    guard count <= InstalledApp.Requests.most else {
      reportWrongType(value, InstalledApp.Requests.expectedCount)
      return nil
    }
    return count
  }

  package mutating func word(_ value: Reference?, _ words: [String], _ what: String) -> String? {
    guard let value, let word = text(value) else { return nil }
    guard !words.contains(word) else { return word }
    let near = NearNames.nearest(to: word, among: words)
    report(
      what == "level" ? .unknownLevel : .unknownValue,
      "unknown \(what) `\(word.excerpt)`, "
        + (near.map { "did you mean `\($0)`" }
          ?? "allowed: " + words.map { "`\($0)`" }.joined(separator: ", ")),
      help: "allowed: " + words.map { "`\($0)`" }.joined(separator: ", "),
      at: document.place(of: document.resolve(value)),
      value: word
    )
    return nil
  }

  /// A day, `YYYY-MM-DD`.
  package mutating func date(_ value: Reference?) -> String? {
    guard let value, let date = text(value) else { return nil }
    guard CalendarDay.isOne(date) else {
      report(
        .invalidDate,
        "`\(date.excerpt)` is no date, expected `YYYY-MM-DD`",
        at: document.place(of: document.resolve(value)),
        value: date
      )
      return nil
    }
    return date
  }

  // MARK: - Findings

  package mutating func report(
    _ rule: RuleID,
    _ message: String,
    help: String? = nil,
    at place: FindingPlace,
    severity: Severity = .error,
    value: String = "",
    related: [RelatedPlace] = []
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
        related: place.related + related,
        canBeIgnored: false
      )
    )
  }

  /// A null is a value that is missing, everything else one of the wrong type.
  package mutating func reportWrongType(_ value: Reference, _ expected: String) {
    let found = document.resolve(value)
    guard !found.isNone else { return }
    let isScalar = document[found.node].kind == .scalar
    let spelled = isScalar ? document.text(of: found.node) : ""
    if isScalar, document.isNull(found.node) {
      report(
        .emptyValue,
        "a value is missing here, expected \(expected)",
        help: "write one, or remove the key",
        at: document.place(of: found)
      )
      return
    }
    report(
      .wrongType,
      "expected \(expected), found \(describe(found))",
      at: document.place(of: found),
      value: spelled
    )
  }

  private func describe(_ value: Reference) -> String {
    switch document[value.node].kind {
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .scalar, .alias: "`\(document.text(of: value.node).excerpt)`"
    }
  }
}

/// A day of the calendar as text.
package enum CalendarDay {
  package static func isOne(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2],
      parts.allSatisfy({ $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
      1...12 ~= month
    else { return false }
    let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return 1...lengths[month - 1] ~= day
  }
}
