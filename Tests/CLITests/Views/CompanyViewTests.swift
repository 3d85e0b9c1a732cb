import CLI
import Companies
import Testing

@Suite struct CompanyViewTests {
  private func columns(_ line: Substring) -> Int {
    line.unicodeScalars.reduce(0) { $0 + ($1.value < 0x2E80 ? 1 : 2) }
  }

  @Test func `a table is no wider than its terminal, and whole without one`() {
    var contents = Company.Contents(id: Company.ID(1), name: "Acme")
    let name = String(repeating: "Tower 東京 ", count: 20)
    contents.projects = [Project(id: Project.ID(6), name: name)]
    contents.users = [DirectoryUser(id: DirectoryUser.ID(101), name: name, login: name)]
    let company = Company(contents)
    #expect(CompanyView(company).text().contains(name))
    for width in [60, 80, 120] {
      let lines = CompanyView(company, width: width).text().split(separator: "\n")
      #expect(lines.allSatisfy { columns($0) <= width }, "\(lines)")
      #expect(lines.contains { $0.contains("…") })
      #expect(lines.contains { $0.contains("…") && $0.hasSuffix("all") })
    }
  }
}
