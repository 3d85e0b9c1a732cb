import Catalog
import Companies
import Diagnostics
import Documents
import Linting
import Manifests

// Configurations of embedded apps, and the risks that somebody accepts.
extension PortfolioReader {
  mutating func readConfiguration(
    _ value: Reference
  ) -> Portfolio.DeclaredConfiguration? {
    guard
      let fields = fields(
        value,
        known: ["title", "values", "projects"],
        required: ["title", "projects"]
      )
    else { return nil }
    let title = text(fields["title"])
    var values: [String: String] = [:]
    var keyPlaces: [String: String] = [:]
    var valuePlaces: [String: String] = [:]
    for (key, place, value) in entries(fields["values"]) {
      values[key] = anyText(value)
      keyPlaces[key] = self.place(of: place)
      valuePlaces[key] = self.place(of: value)
    }
    guard let projects = fields["projects"] else { return nil }
    let target: Portfolio.DeclaredConfiguration.Target
    let resolved = document.resolve(projects)
    if !resolved.isNone, document[resolved.node].kind == .scalar, !document.isNull(resolved.node) {
      switch word(projects, ["future", "company"], "target") {
      case "future": target = .future
      case "company": target = .company
      default: return nil
      }
    } else {
      target = .projects(items(projects).compactMap { project($0) })
    }
    guard let title else { return nil }
    return Portfolio.DeclaredConfiguration(
      title: title,
      values: values,
      keyPlaces: keyPlaces,
      valuePlaces: valuePlaces,
      target: target,
      targetPlace: place(of: projects),
      place: place(of: document.resolve(value))
    )
  }

  mutating func readAcceptedRisks(_ value: Reference?) -> [String: String] {
    var accepted: [String: String] = [:]
    let risks = RuleList.all.rules.filter { $0.category == .risk }.map(\.id.name)
    for (key, place, value) in entries(value) {
      if !risks.contains(key) {
        report(
          .unknownKey,
          "`\(key.excerpt)` is no rule of category risk" + NearNames.hint(to: key, among: risks),
          help: "`dmsa rules` lists them",
          at: FindingPlace(
            document.range(of: place.node),
            pointer: document.pointer(to: place.node)
          ),
          value: key
        )
      }
      if let reason = text(value) { accepted[key] = reason }
    }
    return accepted
  }
}
