import Catalog
import Differing

/// A comparison for a comment on a pull request, which has a limit.
///
/// What doesn't fit goes step by step, prose first; a widening goes last, and is counted then.
struct DeltaMarkdown {
  /// How much is left away; each step includes those before it.
  enum Thrift: Int, CaseIterable, Comparable {
    case nothing
    /// Values are cut, texts for people most.
    case values
    /// No changed texts for people, and no places.
    case prose
    /// Of components and of rows that widen nothing the numbers alone.
    case lists
    /// What a widening means is left away, not the widening.
    case meanings
    /// Widenings in a line for each app.
    case tables

    static func < (left: Thrift, right: Thrift) -> Bool { left.rawValue < right.rawValue }
  }

  /// Bytes, which are no fewer than characters; a comment takes 65,535 of these.
  static let limit = 65_000

  private let comparison: Comparison
  private let reports: [AppReport]

  init(_ comparison: Comparison) {
    self.comparison = comparison
    reports = comparison.apps.map { AppReport($0, comparison.catalog) }
  }

  func text() -> String {
    for thrift in Thrift.allCases {
      let text = text(thrift)
      if text.utf8.count <= DeltaMarkdown.limit { return text }
    }
    return DeltaDigestMarkdown.text(reports, limit: DeltaMarkdown.limit)
  }

  private func text(_ thrift: Thrift) -> String {
    var text = ""
    if comparison.isOfFolders {
      text += "### dmsa diff: \(FolderSummary(reports).text)\n"
    }
    for report in reports {
      if !text.isEmpty { text += "\n" }
      text += AppMarkdown(report, thrift, isOneOfMany: comparison.isOfFolders).text()
    }
    if thrift > .nothing {
      text += "\n<sub>Shortened to fit a comment; `dmsa diff` shows all of it.</sub>\n"
    }
    return text
  }
}
