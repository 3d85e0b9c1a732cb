package import Catalog
package import Diagnostics
package import Documents
package import Manifests

/// Reads a snapshot file into a company, and says everything that is wrong with it at once.
///
/// Every value is read for itself, so that a broken one doesn't hide the mistakes of its
/// neighbours. Ids are looked up when all of them are known.
package struct SnapshotReader: ValueReading {
  /// A company where the file has no error, and all errors and warnings in the file's order.
  package struct Result: Sendable {
    package let company: Company?
    package let findings: [Finding]
  }

  package let document: Document
  let catalog: Catalog
  /// What the digest of a manifest in source form is.
  let digest: (Manifest) -> String?
  package var findings: [Finding] = []
  var references = SnapshotReferences()
  var contents = Company.Contents(id: Company.ID(0), name: "")
  /// The lists of apps that stand there with nothing in them.
  var emptied: [AppIdentity: Set<AppList>] = [:]
  /// Where each login, name and uid that only one may have was given first.
  var logins = GivenNames()
  var accountNames = GivenNames()
  var clientIDs = GivenNames()
  var appNames: [ExactText: [(uid: String?, place: Reference)]] = [:]
  var appIdentities = GivenNames()
  var owners = GivenNames()

  /// Reads the bytes of a snapshot in YAML or JSON.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - syntax: Its language.
  ///   - catalog: The tools that are known without the company.
  ///   - digest: Computes a digest that the file doesn't have.
  /// - Returns: The company, if nothing is wrong, and what was found.
  package static func read(
    _ bytes: [UInt8],
    as syntax: Syntax,
    catalog: Catalog = .builtIn,
    digest: (Manifest) -> String? = { _ in nil }
  ) -> Result {
    var reader = DocumentReader(limits: .company)
    var document = Document()
    let findings = reader.read(bytes, as: syntax, into: &document)
    guard document.isReadable, !document.root.isNone, !document.isNull(document.root) else {
      return Result(company: nil, findings: findings)
    }
    return withoutActuallyEscaping(digest) { digest in
      var snapshot = SnapshotReader(
        document: document,
        catalog: catalog,
        digest: digest,
        findings: findings
      )
      return snapshot.read()
    }
  }

  private mutating func read() -> Result {
    readRoot()
    references.check(&self)
    var seen: Set<Finding.Place> = []
    let sorted = findings.filter { seen.insert($0.place).inserted }
      .sorted(by: Finding.isOrderedBefore)
    guard !sorted.contains(where: { $0.severity == .error }) else {
      return Result(company: nil, findings: sorted)
    }
    return Result(
      company: Company(contents, catalog: catalog, emptied: emptied),
      findings: sorted
    )
  }

  // MARK: - The root

  private static let lists = [
    "projects", "permission_templates", "users", "service_accounts", "apps", "install_requests",
    "unknown", "assumed",
  ]

  private mutating func readRoot() {
    let root = Reference(document.root)
    guard
      let fields = fields(
        root,
        known: ["format_version", "company"] + SnapshotReader.lists,
        required: ["format_version", "company"]
      )
    else { return }
    readFormatVersion(fields["format_version"])
    if let company = fields["company"] { readCompany(company) }
    contents.projects = items(fields["projects"], of: \.projects).compactMap { readProject($0) }
    contents.templates = items(fields["permission_templates"], of: \.templates)
      .compactMap { readTemplate($0) }
    contents.users = items(fields["users"], of: \.users).compactMap { readUser($0) }
    contents.serviceAccounts = items(fields["service_accounts"])
      .compactMap { readServiceAccount($0) }
    contents.apps = items(fields["apps"]).compactMap { readApp($0) }
    contents.installRequests = items(fields["install_requests"])
      .compactMap { readInstallRequest($0) }
    readGaps(fields)
    for list in ["unknown", "assumed"] { checkAddresses(fields[list]) }
  }

  /// The items of a list of things that others refer to; where it is none, nothing is known of what
  /// is referred to.
  private mutating func items(
    _ value: Reference?,
    of kind: WritableKeyPath<SnapshotReferences, SnapshotReferences.Given>
  ) -> [Reference] {
    let before = findings.count
    let items = items(value)
    if findings.count > before { references[keyPath: kind].isComplete = false }
    return items
  }

  private mutating func readGaps(_ fields: [String: Reference]) {
    contents.unknown = items(fields["unknown"]).compactMap { text($0) }
    contents.assumed = items(fields["assumed"]).compactMap { text($0) }
  }

  private mutating func readFormatVersion(_ value: Reference?) {
    guard let value, let version = text(value), version != "1.0" else { return }
    report(
      .unsupportedFormatVersion,
      "unsupported format version `\(version.excerpt)`, expected `1.0`",
      at: document.place(of: document.resolve(value)),
      value: version
    )
  }

  /// Reads the company by itself, which in a plan has keys besides that a snapshot has elsewhere.
  mutating func readCompany(_ value: Reference, besides more: [String] = []) {
    guard
      let fields = fields(
        value,
        known: ["id", "name", "settings", "tools", "own_tools"] + more,
        required: ["id", "name"]
      )
    else { return }
    if let id: Company.ID = id(fields["id"]) { contents.id = id }
    if let name = text(fields["name"]) { contents.name = name }
    contents.tools = tools(fields["tools"], .company)
    contents.ownTools = Set(items(fields["own_tools"]).compactMap { readOwnTool($0) }).sorted()
    if !more.isEmpty { readGaps(fields) }
    guard let settings = fields["settings"],
      let switches = self.fields(settings, known: ["allow_user_installs"], required: [])
    else { return }
    contents.allowsUserInstalls = boolean(switches["allow_user_installs"]) ?? false
  }

  mutating func readProject(_ value: Reference) -> Project? {
    guard
      let fields = fields(
        value,
        known: ["id", "name", "active", "tools"],
        required: ["id", "name"]
      )
    else {
      references.projects.isComplete = false
      return nil
    }
    let id: Project.ID? = newID(fields["id"], "project", \.projects)
    let name = text(fields["name"])
    let isActive = boolean(fields["active"]) ?? true
    let tools = tools(fields["tools"], .project)
    guard let id, let name else { return nil }
    return Project(id: id, name: name, isActive: isActive, tools: tools)
  }

  mutating func readTemplate(_ value: Reference) -> PermissionTemplate? {
    guard
      let fields = fields(
        value,
        known: ["id", "name", "scope", "project", "permissions", "assignable"],
        required: ["id", "name", "scope"]
      )
    else {
      references.templates.isComplete = false
      return nil
    }
    let id: PermissionTemplate.ID? = newID(fields["id"], "permission template", \.templates)
    let name = text(fields["name"])
    let scope = word(fields["scope"], Scope.allCases.map(\.name), "scope").flatMap {
      Scope(name: $0)
    }
    let project: Project.ID? = self.id(fields["project"])
    if let project, let place = fields["project"] {
      references.mention(project, at: place)
      if scope == .company {
        report(
          .wrongTemplate,
          "a template of scope `company` belongs to no project",
          at: document.place(of: document.resolve(place)),
          value: project.description
        )
      }
    }
    let levels = scope.map { self.levels(fields["permissions"], $0) } ?? [:]
    var assignable: [PermissionTemplate.ID] = []
    var seen: Set<PermissionTemplate.ID> = []
    for item in items(fields["assignable"]) {
      guard let other: PermissionTemplate.ID = self.id(item), seen.insert(other).inserted
      else { continue }
      references.mention(other, .anyTemplate, at: item)
      assignable.append(other)
    }
    guard let id, let name, let scope else { return nil }
    references.scopes[id] = SnapshotReferences.TemplateScope(scope: scope, project: project)
    return PermissionTemplate(
      id: id,
      name: name,
      scope: scope,
      project: project,
      levels: levels,
      assignable: assignable
    )
  }
}

extension Finding {
  fileprivate struct Place: Hashable {
    let rule: RuleID
    let range: SourceRange
    let message: String
  }

  fileprivate var place: Place { Place(rule: rule, range: range, message: message) }
}
