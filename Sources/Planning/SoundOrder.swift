import Companies

/// Looks for an order of changes in which no moment gives access that neither the company before
/// nor the one after has; and takes none away to give it back, as far as that can be helped.
///
/// It takes the changes one by one, in the order that is given where nothing is wrong with that, and
/// lets those wait that would give too much by now. Where all that are left would, it begins anew
/// with these first.
struct SoundOrder {
  typealias Cell = AccessInBetween.Cell

  enum Outcome {
    /// The changes, and what is lost for a while.
    case found([Change], gaps: Gaps)
    /// A user who would get too much.
    case none(DirectoryUser.ID)
  }

  struct Gaps {
    var cells: Set<Cell> = []
    var projects: Set<Project.ID> = []
  }

  private let changes: [Change]
  private let cells: [[Cell]]
  private let before: any CompanyReader
  private let after: any CompanyReader

  /// - Parameters:
  ///   - changes: In an order that is likely to do.
  ///   - cells: What to follow.
  ///   - before: The company without them.
  ///   - after: The company with all of them.
  init(
    _ changes: [Change],
    _ cells: SharedCells,
    before: any CompanyReader,
    after: any CompanyReader
  ) {
    self.changes = changes
    self.cells = cells.byChange
    self.before = before
    self.after = after
  }

  func sought() throws -> Outcome {
    let requirements = ChangeRequirements(changes)
    var priority = Array(changes.indices)
    var tried: Set<[Int]> = []
    var user = DirectoryUser.ID(0)
    // A plan of many changes that has no order is given up sooner.
    for _ in 0..<(changes.count > 1000 ? 4 : 32) {
      var attempt = Attempt(changes, cells, requirements, priority, before: before, after: after)
      let stuck = try attempt.run()
      if stuck.isEmpty { return .found(attempt.order.map { changes[$0] }, gaps: attempt.gaps) }
      user = try attempt.blocked(among: stuck) ?? user
      let isStuck = Set(stuck)
      priority = stuck + priority.filter { !isStuck.contains($0) }
      guard tried.insert(priority).inserted else { break }
    }
    return .none(user)
  }
}

/// One attempt to put changes into order.
private struct Attempt {
  typealias Cell = AccessInBetween.Cell

  private(set) var order: [Int] = []
  private(set) var gaps = SoundOrder.Gaps()

  private let changes: [Change]
  private let cells: [[Cell]]
  private let requirements: ChangeRequirements
  /// The changes as they are to come where nothing is wrong with it, and each one's place there.
  private let priority: [Int]
  private let ranks: [Int]
  private let current: CompanyDraft
  private var between: AccessInBetween
  /// How many others have to come before a change still.
  private var missing: [Int]
  private var appsLeft: Int
  private var isTaken: [Bool]
  /// How many of them were looked at.
  private var position = 0
  /// Those that were passed over and may have become possible, the last one first.
  private var woken: [Int] = []
  private var isWoken: [Bool]
  /// Those that wait until a cell is another one.
  private var waiting: [Cell: [Int]] = [:]
  /// Those of them that only take something away for a while, as far as is known.
  private var losing: Set<Int> = []
  /// Where to look first for what is wrong with a change.
  private var starts: [Int]

  init(
    _ changes: [Change],
    _ cells: [[Cell]],
    _ requirements: ChangeRequirements,
    _ priority: [Int],
    before: any CompanyReader,
    after: any CompanyReader
  ) {
    self.changes = changes
    self.cells = cells
    self.requirements = requirements
    self.priority = priority
    var ranks = changes.map { _ in 0 }
    for (rank, index) in priority.enumerated() { ranks[index] = rank }
    self.ranks = ranks
    current = CompanyDraft(before, catalog: after.catalog)
    between = AccessInBetween(before: before, after: after)
    missing = requirements.counts
    appsLeft = requirements.appCount
    isTaken = changes.map { _ in false }
    isWoken = isTaken
    starts = ranks.map { _ in 0 }
    if appsLeft > 0 { for index in requirements.configurations { missing[index] += 1 } }
  }

  /// Takes all changes, or as many as it can; returns those that are left.
  mutating func run() throws -> [Int] {
    while order.count < changes.count {
      if let index = woken.popLast() {
        isWoken[index] = false
        try consider(index)
      } else if position < priority.count {
        position += 1
        try consider(priority[position - 1])
      } else if try !takeOneThatLoses() {
        return priority.filter { !isTaken[$0] }
      }
    }
    return []
  }

  /// The first user whom one of the changes would give too much.
  mutating func blocked(among stuck: [Int]) throws -> DirectoryUser.ID? {
    for index in stuck where missing[index] == 0 {
      if let cell = try obstacle(to: index, mayLose: true)?.cell { return cell.user }
    }
    return nil
  }

  private mutating func consider(_ index: Int) throws {
    guard !isTaken[index], missing[index] == 0 else { return }
    losing.remove(index)
    guard let obstacle = try obstacle(to: index, mayLose: false) else { return try take(index) }
    waiting[obstacle.cell, default: []].append(index)
    if obstacle.verdict == .gap { losing.insert(index) }
  }

  private mutating func takeOneThatLoses() throws -> Bool {
    for index in losing.sorted(by: { ranks[$0] < ranks[$1] }) {
      losing.remove(index)
      guard let obstacle = try obstacle(to: index, mayLose: true) else {
        try take(index)
        return true
      }
      waiting[obstacle.cell, default: []].append(index)
    }
    return false
  }

  /// The first cell that a change would make wrong by now; nil for none.
  private mutating func obstacle(
    to index: Int,
    mayLose: Bool
  ) throws -> (cell: Cell, verdict: AccessInBetween.Verdict)? {
    let cells = cells[index]
    guard !cells.isEmpty else { return nil }
    let change = changes[index]
    let trial = CompanyDraft(current, catalog: current.catalog)
    try trial.put(change.after, at: change.currentAddress(in: current))
    for step in cells.indices {
      let place = (starts[index] + step) % cells.count
      let cell = cells[place]
      let verdict = try between.verdict(on: cell, in: trial)
      switch verdict {
      case .sound: continue
      case .gap where mayLose || gaps.cells.contains(cell): continue
      case .gap, .excess:
        starts[index] = place
        return (cell, verdict)
      }
    }
    return nil
  }

  private mutating func take(_ index: Int) throws {
    let change = changes[index]
    try current.put(change.after, at: change.currentAddress(in: current))
    order.append(index)
    isTaken[index] = true
    for cell in cells[index] {
      if try between.verdict(on: cell, in: current) == .gap {
        gaps.cells.insert(cell)
        if case .project(let project)? = cell.place { gaps.projects.insert(project) }
        gaps.projects.formUnion(try between.projectsLost(with: cell, in: current))
      }
      for other in waiting.removeValue(forKey: cell) ?? [] { wake(other) }
    }
    for other in requirements.dependents[index] { satisfy(other) }
    guard change.kind == .app else { return }
    appsLeft -= 1
    if appsLeft == 0 { for other in requirements.configurations { satisfy(other) } }
  }

  private mutating func satisfy(_ index: Int) {
    missing[index] -= 1
    if missing[index] == 0 { wake(index) }
  }

  private mutating func wake(_ index: Int) {
    let rank = ranks[index]
    // Its turn comes anyway.
    guard rank < position, !isTaken[index], !isWoken[index] else { return }
    isWoken[index] = true
    var (low, high) = (0, woken.count)
    while low < high {
      let middle = (low + high) / 2
      if ranks[woken[middle]] > rank { low = middle + 1 } else { high = middle }
    }
    woken.insert(index, at: low)
  }
}
