/// An answer of the platform's REST API as it was saved.
package struct SavedAnswer: Sendable {
  /// What an answer is about, by the name under which it is saved.
  package enum Subject: Hashable, Sendable {
    case projects
    case users(areActive: Bool)
    case templates
    case installations
    case configurations
    case assignments(DirectoryUser.ID)
    case manifest(uid: String)
    case permissions(DirectoryUser.ID, Project.ID?)
    case tools(Project.ID)
  }

  /// The path by which a mistake in it is told.
  package let path: String
  package let subject: Subject
  package let bytes: [UInt8]

  package init(path: String, subject: Subject, bytes: [UInt8]) {
    self.path = path
    self.subject = subject
    self.bytes = bytes
  }
}

extension SavedAnswer.Subject {
  /// The folders below the one of the answers that hold some.
  package static let folders = ["app_manifests", "project_assignments", "project_tools"]

  /// The names of answers, for people.
  package static let names = [
    "projects*.json", "users*.json", "users_inactive*.json", "permission_templates*.json",
    "project_assignments/USER.json", "app_installations*.json", "app_configurations*.json",
    "app_manifests/UID.json", "settings_permissions_USER[_PROJECT].json",
    "project_tools/PROJECT.json",
  ]

  /// The subject of a file by its name; nil for one that is no answer.
  ///
  /// - Parameters:
  ///   - name: The file's name.
  ///   - folder: The folder below that of the answers, empty for those beside it.
  package init?(name: String, in folder: String = "") {
    guard name.hasSuffix(".json") else { return nil }
    let stem = String(name.dropLast(5))
    let parts = stem.split(separator: "_", omittingEmptySubsequences: false).map(String.init)
    switch folder {
    case "":
      guard let subject = Self.beside(stem, parts) else { return nil }
      self = subject
    case "project_assignments":
      guard let user = Self.leadingNumber(stem) else { return nil }
      self = .assignments(DirectoryUser.ID(user))
    case "project_tools":
      guard let project = Self.leadingNumber(stem) else { return nil }
      self = .tools(Project.ID(project))
    case "app_manifests":
      guard !stem.isEmpty else { return nil }
      self = .manifest(uid: stem)
    default: return nil
    }
  }

  private static func beside(_ stem: String, _ parts: [String]) -> Self? {
    if stem.hasPrefix("settings_permissions_") {
      guard (3...4).contains(parts.count), let user = number(parts[2]) else { return nil }
      guard parts.count == 4 else { return .permissions(DirectoryUser.ID(user), nil) }
      return number(parts[3]).map { .permissions(DirectoryUser.ID(user), Project.ID($0)) }
    }
    let beginnings: [(String, Self)] = [
      ("projects", .projects), ("users_inactive", .users(areActive: false)),
      ("users", .users(areActive: true)), ("permission_templates", .templates),
      ("app_installations", .installations), ("app_configurations", .configurations),
    ]
    return beginnings.first { stem.hasPrefix($0.0) }?.1
  }

  /// The number that a page's name begins with: `12738`, `12738_2`, `12738-page2`.
  private static func leadingNumber(_ stem: String) -> Int64? {
    let digits = stem.prefix { "0"..."9" ~= $0 }
    guard stem[digits.endIndex...].first.map({ "_-. ".contains($0) }) != false else { return nil }
    return number(String(digits))
  }

  /// A number above 0, written in digits alone.
  static func number(_ text: String) -> Int64? {
    guard text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let number = Int64(text), number > 0
    else { return nil }
    return number
  }
}
