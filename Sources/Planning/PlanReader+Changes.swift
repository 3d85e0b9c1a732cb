import Access
import Companies
import Diagnostics
import Documents
import Manifests

/// The changes of a plan's file so far.
struct PlanChanges {
  var changes: [Change] = []
  /// How many there were, those that couldn't be read among them.
  var count = 0
  var addresses: Set<ObjectAddress> = []
}

extension PlanReader {
  /// Reads a change and makes sure that what it says twice is the same.
  mutating func readChange(_ value: Reference, _ read: inout PlanChanges) {
    read.count += 1
    let position = read.count
    guard
      let fields = members(
        value,
        required: [
          "id", "address", "kind", "actions", "reason", "before", "after", "relation",
          "depends_on",
        ]
      )
    else { return }
    if let place = fields["id"], let id = integer(place, from: 1, "a whole number above 0"),
      id != Int64(position)
    {
      complain("the id `\(id)` is out of order, expected `\(position)`", at: place)
    }
    let reason = text(fields["reason"])
    let relation = relation(fields["relation"])
    let dependsOn = dependencies(fields["depends_on"], before: position)
    guard let place = fields["address"], let spelled = text(place) else { return }
    guard let address = ObjectAddress(spelled) else {
      complain("`\(spelled.excerpt)` is no address", at: place)
      return
    }
    if !read.addresses.insert(address).inserted {
      complain("another change has the address `\(spelled.excerpt)`", at: place)
    }
    let before = object(fields["before"], at: address)
    let after = object(fields["after"], at: address)
    guard before != nil || after != nil else {
      if isNull(fields["before"]), isNull(fields["after"]) {
        complain("`before` and `after` are both null", at: place)
      }
      return
    }
    let change = Change(
      id: position,
      address: address,
      reason: reason ?? "",
      before: before,
      after: after,
      metrics: fields["metrics"].flatMap { metrics($0, before: before, after: after) },
      relation: relation ?? .equal,
      dependsOn: dependsOn
    )
    check(change, fields)
    read.changes.append(change)
  }

  private mutating func check(_ change: Change, _ fields: [String: Reference]) {
    if let place = fields["kind"], let kind = text(place), kind != change.kind.rawValue {
      complain("the kind is `\(change.kind.rawValue)`, found `\(kind.excerpt)`", at: place)
    }
    guard let place = fields["actions"] else { return }
    let actions = items(place).compactMap { text($0) }
    // Where `before` or `after` couldn't be read, what they would ask for isn't known.
    let isWhole = [(fields["before"], change.before), (fields["after"], change.after)]
      .allSatisfy { isNull($0) == ($1 == nil) }
    if isWhole, actions != change.actions.map(\.rawValue) {
      complain("the actions don't go with `before` and `after`", at: place)
    }
  }

  /// Reads what a configuration comes to.
  mutating func readPage(_ value: Reference) -> Plan.Page? {
    guard let fields = members(value, required: ["address", "component", "project", "url"]),
      let place = fields["address"], let spelled = text(place)
    else { return nil }
    guard let address = ObjectAddress(spelled) else {
      complain("`\(spelled.excerpt)` is no address", at: place)
      return nil
    }
    let project: Project.ID? = isNull(fields["project"]) ? nil : id(fields["project"])
    let url = fields["url"].flatMap { anyText($0) }
    let kinds = Component.Kind.allCases.map(\.rawValue)
    guard
      let kind = word(fields["component"], kinds, "component").flatMap(Component.Kind.init),
      let url
    else { return nil }
    return Plan.Page(kind, of: address, in: project, url: url)
  }

  /// Reads what becomes of an app's use.
  private mutating func metrics(
    _ value: Reference,
    before: CompanyObject?,
    after: CompanyObject?
  ) -> MetricsChange? {
    guard let fields = members(value, required: ["before", "after"]) else { return nil }
    guard case .app? = after, isNull(fields["before"]) == (before == nil) else {
      complain("`metrics` doesn't go with `before` and `after`", at: value)
      return nil
    }
    let was = before == nil ? nil : fields["before"].flatMap { metrics($0) }
    guard let isNow = fields["after"].flatMap({ metrics($0) }) else { return nil }
    return MetricsChange(before: was, after: isNow)
  }

