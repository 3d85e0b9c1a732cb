import Catalog
import Diagnostics

extension RuleID {
  static let unusedIgnore: RuleID = "unused-ignore"
  static let unknownIgnore: RuleID = "unknown-ignore"
  static let expiredIgnore: RuleID = "expired-ignore"
  static let ignoreWithoutReason: RuleID = "ignore-without-reason"
  static let forbiddenIgnore: RuleID = "forbidden-ignore"
}

// What can be wrong with an ignore comment.
extension Finding {
  static func notUnderstood(_ suppression: Suppression) -> Finding {
    ignore(
      .unknownIgnore,
      "this comment speaks to dmsa and is not understood",
      help: "write `# dmsa: ignore[rule-id] the reason`, or `ignore-file[rule-id]` before the first"
        + " key",
      at: suppression.directive,
      value: ""
    )
  }

  static func unknown(
    _ name: Suppression.Name,
    among rules: RuleList,
    _ budget: inout NearNameBudget
  ) -> Finding {
    let isCategory = Category(rawValue: name.text) != nil
    let near =
      isCategory ? nil : budget.nearest(to: name.text, among: rules.rules.map(\.id.name))
    return ignore(
      .unknownIgnore,
      isCategory
        ? "`\(name.text)` is a category, an ignore names rules"
        : "no rule is called `\(name.text)`" + (near.map { ", did you mean `\($0)`" } ?? ""),
      help: "`dmsa rules` lists them; the id stands in brackets behind a finding's severity",
      at: name.range,
      value: name.text
    )
  }

  /// What is wrong with an ignore's last day; nil where it has none or is not over.
  static func expired(_ suppression: Suppression, today: String) -> Finding? {
    guard let until = suppression.until else { return nil }
    guard isDay(until.text) else {
      return ignore(
        .expiredIgnore,
        "`until=\(until.text)` names no day, so this ignores nothing",
        help: "write the last day on which it holds as `until=YYYY-MM-DD`",
        at: until.range,
        value: until.text
      )
    }
    guard until.text < today else { return nil }
    return ignore(
      .expiredIgnore,
      "this ended on \(until.text), its findings are back",
      help: "mend what it ignored, or decide anew and give a later day",
      at: until.range,
      value: until.text
    )
  }

  static func withoutReason(_ suppression: Suppression) -> Finding {
    ignore(
      .ignoreWithoutReason,
      "an ignore without a reason ignores nothing",
      help: "say behind the bracket why the finding may stand, for whoever reads it next",
      at: suppression.directive,
      value: suppression.names.map(\.text).joined(separator: ",")
    )
  }

  static func forbidden(_ name: Suppression.Name, byConfig: Bool) -> Finding {
    ignore(
      .forbiddenIgnore,
      byConfig
        ? "the config forbids to ignore `\(name.text)`" : "`\(name.text)` can't be ignored",
      help: "mend what it finds, and remove it here",
      at: name.range,
      value: name.text
    )
  }

  static func unused(_ name: Suppression.Name, _ suppression: Suppression) -> Finding {
    let isLost =
      if case .nowhere = suppression.extent { true } else { false }
    return ignore(
      .unusedIgnore,
      isLost
        ? "this ignore of `\(name.text)` stands where it reaches nothing"
        : "nothing to ignore: `\(name.text)` finds nothing here",
      help: isLost
        ? "put it on the line itself or right above a key; `ignore-file` goes before the first key"
        : "remove it, so that it hides nothing later",
      at: name.range,
      value: name.text
    )
  }

  private static func ignore(
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
