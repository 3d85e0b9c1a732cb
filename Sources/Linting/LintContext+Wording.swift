import Catalog

// How the rules name what they speak of.
extension LintContext {
  /// A tool with its scope, such as "company tool `documents`".
  func described(_ tool: ToolID) -> String {
    let tool = catalog.tools[tool.index]
    return "\(tool.scope.name) tool `\(tool.key)`"
  }

  /// The tools of one scope of which any will do, such as "project tool `rfi` or `meetings`".
  func described(anyOf tools: [ToolID]) -> String {
    guard let first = tools.first else { return "" }
    let keys = tools.map { catalog.tools[$0.index].key }
    return "\(catalog.tools[first.index].scope.name) tool \(listed(keys, "or"))"
  }

  /// Words in backticks, with this one before the last.
  func listed(_ words: [String], _ conjunction: String) -> String {
    var listed = ""
    for (index, word) in words.enumerated() {
      if index > 0 { listed += index + 1 < words.count ? ", " : " \(conjunction) " }
      listed += "`\(word)`"
    }
    return listed
  }
}

extension Scope {
  /// How far a grant at this scope reaches.
  var reach: String { self == .company ? "across the whole company" : "in each permitted project" }
}
