import Access
import Catalog
import Testing

struct RelationTests {
  private let catalog = Catalog.builtIn

  @Test(
    arguments: [
      (.equal, .equal, .equal), (.equal, .wider, .wider), (.narrower, .equal, .narrower),
      (.wider, .wider, .wider), (.narrower, .narrower, .narrower),
      (.wider, .narrower, .incomparable), (.incomparable, .equal, .incomparable),
      (.incomparable, .wider, .incomparable),
    ] as [(Relation, Relation, Relation)]
  )
  func `relations of parts combine`(left: Relation, right: Relation, whole: Relation) {
    #expect(left.combined(with: right) == whole)
    #expect(right.combined(with: left) == whole)
  }

  @Test func `levels compare`() {
    #expect(Relation(from: .none, to: .readonly) == .wider)
    #expect(Relation(from: .admin, to: .standard) == .narrower)
    #expect(Relation(from: .standard, to: .standard) == .equal)
  }

  @Test func `a row can be granted and narrower`() throws {
    // Company Directory admin goes, a project grant comes.
    let before = EffectiveLevels(Given(.company, "directory", .admin))
    let after = EffectiveLevels(Given(.project, "rfi", .standard))
    let rfi = try #require(catalog.tool(.project, "rfi"))
    #expect(Relation(of: rfi, from: before, to: after) == .narrower)
    #expect(Relation(from: before, to: after) == .narrower)
  }

  @Test func `a row can be revoked and wider`() throws {
    let before = EffectiveLevels(Given(.project, "rfi", .standard))
    let after = EffectiveLevels(Given(.company, "directory", .admin))
    let rfi = try #require(catalog.tool(.project, "rfi"))
    #expect(Relation(of: rfi, from: before, to: after) == .wider)
    #expect(Relation(from: before, to: after) == .wider)
  }

  @Test func `one grant for another is incomparable`() {
    let before = EffectiveLevels(Given(.project, "rfi", .standard))
    let after = EffectiveLevels(Given(.project, "images", .standard))
    #expect(Relation(from: before, to: after) == .incomparable)
  }

  @Test func `Permissions makes company Directory admin incomparable to it`() {
    let before = EffectiveLevels(Given(.company, "permissions", .readonly))
    let after = EffectiveLevels(Given(.company, "directory", .admin))
    #expect(Relation(from: before, to: after) == .incomparable)
  }

  // MARK: - Witnesses

  @Test func `a witness is the lowest level that is new`() throws {
    let rfi = try #require(catalog.tool(.project, "rfi"))
    let before = EffectiveLevels(Given(.project, "rfi", .readonly))
    let after = EffectiveLevels(Given(.project, "rfi", .admin))
    let witness = try #require(Witness(of: rfi, from: before, to: after))
    #expect(witness.cell == Cell(rfi, .permitted))
    #expect(witness.level == .standard)
    #expect(Witness(of: rfi, from: after, to: before) == nil)
    #expect(Witness(of: rfi, from: after, to: after) == nil)
  }

  @Test func `a witness may be another project's`() throws {
    let rfi = try #require(catalog.tool(.project, "rfi"))
    let before = EffectiveLevels(Given(.project, "directory", .admin))
    let after = EffectiveLevels(Given(.company, "directory", .admin))
    let witness = try #require(Witness(of: rfi, from: before, to: after))
    #expect(witness.cell == Cell(rfi, .other))
    #expect(witness.level == .readonly)
  }

  @Test(arguments: Given.all)
  func `a witness was denied before and is allowed after`(grant: Given) throws {
    let before = EffectiveLevels(Given(.project, "rfi", .standard), Given(.company, "home", .admin))
    let after = EffectiveLevels(grant)
    for tool in catalog.tools {
      let relation = Relation(of: tool.id, from: before, to: after)
      let witness = Witness(of: tool.id, from: before, to: after)
      #expect((witness != nil) == (relation == .wider || relation == .incomparable))
      guard let witness else { continue }
      #expect(before[witness.cell] < witness.level)
      #expect(after[witness.cell] >= witness.level)
    }
  }
}
