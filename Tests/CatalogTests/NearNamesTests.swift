import Catalog
import Testing

struct NearNamesTests {
  private let catalog = Catalog.builtIn

  private func near(_ key: String, _ scope: Scope) -> [String] {
    catalog.nearTools(to: key, in: scope).map {
      let tool = catalog[$0.tool]
      return "\(tool.scope.name) \(tool.key) \($0.distance)"
    }
  }

  @Test func `another name leads to the key`() {
    #expect(near("photos", .project).first == "project images 0")
    #expect(near("Photos", .project).first == "project images 0")
    #expect(near("snag", .project).isEmpty)
  }

  @Test func `a label leads to the key`() {
    #expect(near("Daily Log", .project).first == "project daily_log 0")
    #expect(near("daily-log", .project).first == "project daily_log 0")
    #expect(near("T&M Tickets", .project).first == "project time_and_material_entries 0")
  }

  @Test func `a retired key leads to the key of today`() {
    #expect(near("budgt", .project).first == "project budgeting 1")
  }

  @Test func `a slip leads to the key`() {
    #expect(near("comitments", .project).first == "project commitments 1")
    #expect(near("submital_log", .project).first == "project submittal_logs 2")
    #expect(near("submita_log", .project).isEmpty)
  }

  @Test func `this scope comes before the other one`() {
    #expect(near("dokuments", .project) == ["project documents 1", "company documents 1"])
    #expect(near("dokuments", .company) == ["company documents 1", "project documents 1"])
    #expect(near("images", .company).first == "project images 0")
    #expect(near("concierge", .project) == ["company concierge 0"])
  }

  @Test func `the nearest comes first, then catalog order`() {
    let found = catalog.nearTools(to: "timecards", in: .project)
    let ranks = found.map { near in
      [catalog[near.tool].scope == .project ? 0 : 1, near.distance, near.tool.index]
    }
    for (rank, next) in zip(ranks, ranks.dropFirst()) {
      #expect(rank.lexicographicallyPrecedes(next))
    }
    #expect(near("schedule", .project).prefix(2) == ["project calendar 0", "project schedule 0"])
  }

  @Test func `a view leads to a current one`() {
    #expect(catalog.nearView(to: "RFI.detail") == "rfi.detail")
    #expect(catalog.nearView(to: "rfis.detail") == "rfi.detail")
    #expect(catalog.nearView(to: "Submittal Logs.detail") == "submittal_logs.detail")
    #expect(catalog.nearView(to: "payments.list") == nil)
    #expect(catalog.nearView(to: "") == nil)
  }

  @Test(
    arguments: [
      ("", "", 2, 0), ("a", "", 2, 1), ("", "ab", 2, 2), ("abc", "abc", 0, 0), ("abc", "abd", 1, 1),
      ("kitten", "sitting", 3, 3), ("flaw", "lawn", 2, 2), ("ab", "ba", 2, 2), ("é", "e", 2, 2),
      ("abc", "xyz", 9, 3), ("abc", "abcdefg", Int.max, 4),
    ] as [(String, String, Int, Int)]
  )
  func `edits are counted`(left: String, right: String, limit: Int, distance: Int) {
    #expect(NearNames.distance(left, right, limit: limit) == distance)
    #expect(NearNames.distance(right, left, limit: limit) == distance)
  }

  @Test func `beyond the limit there is no distance`() {
    #expect(NearNames.distance("kitten", "sitting", limit: 2) == nil)
    #expect(NearNames.distance("abc", "abd", limit: 0) == nil)
    #expect(NearNames.distance("abc", "abcdef", limit: 2) == nil)
    #expect(NearNames.distance("abc", "abc", limit: -1) == nil)
  }

  @Test func `the band gives what the whole table gives`() {
    var state: UInt64 = 42
    func next(_ bound: UInt64) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % bound)
    }
    func word() -> String { String((0..<next(9)).map { _ in ["a", "b", "c"][next(3)] }.joined()) }
    for _ in 0..<3000 {
      let (left, right) = (word(), word())
      let whole = wholeTableDistance(Array(left.utf8), Array(right.utf8))
      for limit in 0...4 {
        let expected = whole <= limit ? whole : nil
        #expect(NearNames.distance(left, right, limit: limit) == expected, "\(left) \(right)")
      }
    }
  }

  @Test(.timeLimit(.minutes(1))) func `long texts take time by their length`() {
    let long = String(repeating: "a", count: 1_000_000)
    #expect(NearNames.distance(long + "b", "b" + long, limit: 2) == 2)
    #expect(NearNames.distance(long, String(repeating: "b", count: 1_000_000), limit: 2) == nil)
    #expect(catalog.nearTools(to: long, in: .project).isEmpty)
  }

  @Test func `names are compared in lower case with blanks and dashes as underscores`() {
    #expect(NearNames.normalized("Daily Log") == "daily_log")
    #expect(NearNames.normalized("read-only\tX") == "read_only_x")
    #expect(NearNames.normalized("ÉTÉ\u{a0}log") == "été_log")
    #expect(NearNames.normalized("t&m") == "t&m")
    #expect(NearNames.normalized("") == "")
  }

  @Test func `the nearest name is the first of the best`() {
    #expect(NearNames.nearest(to: "foo", among: ["fooo", "fo", "bar"]) == "fooo")
    #expect(NearNames.nearest(to: "foo", among: ["fooxx", "foox", "Foo"]) == "Foo")
    #expect(NearNames.nearest(to: "foo", among: ["fooxx", "fo"]) == "fo")
    #expect(NearNames.nearest(to: "foo", among: ["quux"]) == nil)
    #expect(NearNames.nearest(to: "foo", among: []) == nil)
  }

  private func wholeTableDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var row = Array(0...right.count)
    for (index, byte) in left.enumerated() {
      var next = [index + 1]
      for (column, other) in right.enumerated() {
        let replaced = row[column] + (byte == other ? 0 : 1)
        next.append(min(replaced, row[column + 1] + 1, next[column] + 1))
      }
      row = next
    }
    return row[right.count]
  }

  @Test func `a number and a short name lead nowhere`() {
    #expect(NearNames.likely(for: "7", among: ["6"]) == nil)
    #expect(NearNames.likely(for: "4711", among: ["4712", "471"]) == nil)
    #expect(NearNames.likely(for: "ab", among: ["ac", "abc"]) == nil)
    #expect(NearNames.likely(for: "abc", among: ["xyc"]) == nil)
    #expect(NearNames.likely(for: "rfo", among: ["rfi"]) == "rfi")
    #expect(NearNames.likely(for: "QA", among: ["qa"]) == "qa")
  }
}
