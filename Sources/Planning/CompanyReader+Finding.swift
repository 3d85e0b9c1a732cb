import Catalog
package import Companies

// How commands find what people name; what can't be found is a refusal.
extension CompanyReader {
  /// The app of a name, or of a uid where two share the name.
  ///
  /// - Throws: ``Plan/Refusal`` where there is none, or more than one.
  package func app(named name: String) throws -> InstalledApp {
    if let app = try app(designated: name) { return app }
    let twins = try apps(named: name)
    if twins.count > 1 {
      throw Plan.Refusal(
        "\(twins.count) apps have the name `\(name)`, expected a uid: "
          + twins.map { "`\($0.uid ?? "")`" }.joined(separator: ", ")
      )
    }
    let names = try apps().map(\.name)
    throw Plan.Refusal("there is no app `\(name)`" + NearNames.hint(to: name, among: names))
  }

  /// A project by its id, else by its exact name.
  ///
  /// - Throws: ``Plan/Refusal`` where there is none, or more than one.
  package func project(named text: String) throws -> Project {
    if let id = Int64(text), let project = try project(Project.ID(id)) { return project }
    let named = try projects(named: text)
    guard named.count < 2 else {
      throw Plan.Refusal(
        "\(named.count) projects have the name `\(text)`, expected an id: "
          + named.map { "`\($0.id)`" }.joined(separator: ", ")
      )
    }
    if let project = named.first { return project }
    var names: [String] = []
    try eachProject {
      names += [$0.id.description, $0.name]
      return true
    }
    throw Plan.Refusal("there is no project `\(text)`" + NearNames.hint(to: text, among: names))
  }
}
