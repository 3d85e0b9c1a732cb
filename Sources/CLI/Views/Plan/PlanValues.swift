import Catalog
import Companies
import Documents
import Planning

/// A key of a thing with what becomes of its value.
struct PlanDetail: Hashable, Sendable {
  /// Such as `permissions.daily_log`.
  let key: String
  /// Such as `readonly → standard`.
  let text: String
}

/// What a change says of a thing, key by key.
struct PlanValues {
  private let isWhole: Bool

  init(isVerbose: Bool) { isWhole = isVerbose }

  /// What a change says: all that isn't as usual of a new thing, what differs of another, nothing
  /// of one that goes.
  func details(before: CompanyObject?, after: CompanyObject?) -> [PlanDetail] {
    guard let after, case .map(let new) = after.snapshot else { return [] }
    guard let before, case .map(let old) = before.snapshot else { return creation(new) }
    return difference(old, new)
  }

  /// What becomes of how an app is used.
  func details(of metrics: MetricsChange) -> [PlanDetail] {
    guard case .map(let new) = metrics.after.snapshot else { return [] }
    guard let before = metrics.before, case .map(let old) = before.snapshot else {
      return creation(new)
    }
    return difference(old, new)
  }

  /// The levels or the template of a membership: `daily_log standard`, `template 21`.
  func levels(of levels: AssignedLevels) -> String {
    switch levels {
    case .template(let id): return "template \(id)"
    case .custom(let levels):
      let shown = levels.sorted.filter { $0.level > .none }.map { "\($0.key) \($0.level.name)" }
      return shown.isEmpty ? "no levels" : shown.joined(separator: ", ")
    }
  }

  // MARK: - New things

  /// Keys that the line of the thing itself tells.
  private static let told: Set<String> = ["id", "name", "title", "manifest", "secret_digest"]

  private func creation(_ members: [SnapshotValue.Member]) -> [PlanDetail] {
    members.flatMap { member -> [PlanDetail] in
      guard !PlanValues.told.contains(member.key), !isUsual(member) else { return [] }
      if member.key == "values", case .map(let values) = member.value {
        return values.map { PlanDetail(key: "values.\($0.key)", text: text($0.value)) }
      }
      return [PlanDetail(key: member.key, text: text(member.value, of: member.key))]
    }
  }

  private func isUsual(_ member: SnapshotValue.Member) -> Bool {
    switch (member.key, member.value) {
    case ("active", .boolean(true)), ("add_to_new_projects", .boolean(false)),
      ("state", .text("installed")), (_, .null):
      true
    case (_, .list(let items)): items.isEmpty
    case (_, .map(let members)): members.isEmpty
    default: false
    }
  }

  // MARK: - Differences

  private func difference(
    _ old: [SnapshotValue.Member],
    _ new: [SnapshotValue.Member]
  ) -> [PlanDetail] {
    let before = Dictionary(old.map { ($0.key, $0.value) }) { $1 }
    let after = Dictionary(new.map { ($0.key, $0.value) }) { $1 }
    let keys = new.map(\.key) + old.map(\.key).filter { after[$0] == nil }
    return keys.flatMap { difference($0, before[$0], after[$0]) }
  }

  private func difference(
    _ key: String,
    _ before: SnapshotValue?,
    _ after: SnapshotValue?
  ) -> [PlanDetail] {
    guard before != after else { return [] }
    switch (key, before, after) {
    case ("manifest", _, _): return [PlanDetail(key: key, text: "changed")]
    case (_, .map(let old)?, .map(let new)?): return nested(key, old, new)
    case (_, nil, .map(let new)?): return nested(key, [], new)
    case (_, .map(let old)?, nil): return nested(key, old, [])
    case (_, .list(let old)?, .list(let new)?): return [list(key, old, new)]
    default:
      // Where tools aren't named, every one is meant.
      let absent = key == "tools" ? "all" : "nothing"
      let old = before.map { text($0, of: key) } ?? absent
      let new = after.map { text($0, of: key) } ?? absent
      return [PlanDetail(key: key, text: "\(old) → \(new)")]
    }
  }

  private func nested(
    _ key: String,
    _ old: [SnapshotValue.Member],
    _ new: [SnapshotValue.Member]
  ) -> [PlanDetail] {
    let absent = key == "permissions" ? "none" : "nothing"
    let before = Dictionary(old.map { ($0.key, $0.value) }) { $1 }
    let after = Dictionary(new.map { ($0.key, $0.value) }) { $1 }
    let keys = new.map(\.key) + old.map(\.key).filter { after[$0] == nil }
    let details = keys.compactMap { name -> PlanDetail? in
      guard before[name] != after[name] else { return nil }
      let was = before[name].map(text) ?? absent
      return PlanDetail(
        key: "\(key).\(name)",
        text: "\(was) → \(after[name].map(text) ?? absent)"
      )
    }
    // That a map came or went is told by what was in it, if anything was.
    return details.isEmpty ? [PlanDetail(key: key, text: "no levels of its own")] : details
  }

  private func list(
    _ key: String,
    _ old: [SnapshotValue],
    _ new: [SnapshotValue]
  ) -> PlanDetail {
    let (before, after) = (Set(old), Set(new))
    let added = new.filter { !before.contains($0) }
    let dropped = old.filter { !after.contains($0) }
    let parts = [
      added.isEmpty ? nil : "adds \(text(.list(added)))",
      dropped.isEmpty ? nil : "drops \(text(.list(dropped)))",
    ].compactMap(\.self)
    return PlanDetail(
      key: key,
      text: parts.isEmpty ? "in another order" : parts.joined(separator: "; ")
    )
  }

  // MARK: - Values

  private func text(_ value: SnapshotValue, of key: String) -> String {
    if key == "digest", case .text(let digest) = value { return DeltaWords.short(digest) }
    return text(value)
  }

  private func text(_ value: SnapshotValue) -> String {
    switch value {
    case .null: return "nothing"
    case .boolean(let boolean): return boolean ? "true" : "false"
    case .integer(let integer): return String(integer)
    case .text(let text): return text.isEmpty ? "(empty)" : isWhole ? text : text.clipped(to: 200)
    case .map(let members):
      return members.map { "\($0.key) \(text($0.value))" }.joined(separator: ", ")
    case .list(let items):
      let ids = items.compactMap { item -> Int64? in
        guard case .integer(let id) = item else { return nil }
        return id
      }
      if ids.count == items.count { return IDList.text(ids, isWhole: isWhole) }
      let shown = isWhole ? items[...] : items.prefix(8)
      let more = items.count - shown.count
      return shown.map { text($0) }.joined(separator: ", ")
        + (more > 0 ? ", … and \(more) more" : "")
    }
  }
}
