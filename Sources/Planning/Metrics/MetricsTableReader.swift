import Companies
import Diagnostics
import Manifests

/// Reads a table of an app's use: the portal's export, or `date,count[,login]`.
struct MetricsTableReader {
  private enum Column: String, CaseIterable {
    case date = "Date"
    case responseCode = "Response Code"
    case method = "HTTP Method"
    case route = "Normalized Route"
    case count = "Count"
    case login = "Login"

    /// Columns that the portal's export alone has.
    var isOfPortal: Bool { [.responseCode, .method, .route].contains(self) }

    static let ofPortal: [Column] = [.date, .responseCode, .method, .route, .count]
    static let ofDays: [Column] = [.date, .count, .login]
  }

  private typealias Field = CommaSeparatedReader.Field

  private var columns: [Column: Int] = [:]
  private var width = 0
  private var isOfPortal = false
  private var tally = MetricsTally()
  private var logins: MetricsLogins
  private var findings: [Finding] = []

  static func read(
    _ bytes: [UInt8],
    in company: any CompanyReader
  ) throws -> (ReportedMetrics, [Finding]) {
    var records = CommaSeparatedReader(bytes)
    var reader = MetricsTableReader(logins: MetricsLogins(company))
    guard let header = records.next() else {
      reader.report(.missingKey, "the file is empty, expected " + expectedHeaders, at: .fileStart)
      return (ReportedMetrics(), reader.findings)
    }
    if reader.readHeader(header) {
      while let record = records.next() { try reader.read(record) }
    }
    return (reader.tally.metrics, reader.findings + records.findings)
  }

  private init(logins: MetricsLogins) { self.logins = logins }

  private static let expectedHeaders =
    "a header: `date,count`, `date,count,login`, or the portal's `"
    + Column.ofPortal.map(\.rawValue).joined(separator: ",") + "`"

  // MARK: - The header

  /// Finds the columns; false where nothing can be made of them.
  private mutating func readHeader(_ header: [Field]) -> Bool {
    let known = header.map { field in
      Column.allCases.first { $0.rawValue.lowercased() == field.text.lowercased() }
    }
    guard known.contains(where: { $0 != nil }) else {
      report(
        .missingKey,
        "the header is missing, expected " + MetricsTableReader.expectedHeaders,
        at: header[0].range
      )
      return false
    }
    width = header.count
    isOfPortal = known.contains { $0?.isOfPortal == true }
    let allowed = isOfPortal ? Column.ofPortal : Column.ofDays
    for (index, (field, column)) in zip(header, known).enumerated() {
      guard let column, allowed.contains(column) else {
        report(
          .unknownKey,
          "unknown column `\(field.text.excerpt)`, known here: "
            + allowed.map { "`\($0.rawValue)`" }.joined(separator: ", "),
          at: field.range
        )
        continue
      }
      guard columns[column] == nil else {
        report(.duplicateName, "the column `\(field.text)` stands here twice", at: field.range)
        continue
      }
      columns[column] = index
    }
    for column in allowed where column != .login && columns[column] == nil {
      report(
        .missingKey,
        "the column `\(column.rawValue)` is missing",
        at: header[0].range
      )
    }
    return true
  }

  // MARK: - Rows

  private mutating func read(_ record: [Field]) throws {
    guard record.count == width else {
      report(
        .wrongType,
        "the row has \(record.count) fields, the header \(width)",
        at: record[0].range
      )
      return
    }
    func field(_ column: Column) -> Field? { columns[column].map { record[$0] } }
    let date = date(field(.date))
    let count = count(field(.count))
    var user: DirectoryUser.ID?
    if let field = field(.login), !field.text.isEmpty {
      let found = try logins.user(field.text)
      user = found.user
      if let mistake = found.mistake { report(.unknownID, mistake, at: field.range) }
    }
    guard let date, let count else { return }
    guard tally.add(count, on: date, by: user) else {
      report(
        .wrongType,
        MetricsReader.tooMany(on: date),
        at: field(.count)?.range ?? record[0].range
      )
      return
    }
    guard isOfPortal else { return }
    tally.keep(
      ReportedMetrics.Row(
        date: date,
        responseCode: field(.responseCode)?.text ?? "",
        method: field(.method)?.text ?? "",
        route: field(.route)?.text ?? "",
        count: count
      )
    )
  }

  private mutating func date(_ field: Field?) -> String? {
    guard let field else { return nil }
    guard CalendarDay.isOne(field.text) else {
      report(
        .invalidDate,
        "`\(field.text.excerpt)` is no date, expected `YYYY-MM-DD`",
        at: field.range
      )
      return nil
    }
    return field.text
  }

  private mutating func count(_ field: Field?) -> Int64? {
    guard let field else { return nil }
    let isNumber = !field.text.isEmpty && field.text.utf8.allSatisfy { 0x30...0x39 ~= $0 }
    guard isNumber, let count = Int64(field.text), count <= InstalledApp.Requests.most else {
      report(
        .wrongType,
        "`\(field.text.excerpt)` is no count, expected " + InstalledApp.Requests.expectedCount,
        at: field.range
      )
      return nil
    }
    return count
  }

  private mutating func report(_ rule: RuleID, _ message: String, at range: SourceRange) {
    findings.append(Finding(rule, .error, message, at: range))
  }
}
