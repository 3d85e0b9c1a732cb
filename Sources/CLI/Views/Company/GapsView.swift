import Companies

/// What the platform's answers leave open about a company, one address a line.
struct GapsView {
  let unknown: [PlatformReader.Gap]
  let assumed: [PlatformReader.Gap]

  init(_ reading: AnswerFolder.Reading) {
    unknown = reading.unknown
    assumed = reading.assumed
  }

  func text() -> String {
    let width = (unknown + assumed).map(\.address.count).filter { $0 <= 40 }.max() ?? 0
    func lines(_ heading: String, _ gaps: [PlatformReader.Gap]) -> String {
      guard !gaps.isEmpty else { return "" }
      return heading + "\n"
        + gaps.map { gap in
          let space = String(repeating: " ", count: max(0, width - gap.address.count) + 2)
          return Printable.text("  \(gap.address)\(space)\(gap.what)") + "\n"
        }.joined()
    }
    return lines("unknown, so that no verdict rests on it:", unknown)
      + lines("assumed:", assumed)
  }
}
