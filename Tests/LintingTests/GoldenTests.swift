import Catalog
import Diagnostics
import Foundation
import Linting
import TestSupport
import Testing

/// The folder of the golden files, beside the test targets.
private let golden = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().appending(path: "Golden/lint")

/// The one folder that is looked at (`GOLDEN_ONLY=unused-grant`); nil for all.
private let only = ProcessInfo.processInfo.environment["GOLDEN_ONLY"]

/// One rule's folder: `bad.*` with its findings in `bad.out`, `ok.*` without any.
struct GoldenCase: CustomTestStringConvertible, Sendable {
  let rule: String
  let file: URL
  var testDescription: String { "\(rule)/\(file.lastPathComponent)" }

  static let all: [GoldenCase] = {
    let manager = FileManager.default
    let folders = (try? manager.contentsOfDirectory(atPath: golden.path)) ?? []
    return folders.sorted().filter { only == nil || only == $0 }.flatMap { rule in
      let folder = golden.appending(path: rule)
      let files = (try? manager.contentsOfDirectory(atPath: folder.path)) ?? []
      return files.sorted().filter { !$0.hasSuffix(".out") && !$0.hasPrefix(".") }.map {
        GoldenCase(rule: rule, file: folder.appending(path: $0))
      }
    }
  }()
}

@Suite struct GoldenTests {
  /// Every finding with what it says, of all personas: that of the rule itself, or of all for `ok`.
  private func lines(_ golden: GoldenCase, only rule: RuleID?) throws -> [String] {
    var options = LintOptions()
    options.persona = .auditor
    options.today = "2026-11-01"
    options.trustedHosts = golden.rule == "untrusted-host" ? ["crewsync.io"] : []
    var linter = Linter(catalog: .builtIn)
    let bytes = [UInt8](try Data(contentsOf: golden.file))
    let file = linter.lint(bytes, path: golden.file.lastPathComponent, options: options)
    let table = LineTable(bytes)
    return file.findings.filter { rule == nil || $0.finding.rule == rule }.flatMap {
      let finding = $0.finding
      let flag = $0.isSuppressed ? " (suppressed)" : ""
      let line =
        "\(place(finding.range, table)): "
        + "\(finding.severity.name)[\(finding.rule)] \(finding.message) (\(finding.pointer))\(flag)"
      return [line] + details(of: finding, table)
    }
  }

  private func place(_ range: SourceRange, _ table: LineTable) -> String {
    let start = table.position(of: range.start)
    let end = table.position(of: range.end)
    return "\(start.line):\(start.column)-\(end.line):\(end.column)"
  }

  /// What a finding says besides its message, indented below it.
  private func details(of finding: Finding, _ table: LineTable) -> [String] {
    let related = finding.related.map { "  \(place($0.range, table)): \($0.message)" }
    let fixes = finding.fixes.flatMap { fix in
      let edits = fix.edits.map { "    \(place($0.range, table)): \($0.text.debugDescription)" }
      return ["  fix, \(fix.safety): \(fix.description)"] + edits
    }
    return (finding.help.map { ["  help: \($0)"] } ?? []) + related + fixes
  }

  @Test(arguments: GoldenCase.all)
  func `each rule finds what its bad file shows and nothing in its sound one`(
    _ golden: GoldenCase
  ) throws {
    let name = golden.file.deletingPathExtension().lastPathComponent
    if name.hasPrefix("ok") {
      #expect(try lines(golden, only: RuleID(golden.rule)) == [])
      return
    }
    let actual = try lines(golden, only: RuleID(golden.rule)).joined(separator: "\n") + "\n"
    #expect(actual != "\n", "the rule finds nothing here")
    let output = golden.file.deletingPathExtension().appendingPathExtension("out")
    #expect(try actual == GoldenFile.expected(at: output, actual: actual))
  }

  @Test(arguments: RuleList.all.rules.map(\.id.name))
  func `each rule has a golden folder with a bad and a sound file`(_ rule: String) {
    let files = GoldenCase.all.filter { $0.rule == rule }.map(\.file.lastPathComponent)
    #expect(files.contains { $0.hasPrefix("bad") }, "\(rule) lacks a bad file")
    #expect(files.contains { $0.hasPrefix("ok") }, "\(rule) lacks a sound file")
  }
}
