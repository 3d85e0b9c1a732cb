package import Companies
package import Diagnostics
import Documents
import Manifests

/// Reads a file of an app's use, and says everything that is wrong with it at once.
package enum MetricsReader {
  /// How a file is written.
  package enum Form: Hashable, Sendable {
    /// A table with a header: the portal's export, or days with counts and logins.
    case commaSeparated
    /// A list of objects.
    case json

    /// The form of a file, by its name, else by how it begins.
    package init(path: String, _ bytes: [UInt8]) {
      if path.hasSuffix(".csv") {
        self = .commaSeparated
      } else if path.hasSuffix(".json") {
        self = .json
      } else {
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let first = bytes.dropFirst(start).first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
        self = first == UInt8(ascii: "[") || first == UInt8(ascii: "{") ? .json : .commaSeparated
      }
    }
  }

  /// Reads the bytes of a file.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - form: How it is written.
  ///   - company: Whose users the logins are.
  /// - Returns: What it reports, to be used only where nothing was found, and what was found.
  /// - Throws: What reading the company throws.
  package static func read(
    _ bytes: [UInt8],
    as form: Form,
    in company: any CompanyReader
  ) throws -> (metrics: ReportedMetrics, findings: [Finding]) {
    let (metrics, findings) =
      switch form {
      case .commaSeparated: try MetricsTableReader.read(bytes, in: company)
      case .json: try MetricsListReader.read(bytes, in: company)
      }
    return (metrics, findings.sorted(by: Finding.isOrderedBefore))
  }

  static func tooMany(on date: String) -> String {
    "the requests of `\(date)` are more than \(InstalledApp.Requests.most)"
  }
}

/// Reads `[{"date", "count", "login"}]`.
private struct MetricsListReader: ValueReading {
  let document: Document
  var findings: [Finding]

  static func read(
    _ bytes: [UInt8],
    in company: any CompanyReader
  ) throws -> (ReportedMetrics, [Finding]) {
    var documentReader = DocumentReader(limits: .company)
    var document = Document()
    let findings = documentReader.read(bytes, as: .json, into: &document)
    var tally = MetricsTally()
    guard document.isReadable, !document.root.isNone, !document.isNull(document.root) else {
      return (tally.metrics, findings)
    }
    var reader = MetricsListReader(document: document, findings: findings)
    var logins = MetricsLogins(company)
    for item in reader.items(Reference(document.root)) {
      try reader.read(item, &tally, &logins)
    }
    return (tally.metrics, reader.findings)
  }

  private mutating func read(
    _ item: Reference,
    _ tally: inout MetricsTally,
    _ logins: inout MetricsLogins
  ) throws {
    guard
      let fields = fields(item, known: ["date", "count", "login"], required: ["date", "count"])
    else { return }
    let date = date(fields["date"])
    let count = requestCount(fields["count"])
    var user: DirectoryUser.ID?
    if let value = fields["login"], !document.isNull(document.resolve(value).node),
      let login = text(value)
    {
      let found = try logins.user(login)
      user = found.user
      if let mistake = found.mistake {
        report(.unknownID, mistake, at: document.place(of: document.resolve(value)), value: login)
      }
    }
    guard let date, let count, let place = fields["count"] else { return }
    if !tally.add(count, on: date, by: user) {
      report(
        .wrongType,
        MetricsReader.tooMany(on: date),
        at: document.place(of: document.resolve(place))
      )
    }
  }
}
