import CLI
import Diagnostics
import Linting
import Testing

@Suite struct MarkdownLimitTests {
  private func file(_ number: Int, _ severity: Severity, help: String?) -> LintedFile {
    LintedFile(
      path: "folder/app-\(number).manifest.yaml",
      bytes: [0x61],
      findings: [
        LintedFinding(
          Finding(
            "unknown-key",
            severity,
            "unknown key `number_\(number)`",
            help: help,
            at: SourceRange(0, 1)
          ),
          .schema
        )
      ]
    )
  }

  @Test func `a large run fits a comment and keeps its errors`() {
    let files = (0..<5000).map {
      file($0, $0.isMultiple(of: 100) ? .error : .note, help: String(repeating: "why ", count: 30))
    }
    let text = SampleRun.text(.markdown, files)
    #expect(text.unicodeScalars.count < 65_000)
    #expect(text.utf8.count > 40_000)
    #expect(text.split(separator: "\n").count { $0.contains("**error**") } == 50)
    #expect(text.contains("more findings left out, the least severe first."))
    #expect(text.hasPrefix("### dmsa lint: 50 errors, 4950 notes in 5000 files\n"))
  }

  @Test func `help goes before a finding does`() {
    let files = (0..<200).map { file($0, .error, help: String(repeating: "why ", count: 200)) }
    let text = SampleRun.text(.markdown, files)
    #expect(text.utf8.count < 65_000)
    #expect(!text.contains("left out"))
    #expect(!text.contains("why"))
  }

  @Test func `a message without end is cut`() {
    let finding = Finding(
      "unknown-key",
      .error,
      "unknown key `" + String(repeating: "a", count: 100_000) + "`",
      at: .fileStart
    )
    let file = LintedFile(path: "a", bytes: [0x61], findings: [LintedFinding(finding, .schema)])
    let text = SampleRun.text(.markdown, [file])
    #expect(text.contains("**error**"))
    #expect(text.utf8.count < 2000)
  }

  /// By Swift's characters a mark makes another one of the sign before it; to Markdown it is there.
  @Test func `a mark on a sign hides it from nobody`() {
    let finding = Finding(
      "unknown-tool",
      .error,
      "unknown tool `q|\u{301}x` and y|\u{301} `\u{301}z|\u{301}`\u{301}",
      at: .fileStart
    )
    let file = LintedFile(
      path: "a|\u{301}`\u{301}b",
      bytes: [0x61],
      findings: [LintedFinding(finding, .schema)]
    )
    let text = SampleRun.text(.markdown, [file])
    let signs = text.unicodeScalars
    #expect(zip(signs, signs.dropFirst()).allSatisfy { $1 != "\u{301}" || $0 != "|" })
    #expect(
      text.utf8.split(separator: 0x0A).allSatisfy { $0.count { $0 == 0x60 }.isMultiple(of: 2) }
    )
  }
}
