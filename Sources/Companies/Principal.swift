import Catalog
import Documents

/// Somebody or something whose access is asked for.
package struct Principal: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case user(DirectoryUser)
    /// An app by its own account.
    case app(KnownApp)
    /// An app by the sign-in of a user.
    case appForUser(KnownApp, DirectoryUser)
    case serviceAccount(ServiceAccount)
  }

  package let kind: Kind
  /// As it is spelled on the command line, such as `app/Daily Sync`.
  package let name: String

  package init(_ kind: Kind, name: String) {
    self.kind = kind
    self.name = name
  }
}

/// An app that the company has heard of.
package enum KnownApp: Hashable, Sendable {
  case recorded(InstalledApp)
  /// One that was only asked for, by the wish that speaks for it.
  case requested(InstallRequest)

  package var name: String {
    switch self {
    case .recorded(let app): app.name
    case .requested(let request): request.app
    }
  }

  package var recorded: RecordedVersion {
    switch self {
    case .recorded(let app): app.recorded
    case .requested(let request): request.recorded
    }
  }
}

/// Why a question can't be asked: lower-case start, no final stop.
package struct QuestionMistake: Error, Hashable, Sendable {
  package let message: String

  package init(message: String) { self.message = message }
}

extension CompanyReader {
  /// The principal that a text names: `user/…`, `app/…`, `app/…@user/…`, `service-account/…`.
  ///
  /// - Throws: ``QuestionMistake`` where the name is unknown, or more than one has it.
  package func principal(_ text: String) throws -> Principal {
    if let name = text.dropping(prefix: "user/") {
      return Principal(.user(try user(name)), name: text)
    }
    if let name = text.dropping(prefix: "service-account/") {
      if let account = try serviceAccount(named: name) {
        return Principal(.serviceAccount(account), name: text)
      }
      throw unknown("service account", name, among: try serviceAccounts().map(\.name))
    }
    if let name = text.dropping(prefix: "app/") {
      if let app = try knownApp(name) { return Principal(.app(app), name: text) }
      for split in name.splits(at: "@user/") {
        guard let app = try knownApp(split.before) else { continue }
        return Principal(.appForUser(app, try user(split.after)), name: text)
      }
      let wanted = name.splits(at: "@user/").first?.before ?? name
      throw unknown("app", wanted, among: try knownAppNames())
    }
    throw QuestionMistake(
      message: "`\(text)` names no principal, expected `user/LOGIN-OR-NAME`, `app/NAME`,"
        + " `app/NAME@user/LOGIN` or `service-account/NAME`"
    )
  }

  /// The user of a login, else of a name.
  package func user(_ name: String) throws -> DirectoryUser {
    if let user = try user(login: name) { return user }
    let named = try users(named: name)
    guard named.count < 2 else {
      throw QuestionMistake(
        message: "\(named.count) users have the name `\(name)`, expected a login: "
          + named.map { "`\($0.login)`" }.joined(separator: ", ")
      )
    }
    if let user = named.first { return user }
    throw unknown("user", name, among: try userNames())
  }

  /// The app of a name or a uid, installed, uninstalled or only asked for; nil where there is none.
  package func knownApp(_ name: String) throws -> KnownApp? {
    let named = try apps(named: name)
    guard named.count < 2 else {
      throw QuestionMistake(
        message: "\(named.count) apps have the name `\(name)`, expected a uid: "
          + named.map { "`\($0.uid ?? "")`" }.joined(separator: ", ")
      )
    }
    if let app = try named.first ?? app(uid: name) { return .recorded(app) }
    return try requestedApp(name).map { .requested($0) }
  }

  /// The wish that speaks for an app that was only asked for, by its name or its uid: the latest that
  /// nobody denied, else the latest; nil where nobody asked.
  private func requestedApp(_ name: String) throws -> InstallRequest? {
    var wishes = try installRequests(forApp: name)
    // A uid has no slash, unlike the names of other principals that are looked for here first.
    if wishes.isEmpty, !name.utf8.contains(0x2F) {
      wishes = try installRequests(forAppOrUID: name)
    }
    let uids = Set(wishes.compactMap(\.uid).map { ExactText($0) })
    guard uids.count < 2 else {
      throw QuestionMistake(
        message: "\(uids.count) apps were asked for by the name `\(name)`, expected a uid: "
          + uids.sorted().map { "`\($0.text)`" }.joined(separator: ", ")
      )
    }
    return wishes.filter { $0.state != .denied }.max(by: InstallRequest.isOlder)
      ?? wishes.max(by: InstallRequest.isOlder)
  }

  private func knownAppNames() throws -> [String] {
    let apps = try apps()
    let requests = try installRequests()
    return apps.map(\.name) + apps.compactMap(\.uid) + requests.map(\.app)
      + requests.compactMap(\.uid)
  }

  private func userNames() throws -> [String] {
    var names: [String] = []
    try eachUser {
      names += [$0.login, $0.name]
      return true
    }
    return names
  }

  func unknown(_ what: String, _ name: String, among names: [String]) -> QuestionMistake {
    let near = NearNames.likely(for: name, among: names)
    return QuestionMistake(
      message: "there is no \(what) `\(name)`" + (near.map { ", did you mean `\($0)`" } ?? "")
    )
  }
}

extension String {
  func dropping(prefix: String) -> String? {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
  }

  /// Every way to cut the text at a mark, the last place first.
  func splits(at mark: String) -> [(before: String, after: String)] {
    let text = Array(utf8)
    let mark = Array(mark.utf8)
    guard text.count >= mark.count else { return [] }
    return (0...text.count - mark.count).reversed()
      .filter { text[$0..<$0 + mark.count].elementsEqual(mark) }
      .map {
        (
          String(decoding: text[..<$0], as: UTF8.self),
          String(decoding: text[($0 + mark.count)...], as: UTF8.self)
        )
      }
  }
}
