import Catalog
import Companies
import Compiling
import Diagnostics
import Documents
import Linting
import Planning
import Storage

/// Where the company of a command is kept: a store, or a snapshot file that can only be read.
enum CompanyFile {
  case snapshot(SnapshotStore)
  case store(SQLiteStore)

  /// Opens what a path, or else the environment, names.
  ///
  /// - Parameters:
  ///   - path: As it was given on the command line.
  ///   - catalog: The tools that are known anyway.
  ///   - mode: Whether it may be written.
  ///   - showsWarnings: Whether what a snapshot only warns of is shown.
  /// - Returns: The company, not read yet where it is a store.
  /// - Throws: ``CommandFailure``, ``FileFailure`` or `StoreFailure`.
  static func open(
    _ path: String?,
    catalog: Catalog,
    mode: SQLiteStore.Mode,
    showsWarnings: Bool = false
  ) throws -> CompanyFile {
    let path = try self.path(path)
    if isSnapshot(path) {
      let file = try InputFile(path, nil, limit: DocumentLimits.company.bytes)
      let company = try readSnapshot(
        file,
        catalog: catalog,
        failing: .unusable,
        showsWarnings: showsWarnings
      )
      return .snapshot(SnapshotStore(company, bytes: file.bytes))
    }
    return .store(try SQLiteStore.open(path, mode: mode, catalog: catalog))
  }

  /// The path as it was given, else as the environment has it.
  static func path(_ given: String?) throws(CommandFailure) -> String {
    guard let path = given ?? Environment["DMSA_COMPANY"], !path.isEmpty else {
      throw CommandFailure("which company? --company STORE names it, or DMSA_COMPANY")
    }
    if path.hasPrefix("postgres://") || path.hasPrefix("postgresql://") {
      throw CommandFailure("PostgreSQL is kept for later; a store is a SQLite file")
    }
    return path
  }

  static func isSnapshot(_ path: String) -> Bool {
    [".yaml", ".yml", ".json"].contains { path.hasSuffix($0) }
  }

  /// Reads a snapshot file.
  ///
  /// - Throws: ``SnapshotFailure`` with every mistake, if there is one.
  static func readSnapshot(
    _ file: InputFile,
    catalog: Catalog,
    failing status: ExitStatus,
    showsWarnings: Bool = false
  ) throws(SnapshotFailure) -> Company {
    let result = SnapshotReader.read(
      file.bytes,
      as: file.syntax,
      catalog: catalog,
      digest: { ManifestDigest(of: $0).description }
    )
    let lines = LineTable(file.bytes)
    for warning in result.findings where showsWarnings && warning.severity < .error {
      Notice.tell(warning.line(in: file.path, lines))
    }
    guard let company = result.company else {
      let errors = result.findings.filter { $0.severity == .error }
      throw SnapshotFailure(
        mistakes: errors.map {
          SnapshotFailure.Mistake(
            text: $0.line(in: file.path, lines, withRule: false),
            rule: $0.rule.name,
            linterRule: $0.linterRule
          )
        },
        status: status
      )
    }
    return company
  }

  var store: any CompanyStore {
    switch self {
    case .snapshot(let store): store
    case .store(let store): store
    }
  }
}

/// What is wrong with a snapshot file.
struct SnapshotFailure: Error, Sendable {
  struct Mistake: Sendable {
    /// `path:line:column: message`.
    let text: String
    let rule: String
    /// The same where the linter has such a rule.
    let linterRule: String?
  }

  /// Never none.
  let mistakes: [Mistake]
  let status: ExitStatus
}

extension Finding {
  /// The rule's id, where it is one of the linter's, for what only files of companies can have is
  /// none that `dmsa explain` knows.
  var linterRule: String? { RuleList.all[rule].map(\.id.name) }

  /// The finding as one line: `path:line:column: message [rule]`.
  func line(in path: String, _ lines: LineTable, withRule: Bool = true) -> String {
    let position = lines.position(of: range.start)
    return "\(path):\(position.line):\(position.column): \(message)"
      + (withRule ? " [\(rule)]" : "")
  }
}
