import Access
import Companies
import Documents
import Manifests

/// A sentence about what an app may do.
struct ConsentStatement {
  let text: String
  /// Whether it deserves a second look.
  let isWeighty: Bool

  init(_ text: String, isWeighty: Bool = false) {
    self.text = text
    self.isWeighty = isWeighty
  }

  /// In which projects an app may use what it holds in projects.
  static func reach(_ app: InstalledApp, _ user: DirectoryUser?, _ grants: ConsentGrants) -> String
  {
    guard app.recorded.hasServiceAccount else {
      return "no project by itself, for it has no account of its own"
    }
    let permitted = app.permittedProjects.map(\.value)
    if grants.effective.isCompanyDirectoryAdmin {
      return "every project, present and future, for it administers the company Directory"
        + " (permitted: \(permitted.isEmpty ? "none" : IDList.text(permitted)))"
    }
    // A plan that leaves the user alone doesn't say whether it has the mark.
    let future =
      switch user?.isAddedToNewProjects {
      case true?: ", and every project made from now on"
      case false?: ""
      case nil: ", and new projects only if its user is marked for them already"
      }
    guard !permitted.isEmpty else {
      return user?.isAddedToNewProjects == true
        ? "no project of today\(future)" : "no project yet: none is permitted\(future)"
    }
    let noun =
      permitted.count == 1 ? "1 permitted project" : "\(permitted.count) permitted projects"
    return "\(noun): \(IDList.text(permitted))\(future)"
  }

  /// What follows from the grants, from how the app signs in, and from the version before.
  static func all(
    _ app: InstalledApp,
    _ before: InstalledApp?,
    _ new: ConsentGrants,
    _ old: ConsentGrants?
  ) -> [ConsentStatement] {
    var statements: [ConsentStatement] = []
    if new.effective.isCompanyDirectoryAdmin {
      statements.append(
        ConsentStatement(
          "Administering the company Directory makes it administer every company tool but"
            + " Permissions and every tool of every project, permitted or not, and lets it change"
            + " what everybody may do.",
          isWeighty: true
        )
      )
    } else {
      if old?.effective.isCompanyDirectoryAdmin == true {
        statements.append(
          ConsentStatement(
            "It no longer administers the company Directory, nor all that came with"
              + " it."
          )
        )
      }
      if new.effective.isProjectDirectoryAdmin {
        statements.append(
          ConsentStatement(
            "Administering the project Directory makes it administer every tool of each permitted"
              + " project.",
            isWeighty: true
          )
        )
      }
    }
    return statements + signIn(app, before)
  }

  private static func signIn(_ app: InstalledApp, _ before: InstalledApp?) -> [ConsentStatement] {
    var statements: [ConsentStatement] = []
    let had = before?.recorded
    if app.recorded.hasServiceAccount {
      let new = had.map { !$0.hasServiceAccount } ?? false ? "New: it" : "It"
      statements.append(
        ConsentStatement(
          "\(new) works by itself, with an account of its own in your directory, at any time.",
          isWeighty: new != "It"
        )
      )
    } else if had?.hasServiceAccount == true {
      statements.append(ConsentStatement("It no longer has an account of its own."))
    }
    if app.recorded.hasUserLevel {
      let new = had.map { !$0.hasUserLevel } ?? false ? "New: it" : "It"
      let also = app.recorded.hasServiceAccount ? " also" : ""
      statements.append(
        ConsentStatement(
          "\(new)\(also) acts for users who sign in to it: whatever such a user may do, the app may"
            + " do for them, and nothing more.",
          isWeighty: new != "It"
        )
      )
    } else {
      statements.append(
        ConsentStatement(
          had?.hasUserLevel == true
            ? "It no longer acts for signed-in users." : "It doesn't act for signed-in users."
        )
      )
    }
    return statements
  }

  /// Where each embedded component is, what goes there, and what is new there.
  static func components(of manifest: Manifest, against before: Manifest?) -> [ConsentStatement] {
    let known = before.map { Set(texts(of: $0)) }
    let shown = texts(of: manifest).map { text in
      let isNew = known.map { !$0.contains(text) } ?? false
      return ConsentStatement(
        isNew ? "New: \(text)" : DeltaWords.capitalized(text),
        isWeighty: isNew
      )
    }
    let kinds = Set(manifest.components.map(\.kind))
    let gone = (before?.components ?? []).filter { !kinds.contains($0.kind) }
    return shown + gone.map { ConsentStatement("No longer embedded: \(name(of: $0)).") }
  }

  private static func texts(of manifest: Manifest) -> [String] {
    manifest.components.map { component in
      let hosts = component.urls.map { url -> String in
        let url = InterpolatedURL(manifest.document.text(of: url.node))
        guard let host = url.host else { return "an address that can't be read" }
        let port = url.port.map { ":" + url.string($0) } ?? ""
        return "`\((url.string(host) + port).quoted)`"
      }
      let place = hosts.isEmpty ? "no address" : DeltaWords.list(hosts)
      let views =
        component.views.isEmpty ? "" : ", on \(Wording.count(component.views.count, "view"))"
      return "embedded \(name(of: component))\(views), from \(place): what it is shown with, and"
        + " what users enter there, goes to that host."
    }
  }

  private static func name(of component: Component) -> String {
    component.kind.map { DeltaWords.component($0.rawValue) } ?? "page"
  }
}
