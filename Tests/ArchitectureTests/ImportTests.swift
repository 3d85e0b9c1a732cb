import Foundation
import Testing

/// The repository, found from this file.
private let root = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()

/// One Swift file under Sources.
private struct SourceFile {
  let target: String
  let path: String
  let lines: [String]

  /// The modules that it imports.
  var imports: [String] {
    lines.compactMap { line in
      var words = line.split(separator: " ").map(String.init)
      words.removeAll { ["package", "public", "private", "internal"].contains($0) }
      words.removeAll { $0.hasPrefix("@") }
      guard words.first == "import", let module = words.last else { return nil }
      return String(module.split(separator: ".").first ?? "")
    }
  }

  static let all: [SourceFile] = {
    let sources = root.appending(path: "Sources")
    let walk = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
    var files: [SourceFile] = []
    while let url = walk?.nextObject() as? URL {
      guard url.pathExtension == "swift", let text = try? String(contentsOf: url, encoding: .utf8)
      else { continue }
      let path = String(url.path.dropFirst(sources.path.count + 1))
      files.append(
        SourceFile(
          target: String(path.split(separator: "/").first ?? ""),
          path: path,
          lines: text.components(separatedBy: "\n")
        )
      )
    }
    return files
  }()
}

/// The table of ARCHITECTURE.md: each target and what it may import.
private func importTable() throws -> [String: Set<String>] {
  let text = try String(contentsOf: root.appending(path: "ARCHITECTURE.md"), encoding: .utf8)
  var table: [String: Set<String>] = [:]
  for line in text.components(separatedBy: "\n") where line.hasPrefix("| `") {
    let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    guard cells.count >= 3 else { continue }
    let name = cells[0].trimmingCharacters(in: ["`"])
    let imports = cells[2].split(separator: ",").map {
      $0.trimmingCharacters(in: CharacterSet(charactersIn: " `"))
    }
    table[name] = Set(imports.filter { $0 != "nothing" && !$0.isEmpty })
  }
  return table
}

@Suite struct ImportTests {
  @Test func `each target imports exactly what ARCHITECTURE.md says`() throws {
    let table = try importTable()
    let used = Dictionary(grouping: SourceFile.all, by: \.target).mapValues {
      Set($0.flatMap(\.imports))
    }
    #expect(!used.isEmpty)
    for (target, imports) in used {
      #expect(table[target] == imports, "\(target) imports \(imports.sorted())")
    }
    for target in table.keys where used[target] == nil {
      let folder = root.appending(path: "Sources/\(target)")
      #expect(FileManager.default.fileExists(atPath: folder.path), "no target \(target)")
    }
  }

  @Test func `imports point only to targets above in the table`() throws {
    let text = try String(contentsOf: root.appending(path: "ARCHITECTURE.md"), encoding: .utf8)
    let order = text.components(separatedBy: "\n").filter { $0.hasPrefix("| `") }.compactMap {
      $0.split(separator: "|").first?.trimmingCharacters(in: CharacterSet(charactersIn: " `"))
    }
    let table = try importTable()
    for (index, target) in order.enumerated() {
      for imported in table[target] ?? [] where order.contains(imported) {
        #expect(order[..<index].contains(imported), "\(target) imports \(imported), which is below")
      }
    }
  }

  @Test func `no target but CLI and Storage imports Foundation`() {
    for file in SourceFile.all where !["CLI", "Storage"].contains(file.target) {
      #expect(!file.imports.contains { $0.hasPrefix("Foundation") }, "\(file.path)")
    }
  }

  @Test func `only the YAML reader imports libyaml`() {
    for file in SourceFile.all where file.imports.contains("CYAML") {
      #expect(file.target == "Documents", "\(file.path)")
    }
  }

  @Test func `nothing forces, traps on purpose or keeps unchecked promises in silence`() {
    let banned = ["try!", "as!", "fatalError(", "nonisolated(unsafe)"]
    for file in SourceFile.all {
      for (index, line) in file.lines.enumerated() {
        for word in banned where line.contains(word) {
          Issue.record("\(file.path):\(index + 1) has \(word)")
        }
        if line.contains("@unchecked Sendable") {
          let above = file.lines[max(0, index - 4)..<index].joined()
          #expect(above.contains("//"), "\(file.path):\(index + 1) lacks its proof")
        }
      }
    }
  }
}
