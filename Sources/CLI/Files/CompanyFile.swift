import Catalog
import Companies
import Compiling
import Diagnostics
import Documents
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
      let (company, bytes) = try readSnapshot(
        path,
        catalog: catalog,
        failing: .unusable,
        showsWarnings: showsWarnings
      )
      return .snapshot(SnapshotStore(company, bytes: bytes))
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
  /// - Throws: ``CommandFailure`` with every mistake, if there is one.
  static func readSnapshot(
    _ path: String,
    catalog: Catalog,
    failing status: ExitStatus,
    showsWarnings: Bool = false
  ) throws -> (company: Company, bytes: [UInt8]) {
    let bytes = try FileSystem.read(path, limit: DocumentLimits.company.bytes)
    let result = SnapshotReader.read(
      bytes,
      as: Syntax(path: path),
      catalog: catalog,
      digest: { ManifestDigest(of: $0).description }
    )
    let lines = LineTable(bytes)
    guard let company = result.company else {
      let errors = result.findings.filter { $0.severity == .error }
      throw CommandFailure(
        errors.map { $0.line(in: path, lines) }.joined(separator: "\n"),
        status
      )
    }
    for warning in result.findings where showsWarnings {
      StandardStream.error.writeLine("dmsa: " + warning.line(in: path, lines))
    }
    return (company, bytes)
  }

  var store: any CompanyStore {
    switch self {
    case .snapshot(let store): store
    case .store(let store): store
    }
  }
}

extension Finding {
  /// The finding as one line: `path:line:column: message [rule]`.
  func line(in path: String, _ lines: LineTable, withRule: Bool = true) -> String {
    let position = lines.position(of: range.start)
    return "\(path):\(position.line):\(position.column): \(message)"
      + (withRule ? " [\(rule)]" : "")
  }
}
