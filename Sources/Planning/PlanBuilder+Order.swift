import Companies

extension PlanBuilder {
  /// Puts changes into the order in which they are applied; tells where access is lost on the way
  /// and given back, and refuses where no order keeps it from being given.
  func arranged(_ changes: [Change]) throws -> [Change] {
    let before = CompanyDraft(base, catalog: draft.catalog)
    let likely = try ChangeOrder(changes, before: before, after: draft).sorted()
    let cells = try SharedCells(likely, before: before, after: draft)
    let comparison = CellComparison(before, draft, facts: facts)
    for cell in cells.all.sorted() { try comparison.note(cell) }
    switch try SoundOrder(likely, cells, before: before, after: draft).sought() {
    case .none(let user):
      let isImport = likely.first?.reason == "import"
      refuse(
        Plan.Refusal(
          "no order of these changes keeps user `\(user)` from access in between that neither the"
            + " company nor "
            + (isImport
              ? "the snapshot gives; import the tools of projects first, then the rest"
              : "the plan gives; make them one at a time")
        )
      )
      return []
    case .found(let order, let gaps):
      if !gaps.cells.isEmpty {
        warn(
          "project-access-gap",
          "while it is applied, users lose access for a moment that they have before and after",
          projects: Array(gaps.projects)
        )
      }
      return try order.addressed(from: before).numbered()
    }
  }
}
