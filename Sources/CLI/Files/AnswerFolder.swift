import Catalog
import Companies
import Compiling
import Diagnostics
import Documents

/// A folder of saved answers of the platform's REST API.
struct AnswerFolder {
  let path: String

  /// What came of the answers.
  struct Reading {
    let company: Company
    let unknown: [PlatformReader.Gap]
    let assumed: [PlatformReader.Gap]
  }

  /// Reads the answers as a company.
  ///
  /// - Parameters:
  ///   - company: The company, for where no project names it.
  ///   - held: What the company's store has that no answer says.
  ///   - catalog: The tools that are known anyway.
  ///   - showsWarnings: Whether what is only warned of is shown.
  /// - Returns: The company, and what the answers leave open.
  /// - Throws: ``CommandFailure`` with every mistake, if there is one, and ``FileFailure``.
  func read(
    company: Company.ID?,
    held: HeldRecords,
    catalog: Catalog,
    showsWarnings: Bool
  ) throws -> Reading {
    let (answers, others) = try answers()
    guard !answers.isEmpty else {
      throw CommandFailure(
        "\(path): no saved answer is there, looked for \(SavedAnswer.Subject.names.listed)"
      )
    }
    let result = PlatformReader.read(
      answers,
      company: company,
      held: held,
      catalog: catalog,
      digest: { ManifestDigest(of: $0).description }
    )
    var errors: [String] = []
    var warnings = others.map { "\($0): left out, for no answer has such a name" }
    for (answer, findings) in zip(answers, result.findings) where !findings.isEmpty {
      let lines = LineTable(answer.bytes)
      for finding in findings {
        let line = finding.line(in: answer.path, lines)
        if finding.severity == .error { errors.append(line) } else { warnings.append(line) }
      }
    }
    guard errors.isEmpty else {
      throw CommandFailure(errors.joined(separator: "\n"), .found)
    }
    guard let made = result.company else {
      throw CommandFailure(
        "\(path): no project says which company it is of; --company-id ID says it"
      )
    }
    for warning in warnings where showsWarnings {
      Notice.tell(warning)
    }
    return Reading(company: made, unknown: result.unknown, assumed: result.assumed)
  }

  /// The files that are answers by their names, in the order of their names, and the paths of other
  /// JSON files beside them.
  private func answers() throws -> (answers: [SavedAnswer], others: [String]) {
    var answers: [SavedAnswer] = []
    var others: [String] = []
    for folder in [""] + SavedAnswer.Subject.folders {
      let whole = folder.isEmpty ? path : PathText.join(path, folder)
      guard folder.isEmpty || FileSystem.kind(of: whole) != nil else { continue }
      for entry in try FileSystem.entries(of: whole) {
        let name = entry.name
        let file = PathText.join(whole, name)
        guard let subject = SavedAnswer.Subject(name: name, in: folder) else {
          if entry.kind == .file, name.hasSuffix(".json"), !name.hasPrefix(".") {
            others.append(file)
          }
          continue
        }
        guard entry.kind == .file else {
          throw CommandFailure("\(file): is no file, and is named like a saved answer")
        }
        answers.append(
          SavedAnswer(
            path: file,
            subject: subject,
            bytes: try FileSystem.read(file, limit: DocumentLimits.company.bytes)
          )
        )
      }
    }
    return (answers, others)
  }
}

extension [String] {
  /// All of them in backticks, commas between.
  fileprivate var listed: String { map { "`\($0)`" }.joined(separator: ", ") }
}
