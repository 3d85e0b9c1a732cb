import Access
import CLI
import Catalog
import Companies
import Foundation
import Planning
import TestSupport
import Testing

@Suite struct PlanViewTests {
  private let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Golden/plan")

  private func text(
    _ sample: PlanSample,
    _ format: PlanFormat,
    _ change: (inout PlanStyle) -> Void = { _ in }
  ) -> String {
    var style = PlanStyle(toolVersion: "1.2.3")
    change(&style)
    let view = PlanView(sample.plan, applied: sample.applied)
    return String(decoding: view.bytes(format, style), as: UTF8.self)
  }

  private func compare(_ actual: String, with name: String) throws {
    let file = folder.appending(path: name)
    #expect(try actual == GoldenFile.expected(at: file, actual: actual), "\(name)")
  }

  @Test(arguments: PlanSample.all)
  func `text, Markdown and HTML look as they did when they were last looked at`(
    _ sample: PlanSample
  ) throws {
    try compare(text(sample, .text), with: "\(sample.name).text")
    try compare(text(sample, .markdown), with: "\(sample.name).md")
    try compare(text(sample, .html), with: "\(sample.name).html")
  }

  @Test func `colour, the short and the long form look as they did`() throws {
    try compare(text(.update, .text) { $0.color = true }, with: "update.colored.text")
    try compare(text(.install, .text) { $0.isQuiet = true }, with: "install.quiet.text")
    try compare(text(.many, .text) { $0.isVerbose = true }, with: "many.verbose.text")
    try compare(text(.install, .text) { $0.width = 40 }, with: "install.narrow.text")
    try compare(text(.install, .json), with: "install.json")
  }

  @Test(arguments: PlanSample.all)
  func `colour is all that it adds`(_ sample: PlanSample) {
    let colored = text(sample, .text) { $0.color = true }
    #expect(colored.replacing(/\u{1B}\[[0-9;]*m/, with: "") == text(sample, .text))
  }

  @Test(arguments: PlanSample.all, PlanFormat.allCases)
  func `nothing that a name holds acts on a terminal`(_ sample: PlanSample, _ format: PlanFormat) {
    for scalar in text(sample, format).unicodeScalars where scalar != "\n" {
      let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
      #expect(!isControl, "\(scalar.value)")
      if format != .json { #expect(scalar != "\u{202E}") }
    }
  }

  @Test func `nothing that a name holds is markup`() {
    for format in [PlanFormat.markdown, .html] {
      let text = text(.hostile, format)
      #expect(!text.contains("<script"))
      #expect(!text.contains("</td><script"))
    }
    #expect(!text(.hostile, .markdown).contains("@all"))
    #expect(!text(.hostile, .markdown).contains("\n# evil"))
  }

  @Test func `secrets are masked where people read`() {
    for format in [PlanFormat.text, .markdown, .html] {
      #expect(!text(.update, format).contains("sk_live_4eC39HqLyjWDarjtT1zdp7dc"))
    }
  }

  @Test(arguments: [PlanFormat.text, .markdown, .html])
  func `thousands of memberships are one line that tells their number`(_ format: PlanFormat) {
    let text = text(.many, format)
    #expect(text.utf8.count < 20_000)
    #expect(text.contains("2997 memberships"))
    #expect(text.contains("2 memberships"))
    #expect(text.contains("… and 2989 more"))
  }

  @Test(arguments: PlanSample.all)
  func `a screen of consent ends with who answers for what`(_ sample: PlanSample) {
    let asks = ["install", "update", "portfolio", "hostile", "administrator"].contains(sample.name)
    for format in [PlanFormat.text, .markdown, .html] {
      let text = text(sample, format)
      #expect(text.contains("Who answers for what") == asks)
      #expect(text.contains("credentials safe") == asks)
    }
  }

  /// So many different widenings that they can't all be named.
  @Test(arguments: [100, 2_000, 20_000])
  func `Markdown fits a comment and counts each widening`(_ count: Int) throws {
    let changes = (0..<count).map { number in
      Change(
        id: number + 1,
        address: .user(DirectoryUser.ID(Int64(number) + 1)),
        reason: "import",
        before: nil,
        after: .user(
          DirectoryUser(
            id: DirectoryUser.ID(Int64(number) + 1),
            name: "Somebody with quite a long name \(number)",
            login: "\(number)@acme.example",
            isActive: true,
            companyLevels: .custom(["directory": .readonly, "documents": .standard]),
            defaultProjectTemplate: nil,
            isAddedToNewProjects: false
          )
        ),
        relation: .wider
      )
    }
    let plan = PlanSample.plan("import", changes, approvals: [.widen], relation: .wider)
    let markdown = text(PlanSample(name: "", plan: plan), .markdown)
    #expect(markdown.utf8.count <= 65_535)
    let named = markdown.split(separator: "\n").count { $0.contains("Somebody") }
    let more = markdown.firstMatch(of: /(\d+) more widenings?/).flatMap { Int($0.1) } ?? 0
    #expect(named > 50)
    #expect(named + more == count)
  }
}
