import CYAML
import Diagnostics

// What ends the reading.

extension YAMLReader {
  /// The finding about a second document, which the event starts.
  mutating func secondDocument(_ source: UnsafeBufferPointer<UInt8>) -> Finding {
    var range = unsafe range(source)
    // The event runs from the directives, if any, to the end of the `---`.
    let isExplicit = unsafe event.pointee.data.document_start.implicit == 0
    if isExplicit, range.end >= 3 { range.start = range.end - 3 }
    return Finding(
      .multipleDocuments,
      .error,
      "a second document starts here; a file holds one",
      help: "put each into a file of its own",
      at: range,
      value: isExplicit ? "---" : "",
      canBeIgnored: false
    )
  }

  /// libyaml's complaint as a finding: where reading stopped, and where the construct began.
  ///
  /// Where libyaml names the same place for both, that of the open flow collection is told.
  mutating func syntaxError(
    _ source: UnsafeBufferPointer<UInt8>,
    in document: Document,
    _ openCollection: NodeID
  ) -> Finding {
    let problem = unsafe parser.pointee.problem.map { unsafe String(cString: $0) } ?? ""
    let context = unsafe parser.pointee.context.map { unsafe String(cString: $0) }
    if unsafe parser.pointee.error == YAML_MEMORY_ERROR { return YAMLReader.outOfMemory }
    // The context first, for it stands before the problem and marks are cheapest in order.
    let start = unsafe marks.offset(of: parser.pointee.context_mark.index, source)
    let stop = unsafe Int(marks.offset(of: parser.pointee.problem_mark.index, source))
    var end = min(stop + 1, source.count)
    while end < source.count, unsafe source[end] & 0xC0 == 0x80 { end += 1 }
    let isTab = unsafe stop < source.count && source[stop] == 0x09
    let message = SyntaxMessage(problem, isTab: isTab)
    var finding = Finding(
      .yamlSyntax,
      .error,
      message.text,
      help: message.help,
      at: SourceRange(UInt32(stop), UInt32(end)),
      canBeIgnored: false
    )
    if let context, Int(start) != stop {
      let opening = SyntaxMessage.opening(context)
      finding.related = [RelatedPlace(opening, at: SourceRange(start, start))]
    } else if !openCollection.isNone, document[openCollection].style == .flow {
      let start = document[openCollection].start
      finding.related = [
        RelatedPlace("it is part of what opens here", at: document.characterRange(at: start))
      ]
    }
    return finding
  }

  static let outOfMemory = Finding(
    .yamlLimits,
    .error,
    "no memory left to read this file",
    at: .fileStart,
    canBeIgnored: false
  )

  // MARK: - Directives

  /// The most directives before a document; libyaml compares each with all before it.
  private static let mostDirectives = 64

  /// Reports more directives than can be meant, which stand before a document alone.
  func hasTooManyDirectives(
    _ source: UnsafeBufferPointer<UInt8>,
    from start: Int,
    _ builder: inout TreeBuilder
  ) -> Bool {
    var directives = 0
    var index = start
    while index < source.count {
      switch unsafe source[index] {
      case 0x25:  // %
        directives += 1
        if directives > YAMLReader.mostDirectives {
          builder.fatal = Finding(
            .yamlLimits,
            .error,
            "more than \(YAMLReader.mostDirectives) directives",
            help: "remove them; a manifest needs none",
            at: SourceRange(UInt32(index), UInt32(index) + 1),
            canBeIgnored: false
          )
          return true
        }
      case 0x20, 0x09, 0x0A, 0x0D, 0x23, 0xEF, 0xBB, 0xBF, 0x2E: break
      default: return false
      }
      while index < source.count, unsafe source[index] != 0x0A && source[index] != 0x0D {
        index += 1
      }
      index += 1
    }
    return false
  }
}
