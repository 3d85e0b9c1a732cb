import Catalog
import Companies
import Documents
import TestSupport
import Testing

/// Random companies against the oracle: every cell of every principal.
@Suite struct AccessPropertyTests {
  @Test(arguments: 0..<60) func `every cell is what the oracle says`(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let plain = PlainCompany.random(&generator)
    let reading = Reading(plain.snapshot(&generator))
    let company = try reading.company()
    let access = CompanyAccess(company)
    for user in plain.users {
      let name = "user/" + user.login.uppercased()
      try compare(company, access, name) { plain.level(of: user, on: $0, at: $1) }
    }
    for name in Set(plain.apps.map(\.name) + plain.wishes.map(\.app)).sorted() {
      try compare(company, access, "app/\(name)") { plain.level(ofApp: name, on: $0, at: $1) }
      for user in plain.users {
        try compare(company, access, "app/\(name)@user/\(user.name)") {
          plain.level(ofApp: name, actingFor: user, on: $0, at: $1)
        }
      }
    }
  }

  private func compare(
    _ company: Company,
    _ access: CompanyAccess,
    _ name: String,
    _ expected: (String, PlainPlace) -> Int
  ) throws {
    let principal = try company.principal(name)
    func check(_ scope: Scope, _ key: String, _ place: ProjectPlace?, _ plain: PlainPlace) throws {
      // A tool that nobody named in this company isn't there.
      guard let tool = company.catalog.tool(scope, key) else { return }
      let wanted = expected(key, plain)
      let level = try access.level(principal, tool, in: place)
      #expect(Int(level.rawValue) == wanted, "\(name) \(scope.name):\(key) \(plain)")
      for asked in Level.allCases {
        let verdict = try access.verdict(principal, AccessQuestion(tool, asked, in: place))
        #expect(verdict.allowed == (Int(asked.rawValue) <= wanted))
        #expect((verdict.deniedBecause == nil) == (verdict.allowed == true))
        #expect((verdict.httpStatus == 200) == (verdict.allowed == true))
        if verdict.deniedBecause != .levelTooLow, verdict.allowed == false {
          #expect(verdict.effective == .none)
        }
      }
    }
    for key in PlainTools.company { try check(.company, key, nil, .company) }
    for key in PlainTools.project {
      for id in 1...4 { try check(.project, key, .project(Project.ID(Int64(id))), .project(id)) }
      try check(.project, key, .new, .newProject)
    }
  }

  @Test(arguments: 100..<120) func `lists and who-can say what the single answers say`(
    _ seed: UInt64
  ) throws {
    var generator = SeededGenerator(seed: seed)
    let plain = PlainCompany.random(&generator)
    let company = try Reading(plain.snapshot(&generator)).company()
    let access = CompanyAccess(company)
    let places: [ProjectPlace] = company.contents.projects.map { .project($0.id) }
    for user in company.contents.users {
      let principal = try company.principal(of: user)
      var expected: [String] = []
      for tool in company.catalog.tools(in: .company) {
        let level = try access.level(principal, tool, in: nil)
        if level > .none { expected.append("company \(company.catalog[tool].key) \(level.name)") }
      }
      for (index, place) in places.enumerated() {
        for tool in company.catalog.tools(in: .project) {
          let level = try access.level(principal, tool, in: place)
          if level > .none {
            let id = company.contents.projects[index].id
            expected.append("\(id) \(company.catalog[tool].key) \(level.name)")
          }
        }
      }
      let listed = try access.list(principal).map { cell in
        "\(cell.project?.description ?? "company") \(company.catalog[cell.tool].key)"
          + " \(cell.effective.name)"
      }
      #expect(listed == expected)
    }
    let tool = try #require(company.catalog.tool(.project, "daily_log"))
    for place in places + [.new] {
      for level in Level.allCases {
        let names = try access.whoCan(AccessQuestion(tool, level, in: place)).allowed
          .map(\.principal.name)
        var plainPlace = PlainPlace.newProject
        if case .project(let id) = place { plainPlace = .project(Int(id.value)) }
        let expected = plain.users.filter {
          plain.level(of: $0, on: "daily_log", at: plainPlace) >= Int(level.rawValue)
        }.map { plain.name(of: $0) }.sorted()
        #expect(names == expected)
      }
    }
  }

  @Test(arguments: 200..<240) func `an exported company is read back as it was`(
    _ seed: UInt64
  ) throws {
    var generator = SeededGenerator(seed: seed)
    let plain = PlainCompany.random(&generator)
    let company = try Reading(plain.snapshot(&generator)).company()
    let again = try Reading(plain.snapshot(&generator)).company()
    #expect(SnapshotWriter.yaml(company) == SnapshotWriter.yaml(again))
    let text = String(decoding: SnapshotWriter.yaml(company), as: UTF8.self)
    let back = try Reading(text).company()
    #expect(back == company)
    #expect(String(decoding: SnapshotWriter.yaml(back), as: UTF8.self) == text)
    let json = String(decoding: SnapshotWriter.json(company), as: UTF8.self)
    #expect(try Reading(json, as: .json).company() == company)
  }
}
