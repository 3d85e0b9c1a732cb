import ArgumentParser
import Diagnostics
import Documents
import Linting

/// `dmsa explain`.
struct ExplainCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say what a rule finds, why that matters and what to do.",
    usage: "dmsa explain <rule> [<options>]",
    discussion: """
      EXAMPLES:
        dmsa explain company-directory-admin
        dmsa explain unused-grant --format json
      """
  )

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
    case markdown
  }

  @Argument(help: "The rule's id, as findings show it.")
  var rule: String

  @Option(help: "How it is shown.")
  var format: Format = .text

  @OptionGroup var output: OutputOptions

  func execute() throws -> ExitStatus {
    let text = RuleText(
      colors: output.color.colors(.output),
      width: min(StandardStream.output.terminalWidth ?? 80, 100)
    )
    if let change = ChangeRule.named(rule) {
      try show(text.text(change), change.markdown, change.json)
    } else {
      let rule = try RuleNames.rule(rule, besides: ChangeRule.all.map(\.id))
      try show(text.text(rule), RuleText.markdown(rule), RuleText.fields(rule))
    }
    return .success
  }

  private func show(
    _ text: @autoclosure () -> String,
    _ markdown: @autoclosure () -> String,
    _ fields: @autoclosure () -> [String: JSONValue]
  ) throws {
    switch format {
    case .text: try StandardStream.output.write(text())
    case .markdown: try StandardStream.output.write(markdown())
    case .json:
      let fields = fields().merging(["format_version": "1.0"]) { $1 }
      try StandardStream.output.write(JSONValue.object(fields).pretty())
    }
  }
}

/// A rule's explanation as it is read.
struct RuleText {
  let colors: Bool
  let width: Int

  /// For a terminal.
  func text(_ rule: Rule) -> String {
    let explanation = rule.explanation
    var text = "\(bold(rule.id.name)): \(rule.summary)\n"
    text += "\(RuleText.facts(rule))\n\n"
    text += wrap(explanation.what) + "\n\n"
    text += bold("Why it matters") + "\n" + wrap(explanation.why) + "\n\n"
    text += bold("What to do") + "\n" + wrap(explanation.instead) + "\n\n"
    text += bold("Bad") + "\n" + indent(explanation.bad.text) + "\n\n"
    text += bold("Good") + "\n" + indent(explanation.good.text) + "\n"
    return text
  }

  /// The same of a rule over changes.
  func text(_ rule: ChangeRule) -> String { rule.text(wrap: wrap, bold: bold) }

  static func markdown(_ rule: Rule) -> String {
    let explanation = rule.explanation
    func block(_ example: Example) -> String {
      "```\(example.syntax == .json ? "json" : "yaml")\n\(example.text)\n```"
    }
    return """
      ## \(rule.id)

      \(facts(rule)).

      \(explanation.what)

      **Why it matters.** \(explanation.why)

      **What to do.** \(explanation.instead)

      Bad:

      \(block(explanation.bad))

      Good:

      \(block(explanation.good))

      """
  }

  static func json(_ rule: Rule) -> JSONValue { .object(fields(rule)) }

  static func fields(_ rule: Rule) -> [String: JSONValue] {
    [
      "id": .string(rule.id.name),
      "category": .string(rule.category.rawValue),
      "severity": .string(rule.severity.name),
      "persona": .string(rule.persona.name),
      "can_be_ignored": .string(RuleText.silencing(rule)),
      "summary": .string(rule.summary),
      "what": .string(rule.explanation.what),
      "why": .string(rule.explanation.why),
      "instead": .string(rule.explanation.instead),
      "bad": .string(rule.explanation.bad.text),
      "good": .string(rule.explanation.good.text),
    ]
  }

  static func silencing(_ rule: Rule) -> String {
    switch rule.silencing {
    case .allowed: "yes"
    case .warningsOnly: "warnings"
    case .never: "no"
    }
  }

  private static func facts(_ rule: Rule) -> String {
    var facts = "category \(rule.category.rawValue), severity \(rule.severity.name)"
    if rule.persona > .regular { facts += ", from persona \(rule.persona.name) on" }
    switch rule.silencing {
    case .allowed: break
    case .warningsOnly: facts += ", errors can't be ignored"
    case .never: facts += ", can't be ignored"
    }
    return facts
  }

  private func bold(_ text: String) -> String { colors ? "\u{1B}[1m\(text)\u{1B}[0m" : text }

  private func indent(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : "    \($0)" }.joined(separator: "\n")
  }

  private func wrap(_ text: String) -> String {
    var lines: [String] = []
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var line = ""
      for word in paragraph.split(separator: " ") {
        if !line.isEmpty, line.count + 1 + word.count > width {
          lines.append(line)
          line = ""
        }
        line += line.isEmpty ? String(word) : " \(word)"
      }
      lines.append(line)
    }
    return lines.joined(separator: "\n")
  }
}
