import Diagnostics
import Documents
import Manifests

// What a snapshot says that can't mean anything, and that is kept all the same.
extension SnapshotReader {
  /// Warns of addresses at which nothing can stand: a mark there marks nothing.
  mutating func checkAddresses(_ list: Reference?) {
    guard let list, !findings.contains(where: { $0.severity == .error }) else { return }
    let users = Set(contents.users.map(\.id))
    let projects = Set(contents.projects.map(\.id))
    let templates = Set(contents.templates.map(\.id))
    let apps = Set(contents.apps.flatMap { [$0.name, $0.uid ?? $0.name] }.map { ExactText($0) })
    func isThere(_ text: String) -> Bool {
      switch ObjectAddress(text) {
      case .company?, .allowUserInstalls?, .configuration?: return true
      case .project(let id)?: return projects.contains(id)
      case .template(let id)?: return templates.contains(id)
      case .user(let id)?: return users.contains(id)
      case .membership(let user, let project)?:
        return users.contains(user) && projects.contains(project)
      case .app(let name)?: return apps.contains(ExactText(name))
      case .serviceAccount(let name)?:
        return contents.serviceAccounts.contains { ExactText($0.name) == ExactText(name) }
      case .installRequest(let id)?: return contents.installRequests.contains { $0.id == id }
      case nil:
        let lists = ["apps", "configurations", "permission_templates", "projects", "users"]
        if lists.contains(text) { return true }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count > 1, let user = Int64(parts[1]), users.contains(DirectoryUser.ID(user))
        else { return false }
        return parts.count == 2 && parts[0] == "memberships"
          || parts.count == 3 && parts[0] == "membership" && parts[2] == "new"
      }
    }
    for item in items(list) {
      guard let address = text(item), !isThere(address) else { continue }
      report(
        .unknownAddress,
        "there is nothing at `\(address.excerpt)`, so that the mark has no effect",
        help: "addresses are spelled as `user/101`, `membership/101/6`, `template/11`, `app/NAME`",
        at: document.place(of: document.resolve(item)),
        severity: .warning,
        value: address
      )
    }
  }

  /// Warns of a digest that no manifest can have.
  mutating func checkDigest(_ value: Reference?) {
    guard let value, let digest = text(value) else { return }
    let digits = digest.utf8.dropFirst(7)
    let isOne =
      digest.utf8.starts(with: "sha256:".utf8) && digits.count == 64
      && digits.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    guard !isOne else { return }
    report(
      .invalidDigest,
      "`\(digest.excerpt)` is no digest of a manifest, expected `sha256:` and 64 hexadecimal digits",
      help: "leave it out, and it is computed from what is recorded",
      at: document.place(of: document.resolve(value)),
      severity: .warning,
      value: digest
    )
  }

  /// Warns of a time that is none.
  mutating func checkTime(_ value: Reference?) {
    guard let value, let time = text(value) else { return }
    let isOne =
      CalendarDay.isOne(String(time.prefix(10)))
      && (time.utf8.count == 10 || time.utf8.dropFirst(10).first == 0x54)
    guard !isOne else { return }
    report(
      .invalidDate,
      "`\(time.excerpt)` is no time, expected one as `2026-11-24T09:30:00Z`",
      at: document.place(of: document.resolve(value)),
      severity: .warning,
      value: time
    )
  }

  /// Warns of an adopted difference of a kind that no drift has.
  mutating func checkDriftKind(_ value: Reference?) {
    guard let value, let kind = text(value), !SnapshotReader.driftKinds.contains(kind)
    else { return }
    report(
      .unknownValue,
      "unknown kind of drift `\(kind.excerpt)`, so that nothing is adopted by it",
      help: "allowed: " + SnapshotReader.driftKinds.map { "`\($0)`" }.joined(separator: ", "),
      at: document.place(of: document.resolve(value)),
      severity: .warning,
      value: kind
    )
  }

  private static let driftKinds = [
    "levels-edited", "template-applied", "template-out-of-step", "user-renamed",
    "user-deactivated", "user-deleted", "membership-added", "membership-removed",
    "membership-edited",
  ]
}
