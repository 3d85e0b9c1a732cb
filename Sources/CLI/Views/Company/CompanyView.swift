import Catalog
package import Companies

/// What a company holds, as tables.
package struct CompanyView {
  private let company: Company
  /// The addresses of what nobody knows.
  private let unknown: Set<String>
  /// The columns of the terminal; nil where everything is to stand there in full.
  private let width: Int?

  /// - Parameters:
  ///   - company: What is shown.
  ///   - width: The columns of the terminal, if it goes to one.
  package init(_ company: Company, width: Int? = nil) {
    self.company = company
    unknown = Set(company.contents.unknown)
    self.width = width
  }

  /// The company's name and settings, and a table of each of its lists.
  package func text() -> String {
    let contents = company.contents
    var text = "\(Printable.text(contents.name)) (\(contents.id))\n"
    let installs = known(.allowUserInstalls, yes(contents.allowsUserInstalls))
    text += "users may install apps: \(installs)\n"
    if !isKnown(.company) { text += "company tools: unknown\n" }
    text += table(
      "Projects",
      ["id", "name", "active", "tools"],
      contents.projects.map {
        [
          $0.id.description, $0.name, yes($0.isActive),
          known(.project($0.id), count(of: $0.tools)),
        ]
      }
    )
    text += table(
      "Permission templates",
      ["id", "name", "scope", "levels"],
      contents.templates.map { template in
        let place = template.project.map { " (\($0))" } ?? ""
        return [
          template.id.description, template.name, template.scope.name + place,
          known(.template(template.id), levels(template.levels)),
        ]
      }
    )
    text += table(
      "Directory users",
      ["id", "login", "kind", "active", "company", "projects", "new projects"],
      contents.users.map { user in
        [
          user.id.description, user.login, kind(of: user), yes(user.isActive),
          known(.user(user.id), assigned(user.companyLevels)),
          known("memberships/\(user.id)", String(company.memberships(of: user.id).count)),
          known("membership/\(user.id)/new", yes(user.isAddedToNewProjects)),
        ]
      }
    )
    text += table(
      "Apps",
      ["name", "version", "state", "user", "permitted projects", "configurations"],
      contents.apps.map { app in
        [
          app.name, app.recorded.version, app.state.rawValue, app.user?.description ?? "-",
          String(app.permittedProjects.count), String(app.configurations.count),
        ]
      }
    )
    text += table(
      "Service accounts",
      ["name", "user", "contact"],
      contents.serviceAccounts.map { [$0.name, $0.user.description, $0.contact ?? "-"] }
    )
    text += table(
      "Install requests",
      ["id", "app", "version", "by", "state"],
      contents.installRequests.map {
        [$0.id.description, $0.app, $0.recorded.version, $0.by.description, $0.state.rawValue]
      }
    )
    return text + list("Unknown, so that no verdict rests on it", contents.unknown)
      + list("Assumed", contents.assumed)
  }

  private func isKnown(_ address: ObjectAddress) -> Bool { !unknown.contains(address.description) }

  /// What is recorded at an address, or that nobody knows it.
  private func known(_ address: ObjectAddress, _ text: String) -> String {
    known(address.description, text)
  }

  private func known(_ address: String, _ text: String) -> String {
    unknown.contains(address) ? "unknown" : text
  }

  /// A heading and addresses below it; nothing where there are none.
  private func list(_ heading: String, _ addresses: [String]) -> String {
    guard !addresses.isEmpty else { return "" }
    return "\n\(heading)\n" + addresses.map { "  \(Printable.text($0))\n" }.joined()
  }

  private func kind(of user: DirectoryUser) -> String {
    if company.app(of: user.id) != nil { return DirectoryUser.Kind.dmsa.rawValue }
    let isAccount = company.serviceAccount(of: user.id) != nil
    return (isAccount ? DirectoryUser.Kind.serviceAccount : .person).rawValue
  }

  private func yes(_ isTrue: Bool) -> String { isTrue ? "yes" : "no" }

  private func count(of tools: ToolSet) -> String {
    switch tools {
    case .all: "all"
    case .only(let keys): String(keys.count)
    }
  }

  private func assigned(_ assigned: AssignedLevels) -> String {
    switch assigned {
    case .template(let id): company.template(id)?.name ?? id.description
    case .custom(let levels): self.levels(levels)
    }
  }

  private func levels(_ levels: ToolLevels) -> String {
    let levels = levels.sorted.filter { $0.level > .none }
    guard !levels.isEmpty else { return "-" }
    let shown = levels.prefix(4).map { "\($0.key): \($0.level.name)" }.joined(separator: ", ")
    return levels.count > 4 ? shown + ", … \(levels.count - 4) more" : shown
  }

  /// A heading and a table below it; nothing where there are no rows.
  private func table(_ heading: String, _ columns: [String], _ rows: [[String]]) -> String {
    guard !rows.isEmpty else { return "" }
    let rows = rows.map { $0.map(Printable.text) }
    let widths = fitting(
      columns.indices.map { column in
        ([columns] + rows).map { DisplayWidth.of($0[column]) }.max() ?? 0
      }
    )
    func line(_ cells: [String]) -> String {
      var line = ""
      for (column, cell) in cells.enumerated() {
        let cell = CompanyView.shortened(cell, to: widths[column])
        line += cell
        guard column < cells.count - 1 else { break }
        let gap = widths[column] - DisplayWidth.of(cell) + 2
        line += String(repeating: " ", count: max(1, gap))
      }
      return "  " + line + "\n"
    }
    return "\n\(heading)\n" + line(columns) + rows.map(line).joined()
  }

  /// The widths of columns, the widest ones narrowed until a line fits into the terminal; what a
  /// thing is called, in the first two, gives way last.
  private func fitting(_ widths: [Int]) -> [Int] {
    guard let width else { return widths }
    let least = 8
    var widths = widths
    // Each line is indented by two, as are the columns from each other.
    var excess = widths.reduce(0) { $0 + $1 + 2 } - width
    func room(_ column: Int) -> Int { widths[column] - (column < 2 ? 16 : 0) }
    while excess > 0,
      let column = widths.indices.filter({ widths[$0] > least }).max(by: { room($0) < room($1) })
    {
      widths[column] -= 1
      excess -= 1
    }
    return widths
  }

  /// A text cut off at a width.
  private static func shortened(_ text: String, to width: Int) -> String {
    guard DisplayWidth.of(text) > width else { return text }
    var short = ""
    for character in text {
      guard DisplayWidth.of(short + String(character)) < width else { break }
      short.append(character)
    }
    return short + "…"
  }
}
