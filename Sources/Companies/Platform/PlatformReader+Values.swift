import Catalog
import Diagnostics
import Documents
import Manifests

// Values of answers: a null and an empty text say nothing, an id may stand in quotes.
extension PlatformReader {
  /// The answers about something, in order.
  func files(_ subject: SavedAnswer.Subject) -> [Int] { filesBySubject[subject] ?? [] }

  func isSaid(_ value: AnswerValue) -> Bool {
    let document = files[value.file].document
    let node = document.resolve(value.reference).node
    guard !node.isNone, !document.isNull(node) else { return false }
    return document[node].kind != .scalar || document[node].second > 0
  }

  func said(_ value: AnswerValue?) -> AnswerValue? {
    value.flatMap { isSaid($0) ? $0 : nil }
  }

  /// Whether a member is there and says nothing, which is to say that there is none.
  func isDenied(_ value: AnswerValue?) -> Bool { value.map { !isSaid($0) } ?? false }

  mutating func text(_ value: AnswerValue?) -> String? {
    guard let value = said(value) else { return nil }
    return files[value.file].text(value.reference)
  }

  /// A text that has to be there.
  mutating func text(_ key: String, of object: AnswerObject) -> String? {
    guard let value = said(object[key]) else {
      reportMissing(key, in: object)
      return nil
    }
    return text(value)
  }

  mutating func boolean(_ value: AnswerValue?) -> Bool? {
    guard let value = said(value) else { return nil }
    return files[value.file].boolean(value.reference)
  }

  mutating func number(_ value: AnswerValue?) -> Int64? {
    guard let value = said(value) else { return nil }
    if let text = json(value).string, isText(value),
      let number = SavedAnswer.Subject.number(text)
    {
      return number
    }
    return files[value.file].integer(value.reference, from: 1, "a whole number above 0")
  }

  mutating func id<Subject>(_ value: AnswerValue?) -> Identifier<Subject>? {
    number(value).map { Identifier($0) }
  }

  func json(_ value: AnswerValue) -> JSONValue {
    files[value.file].document.json(of: value.reference)
  }

  /// Whether it is a text, not a number that none of ours can be.
  private func isText(_ value: AnswerValue) -> Bool {
    let document = files[value.file].document
    let node = document.resolve(value.reference).node
    return document[node].kind == .scalar && document.type(of: node) == .string
  }

  mutating func items(_ value: AnswerValue?) -> [AnswerValue] {
    guard let value = said(value) else { return [] }
    return files[value.file].items(value.reference)
      .map { AnswerValue(file: value.file, reference: $0) }
  }

  /// The members of an object that are wanted; nil after a finding where it is none.
  mutating func object(_ value: AnswerValue?, _ wanted: Set<String>) -> AnswerObject? {
    guard let value = said(value),
      let mapping = files[value.file].collection(value.reference, .mapping, "an object")
    else { return nil }
    var object = AnswerObject(whole: AnswerValue(file: value.file, reference: mapping))
    let document = files[value.file].document
    for entry in document.entries(of: mapping) {
      let key = document.text(of: entry.key.node)
      guard wanted.contains(key), object[key] == nil else { continue }
      object.members[key] = AnswerValue(file: value.file, reference: entry.value)
    }
    return object
  }

  /// What an answer lists: a bare list, one below `data`, or the answer itself as the only one.
  mutating func listed(in file: Int) -> [AnswerValue] {
    let document = files[file].document
    let root = Reference(document.root)
    guard document.isReadable, !root.isNone, !document.isNull(root.node) else { return [] }
    var value = root
    if document[document.resolve(root).node].kind == .mapping {
      let entries = document.entries(of: root)
      func member(_ key: StaticString) -> Reference? {
        entries.first { document.text(of: $0.key.node, equals: key) }?.value
      }
      if member("id") == nil, let data = member("data") { value = data }
      if value == root, let failure = failure(entries, in: file) {
        return reportFailure(failure, in: file)
      }
    }
    let resolved = document.resolve(value)
    switch resolved.isNone ? .alias : document[resolved.node].kind {
    case .sequence:
      return document.items(of: resolved).map { AnswerValue(file: file, reference: $0) }
    case .mapping: return [AnswerValue(file: file, reference: resolved)]
    case .scalar, .alias:
      files[file].reportWrongType(value, "a list of objects")
      return []
    }
  }

