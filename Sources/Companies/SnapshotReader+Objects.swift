package import Catalog
package import Documents
import Diagnostics

// One thing of a company by itself, as a plan has it.
extension SnapshotReader {
  /// Reads the snapshot object that stands at an address; nil where it is none, or not a sound one.
  ///
  /// Ids inside it are not looked up.
  package static func object(
    _ json: JSONValue,
    at address: ObjectAddress,
    catalog: Catalog
  ) -> CompanyObject? {
    read(json, catalog) { $0.readObject(at: address) }
  }

  /// Reads what a plan has of an app's use; nil where it is none, or not a sound one.
  ///
  /// Ids inside it are not looked up.
  package static func metrics(_ json: JSONValue, catalog: Catalog) -> InstalledApp.Metrics? {
    read(json, catalog) { $0.readMetrics() }
  }

  private static func read<Part>(
    _ json: JSONValue,
    _ catalog: Catalog,
    _ part: (inout SnapshotReader) -> Part?
  ) -> Part? {
    var documentReader = DocumentReader(limits: .company)
    var document = Document()
    let findings = documentReader.read(json.canonical(), as: .json, into: &document)
    guard document.isReadable, !document.root.isNone else { return nil }
    var reader = SnapshotReader(
      document: document,
      catalog: catalog,
      digest: { _ in nil },
      findings: findings
    )
    let read = part(&reader)
    return reader.findings.contains { $0.severity == .error } ? nil : read
  }

  private mutating func readMetrics() -> InstalledApp.Metrics? {
    let keys = ["requests", "used_by"]
    let fields = fields(Reference(document.root), known: keys, required: keys)
    return fields.map { readMetrics($0) }
  }

  private mutating func readObject(at address: ObjectAddress) -> CompanyObject? {
    let root = Reference(document.root)
    switch address {
    case .company:
      readCompany(root, besides: ["unknown", "assumed"])
      var profile = CompanyProfile(
        id: contents.id,
        name: contents.name,
        tools: contents.tools,
        ownTools: contents.ownTools
      )
      profile.unknown = contents.unknown
      profile.assumed = contents.assumed
      return .company(profile)
    case .allowUserInstalls:
      let fields = fields(
        root,
        known: ["allow_user_installs"],
        required: ["allow_user_installs"]
      )
      return boolean(fields?["allow_user_installs"]).map { .allowUserInstalls($0) }
    case .project: return readProject(root).map { .project($0) }
    case .template: return readTemplate(root).map { .template($0) }
    case .user: return readUser(root).map { .user($0) }
    case .membership: return readMembership(root).map { .membership($0.membership) }
    case .app: return readApp(root).map { .app($0) }
    case .configuration:
      var titles = GivenNames()
      return readConfiguration(root, &titles).map { .configuration($0) }
    case .serviceAccount: return readServiceAccount(root).map { .serviceAccount($0) }
    case .installRequest: return readInstallRequest(root).map { .installRequest($0) }
    }
  }
}

extension CompanyObject {
  /// The object as a snapshot has it: an app without its configurations and metrics, a user without
  /// memberships.
  package var snapshot: SnapshotValue {
    switch self {
    case .company(let profile): profile.snapshot
    case .allowUserInstalls(let isOn): .fields([("allow_user_installs", .boolean(isOn))])
    case .project(let project): project.snapshot
    case .template(let template): template.snapshot
    case .user(let user): user.snapshot
    case .membership(let membership): membership.snapshot
    case .app(let app): app.snapshotAlone
    case .configuration(let configuration): configuration.snapshot
    case .serviceAccount(let account): account.snapshot
    case .installRequest(let request): request.snapshot
    }
  }
}
