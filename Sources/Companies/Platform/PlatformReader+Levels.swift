import Catalog
import Diagnostics
import Documents
import Manifests

// Tools and the levels on them, which the platform numbers from 1 to 4.
extension PlatformReader {
  /// Levels by tool, as a template's answer has them.
  mutating func levels(_ value: AnswerValue, _ scope: Scope) -> ToolLevels {
    var levels: ToolLevels = [:]
    for entry in files[value.file].entries(value.reference) where !entry.key.isEmpty {
      let tool = tool(entry.key, scope, at: at(value, entry.place))
      guard let level = level(at(value, entry.value)) else { continue }
      levels[tool] = max(levels[tool], level)
      if catalog.tool(scope, tool) == nil { levels.mention(tool) }
    }
    return levels
  }

  /// What a user has as it asked for it itself; nil where it didn't.
  mutating func permissions(of user: DirectoryUser.ID, in project: Project.ID?) -> ToolLevels? {
    let files = files(.permissions(user, project))
    guard !files.isEmpty else { return nil }
    readPermissions.insert(.permissions(user, project))
    let scope: Scope = project == nil ? .company : .project
    var levels: ToolLevels = [:]
    for value in files.flatMap({ listed(in: $0) }) {
      guard let answer = object(value, ["tools"]) else { continue }
      guard said(answer["tools"]) != nil else {
        reportMissing("tools", in: answer)
        continue
      }
      for item in items(answer["tools"]) {
        guard let tool = element(item, ["name", "available_for_user", "user_access_level"]),
          let name = text("name", of: tool), let place = tool["name"]
        else { continue }
        let key = self.tool(name, scope, at: place)
        let isAvailable = boolean(tool["available_for_user"]) ?? true
        let access = object(tool["user_access_level"], ["id"])
        if let access, said(access["id"]) == nil { reportMissing("id", in: access) }
        let level = level(access?["id"]) ?? Level.none
        levels[key] = isAvailable ? max(levels[key], level) : levels[key]
        if catalog.tool(scope, key) == nil { levels.mention(key) }
      }
    }
    return levels
  }

  /// Reads what users asked for that have it by templates, or aren't assigned: it counts for nothing
  /// there, but names tools, and may be wrong.
  mutating func readOtherPermissions() {
    for subject in filesBySubject.keys where !readPermissions.contains(subject) {
      guard case .permissions(let user, let project) = subject, users[user] != nil else { continue }
      _ = permissions(of: user, in: project)
    }
  }

  /// A level by its number; nil where nothing is said, or after a finding.
  private mutating func level(_ value: AnswerValue?) -> Level? {
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
