import Diagnostics
import Documents
import Linting

/// Findings that are known and don't count again, by file and fingerprint.
struct Baseline: Sendable {
  private struct Key: Hashable {
    let path: String
    let fingerprint: String
  }

  /// The absolute folder that its paths are read from: its own.
  private let folder: String
  private var counts: [Key: Int] = [:]
  private var entries: [(path: String, rule: String, pointer: String, fingerprint: String)] = []

  /// An empty one, to be written at a path.
  init(at path: String) {
    folder = PathText.folder(of: PathText.absolute(path, in: FileSystem.workingFolder))
  }

  /// Reads a baseline.
  init(reading path: String) throws(CommandFailure) {
    self.init(at: path)
    let bytes: [UInt8]
    do { bytes = try FileSystem.read(path) } catch { throw CommandFailure(error.message) }
    var reader = DocumentReader()
    var document = Document()
    if let finding = reader.read(bytes, as: .json, into: &document).first {
      let position = LineTable(bytes).position(of: finding.range.start)
      throw CommandFailure("\(path):\(position.line):\(position.column): \(finding.message)")
    }
    func text(_ name: String, of value: Reference) -> String? {
      let entry = document.entries(of: value).first { document.text(of: $0.key.node) == name }
      return entry.map { document.text(of: document.resolve($0.value).node) }
    }
    let root = Reference(document.root)
    guard let version = text("format_version", of: root), version.hasPrefix("1."),
      let findings = document.entries(of: root).first(where: {
        document.text(of: $0.key.node) == "findings"
      })
    else {
      throw CommandFailure("\(path): is no baseline of dmsa; write one with --write-baseline")
    }
    for item in document.items(of: findings.value) {
      guard let file = text("path", of: item), let fingerprint = text("fingerprint", of: item)
      else { throw CommandFailure("\(path): an entry lacks `path` or `fingerprint`") }
      counts[Key(path: file, fingerprint: fingerprint), default: 0] += 1
    }
  }

  /// Marks what the baseline knows; each entry stands for one finding.
  func apply(to file: inout LintedFile, absolutePath: String) {
    var left = counts
    let path = relative(absolutePath)
    for index in file.findings.indices where file.findings[index].counts {
      guard file.findings[index].finding.canBeIgnored else { continue }
      let key = Key(path: path, fingerprint: Fingerprint.of(file.findings[index].finding))
      guard let count = left[key], count > 0 else { continue }
      left[key] = count - 1
      file.findings[index].isBaselined = true
    }
  }

  /// Adds a file's findings, and marks them as known.
  mutating func add(_ file: inout LintedFile, absolutePath: String) {
    for index in file.findings.indices where !file.findings[index].isSuppressed {
      let finding = file.findings[index].finding
      guard finding.canBeIgnored else { continue }
      file.findings[index].isBaselined = true
      entries.append(
        (
          relative(absolutePath), finding.rule.name, finding.pointer, Fingerprint.of(finding)
        )
      )
    }
  }

  /// As it is written to a file.
  var bytes: [UInt8] {
    let findings = entries.sorted {
      ($0.path, $0.pointer, $0.rule, $0.fingerprint) < (
        $1.path, $1.pointer, $1.rule, $1.fingerprint
      )
    }
    return JSONValue.object([
      "format_version": .string("1.0"),
      "findings": .array(
        findings.map {
          .object([
            "path": .string($0.path), "rule": .string($0.rule), "pointer": .string($0.pointer),
            "fingerprint": .string($0.fingerprint),
          ])
        }
      ),
    ]).pretty()
  }

  var count: Int { entries.count }

  private func relative(_ path: String) -> String {
    PathText.relative(path, to: folder) ?? path
  }
}
