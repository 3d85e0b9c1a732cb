import Documents
import Planning

extension RandomVerb {
  /// A declared state: templates that users have, one app or two.
  static func portfolio(
    _ random: inout RandomCompany,
    _ company: PlannedCompany
  ) -> any Verb {
    let projects = random.random.some(random.projects.map { String($0.id) })
    var text = "format_version: \"1.0\"\n"
    if random.random.once(in: 3) { text += "settings: {allow_user_installs: true}\n" }
    text += templates(&random)
    text += "apps:\n"
    var manifests: [String: ProposedManifest] = [:]
    for name in random.random.once(in: 2) ? ["a", "b"] : ["a"] {
      let manifest = random.manifest()
      // Two of one app are a mistake.
      if name == "b", manifests["a"]?.name == manifest.name { continue }
      manifests[name] = company.proposed(manifest.source)
      text += "  - manifest: \(name)\n"
      guard manifest.hasServiceAccount else { continue }
      if random.random.once(in: 2) {
        text += "    projects: [\(projects.joined(separator: ", "))]\n"
      }
      if random.random.once(in: 2) {
        text += "    add_to_new_projects: \(random.random.once(in: 3) ? "false" : "true")\n"
      }
    }
    let read = PortfolioReader.read(
      Array(text.utf8),
      path: "portfolio.yaml",
      as: .yaml,
      catalog: company.catalog
    )
    return ApplyPortfolio(read.portfolio, manifests: manifests)
  }

  /// Levels of templates that are there, users' and apps' among them, or of a new one.
  private static func templates(_ random: inout RandomCompany) -> String {
    var templates: [String] = []
    for template in random.templates where template.project == nil && random.random.once(in: 2) {
      let isOfCompany = template.scope == "company"
      let tools = isOfCompany ? RandomCompany.companyTools : RandomCompany.projectTools
      // The company's Admin has one level alone.
      let levels = random.levels(tools.filter { !isOfCompany || $0 != "admin" })
      let name = PlainJSON.string(template.name).canonicalText
      templates.append(
        "  - {name: \(name), scope: \(template.scope), permissions: \(levels.canonicalText)}\n"
      )
    }
    if templates.isEmpty {
      guard random.random.once(in: 2) else { return "" }
      templates = ["  - {name: Field, scope: project, permissions: {daily_log: standard}}\n"]
    }
    return "permission_templates:\n" + templates.joined()
  }
}
