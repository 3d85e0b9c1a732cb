import Differing

/// How many apps of two folders differ, and in what.
struct FolderSummary {
  private let parts: [String]
  private let notes: [String]
  private let count: Int

  init(_ reports: [AppReport]) {
    count = reports.count
    let changes = [ComparedApp.Change.added, .changed, .removed].map { change in
      (change.rawValue, reports.count { $0.change == change })
    }
    parts = changes.filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }
    let wider = reports.count(where: \.isWider)
    let consent = reports.count(where: \.requiresConsent)
    notes = [
      wider > 0 ? "\(wider) wider" : nil,
      consent > 0 ? "consent required for \(consent)" : nil,
    ].compactMap(\.self)
  }

  var isEmpty: Bool { count == 0 }

  /// One line without a stop.
  var text: String {
    if isEmpty { return "no app differs in meaning" }
    let changes = "\(Wording.count(count, "app")): \(parts.joined(separator: ", "))"
    return ([changes] + notes).joined(separator: "; ")
  }
}
