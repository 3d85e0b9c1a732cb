import Companies

/// What becomes of the marks of what is unknown or assumed when changes are made: those that a change
/// decides are gone, those of an app that is called something else by then go along with it.
struct SettledMarks {
  private let changes: [Change]
  private let marks: Set<String>
  /// The apps by what they were called before.
  private let apps: [(designation: String, app: InstalledApp)]
  private let isDeclared: Bool

  /// Notes the marks of a company and what its apps are called, before the changes are made.
  ///
  /// - Parameters:
  ///   - changes: What is about to be made.
  ///   - company: The company as it is.
  ///   - isDeclared: Whether a portfolio says all that is to stand where the changes are.
  /// - Throws: What reading the company throws.
  init(of changes: [Change], in company: any CompanyReader, isDeclared: Bool) throws {
    self.changes = changes
    self.isDeclared = isDeclared
    marks = Set(try company.unknown() + company.assumed())
    let mayRename = !marks.isEmpty && changes.contains { $0.kind == .app }
    apps = try mayRename ? company.apps().map { (try company.designation(of: $0), $0) } : []
  }

  /// Brings the marks up to date in the company with the changes made.
  ///
  /// - Throws: What reading or writing the company throws.
  func settle(in company: any CompanyWriter) throws {
    guard !marks.isEmpty else { return }
    let names = try names(in: company)
    let settled = marks.filter { mark in
      changes.contains { change in
        // A configuration stands at what its app is called in the end.
        change.settles(
          change.kind == .configuration ? moved(mark, names) : mark,
          isDeclared: isDeclared
        )
      }
    }
    guard !settled.isEmpty || !names.isEmpty,
      case .company(var profile)? = try company.object(at: .company)
    else { return }
    func left(_ addresses: [String]) -> [String] {
      addresses.filter { !settled.contains($0) }.map { moved($0, names) }
        .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
    (profile.unknown, profile.assumed) = (left(profile.unknown), left(profile.assumed))
    try company.put(.company(profile), at: .company)
  }

  /// What the apps that were called otherwise are called now, by what they were called.
  private func names(in company: any CompanyReader) throws -> [String: String] {
    var names: [String: String] = [:]
    for (designation, app) in apps {
      var current: InstalledApp? = app
      for change in changes {
        guard case .app(let was)? = change.before, was.isSameRecord(as: app) else { continue }
        if case .app(let isNow)? = change.after { current = isNow } else { current = nil }
      }
      guard let name = try current.map({ try company.designation(of: $0) }), name != designation
      else { continue }
      names[designation] = name
    }
    return names
  }

  private func moved(_ mark: String, _ names: [String: String]) -> String {
    guard !names.isEmpty else { return mark }
    switch ObjectAddress(mark) {
    case .app(let name)?: return names[name].map { ObjectAddress.app($0).description } ?? mark
    case .configuration(let name, let title)?:
      return names[name].map { ObjectAddress.configuration(app: $0, title: title).description }
        ?? mark
    default: return mark
    }
  }
}

// What is marked as unknown or assumed is so until a verb decides it.
extension Change {
  /// Whether the change decides what nobody knew, or what was taken from elsewhere, at an address.
  ///
  /// A change that leaves alone what a mark is about, such as a user's activity where its levels
  /// are unknown, doesn't; nor does one that adds to what is unknown, such as a level to a template.
  ///
  /// - Parameters:
  ///   - mark: The address that is marked.
  ///   - isDeclared: Whether a portfolio says all that is to stand there.
  /// - Returns: Whether it is known from then on.
  func settles(_ mark: String, isDeclared: Bool = false) -> Bool {
    let address = address.description
    switch (before, after) {
    case (_, nil): return isGone(mark)
    case (nil, _): return mark == address
    case (.company?, .company?): return false
    case (.template?, .template?): return mark == address && isDeclared
    case (.configuration(let was)?, .configuration(let isNow)?):
      return mark == address && (isDeclared || was.isWhole(once: isNow))
    case (.user(let was)?, .user(let isNow)?):
      if mark == "membership/\(isNow.id)/new" { return was.knowsNewProjects(once: isNow) }
      return mark == address && was.companyLevels != isNow.companyLevels
    case (.app(let was)?, .app(let isNow)?):
      guard reason == Update.name else { return mark == address && was.recorded != isNow.recorded }
      // An update gives the user whatever the manifest says, be it what the record had.
      return mark == address || isNow.levelMarks.contains(mark)
    default: return mark == address
    }
  }

  /// Whether what a mark is about goes with the thing that the change takes away.
  private func isGone(_ mark: String) -> Bool {
    if mark == address.description { return true }
    guard case .user(let user) = address else { return false }
    return mark == "memberships/\(user)" || mark.hasPrefix("membership/\(user)/")
  }
}

extension Configuration {
  /// Whether all of the configuration is known once it is another one, where something about it
  /// wasn't: one of which nobody knew where it applies stands in the records as one for no project.
  fileprivate func isWhole(once other: Configuration) -> Bool {
    target == .projects([]) && other.target != target && !values.isEmpty
  }
}

extension DirectoryUser {
  /// Whether it is known what new projects give the user once it is another one, where it wasn't.
  fileprivate func knowsNewProjects(once other: DirectoryUser) -> Bool {
    guard isAddedToNewProjects != other.isAddedToNewProjects else { return false }
    return !other.isAddedToNewProjects || other.defaultProjectTemplate != nil
  }
}

extension InstalledApp {
  /// The marks of what the app's own user holds by its manifest.
  fileprivate var levelMarks: [String] {
    guard recorded.hasServiceAccount, let user else { return [] }
    return ["user/\(user)"] + permittedProjects.map { "membership/\(user)/\($0)" }
  }
}
