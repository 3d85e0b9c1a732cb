import Foundation

/// The tools that the oracle looks at.
struct PlainTools {
  var company: [PlainKey]
  var project: [PlainKey]
  /// Tools without levels, which nobody ever has, by scope.
  var withoutLevels: PlainSnapshot.Tools

  /// The tools of the catalog, from its table.
  static func catalog() throws -> PlainTools {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let file = root.appending(path: "Sources/Catalog/Data/tools.csv")
    return try PlainTools(csv: String(contentsOf: file, encoding: .utf8))
  }

  /// Reads a table whose first columns are scope, key, name and levels, none of them in quotes.
  init(csv: String) {
    company = []
    project = []
    withoutLevels = ["company": [], "project": []]
    for line in csv.split(separator: "\n").dropFirst() {
      let fields = line.split(separator: ",", maxSplits: 4, omittingEmptySubsequences: false)
      guard fields.count > 3 else { continue }
      let key = PlainKey(String(fields[1]))
      if fields[0] == "company" { company.append(key) } else { project.append(key) }
      if fields[3] == "none" { withoutLevels[PlainKey(String(fields[0]))]?.insert(key) }
    }
  }

  /// These tools and those that companies name besides, sorted.
  func extended(by named: [PlainSnapshot.Tools]) -> PlainTools {
    var tools = self
    for named in named {
      tools.company += named["company"] ?? []
      tools.project += named["project"] ?? []
    }
    tools.company = Set(tools.company).sorted()
    tools.project = Set(tools.project).sorted()
    return tools
  }

  /// Few of these tools, for speed: those which rules speak of, one that is ordinary at each scope,
  /// and whatever a company names besides.
  var few: PlainTools {
    PlainTools(
      company: ["directory", "permissions", "documents", "conversations"],
      project: ["directory", "documents"],
      withoutLevels: withoutLevels
    )
  }

  /// Chosen tools; all of them have levels unless it is said.
  init(
    company: [PlainKey],
    project: [PlainKey],
    withoutLevels: PlainSnapshot.Tools = [:]
  ) {
    self.company = company
    self.project = project
    self.withoutLevels = withoutLevels
  }
}
