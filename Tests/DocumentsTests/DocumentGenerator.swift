import TestSupport

/// Writes YAML that is valid by construction, in every style, the same for the same seed.
struct DocumentGenerator {
  private var generator: SeededGenerator
  private var anchors: [String] = []
  private var lines = ""

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  mutating func document() -> String {
    anchors = []
    lines = ""
    if generator.once(in: 6) { lines += "\u{FEFF}" }
    if generator.once(in: 4) { lines += "# start\n" }
    if generator.once(in: 5) { lines += "--- # document\n" }
    mapping(indentation: 0, depth: 4)
    if generator.once(in: 5) { lines += "...\n# end" }
    let ending = generator.pick(["\n", "\n", "\n", "\r\n", "\r"])
    return ending == "\n" ? lines : lines.replacing("\n", with: ending)
  }

  private mutating func mapping(indentation: Int, depth: Int) {
    for number in 0..<Int.random(in: 1...4, using: &generator) {
      comment()
      lines += blanks(indentation)
      if generator.once(in: 8) { lines += "? " }
      let isExplicit = lines.hasSuffix("? ")
      lines += generator.pick([
        "k\(number)", "'k \(number)'", "\"k\\t\(number)\"", "é\(number)", "漢\(number)",
      ])
      if isExplicit {
        if generator.once(in: 3) {
          lines += "\n"
          continue
        }
        lines += "\n" + blanks(indentation)
      }
      lines += ":"
      value(indentation: indentation, depth: depth, isItem: false)
    }
  }

  private mutating func sequence(indentation: Int, depth: Int) {
    for _ in 0..<Int.random(in: 1...3, using: &generator) {
      comment()
      lines += blanks(indentation) + "-"
      value(indentation: indentation, depth: depth, isItem: true)
    }
  }

  private mutating func value(indentation: Int, depth: Int, isItem: Bool) {
    let open = anchors.count
    if generator.once(in: 6), !anchors.isEmpty {
      lines += " *\(generator.pick(anchors))\n"
      return
    }
    var name: String?
    if generator.once(in: 6) {
      name = "a\(open)_\(lines.utf8.count)"
      lines += " &\(name ?? "")"
    }
    let inner = indentation + Int.random(in: 1...3, using: &generator)
    switch Int.random(in: 0..<(depth > 0 ? 9 : 5), using: &generator) {
    case 0: lines += generator.pick(["\n", "  # nothing\n", " ~\n"])
    case 1: lines += " " + scalar() + generator.pick(["\n", " # c\n", "\n\n"])
    case 2: lines += " \"\(text())\\n\\\n\(blanks(inner))\(text())\"\n"
    case 3: block(indentation: inner)
    case 4: lines += " plain \(text())\n\(blanks(inner))more\n\n\(blanks(inner))lines\n"
    case 5: lines += " " + flow(depth: depth - 1) + "\n"
    case 6:
      lines += "\n"
      sequence(indentation: isItem ? inner : indentation, depth: depth - 1)
    case 7:
      lines += generator.pick(["\n", " # c\n", " !!map\n"])
      mapping(indentation: inner, depth: depth - 1)
    default:
      lines += generator.pick(["\n", " !!seq # c\n"])
      sequence(indentation: inner, depth: depth - 1)
    }
    if let name { anchors.append(name) }
  }

  private mutating func block(indentation: Int) {
    lines += " " + generator.pick(["|", ">"]) + generator.pick(["", "-", "+"])
    lines += generator.pick(["\n", " # header\n"])
    for number in 0..<Int.random(in: 0...3, using: &generator) {
      // The first line must not have more indentation than those that follow.
      let start = number == 0 ? "x" : generator.pick(["", "# no comment ", " x # no comment "])
      lines += blanks(indentation) + start + "text\n"
      if generator.once(in: 3) { lines += "\n" }
    }
  }

  private mutating func flow(depth: Int) -> String {
    guard depth > 0, !generator.once(in: 3) else { return scalar() }
    let count = Int.random(in: 0...3, using: &generator)
    let gap = generator.pick([" ", "  ", "\n          "])
    if generator.once(in: 2) {
      let items = (0..<count).map { number in
        generator.once(in: 4) ? "p\(number): \(scalar())" : flow(depth: depth - 1)
      }
      return "[" + items.joined(separator: ",\(gap)") + generator.pick(["]", " ]"])
    }
    let entries = (0..<count).map { number in
      generator.once(in: 5) ? "n\(number)" : "m\(number): \(flow(depth: depth - 1))"
    }
    return "{" + entries.joined(separator: ",\(gap)") + generator.pick(["}", " }", "}"])
  }

  private mutating func scalar() -> String {
    generator.pick([
      "x", "12", "'it''s'", "\"\\u00e9 \(text())\"", "é", "!!str 1", "漢字", "😀", "''", "true",
    ])
  }

  private mutating func text() -> String {
    generator.pick(["one two", "ü", "a\u{2028}b", "漢 字", "x\u{85}", "a#b"])
  }

  private mutating func comment() {
    if generator.once(in: 5) { lines += generator.pick(["# é\n", "\n", "  # c: d\n"]) }
  }

  private func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }
}
