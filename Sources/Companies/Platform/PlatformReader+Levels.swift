import Catalog
import Diagnostics
import Documents
import Manifests

// Tools and the levels on them, which the platform numbers from 1 to 4.
extension PlatformReader {
  /// Levels by tool, as a template's answer has them.
  mutating func levels(_ value: AnswerValue, _ scope: Scope) -> SaidLevels {
    var levels = SaidLevels()
    for entry in files[value.file].entries(value.reference) where !entry.key.isEmpty {
      let tool = tool(entry.key, scope, at: at(value, entry.place))
      levels.add(level(at(value, entry.value)), on: tool)
    }
    return levels
  }

  /// A level by its number; nil where nothing is said, or after a finding.
  mutating func level(_ value: AnswerValue?) -> Level? {
    guard let value = said(value), let number = number(value) else { return nil }
    switch number {
    case 1: return Level.none
    case 2: return .readonly
    case 3: return .standard
    case 4: return .admin
    default:
      report(
        .unknownLevel,
        "`\(number)` is no level, expected `1` (none), `2` (readonly), `3` (standard) or "
          + "`4` (admin)",
        at: value
      )
      return nil
    }
  }

  /// The key of a tool as it is today, after a warning where it is the first time that it is named
  /// in another way.
  mutating func tool(_ name: String, _ scope: Scope, at place: AnswerValue) -> String {
    if let key = namedTools[scope]?[name] { return key }
    let named = NamedTool(name, scope, in: catalog)
    namedTools[scope, default: [:]][name] = named.key
    if let warning = named.warning {
      report(warning.rule, warning.message, help: warning.help, at: place, severity: .warning)
    }
    return named.key
  }

  mutating func word(_ value: AnswerValue, _ words: [String], _ what: String) -> String? {
    files[value.file].word(value.reference, words, what)
  }

  private func at(_ value: AnswerValue, _ reference: Reference) -> AnswerValue {
    AnswerValue(file: value.file, reference: reference)
  }
}
