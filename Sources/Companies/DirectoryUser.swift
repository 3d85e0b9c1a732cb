package import Documents

/// Someone or something in the company's directory; the memberships stand beside it.
package struct DirectoryUser: Hashable, Sendable {
  package typealias ID = Identifier<DirectoryUser>

  /// What a user stands for; it follows from the apps and service accounts that name it.
  package enum Kind: String, Sendable {
    case person
    case dmsa
    case serviceAccount = "service_account"
  }

  package let id: ID
  package var name: String
  package var login: String
  package var isActive: Bool
  package var companyLevels: AssignedLevels
  package var defaultProjectTemplate: PermissionTemplate.ID?
  package var isAddedToNewProjects: Bool

  package init(
    id: ID,
    name: String,
    login: String,
    isActive: Bool = true,
    companyLevels: AssignedLevels = .nothing,
    defaultProjectTemplate: PermissionTemplate.ID? = nil,
    isAddedToNewProjects: Bool = false
  ) {
    self.id = id
    self.name = name
    self.login = login
    self.isActive = isActive
    self.companyLevels = companyLevels
    self.defaultProjectTemplate = defaultProjectTemplate
    self.isAddedToNewProjects = isAddedToNewProjects
  }

  /// A login in the form in which logins are compared: in lower case, and otherwise exactly.
  package static func folded(_ login: String) -> ExactText { ExactText(login.lowercased()) }
}

/// A user's part in one project.
package struct Membership: Hashable, Sendable {
  package let project: Project.ID
  package var levels: AssignedLevels

  package init(project: Project.ID, levels: AssignedLevels = .nothing) {
    self.project = project
    self.levels = levels
  }
}

/// An account of the kind that came before apps had their own: credentials for one directory user.
package struct ServiceAccount: Hashable, Sendable {
  package var name: String
  package var user: DirectoryUser.ID
  package var clientID: String?
  package var secretDigest: String?
  package var contact: String?

  package init(
    name: String,
    user: DirectoryUser.ID,
    clientID: String? = nil,
    secretDigest: String? = nil,
    contact: String? = nil
  ) {
    self.name = name
    self.user = user
    self.clientID = clientID
    self.secretDigest = secretDigest
    self.contact = contact
  }

  /// Whether a text may be what is kept of a secret, not the secret: `sha256:` and hexadecimal digits.
  package static func isSecretDigest(_ text: String) -> Bool {
    let prefix = "sha256:".utf8
    let digits = text.utf8.dropFirst(prefix.count)
    return text.utf8.starts(with: prefix) && !digits.isEmpty
      && digits.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }
}
