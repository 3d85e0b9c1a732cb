import Documents

/// How a thing of a company is named in plans and verdicts.
package enum Address {
  package static let company = "company"
  package static let userInstalls = "setting/allow_user_installs"

  package static func of(_ project: Project.ID) -> String { "project/\(project)" }
  package static func of(_ user: DirectoryUser.ID) -> String { "user/\(user)" }
  package static func of(_ template: PermissionTemplate.ID) -> String { "template/\(template)" }
  package static func of(_ request: InstallRequest.ID) -> String { "install-request/\(request)" }

  package static func membership(_ user: DirectoryUser.ID, _ project: Project.ID) -> String {
    "membership/\(user)/\(project)"
  }

  /// All memberships of a user.
  package static func memberships(_ user: DirectoryUser.ID) -> String { "memberships/\(user)" }

  package static func serviceAccount(_ name: String) -> String {
    "service-account/" + Document.escape(name)
  }

  package static func app(_ name: String) -> String { "app/" + Document.escape(name) }
}

extension Company {
  package func address(of app: InstalledApp) -> String { Address.app(designation(of: app)) }
}
