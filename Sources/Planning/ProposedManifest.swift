package import Catalog
package import Companies
import Compiling
import Diagnostics
package import Documents
import Linting
package import Manifests

/// A manifest that somebody wants to install or update to, read and linted.
package struct ProposedManifest: Sendable {
  /// A finding with its place, as text: `app.yaml:7:3: message`.
  package struct Problem: Hashable, Sendable {
    package let rule: String
    package let message: String
  }

  /// The path as it was given.
  package let path: String
  package let manifest: Manifest
  /// Portal 4.1, as `dmsa compile` prints it.
  package let recorded: RecordedManifest
  /// Errors that stand in the way, those of category risk left out.
  package let problems: [Problem]
  /// What an admin has to accept: the first finding of each risk rule, and whether it is an error.
  package let risks: [Risk]

  package struct Risk: Hashable, Sendable {
    package let rule: String
    package let message: String
    package let isError: Bool
  }

  /// Reads and lints a manifest, comments that silence rules not heeded.
  package static func read(
    _ bytes: [UInt8],
    path: String,
    as syntax: Syntax,
    catalog: Catalog
  ) -> ProposedManifest {
    var linter = Linter(catalog: catalog)
    var options = LintOptions()
    options.usesIgnores = false
    let linted = linter.lint(bytes, path: path, as: syntax, options: options)
    let lines = LineTable(bytes)
    var problems: [Problem] = []
    for finding in linted.findings
    where finding.finding.severity == .error && finding.category != .risk {
      let position = lines.position(of: finding.finding.range.start)
      problems.append(
        Problem(
          rule: finding.finding.rule.name,
          message: "\(path):\(position.line):\(position.column): \(finding.finding.message)"
        )
      )
    }
    var reader = DocumentReader()
    var document = Document()
    _ = reader.read(bytes, as: syntax, into: &document)
    let manifest =
      document.isReadable
      ? ManifestReader.read(document, catalog: catalog).0 : .empty(catalog)
    if document.isReadable, manifest.form == .legacy {
      problems.append(
        Problem(
          rule: "unsupported-schema-version",
          message: "\(path):1:1: is of version 3.x; `dmsa migrate` turns it into the source form"
        )
      )
    }
    let portal =
      problems.isEmpty
      ? ProposedManifest.value(of: PortalManifest(manifest).bytes()) : .object([:])
    return ProposedManifest(
      path: path,
      manifest: manifest,
      recorded: RecordedManifest(RecordedManifest.read(portal, in: catalog).manifest),
      problems: problems,
      risks: ProposedManifest.first(linted.findings) { $0.isRisk }
    )
  }

  /// A manifest that a company has recorded, to install it anew.
  package init(_ version: RecordedVersion, name: String, uid: String?, catalog: Catalog) {
    let source = RecordedManifest.read(version.source(name: name, uid: uid), in: catalog).manifest
    self.init(
      path: name,
      manifest: source,
      recorded: version.manifest,
      problems: [],
      risks: ProposedManifest.risks(of: version, name: name, uid: uid, catalog: catalog)
    )
  }

  private init(
    path: String,
    manifest: Manifest,
    recorded: RecordedManifest,
    problems: [Problem],
    risks: [Risk]
  ) {
    self.path = path
    self.manifest = manifest
    self.recorded = recorded
    self.problems = problems
    self.risks = risks
  }

  private static func value(of bytes: [UInt8]) -> JSONValue {
    var reader = DocumentReader()
    var document = Document()
    _ = reader.read(bytes, as: .json, into: &document)
    return document.json ?? [:]
  }

  /// The first finding of each rule, of those that count.
  private static func first(
    _ findings: [LintedFinding],
    where counts: (LintedFinding) -> Bool
  ) -> [Risk] {
    var seen: Set<RuleID> = []
    return findings.filter { counts($0) && seen.insert($0.finding.rule).inserted }.map {
      Risk(
        rule: $0.finding.rule.name,
        message: $0.finding.message,
        isError: $0.finding.severity == .error
      )
    }
  }

  /// The risks of what a company has recorded.
  package static func risks(
    of version: RecordedVersion,
    name: String,
    uid: String?,
    catalog: Catalog
  ) -> [Risk] {
    first(findings(of: version, name: name, uid: uid, catalog)) { $0.isRisk }
  }

  /// The risks of what a company has recorded, and what is wrong with its grants besides.
  static func problems(
    ofGrantsIn version: RecordedVersion,
    name: String,
    _ catalog: Catalog
  ) -> [Risk] {
    first(findings(of: version, name: name, uid: nil, catalog)) {
      $0.isRisk || $0.category == .permission && !$0.isAboutAuthentication
    }
  }

  private static func findings(
    of version: RecordedVersion,
    name: String,
    uid: String?,
    _ catalog: Catalog
  ) -> [LintedFinding] {
    var linter = Linter(catalog: catalog)
    var options = LintOptions()
    options.usesIgnores = false
    let bytes = version.source(name: name, uid: uid).canonical()
    return linter.lint(bytes, path: name, as: .json, options: options).findings
  }
}

extension LintedFinding {
  fileprivate var isRisk: Bool { category == .risk && finding.rule != "undocumented-grant" }

  fileprivate var isAboutAuthentication: Bool {
    finding.rule == "permissions-without-service-account"
      || finding.rule == "service-account-without-permissions"
  }
}

// MARK: - What it says

extension ProposedManifest {
  package var name: String? { manifest.appName }
  package var version: String? { manifest.appVersion }
  package var uid: String? {
    manifest.manifestUID.map { manifest.document.text(of: $0.node) }
  }

  /// The app at this version, as a company records it.
  ///
  /// - Parameters:
  ///   - name: The app's name in the company.
  ///   - version: The version, where the file has none the one that was given.
  ///   - uid: Its uid there.
  ///   - authentication: How it signs in.
  /// - Returns: The version with its digest.
  package func recordedVersion(
    name: String,
    version: String,
    uid: String?,
    authentication: [Authentication]
  ) -> RecordedVersion {
    var recorded = RecordedVersion(
      version: version,
      manifest: self.recorded,
      authentication: authentication,
      digest: nil
    )
    // The source form says all that a digest is made of; the others are brought into it first.
    if manifest.form == .source {
      recorded.digest = ManifestDigest(of: manifest).description
    } else {
      let source = RecordedManifest.read(
        recorded.source(name: name, uid: uid),
        in: manifest.catalog
      )
      recorded.digest = ManifestDigest(of: source.manifest).description
    }
    return recorded
  }
}