  private mutating func metrics(_ value: Reference) -> InstalledApp.Metrics? {
    let metrics = SnapshotReader.metrics(document.json(of: value), catalog: catalog)
    if metrics == nil { complain("this is no sound record of an app's use", at: value) }
    return metrics
  }

  mutating func relation(_ value: Reference?) -> Relation? {
    let words = ["equal", "narrower", "wider", "incomparable"]
    return word(value, words, "relation").flatMap { Relation(rawValue: $0) }
  }

  private mutating func dependencies(_ value: Reference?, before position: Int) -> [Int] {
    var dependencies: [Int] = []
    for item in items(value) {
      guard let id = integer(item, from: 1, "a whole number above 0") else { continue }
      guard let id = Int(exactly: id), id < position else {
        complain("`\(id)` is no change before this one", at: item)
        continue
      }
      dependencies.append(id)
    }
    return dependencies
  }

  /// The object of a change; nil for a null and, with a mistake, for what is none.
  private mutating func object(_ value: Reference?, at address: ObjectAddress) -> CompanyObject? {
    guard let value, !isNull(value), collection(value, .mapping, "an object or null") != nil
    else { return nil }
    if case .serviceAccount = address, let digest = members(value, required: [])?["secret_digest"],
      !isNull(digest)
    {
      complain(
        "a plan holds no digest of a secret, expected `null`; apply alone makes one",
        at: digest
      )
      return nil
    }
    let object = SnapshotReader.object(document.json(of: value), at: address, catalog: catalog)
    guard let object else {
      complain("this is no sound object of a snapshot for `\(address)`", at: value)
      return nil
    }
    guard object.stands(at: address) else {
      complain("this is another object than `\(address)`", at: value)
      return nil
    }
    return object
  }

  // MARK: - Values

  /// The values of a mapping by key, after findings about missing keys; unknown ones are kept out
  /// of what is made of it and are no mistake.
  mutating func members(_ value: Reference, required: [String]) -> [String: Reference]? {
    guard let mapping = collection(value, .mapping, "an object") else { return nil }
    var members: [String: Reference] = [:]
    for entry in document.entries(of: mapping) {
      members[document.text(of: entry.key.node)] = entry.value
    }
    for key in required where members[key] == nil {
      report(
        .missingKey,
        "the key `\(key)` is missing",
        at: document.place(ofMissing: key, in: mapping)
      )
    }
    return members
  }

  /// Whether a value is there and a null.
  func isNull(_ value: Reference?) -> Bool {
    guard let value else { return false }
    let resolved = document.resolve(value)
    return !resolved.isNone && document[resolved.node].kind == .scalar
      && document.isNull(resolved.node)
  }

  mutating func complain(_ message: String, at value: Reference) {
    report(.unknownValue, message, at: document.place(of: document.resolve(value)))
  }
}

extension CompanyObject {
  /// Whether the object's own ids are those of an address.
  fileprivate func stands(at address: ObjectAddress) -> Bool {
    switch (self, address) {
    case (.project(let project), .project(let id)): project.id == id
    case (.template(let template), .template(let id)): template.id == id
    case (.user(let user), .user(let id)): user.id == id
    case (.membership(let membership), .membership(_, let project)):
      membership.project == project
    case (.app(let app), .app(let name)):
      // A renamed app stands at the name that it had.
      !app.name.isEmpty && !name.isEmpty
    case (.configuration(let configuration), .configuration(_, let title)):
      ExactText(configuration.title) == ExactText(title)
    case (.serviceAccount(let account), .serviceAccount(let name)):
      ExactText(account.name) == ExactText(name)
    case (.installRequest(let request), .installRequest(let id)): request.id == id
    case (.company, .company), (.allowUserInstalls, .allowUserInstalls): true
    default: false
    }
  }
}

extension PlanMistakes {
  /// The errors among findings with the lines and columns that they stand at, in the file's order.
  init(_ findings: [Finding], in document: Document) {
    let lines = LineTable(document.bytes)
    let errors = findings.filter { $0.severity == .error }.sorted(by: Finding.isOrderedBefore)
    let listed = errors.map {
      let start = lines.position(of: $0.range.start)
      return PlanMistake($0.message, line: start.line, column: start.column)
    }
    mistakes =
      listed.isEmpty ? [PlanMistake("a plan is a JSON object", line: 1, column: 1)] : listed
  }
}
