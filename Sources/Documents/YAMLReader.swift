import CYAML
import Diagnostics

/// Reads YAML by libyaml's events.
///
/// One reader serves file after file. Its parser lives on the heap, for libyaml keeps a pointer to
/// it inside itself.
@safe struct YAMLReader: ~Copyable {
  let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
  let event = UnsafeMutablePointer<yaml_event_t>.allocate(capacity: 1)
  /// The bytes as libyaml sees them, with NULs behind.
  private var text: [UInt8] = []
  /// What hides line separators from libyaml, where the file has any.
  var separators: LineSeparators?
  var marks = MarkOffsets()

  deinit {
    unsafe parser.deallocate()
    unsafe event.deallocate()
  }

  /// Reads a document's bytes, in which a scan found nothing wrong, into its nodes; what goes
  /// wrong is in the builder.
  mutating func read(_ document: inout Document, _ builder: inout TreeBuilder, _ scan: TextScan) {
    guard unsafe yaml_parser_initialize(parser) != 0 else {
      builder.fatal = YAMLReader.outOfMemory
      return
    }
    defer { unsafe yaml_parser_delete(parser) }
    text.removeAll(keepingCapacity: true)
    text.reserveCapacity(document.bytes.count + YAMLReader.padding)
    text.append(contentsOf: document.bytes)
    separators = scan.hasLineSeparators ? LineSeparators(hidingIn: &text) : nil
    text.append(contentsOf: repeatElement(0, count: YAMLReader.padding))
    // Taken out for as long as libyaml has it, so that nobody else does.
    var lent: [UInt8] = []
    swap(&lent, &text)
    unsafe lent.withUnsafeMutableBufferPointer { buffer in
      let source = unsafe UnsafeBufferPointer(rebasing: buffer.dropLast(YAMLReader.padding))
      marks = unsafe MarkOffsets(source, isASCII: scan.isASCII)
      let own = unsafe parser.pointee.buffer
      unsafe lend(buffer)
      unsafe readEvents(source, &document, &builder)
      unsafe parser.pointee.buffer = own
    }
    swap(&lent, &text)
    // One large file must not hold its memory for all that follow.
    if text.count > 1 << 20 { text = [] }
    builder.finish(&document)
  }

  /// How far libyaml looks behind the end of its buffer.
  private static let padding = 8

  /// Makes the whole text libyaml's buffer of decoded characters, as if its own reader had put it
  /// there; it would check and copy byte after byte, a fifth of the time, what ``TextScan`` has.
  ///
  /// INVARIANT: the buffer is taken back before the parser is deleted, which would free it.
  private func lend(_ buffer: UnsafeMutableBufferPointer<UInt8>) {
    guard let start = buffer.baseAddress else { return }
    let count = buffer.count - YAMLReader.padding
    let hasMark = unsafe buffer.starts(with: [0xEF, 0xBB, 0xBF])
    // No input but this: the handler is at its end from the first call on.
    unsafe yaml_parser_set_input_string(parser, start, 0)
    unsafe parser.pointee.encoding = YAML_UTF8_ENCODING
    unsafe parser.pointee.eof = 1
    unsafe parser.pointee.buffer.start = start
    unsafe parser.pointee.buffer.pointer = start + (hasMark ? 3 : 0)
    unsafe parser.pointee.buffer.last = start + count + 1
    unsafe parser.pointee.buffer.end = start + count + 1
    // As many characters as there can be; the NUL ends them.
    unsafe parser.pointee.unread = count + 1
  }

  private mutating func readEvents(
    _ source: UnsafeBufferPointer<UInt8>,
    _ document: inout Document,
    _ builder: inout TreeBuilder
  ) {
    if unsafe hasTooManyDirectives(source, from: 0, &builder) { return }
    var documents = 0
    while true {
      guard unsafe yaml_parser_parse(parser, event) != 0 else {
        builder.fatal = unsafe syntaxError(source, in: document, builder.openCollection)
        return
      }
      defer { unsafe yaml_event_delete(event) }
      switch unsafe event.pointee.type {
      case YAML_SCALAR_EVENT:
        unsafe readScalar(source, &document, &builder)
      case YAML_MAPPING_START_EVENT:
        unsafe open(.mapping, source, &document, &builder)
      case YAML_SEQUENCE_START_EVENT:
        unsafe open(.sequence, source, &document, &builder)
      case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT:
        unsafe close(source, &document, &builder)
      case YAML_ALIAS_EVENT:
        let range = unsafe range(source)
        let name = unsafe AnchorName.bytes(of: event.pointee.data.alias.anchor)
        builder.alias(name, at: range, to: &document)
      case YAML_DOCUMENT_START_EVENT:
        documents += 1
        if documents > 1 {
          let finding = unsafe secondDocument(source)
          document.secondDocument = finding.range.start
          builder.findings.append(finding)
          return
        }
      case YAML_DOCUMENT_END_EVENT:
        let end = unsafe range(source).end
        if unsafe hasTooManyDirectives(source, from: Int(end), &builder) { return }
      case YAML_STREAM_END_EVENT:
        return
      default:
        break
      }
      if builder.fatal != nil { return }
    }
  }

  /// The range of the event, as libyaml sees it.
  @inline(__always)
  mutating func range(_ source: UnsafeBufferPointer<UInt8>) -> SourceRange {
    let start = unsafe marks.offset(of: event.pointee.start_mark.index, source)
    return SourceRange(start, unsafe marks.offset(of: event.pointee.end_mark.index, source))
  }
}
