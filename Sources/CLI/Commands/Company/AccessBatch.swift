import Companies
import Documents
import Planning

/// Answers the questions on standard input, one a line, as they come.
struct AccessBatch {
  private let reader: any CompanyReader
  private let format: AccessCommand.Check.Format?
  private var answers: [JSONValue] = []
  private var hasMistake = false
  private var hasNo = false
  private var hasUnknown = false

  /// - Parameters:
  ///   - reader: The company, opened once for all questions.
  ///   - format: How answers are shown; nil where only the status is wanted.
  init(_ reader: any CompanyReader, format: AccessCommand.Check.Format?) {
    self.reader = reader
    self.format = format
  }

  /// Answers every question, one that can't be asked by an error with its line.
  ///
  /// - Throws: ``CommandFailure`` for a line that is too long, or what reading the company throws.
  consuming func answer() throws -> ExitStatus {
    var lines = InputLines()
    while let line = try lines.next() {
      guard !line.isEmpty else { continue }
      let question = String(decoding: line, as: UTF8.self)
      do {
        try answer(question)
      } catch let mistake as QuestionMistake {
        hasMistake = true
        Notice.tell("line \(lines.number): \(mistake.message)")
        let answer: JSONValue = [
          "format_version": "1.0", "line": .integer(Int64(lines.number)), "allowed": .null,
          "error": .string(mistake.message),
        ]
        switch format {
        case .json: answers.append(answer)
        case .jsonl: try StandardStream.output.write(answer.canonical() + [0x0A])
        case .text, nil: break
        }
      }
    }
    if format == .json {
      let document: JSONValue = ["format_version": "1.0", "answers": .array(answers)]
      try StandardStream.output.write(document.pretty())
    }
    if hasMistake { return .unusable }
    return hasNo ? .found : hasUnknown ? .unusable : .success
  }

  private mutating func answer(_ question: String) throws {
    let parts = question.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 || parts.count == 3 else {
      throw QuestionMistake(message: "expected PRINCIPAL TAB SCOPE:TOOL:LEVEL [TAB PROJECT]")
    }
    let project = parts.count == 3 && !parts[2].isEmpty ? parts[2] : nil
    let verdict = try reader.verdict(parts[0], parts[1], project: project)
    switch verdict.allowed {
    case true?: break
    case false?: hasNo = true
    case nil: hasUnknown = true
    }
    guard let format else { return }
    let repair = format == .text ? nil : try AccessRepair.find(for: verdict, in: reader)
    let view = AccessView(verdict, repair, catalog: reader.catalog)
    switch format {
    case .text:
      let words = ([view.answer] + parts).map { Printable.text($0) }
      try StandardStream.output.writeLine(words.joined(separator: "\t"))
    case .json: answers.append(view.json)
    case .jsonl: try StandardStream.output.write(view.json.canonical() + [0x0A])
    }
  }
}
