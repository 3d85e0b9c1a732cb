import Catalog
import Companies
import Documents
import Manifests
import Planning

/// Works out what compared upgrades do in a company.
struct CompanyEffects {
  private let company: any CompanyReader

  init(in company: any CompanyReader) { self.company = company }

  func added(to comparison: Comparison) throws -> Comparison {
    var comparison = comparison
    for index in comparison.apps.indices {
      let app = comparison.apps[index]
      let (old, new) = (manifest(app.old), manifest(app.new))
      let tools = [old, new].flatMap { RecordedManifest($0).ownTools(in: company.catalog) }
      comparison.apps[index].effect = try CompanyEffect(
        from: old,
        to: new,
        in: company,
        catalog: company.catalog.extended(tools: tools, views: [])
      )
    }
    return comparison
  }

  private func manifest(_ source: ComparedApp.Source?) -> Manifest {
    guard let source else { return .empty(company.catalog) }
    var reader = DocumentReader()
    var document = Document()
    _ = reader.read(source.bytes, as: Syntax(path: source.path), into: &document)
    return ManifestReader.read(document, catalog: company.catalog).0
  }
}
