import Documents

/// How a thing of a company is named in plans, facts and verdicts: `project/6`, `app/Daily Sync`.
package enum ObjectAddress: Hashable, Sendable {
  case company
  case allowUserInstalls
  case project(Project.ID)
  case template(PermissionTemplate.ID)
  case user(DirectoryUser.ID)
  case membership(DirectoryUser.ID, Project.ID)
  /// An app by its name, or by its uid where another one has that name.
  case app(String)
  case configuration(app: String, title: String)
  case serviceAccount(String)
  case installRequest(InstallRequest.ID)
}

extension ObjectAddress: CustomStringConvertible {
  /// As it is spelled, a `/` inside a name as `~1` and a `~` as `~0`.
  package var description: String {
    switch self {
    case .company: "company"
    case .allowUserInstalls: "setting/allow_user_installs"
    case .project(let id): "project/\(id)"
    case .template(let id): "template/\(id)"
    case .user(let id): "user/\(id)"
    case .membership(let user, let project): "membership/\(user)/\(project)"
    case .app(let name): "app/" + Document.escape(name)
    case .configuration(let app, let title):
      "configuration/" + Document.escape(app) + "/" + Document.escape(title)
    case .serviceAccount(let name): "service-account/" + Document.escape(name)
    case .installRequest(let id): "install-request/\(id)"
    }
  }

  /// Reads an address as ``description`` spells it; nil for anything else.
  package init?(_ text: String) {
    switch text {
    case "company": self = .company
    case "setting/allow_user_installs": self = .allowUserInstalls
    default:
      let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      guard let address = ObjectAddress.read(parts) else { return nil }
      self = address
    }
  }

  private static func read(_ parts: [String]) -> ObjectAddress? {
    guard parts.count == 2 || parts.count == 3 else { return nil }
    let first = parts[1]
    guard parts.count == 2 else {
      switch parts[0] {
      case "membership":
        guard let user = Int64(first), let project = Int64(parts[2]) else { return nil }
        return .membership(DirectoryUser.ID(user), Project.ID(project))
      case "configuration":
        return .configuration(app: unescape(first), title: unescape(parts[2]))
      default: return nil
      }
    }
    switch parts[0] {
    case "project": return Int64(first).map { .project(Project.ID($0)) }
    case "template": return Int64(first).map { .template(PermissionTemplate.ID($0)) }
    case "user": return Int64(first).map { .user(DirectoryUser.ID($0)) }
    case "app": return .app(unescape(first))
    case "service-account": return .serviceAccount(unescape(first))
    case "install-request": return Int64(first).map { .installRequest(InstallRequest.ID($0)) }
    default: return nil
    }
  }

  /// A name without the escapes that `description` gives it.
  package static func unescape(_ text: String) -> String {
    guard text.utf8.contains(0x7E) else { return text }
    var result: [UInt8] = []
    var isEscape = false
    for byte in text.utf8 {
      switch (isEscape, byte) {
      case (true, 0x30): result.append(0x7E)
      case (true, 0x31): result.append(0x2F)
      case (true, _): result += [0x7E, byte]
      case (false, 0x7E): break
      case (false, _): result.append(byte)
      }
      isEscape = !isEscape && byte == 0x7E
    }
    return String(decoding: result, as: UTF8.self)
  }
}

/// A thing of a company as it stands at an address.
package enum CompanyObject: Hashable, Sendable {
  case company(CompanyProfile)
  case allowUserInstalls(Bool)
  case project(Project)
  case template(PermissionTemplate)
  case user(DirectoryUser)
  case membership(Membership)
  /// Without its configurations, which have addresses of their own, and its metrics.
  case app(InstalledApp)
  case configuration(Configuration)
  case serviceAccount(ServiceAccount)
  case installRequest(InstallRequest)
}

extension CompanyReader {
  /// What stands at an address; nil where nothing does, and for a setting that nobody knows.
  package func object(at address: ObjectAddress) throws -> CompanyObject? {
    switch address {
    case .company: .company(try profileWithGaps())
    case .allowUserInstalls: try knownUserInstalls().map { .allowUserInstalls($0) }
    case .project(let id): try project(id).map { .project($0) }
    case .template(let id): try template(id).map { .template($0) }
    case .user(let id): try user(id).map { .user($0) }
    case .membership(let user, let project):
      try membership(of: user, in: project).map { .membership($0) }
    case .app(let name): try app(designated: name).map { .app($0.alone) }
    case .configuration(let app, let title):
      try self.app(designated: app)?.configuration(titled: title)
        .map { .configuration($0) }
    case .serviceAccount(let name): try serviceAccount(named: name).map { .serviceAccount($0) }
    case .installRequest(let id): try installRequest(id).map { .installRequest($0) }
    }
  }

  private func profileWithGaps() throws -> CompanyProfile {
    var profile = try profile()
    profile.unknown = try unknown()
    profile.assumed = try assumed()
    return profile
  }
}
