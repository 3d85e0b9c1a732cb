import CLI
import Diagnostics
import Foundation
import Linting
import TestSupport
import Testing

/// What is compared with a file of its name.
struct GoldenView: CustomTestStringConvertible, Sendable {
  let name: String
  let format: LintFormat
  var files = SampleRun.files
  var style = SampleRun.style
  var failOn: Severity? = .warning
  var testDescription: String { name }

  static let all: [GoldenView] = {
    let endings: [LintFormat: String] = [
      .text: "text", .concise: "concise", .json: "json", .jsonl: "jsonl", .sarif: "sarif",
      .github: "github", .gitlab: "gitlab.json", .junit: "junit.xml", .markdown: "md",
    ]
    let clean = SampleRun.files.filter(\.findings.isEmpty)
    var views = LintFormat.allCases.flatMap { format in
      let ending = endings[format] ?? format.rawValue
      return [
        GoldenView(name: "findings.\(ending)", format: format),
        GoldenView(name: "clean.\(ending)", format: format, files: clean),
      ]
    }
    var colored = SampleRun.style
    colored.color = true
    views.append(GoldenView(name: "colored.text", format: .text, style: colored))
    var narrow = SampleRun.style
    narrow.width = 40
    views.append(GoldenView(name: "narrow.text", format: .text, style: narrow))
    var verbose = SampleRun.style
    verbose.isVerbose = true
    verbose.isQuiet = true
    verbose.showsFixes = false
    views.append(GoldenView(name: "verbose-quiet.text", format: .text, style: verbose))
    var baselined = SampleRun.style
    baselined.usesBaseline = true
    let silenced = SampleRun.files.filter { $0.path.hasPrefix("silenced") }
    views.append(
      GoldenView(name: "baselined.sarif", format: .sarif, files: silenced, style: baselined)
    )
    views.append(
      GoldenView(name: "lenient.junit.xml", format: .junit, files: silenced, failOn: .error)
    )
    return views
  }()
}

@Suite struct GoldenViewTests {
  private let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Golden/views")

  @Test(arguments: GoldenView.all)
  func `each format looks as it did when it was last looked at`(_ view: GoldenView) throws {
    let bytes = SampleRun.bytes(view.format, view.files, view.style, failOn: view.failOn)
    let actual = String(decoding: bytes, as: UTF8.self)
    let file = folder.appending(path: view.name)
    #expect(try actual == GoldenFile.expected(at: file, actual: actual))
  }
}
