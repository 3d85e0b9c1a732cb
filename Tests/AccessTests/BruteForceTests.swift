import Access
import Catalog
import Testing

/// What a set of grants allows, worked out cell by cell and by names alone.
///
/// Knows nothing of ``EffectiveLevels``: the rules stand here once more, in other words.
private struct PlainModel {
  /// A level for each company tool, then two for each project tool: permitted and other projects.
  let cells: [UInt8]

  private static let tools = Catalog.builtIn.tools.map { tool in
    (isCompany: tool.scope == .company, key: tool.key, isNothing: tool.levels.levels == [.none])
  }

  init(_ grants: [Given]) {
    func has(_ scope: Scope, _ key: String) -> UInt8 {
      var level: UInt8 = 0
      for grant in grants where grant.scope == scope && grant.key == key {
        level = max(level, grant.level.rawValue)
      }
      return level
    }
    let runsCompany = has(.company, "directory") == 3
    let runsProject = has(.project, "directory") == 3
    var cells: [UInt8] = []
    for tool in PlainModel.tools {
      let own = has(tool.isCompany ? .company : .project, tool.key)
      if tool.isCompany {
        let isGiven = runsCompany && tool.key != "permissions"
        cells.append(tool.isNothing ? 0 : isGiven ? 3 : own)
      } else {
        cells.append(tool.isNothing ? 0 : runsCompany || runsProject ? 3 : own)
        cells.append(tool.isNothing || !runsCompany ? 0 : 3)
      }
    }
    self.cells = cells
  }

  func relation(to after: PlainModel) -> Relation {
    var isWider = false
    var isNarrower = false
    for (before, after) in zip(cells, after.cells) {
      if after > before { isWider = true }
      if after < before { isNarrower = true }
    }
    switch (isWider, isNarrower) {
    case (false, false): return .equal
    case (true, false): return .wider
    case (false, true): return .narrower
    case (true, true): return .incomparable
    }
  }
}

struct BruteForceTests {
  private struct Side {
    let held: EffectiveLevels
    let model: PlainModel

    init(_ grants: [Given]) {
      held = EffectiveLevels(grants)
      model = PlainModel(grants)
    }
  }

  private func mismatch(_ before: Side, _ after: Side) -> String? {
    let actual = Relation(from: before.held, to: after.held)
    let expected = before.model.relation(to: after.model)
    return actual == expected ? nil : "\(actual), expected \(expected)"
  }

  private static let singles = Given.all.map { Side([$0]) }

  @Test func `every single compares to nothing and to every other as its cells do`() {
    let nothing = Side([])
    for (index, single) in BruteForceTests.singles.enumerated() {
      #expect(mismatch(nothing, single) == nil, "\(Given.all[index].testDescription)")
      #expect(mismatch(single, nothing) == nil, "\(Given.all[index].testDescription)")
      for (second, other) in BruteForceTests.singles.enumerated() {
        guard let found = mismatch(single, other) else { continue }
        Issue.record("\(Given.all[index]) to \(Given.all[second]): \(found)")
      }
    }
  }

  /// Readonly is left out, for it implies as little as standard does.
  @Test(arguments: Given.all.indices)
  func `every pair compares to its parts as its cells do`(index: Int) {
    let single = BruteForceTests.singles[index]
    for second in Given.all.indices.dropFirst(index) where Given.all[second].level > .readonly {
      let pair = Side([Given.all[index], Given.all[second]])
      let isOfDirectory = Given.all[second].key == "directory"
      let found =
        mismatch(single, pair)
        ?? (isOfDirectory ? mismatch(pair, BruteForceTests.singles[second]) : nil)
      guard let found else { continue }
      Issue.record("\(Given.all[index]) with \(Given.all[second]): \(found)")
    }
  }

  @Test func `every cell of every pair with a Directory is what the rules say`() {
    let directories = Given.all.filter { $0.key == "directory" || $0.key == "permissions" }
    for grant in directories {
      for other in Given.all {
        let side = Side([grant, other])
        let cells = side.held.catalog.tools.flatMap { tool in
          Cell.cells(of: tool.id, in: side.held.catalog).map { side.held[$0].rawValue }
        }
        #expect(cells == side.model.cells, "\(grant.testDescription), \(other.testDescription)")
      }
    }
  }
}
