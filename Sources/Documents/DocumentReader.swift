public import Diagnostics

/// Reads the bytes of files into documents, one after the other.
public struct DocumentReader: ~Copyable {
  private var yaml = YAMLReader()
  private var builder: TreeBuilder
  private let limits: DocumentLimits

  /// A reader of files within these bounds.
  public init(limits: DocumentLimits = .manifest) {
    self.limits = limits
    builder = TreeBuilder(limits: limits)
  }

  /// Reads a file into a document and says what is wrong with its syntax.
  ///
  /// Where the document is not readable afterwards, the one finding is all that can be said of
  /// the file. YAML that is also JSON is read as JSON, for libyaml refuses some of it; its bare
  /// words stay plain YAML scalars all the same.
  public mutating func read(
    _ bytes: consuming [UInt8],
    as syntax: Syntax,
    into document: inout Document
  ) -> [Finding] {
    document.reset(bytes, syntax)
    builder.reset()
    if let fatal = readTree(&document) {
      document.removeNodes()
      document.isReadable = false
      return [fatal]
    }
    var findings = builder.findings
    if document.root.isNone || document.isNull(document.root) {
      if document.secondDocument == nil { findings.append(document.noContent) }
      return findings
    }
    document.findDuplicateKeys(&findings)
    if builder.hasUnusualKeys { document.findUnusualKeys(&findings) }
    if document.hasMerges { document.findUnusualMerges(&findings) }
    return findings
  }

  /// Builds the tree, or says why there is none.
  private mutating func readTree(_ document: inout Document) -> Finding? {
    guard document.bytes.count <= limits.bytes else { return limits.tooLarge }
    let isJSON = document.syntax == .json
    let scan = TextScan(document.bytes)
    let startsLikeJSON = isJSON || document.startsLikeJSON
    if let finding = scan.finding(isJSON: startsLikeJSON) { return finding }
    if startsLikeJSON {
      var reader = JSONReader()
      let failure = reader.read(&document, &builder)
      if isJSON || failure == nil { return builder.fatal ?? failure?.finding }
      document.removeNodes()
      builder.reset()
      if let finding = scan.controlFinding { return finding }
    }
    yaml.read(&document, &builder, scan)
    return builder.fatal
  }
}

extension DocumentLimits {
  /// The file has more bytes than ``bytes``.
  fileprivate var tooLarge: Finding {
    Finding(
      .yamlLimits,
      .error,
      "the file is larger than \(bytes >> 20) MiB, the most that is read",
      help: self == .manifest
        ? "a manifest has some thousand bytes; is this the right file?"
        : "is this the right file?",
      at: .fileStart,
      canBeIgnored: false
    )
  }
}

extension Document {
  /// Whether the first character that is no white space opens a JSON collection.
  fileprivate var startsLikeJSON: Bool {
    var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while index < bytes.count {
      switch bytes[index] {
      case 0x20, 0x09, 0x0A, 0x0D: index += 1
      case 0x7B, 0x5B: return true
      default: return false
      }
    }
    return false
  }

  /// The file is empty, or its root is a null.
  fileprivate var noContent: Finding {
    let range = range(of: root)
    return Finding(
      "empty-value",
      .error,
      root.isNone ? "the file has no content" : "the file holds nothing but a null",
      help: "start one with `dmsa new`",
      at: range.isEmpty ? .fileStart : range,
      value: source(range),
      canBeIgnored: false
    )
  }
}

extension JSONReader.Failure {
  /// What the failure is in a file that has to be JSON.
  fileprivate var finding: Finding {
    Finding(
      .yamlSyntax,
      .error,
      message,
      help: "a file named `*.json` has to be valid JSON; name it `.yaml` to write YAML",
      at: range,
      related: opening.map { [RelatedPlace("it is part of what opens here", at: $0)] } ?? [],
      canBeIgnored: false
    )
  }
}