  /// What the platform says went wrong, where an answer is of nothing else.
  private func failure(_ entries: [Entry], in file: Int) -> AnswerValue? {
    let document = files[file].document
    let keys = entries.map { document.text(of: $0.key.node) }
    let isOfAFailure =
      keys.contains { ["errors", "error", "message"].contains($0) }
      && !keys.contains { ["id", "tools", "schema_version"].contains($0) }
    let position =
      keys.firstIndex { ["errors", "error"].contains($0) } ?? keys.firstIndex(of: "message")
    guard isOfAFailure, let position else { return nil }
    return AnswerValue(file: file, reference: entries[position].value)
  }

  private mutating func reportFailure(_ failure: AnswerValue, in file: Int) -> [AnswerValue] {
    let told = json(failure)
    let text = told.string ?? String(decoding: told.canonical(), as: UTF8.self)
    report(
      .wrongType,
      "the platform answered with an error: `\(text.excerpt)`",
      at: failure
    )
    return []
  }

  /// The things that answers list, each once, in the order in which they come.
  ///
  /// Several pages may speak of one thing, and may each say a part of it; where they contradict
  /// each other, that is a mistake.
  mutating func records(
    _ files: [Int],
    _ what: String,
    id key: String = "id",
    _ wanted: Set<String>
  ) -> [AnswerRecord] {
    var records: [AnswerRecord] = []
    var positions: [Int64: Int] = [:]
    for file in files {
      for value in listed(in: file) {
        guard let object = element(value, wanted.union([key])) else { continue }
        guard said(object[key]) != nil else {
          reportMissing(key, in: object)
          continue
        }
        guard let id = number(object[key]) else { continue }
        if let position = positions[id] {
          merge(object, into: &records[position], "\(what) `\(id)`", besides: key)
          records[position].parts.append(object)
        } else {
          positions[id] = records.count
          records.append(AnswerRecord(id: id, object: object, parts: [object]))
        }
      }
    }
    return records
  }

  /// An element of a list, where null is a mistake too.
  mutating func element(_ value: AnswerValue, _ wanted: Set<String>) -> AnswerObject? {
    guard isSaid(value) else {
      files[value.file].reportWrongType(value.reference, "an object")
      return nil
    }
    return object(value, wanted)
  }

  private mutating func merge(
    _ object: AnswerObject,
    into record: inout AnswerRecord,
    _ what: String,
    besides id: String
  ) {
    for (key, value) in object.members.sorted(by: { $0.key < $1.key }) where key != id {
      guard let earlier = record[key] else {
        record.object.members[key] = value
        continue
      }
      guard !json(value).agrees(with: json(earlier)) else { continue }
      let lines = LineTable(files[earlier.file].document.bytes)
      let range = files[earlier.file].document.range(of: earlier.reference.node)
      let line = "line \(lines.position(of: range.start).line)"
      report(
        .conflictingAnswers,
        earlier.file == value.file
          ? "\(what) is listed twice; `\(key)` is something else in \(line)"
          : "`\(key)` of \(what) is something else in \(files[earlier.file].path), \(line)",
        at: value
      )
    }
  }

  // MARK: - Findings

  mutating func report(
    _ rule: RuleID,
    _ message: String,
    help: String? = nil,
    at value: AnswerValue,
    severity: Severity = .error
  ) {
    let document = files[value.file].document
    files[value.file].report(
      rule,
      message,
      help: help,
      at: document.place(of: document.resolve(value.reference)),
      severity: severity
    )
  }

  mutating func reportMissing(_ key: String, in object: AnswerObject) {
    let value = object.whole
    files[value.file].report(
      .missingKey,
      "the key `\(key)` is missing, or says nothing",
      at: files[value.file].document.place(ofMissing: key, in: value.reference),
      value: key
    )
  }

  /// Warns of a whole answer that is about something that no other one lists.
  mutating func warn(_ subject: SavedAnswer.Subject, _ message: String) {
    for file in files(subject) {
      files[file].report(
        .unknownID,
        message,
        at: FindingPlace(.fileStart, pointer: ""),
        severity: .warning
      )
    }
  }
}

extension JSONValue {
  /// Whether two answers about one thing can both be true; what only one of them says can.
  func agrees(with other: JSONValue) -> Bool {
    switch (self, other) {
    case (.object(let left), .object(let right)):
      return left.allSatisfy { key, value in right[key].map { value.agrees(with: $0) } ?? true }
    case (.array(let left), .array(let right)):
      return left.count == right.count && zip(left, right).allSatisfy { $0.agrees(with: $1) }
    case (.integer(let number), .string(let text)), (.string(let text), .integer(let number)):
      return text == String(number)
    default: return self == other
    }
  }
}
