import Catalog
import Diagnostics
import Linting

extension RuleSelection {
  /// Reads names of rules and categories, several to an option parted by commas.
  init(names: [String]) throws(CommandFailure) {
    self.init()
    let parts = names.flatMap {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    for name in parts {
      if let category = Category(rawValue: name) {
        categories.insert(category)
      } else {
        let categories = Category.allCases.map(\.rawValue)
        rules.insert(try RuleNames.rule(name, besides: categories).id)
      }
    }
  }
}

/// Rules as they are named on the command line.
enum RuleNames {
  /// The rule of a name; other names may be meant where there is no such rule.
  static func rule(
    _ name: String,
    besides others: [String] = []
  ) throws(CommandFailure) -> Rule {
    if let rule = RuleList.all[RuleID(name)] { return rule }
    let known = RuleList.all.rules.map(\.id.name) + others
    let near = NearNames.nearest(to: name, among: known)
    throw CommandFailure(
      "unknown rule `\(name)`"
        + (near.map { ", did you mean `\($0)`" } ?? "; `dmsa rules` lists them")
    )
  }
}
