/// The address of a thing, as plans spell it.
enum PlainAddress: Hashable {
  case company
  case allowUserInstalls
  case project(Int)
  case template(Int)
  case user(Int)
  case membership(user: Int, project: Int)
  case app(PlainKey)
  case configuration(app: PlainKey, title: PlainKey)
  case serviceAccount(PlainKey)
  case installRequest(Int)

  init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let name = parts.count > 1 ? PlainAddress.unescaped(parts[1]) : ""
    let id = parts.count > 1 ? Int(parts[1]) : nil
    switch (parts[0], parts.count, id) {
    case ("company", 1, _): self = .company
    case ("setting", 2, _):
      guard parts[1] == "allow_user_installs" else { return nil }
      self = .allowUserInstalls
    case ("project", 2, let id?): self = .project(id)
    case ("template", 2, let id?): self = .template(id)
    case ("user", 2, let id?): self = .user(id)
    case ("membership", 3, let id?):
      guard let project = Int(parts[2]) else { return nil }
      self = .membership(user: id, project: project)
    case ("app", 2, _): self = .app(name)
    case ("configuration", 3, _):
      self = .configuration(app: name, title: PlainAddress.unescaped(parts[2]))
    case ("service-account", 2, _): self = .serviceAccount(name)
    case ("install-request", 2, let id?): self = .installRequest(id)
    default: return nil
    }
  }

  /// As plans spell it.
  var text: String {
    switch self {
    case .company: "company"
    case .allowUserInstalls: "setting/allow_user_installs"
    case .project(let id): "project/\(id)"
    case .template(let id): "template/\(id)"
    case .user(let id): "user/\(id)"
    case .membership(let user, let project): "membership/\(user)/\(project)"
    case .app(let name): "app/" + PlainAddress.escaped(name)
    case .configuration(let app, let title):
      "configuration/" + PlainAddress.escaped(app) + "/" + PlainAddress.escaped(title)
    case .serviceAccount(let name): "service-account/" + PlainAddress.escaped(name)
    case .installRequest(let id): "install-request/\(id)"
    }
  }

  /// The kind that a change of an object here has.
  func kind(of object: PlainJSON?) -> String {
    switch self {
    case .company: "company"
    case .allowUserInstalls: "setting"
    case .project: "project"
    case .template: object?["scope"] == "company" ? "company_template" : "project_template"
    case .user: "user"
    case .membership: "membership"
    case .app: "app"
    case .configuration: "configuration"
    case .serviceAccount: "service_account"
    case .installRequest: "install_request"
    }
  }

  static func escaped(_ name: PlainKey) -> String {
    String(
      name.text.unicodeScalars.reduce(into: "".unicodeScalars) { text, scalar in
        switch scalar {
        case "~": text.append(contentsOf: "~0".unicodeScalars)
        case "/": text.append(contentsOf: "~1".unicodeScalars)
        default: text.append(scalar)
        }
      }
    )
  }

  private static func unescaped(_ text: String) -> PlainKey {
    var bytes: [UInt8] = []
    var isEscape = false
    for byte in text.utf8 {
      if isEscape {
        bytes.append(byte == 0x30 ? 0x7E : 0x2F)
        isEscape = false
      } else if byte == 0x7E {
        isEscape = true
      } else {
        bytes.append(byte)
      }
    }
    return PlainKey(String(decoding: bytes, as: UTF8.self))
  }
}
