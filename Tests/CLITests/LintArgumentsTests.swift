import ArgumentParser
import TestSupport
import Testing

@testable import CLI

/// `dmsa lint` reads its arguments without the argument parser where it can: what comes of it has to
/// be what the parser would have made of them.
@Suite struct LintArgumentsTests {
  /// An option or a flag as the command's help lists it.
  private struct Declared {
    let names: [String]
    let takesValue: Bool

    var name: String { names.last ?? "" }

    /// Values to draw from, the first of them a good one that is not what is meant without it.
    var values: [String] {
      switch name {
      case "--format": LintFormat.allCases.map(\.rawValue) + ["yaml", "JSON"]
      case "--fail-on": FailOn.names + ["all"]
      case "--persona": PersonaName.allCases.reversed().map(\.rawValue) + ["auditors"]
      case "--color": ColorChoice.allCases.reversed().map(\.rawValue) + ["yes"]
      case "--jobs": ["2", "+3", "007", "0", "-1", "two", "99999999999999999999"]
      case "--now": ["2026-11-27", "2026-11-27T10:00:00Z", "2026-13-01", "today"]
      default: ["a", "a,b", "c=d", "=", "é", "=\u{338}", "a b", "", "-", "--fix", "--"]
      }
    }
  }

  /// All that the command's own help lists, the help itself left out.
  private static let declared: [Declared] = LintCommand.helpMessage().split(separator: "\n")
    .filter { $0.hasPrefix("  -") }
    .map { line in
      let words = line.split(separator: " ")
      let names = words.prefix { $0.hasPrefix("-") }.map { String($0.prefix { $0 != "," }) }
      return Declared(names: names, takesValue: words[names.count].hasPrefix("<"))
    }
    .filter { !$0.names.contains("--help") }

  private static func parsed(_ arguments: [String]) -> LintRequest? {
    (try? LintCommand.parse(arguments))?.request
  }

  @Test func `every option that the command declares is read, in each of its spellings`() {
    #expect(LintArgumentsTests.declared.count == 22)
    for option in LintArgumentsTests.declared {
      for name in option.names {
        let spellings =
          option.takesValue
          ? [[name, option.values[0]], ["\(name)=\(option.values[0])"]] : [[name]]
        for spelling in spellings {
          let arguments = ["a.yaml"] + spelling + ["b.yaml"]
          let read = LintRequest(arguments[...])
          #expect(read != nil && read != LintRequest(["a.yaml", "b.yaml"]), "\(arguments)")
          #expect(read == LintArgumentsTests.parsed(arguments), "\(arguments)")
        }
      }
    }
  }

  @Test func `what is read of drawn arguments is what the parser makes of them`() {
    var generator = SeededGenerator(seed: 17)
    var read = 0
    var left = 0
    for _ in 0..<1500 {
      let arguments = LintArgumentsTests.arguments(&generator)
      guard let request = LintRequest(arguments[...]) else {
        left += 1
        continue
      }
      read += 1
      #expect(request == LintArgumentsTests.parsed(arguments), "\(arguments)")
    }
    #expect(read > 400 && left > 400, "\(read) read, \(left) left to the parser")
  }

  @Test(arguments: [
    ["--config", "a", "--no-config"], ["--no-config", "--config=a"], ["-", "a"], ["--", "a", "-"],
    ["--diff", "--write-baseline", "a"], ["--jobs", "0"], ["--now", "2026-02-30"], ["--fi"],
    ["--format"], ["--format="], ["--format", "--fix"], ["--fix=true"], ["-qv"], ["--help"],
    ["--unknown", "a"],
  ])
  func `what is wrong or out of the ordinary is left to the parser`(arguments: [String]) {
    #expect(LintRequest(arguments[...]) == nil)
  }

  private static func arguments(_ generator: inout SeededGenerator) -> [String] {
    var arguments: [String] = []
    for _ in 0..<Int.random(in: 0...5, using: &generator) {
      if generator.once(in: 3) {
        arguments.append(generator.pick(["a.yaml", "b/c.json", "-", "", "é", "=", "lint", "help"]))
      } else if generator.once(in: 12) {
        arguments.append(generator.pick(["--", "--fixed", "-x", "-qv", "--fix=yes", "---", "--="]))
      } else {
        let option = generator.pick(declared)
        let name = generator.pick(option.names)
        guard option.takesValue else {
          arguments.append(name)
          continue
        }
        let value = generator.pick(option.values)
        arguments += generator.once(in: 2) ? ["\(name)=\(value)"] : [name, value]
      }
    }
    return arguments
  }
}
