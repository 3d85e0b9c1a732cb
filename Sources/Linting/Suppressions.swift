import Catalog
import Diagnostics
import Documents

extension RuleID {
  static let unusedIgnore: RuleID = "unused-ignore"
  static let unknownIgnore: RuleID = "unknown-ignore"
  static let expiredIgnore: RuleID = "expired-ignore"
  static let ignoreWithoutReason: RuleID = "ignore-without-reason"
  static let forbiddenIgnore: RuleID = "forbidden-ignore"
}

/// The ignore comments of a file: they silence findings, and are found when they can't.
struct Suppressions {
  private let suppressions: [Suppression]
  private let lines: LineTable?

  init(in document: Document) {
    suppressions = SuppressionReader.read(document)
    lines = suppressions.isEmpty ? nil : LineTable(document.bytes)
  }

  /// Marks what the comments silence, and adds what is wrong with them.
  func apply(
    to findings: inout [LintedFinding],
    _ rules: RuleList,
    _ options: LintOptions,
    ran: Set<RuleID>
  ) {
    guard !suppressions.isEmpty else { return }
    var found: [Finding] = []
    for suppression in suppressions {
      if suppression.isMalformed {
        found.append(Suppressions.notUnderstood(suppression))
        continue
      }
      let isVoid = report(suppression, options, &found)
      for name in suppression.names {
        guard let rule = rule(name, rules, &found) else { continue }
        let targets = findings.indices.filter {
          findings[$0].finding.rule == rule.id && reaches(suppression, findings[$0].finding)
        }
        let silenced = targets.filter { findings[$0].finding.canBeIgnored }
        if isForbidden(rule, options) || !targets.isEmpty && silenced.isEmpty {
          found.append(Suppressions.forbidden(name, rule, options))
          continue
        }
        guard !isVoid else { continue }
        for index in silenced { findings[index].isSuppressed = true }
        if silenced.isEmpty, ran.contains(rule.id) {
          found.append(Suppressions.unused(name, suppression))
        }
      }
    }
    for finding in found {
      guard let rule = rules[finding.rule], options.wants(finding, of: rule) else { continue }
      findings.append(LintedFinding(finding, .suppression))
    }
  }

  /// Whether a finding lies where a comment reaches.
  private func reaches(_ suppression: Suppression, _ finding: Finding) -> Bool {
    switch suppression.extent {
    case .file: return true
    case .nowhere: return false
    case .node(let range):
      return range.contains(finding.range.start) || finding.range.start == range.start
    case .line:
      guard let lines else { return false }
      return lines.line(of: finding.range.start) == lines.line(of: suppression.comment.start)
    }
  }

  private func isForbidden(_ rule: Rule, _ options: LintOptions) -> Bool {
    rule.silencing == .never || options.forbiddenIgnores.contains(rule.id)
  }

  // MARK: - What is wrong with a comment

  /// Reports what makes the whole comment void.
  private func report(
    _ suppression: Suppression,
    _ options: LintOptions,
    _ found: inout [Finding]
  ) -> Bool {
    var isVoid = false
    if let until = suppression.until {
      if !Suppressions.isDay(until.text) {
        isVoid = true
        found.append(
          Suppressions.finding(
            .expiredIgnore,
            "`until=\(until.text)` names no day, so this ignores nothing",
            help: "write the last day on which it holds as `until=YYYY-MM-DD`",
            at: until.range,
            value: until.text
          )
        )
      } else if until.text < options.today {
        isVoid = true
        found.append(
          Suppressions.finding(
            .expiredIgnore,
            "this ended on \(until.text), its findings are back",
            help: "mend what it ignored, or decide anew and give a later day",
            at: until.range,
            value: until.text
          )
        )
      }
    }
    if !suppression.hasReason {
      isVoid = true
      found.append(
        Suppressions.finding(
          .ignoreWithoutReason,
          "an ignore without a reason ignores nothing",
          help: "say behind the bracket why the finding may stand, for whoever reads it next",
          at: suppression.directive,
          value: suppression.names.map(\.text).joined(separator: ",")
        )
      )
    }
    return isVoid
  }

  private func rule(
    _ name: Suppression.Name,
    _ rules: RuleList,
    _ found: inout [Finding]
  ) -> Rule? {
    if let rule = rules[RuleID(name.text)] { return rule }
    let isCategory = Category(rawValue: name.text) != nil
    let near =
      isCategory ? nil : NearNames.nearest(to: name.text, among: rules.rules.map(\.id.name))
    found.append(
      Suppressions.finding(
        .unknownIgnore,
        isCategory
          ? "`\(name.text)` is a category, an ignore names rules"
          : "no rule is called `\(name.text)`" + (near.map { ", did you mean `\($0)`" } ?? ""),
        help: "`dmsa rules` lists them; the id stands in brackets behind a finding's severity",
        at: name.range,
        value: name.text
      )
    )
    return nil
  }

  private static func notUnderstood(_ suppression: Suppression) -> Finding {
    finding(
      .unknownIgnore,
      "this comment speaks to dmsa and is not understood",
      help: "write `# dmsa: ignore[rule-id] the reason`, or `ignore-file[rule-id]` before the first"
        + " key",
      at: suppression.directive,
      value: ""
    )
  }

  private static func forbidden(
    _ name: Suppression.Name,
    _ rule: Rule,
    _ options: LintOptions
  ) -> Finding {
    finding(
      .forbiddenIgnore,
      options.forbiddenIgnores.contains(rule.id)
        ? "the config forbids to ignore `\(name.text)`" : "`\(name.text)` can't be ignored",
      help: "mend what it finds, and remove it here",
      at: name.range,
      value: name.text
    )
  }

  private static func unused(_ name: Suppression.Name, _ suppression: Suppression) -> Finding {
    let isLate =
      if case .nowhere = suppression.extent { true } else { false }
    return finding(
      .unusedIgnore,
      isLate
        ? "this ignore of `\(name.text)` stands where it reaches nothing"
        : "nothing to ignore: `\(name.text)` finds nothing here",
      help: isLate
        ? "put it on the line itself or right above a key; `ignore-file` goes before the first key"
        : "remove it, so that it hides nothing later",
      at: name.range,
      value: name.text
    )
  }

  private static func finding(
    _ rule: RuleID,
    _ message: String,
    help: String,
    at range: SourceRange,
    value: String
  ) -> Finding {
    Finding(rule, .warning, message, help: help, at: range, value: value, canBeIgnored: false)
  }

  /// Whether a text is a day of the calendar, as `YYYY-MM-DD`.
  private static func isDay(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2],
      text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2D }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return false }
    let isLeap = year.isMultiple(of: 4) && !year.isMultiple(of: 100) || year.isMultiple(of: 400)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...12).contains(month) && day >= 1 && day <= days[month - 1]
  }
}
