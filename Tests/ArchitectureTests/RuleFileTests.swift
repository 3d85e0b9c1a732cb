import Diagnostics
import Foundation
import Linting
import Testing

private let rulesFolder = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()
  .appending(path: "Sources/Linting/Rules")

/// Ids that a rule had once and that no other may have.
private let retiredIDs: Set<String> = []

@Suite struct RuleFileTests {
  private func fileName(_ id: String) -> String {
    id.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined() + ".swift"
  }

  @Test func `each rule has a file of its name`() throws {
    let files = Set(try FileManager.default.contentsOfDirectory(atPath: rulesFolder.path))
    for rule in RuleList.all.rules {
      #expect(files.contains(fileName(rule.id.name)), "\(rule.id) lacks its file")
    }
  }

  @Test func `each rule in a file is listed`() throws {
    let listed = Set(RuleList.all.rules.map(\.id.name))
    let files = try FileManager.default.contentsOfDirectory(atPath: rulesFolder.path)
    for file in files where file.hasSuffix(".swift") {
      let text = try String(contentsOf: rulesFolder.appending(path: file), encoding: .utf8)
      guard text.contains("= Rule(") else { continue }
      let after = text.components(separatedBy: "= Rule(").last ?? ""
      let id = after.components(separatedBy: "\"").dropFirst().first ?? ""
      #expect(listed.contains(id), "\(file) holds `\(id)`, which RuleList lacks")
      #expect(file == fileName(id), "\(file) holds `\(id)`")
    }
  }

  @Test func `ids are kebab-case, unique and never reused`() {
    let ids = RuleList.all.rules.map(\.id.name)
    #expect(Set(ids).count == ids.count)
    #expect(retiredIDs.isDisjoint(with: ids))
    for id in ids {
      #expect(id.allSatisfy { $0.isLowercase || $0 == "-" }, "\(id)")
    }
  }
}
