/// What the views of a comparison are told.
struct DeltaStyle: Sendable {
  let color: Bool
  let width: Int
  let toolVersion: String
  let isQuiet: Bool
}

extension DeltaFormat {
  /// The bytes of a comparison in this format.
  func bytes(_ comparison: Comparison, _ style: DeltaStyle) -> [UInt8] {
    switch self {
    case .json: DeltaJSON(comparison: comparison).bytes()
    case .text: Array(DeltaText(comparison, style).text().utf8)
    case .markdown: Array(DeltaMarkdown(comparison).text().utf8)
    case .html: Array(DeltaHTML(comparison, style).text().utf8)
    case .sarif: DeltaSARIF(comparison, style).bytes()
    }
  }
}
