import Access
import Catalog
import Diagnostics
import Documents
import Manifests

extension Rule {
  /// Finds manifests in which admin is the usual level.
  public static let excessiveAdmin = Rule(
    "excessive-admin",
    .risk,
    .warning,
    summary: "admin on many of the tools asked for",
    explanation: Explanation(
      what: """
        At least four grants are `admin`, and they are over a third of all tools that the app asks \
        for, company and project together.
        """,
      why: """
        Admin deletes, opens what is private and changes a tool's settings. That one app needs \
        this of so many tools is rare; more often the level was chosen once and copied.
        """,
      instead: """
        Take each grant down to the level that its calls need; list the calls in `uses` to have \
        them checked.
        """,
      bad: """
        app:
          name: Crew Sync
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Permit the projects whose crews are to be kept in step.
        permissions:
          project:
            rfi: {level: admin, reason: Answers questions}
            meetings: {level: admin, reason: Adds minutes}
            daily_log: {level: admin, reason: Adds the weather}
            images: {level: admin, reason: Adds pictures}
            punch_list: {level: readonly, reason: Lists open items}
        """,
      good: """
        app:
          name: Crew Sync
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Permit the projects whose crews are to be kept in step.
        permissions:
          project:
            rfi: {level: standard, reason: Answers questions}
            meetings: {level: standard, reason: Adds minutes}
            daily_log: {level: standard, reason: Adds the weather}
            images: {level: admin, reason: Adds and removes pictures}
            punch_list: {level: readonly, reason: Lists open items}
        """
    ),
    check: { context, report in
      guard context.asks(for: .admin, at: .company) || context.asks(for: .admin, at: .project),
        let first = context.manifest.grants.first(where: { $0.level == .admin })
      else { return }
      let (admin, asked) = context.countOfTools()
      guard admin >= 4, admin * 3 > asked else { return }
      let key = context.manifest.permissions[first.section].key
      report.add(
        "`admin` on \(admin) of the \(asked) tools that the app asks for",
        help:
          "admin deletes, opens what is private and changes settings; take each grant down to the"
          + " level that its calls need",
        at: context.document.placeInContext(of: key),
        value: context.text(key)
      )
    }
  )
}

extension LintContext {
  /// How many tools are asked for at admin, and at any level; unknown ones count too.
  fileprivate func countOfTools() -> (admin: Int, asked: Int) {
    var admin = 0
    var asked = 0
    for level in grants.levels where level > .none {
      asked += 1
      if level == .admin { admin += 1 }
    }
    var others: [String: Bool] = [:]
    for grant in manifest.grants where grant.asksForAccess {
      if let tool = grant.tool, grants[tool] > .none { continue }
      let name = grant.scope.name + " " + text(grant.key)
      others[name] = others[name] == true || grant.level == .admin
    }
    return (admin + others.values.count { $0 }, asked + others.count)
  }
}
