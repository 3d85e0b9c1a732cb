package import Catalog
package import Diagnostics
import Documents
package import Manifests

/// Makes a company of what the platform's REST API answered, and says everything that is wrong with
/// the answers at once.
///
/// No answer says everything. What none says stands among the unknown, so that no verdict rests on
/// it; what was taken from elsewhere is named as well. Members that nobody asks for are passed
/// over.
package struct PlatformReader {
  /// Something that no answer says, or that was taken from elsewhere.
  package struct Gap: Hashable, Sendable {
    package let address: String
    package let what: String
  }

  package struct Result: Sendable {
    /// Nil where some answer has an error, or nothing says which company it is.
    package let company: Company?
    /// What was found in each answer, in the order in which they were given.
    package let findings: [[Finding]]
    /// Both sorted by address.
    package let unknown: [Gap]
    package let assumed: [Gap]
    /// Whether neither a project nor the caller says which company it is.
    package let lacksCompany: Bool
  }

  let held: HeldRecords
  let catalog: Catalog
  let digest: (Manifest) -> String?
  var files: [AnswerFile] = []
  var company: (id: Company.ID, name: String?)?
  var projects: [Project.ID: Project] = [:]
  var templates: [PermissionTemplate.ID: PermissionTemplate] = [:]
  var users: [DirectoryUser.ID: DirectoryUser] = [:]
  var memberships: [DirectoryUser.ID: [Membership]] = [:]
  var apps: [PlatformApp] = []
  /// The place among ``apps`` of the app whose directory user it is.
  var owners: [DirectoryUser.ID: Int] = [:]
  var filesBySubject: [SavedAnswer.Subject: [Int]] = [:]
  /// The users of whom only the store knows, for a whole list of them is missing.
  var keptUsers: Set<DirectoryUser.ID> = []
  /// What users asked for themselves, as far as it was read.
  var askedLevels: [SavedAnswer.Subject: SaidLevels] = [:]
  /// The projects in which they did.
  var askedProjects: [DirectoryUser.ID: [Project.ID]] = [:]
  /// Tools that were spoken of already, each once.
  var namedTools: [Scope: [String: String]] = [:]
  private var unknown: [String: String] = [:]
  private var assumed: [String: String] = [:]

  /// Reads saved answers.
  ///
  /// - Parameters:
  ///   - answers: The answers, in any order.
  ///   - company: The company, for where no project names it.
  ///   - held: What the company's store has that no answer says.
  ///   - catalog: The tools that are known without the company.
  ///   - digest: Computes the digest of a manifest in source form.
  /// - Returns: The company, if nothing is wrong, and what was found.
  package static func read(
    _ answers: [SavedAnswer],
    company: Company.ID? = nil,
    held: HeldRecords = HeldRecords(),
    catalog: Catalog = .builtIn,
    digest: (Manifest) -> String? = { _ in nil }
  ) -> Result {
    withoutActuallyEscaping(digest) { digest in
      var reader = PlatformReader(held: held, catalog: catalog, digest: digest)
      reader.open(answers)
      reader.company = company.map { ($0, nil) }
      return reader.read()
    }
  }

  private init(
    held: HeldRecords,
    catalog: Catalog,
    digest: @escaping (Manifest) -> String?
  ) {
    self.held = held
    self.catalog = catalog
    self.digest = digest
  }

  private mutating func open(_ answers: [SavedAnswer]) {
    var reader = DocumentReader(limits: .company)
    for answer in answers {
      var document = Document()
      let findings = reader.read(answer.bytes, as: .json, into: &document)
      filesBySubject[answer.subject, default: []].append(files.count)
      files.append(
        AnswerFile(
          path: answer.path,
          subject: answer.subject,
          document: document,
          findings: findings
        )
      )
    }
  }

  private mutating func read() -> Result {
    readProjects()
    readProjectTools()
    readTemplates()
    readUsers()
    readApps()
    assignUsers()
    readLevels()
    readOtherPermissions()
    readConfigurations()
    keepMarks()
    noteMissingAnswers()
    leaveOut()
    let isSound = isSound
    return Result(
      company: isSound ? company.map { made($0.id, $0.name) } : nil,
      findings: files.map { $0.findings.sorted(by: Finding.isOrderedBefore) },
      unknown: PlatformReader.gaps(unknown),
      assumed: PlatformReader.gaps(assumed),
      lacksCompany: company == nil
    )
  }

  private var isSound: Bool {
    files.allSatisfy { file in !file.findings.contains { $0.severity == .error } }
  }

  private func made(_ id: Company.ID, _ name: String?) -> Company {
    let heldName = held.company.flatMap { $0.id == id ? $0.name : nil }
    var contents = Company.Contents(id: id, name: name ?? heldName ?? "Company \(id)")
    let templates = templates.filter { $0.value.project.map { projects[$0] != nil } ?? true }
    contents.tools = held.tools
    contents.allowsUserInstalls = held.allowsUserInstalls
    contents.projects = Array(projects.values)
    contents.templates = templates.values.map { template in
      var template = template
      template.assignable = (held.assignable[template.id] ?? []).filter { templates[$0] != nil }
      return template
    }
    contents.users = Array(users.values)
    contents.memberships = memberships
    contents.serviceAccounts = held.serviceAccounts.filter { users[$0.user] != nil }
    contents.apps = apps.map { $0.app(in: catalog, digest: digest) }
    contents.unknown = Array(unknown.keys)
    contents.assumed = Array(assumed.keys)
    contents.ownTools = ownTools(besides: contents)
    return Company(contents, catalog: catalog)
  }

  /// The tools that answers name and neither the catalog nor the company made of them has, such as
  /// those that are switched off everywhere.
  private func ownTools(besides contents: Company.Contents) -> [OwnTool] {
    let known = contents.catalog(extending: catalog)
    let named = namedTools.flatMap { scope, keys in
      keys.values.map { OwnTool(scope: scope, key: $0) }
    }
    return (named + held.ownTools).filter { known.tool($0.scope, $0.key) == nil }
  }

  private static func gaps(_ found: [String: String]) -> [Gap] {
    found.map { Gap(address: $0.key, what: $0.value) }
      .sorted { $0.address.precedesInBytes($1.address) }
  }

  // MARK: - What nobody says

  mutating func isUnknown(_ address: ObjectAddress, _ what: String) {
    isUnknown(address.description, what)
  }

  /// Notes what no answer says of the thing at an address.
  mutating func isUnknown(_ address: String, _ what: String) {
    unknown[address] = unknown[address].map { $0.contains(what) ? $0 : $0 + ", " + what } ?? what
  }

  mutating func isAssumed(_ address: ObjectAddress, _ what: String) {
    isAssumed(address.description, what)
  }

  mutating func isAssumed(_ address: String, _ what: String) { assumed[address] = what }

  /// Whether something is unknown of the thing at an address.
  func isMarked(_ address: ObjectAddress) -> Bool { unknown[address.description] != nil }

  /// Takes away what was unknown of the thing at an address, for another answer says it.
  mutating func isKnown(_ address: ObjectAddress) { unknown[address.description] = nil }

  /// Notes what no answer could have said, and whole kinds of answers that aren't there.
  private mutating func noteMissingAnswers() {
    if !held.knowsTools { isAssumed(.company, "every company tool is switched on") }
    if !held.knows(.allowUserInstalls) {
      isUnknown(.allowUserInstalls, "whether users may install apps")
    }
    let subjects: [(SavedAnswer.Subject, String, String)] = [
      (.projects, "projects", "which projects there are"),
      (.users(areActive: true), "users", "who is in the directory"),
      (.users(areActive: false), "users", "who is inactive in the directory"),
      (.installations, "apps", "which apps are installed"),
      (.configurations, "configurations", "how apps are configured"),
    ]
    if files(.templates).isEmpty, !held.templates.isEmpty {
      isUnknown("permission_templates", "what permission templates give")
    }
    for (subject, address, what) in subjects where filesBySubject[subject] == nil {
      isUnknown(address, what)
    }
  }

  /// Leaves out the answers about what no other one lists.
  ///
  /// Where something is wrong elsewhere, that may be why; then their own mistakes are told as well.
  private mutating func leaveOut() {
    let isComplete = isSound
    for subject in filesBySubject.keys {
      switch subject {
      case .tools(let project) where projects[project] == nil:
        warn(subject, "no answer speaks of the project `\(project)`; its tools are left out")
        if !isComplete { _ = tools(of: project) }
      case .assignments(let user) where users[user] == nil:
        warn(subject, "no answer lists the user `\(user)`; its projects are left out")
        if !isComplete { _ = assignments(of: user) }
      case .permissions(let user, let project) where users[user] == nil:
        warn(subject, "no answer lists the user `\(user)`; its permissions are left out")
        if !isComplete { _ = permissions(of: user, in: project) }
      case .manifest(let uid) where !apps.contains(where: { $0.uid == uid }):
        warn(
          subject,
          "no answer has an installation of the app `\(uid.excerpt)`; its manifest is left out"
        )
        if !isComplete { _ = manifest(uid, nil) }
      default: continue
      }
    }
  }
}
