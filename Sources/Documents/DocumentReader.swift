package import Diagnostics

/// Reads the bytes of files into documents, one after the other.
package struct DocumentReader: ~Copyable {
  private var yaml = YAMLReader()
  private var builder = TreeBuilder()

  package init() {}

  /// Reads a file into a document and says what is wrong with its syntax.
  ///
  /// Where the document is not readable afterwards, the one finding is all that can be said of
  /// the file. YAML that is also JSON is read as JSON, for libyaml refuses some of it; its bare
  /// words stay plain YAML scalars all the same.
  package mutating func read(
    _ bytes: consuming [UInt8],
    as syntax: Syntax,
    into document: inout Document
  ) -> [Finding] {
    document.reset(bytes, syntax)
    builder.reset()
    if let fatal = readTree(&document) {
      document.isReadable = false
      return [fatal]
    }
    var findings = builder.findings
    if document.root.isNone {
      findings.append(DocumentReader.noContent)
      return findings
    }
    document.findDuplicateKeys(&findings)
    return findings
  }

  private mutating func readTree(_ document: inout Document) -> Finding? {
    guard document.bytes.count <= Limits.bytes else { return DocumentReader.tooLarge }
    let scan = TextScan(document.bytes, isJSON: document.syntax == .json)
    if let finding = scan.finding { return finding }
    if document.syntax == .json || document.startsLikeJSON {
      var reader = JSONReader()
      let failure = reader.read(&document, &builder)
      if document.syntax == .json {
        return builder.fatal ?? failure.flatMap { finding(for: $0, in: document) }
      }
      if failure == nil { return builder.fatal }
      let bytes = document.bytes
      document.reset(bytes, .yaml)
      builder.reset()
    }
    yaml.read(&document, &builder, isASCII: scan.isASCII)
    return builder.fatal
  }

  private func finding(for failure: JSONReader.Failure, in document: Document) -> Finding? {
    let count = document.bytes.count
    if document.root.isNone, failure.offset >= count { return nil }
    let start = min(failure.offset, count)
    return Finding(
      .yamlSyntax,
      .error,
      failure.message,
      help: "a file named `*.json` has to be valid JSON; name it `.yaml` to write YAML",
      at: SourceRange(UInt32(start), UInt32(min(start + 1, count))),
      canBeIgnored: false
    )
  }

  /// The file has more bytes than ``Limits/bytes``.
  package static let tooLarge = Finding(
    .yamlLimits,
    .error,
    "the file is larger than \(Limits.bytes >> 20) MiB, the most that is read",
    help: "a manifest has some thousand bytes; is this the right file?",
    at: .fileStart,
    canBeIgnored: false
  )

  private static let noContent = Finding(
    "empty-value",
    .error,
    "the file has no content",
    help: "start one with `dmsa new`",
    at: .fileStart,
    canBeIgnored: false
  )
}

extension Document {
  /// Whether the first character that is no white space opens a JSON collection.
  fileprivate var startsLikeJSON: Bool {
    var rest = bytes[...]
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    let first = rest.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
    return first == 0x7B || first == 0x5B
  }

  /// Reports each key that its mapping has had before.
  func findDuplicateKeys(_ findings: inout [Finding]) {
    var seen: [UInt32: [NodeID]] = [:]
    for index in nodes.indices where nodes[index].kind == .mapping && nodes[index].second > 2 {
      let count = Int(nodes[index].second) / 2
      if count <= 12 {
        findDuplicates(fewIn: NodeID(Int32(index)), &findings)
      } else {
        seen.removeAll(keepingCapacity: true)
        var key = firstChild(of: NodeID(Int32(index)))
        while !key.isNone {
          let earlier = seen[self[key].hash]?.first { haveSameKey($0, key) }
          if let earlier {
            report(key, earlier, &findings)
          } else {
            seen[self[key].hash, default: []].append(key)
          }
          key = NodeID(self[NodeID(self[key].next)].next)
        }
      }
    }
  }

  private func findDuplicates(fewIn mapping: NodeID, _ findings: inout [Finding]) {
    let first = firstChild(of: mapping)
    var key = first
    while !key.isNone {
      var earlier = first
      while earlier != key {
        if self[earlier].hash == self[key].hash, haveSameKey(earlier, key) {
          report(key, earlier, &findings)
          break
        }
        earlier = NodeID(self[NodeID(self[earlier].next)].next)
      }
      key = NodeID(self[NodeID(self[key].next)].next)
    }
  }

  private func haveSameKey(_ left: NodeID, _ right: NodeID) -> Bool {
    let left = resolve(Reference(left))
    let right = resolve(Reference(right))
    return haveSameText(left.node, right.node)
  }

  private func report(_ key: NodeID, _ earlier: NodeID, _ findings: inout [Finding]) {
    let name = text(of: resolve(Reference(key)).node)
    findings.append(
      Finding(
        .duplicateKey,
        .error,
        "the key `\(name)` stands in this mapping before",
        help: "keep one of them; readers differ on which one counts",
        at: range(of: key),
        pointer: pointer(to: key),
        value: name,
        related: [RelatedPlace("it stands here first", at: range(of: earlier))],
        canBeIgnored: false
      )
    )
  }
}
