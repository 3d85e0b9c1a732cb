import TestSupport

/// Writes source manifests in every layout, with comments everywhere that say where they belong.
///
/// `# above POINTER` stands over an entry or item, `# on POINTER` behind one, `# in POINTER` below
/// the last entry of a mapping; the others are numbered. All are different.
struct FormatGenerator {
  indirect enum Shape {
    case text
    case list
    case grants
    case fields
    case mapping([(key: String, shape: Shape)])
  }

  private var generator: SeededGenerator
  private var text = ""
  private var anchors: [String] = []
  private var count = 0

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  private static let link = Shape.mapping([("url", .text), ("label", .text)])
  private static let component: [(key: String, shape: Shape)] = [
    ("uuid", .text), ("source_url", .text), ("description", .text),
    (
      "user_configuration",
      .mapping([
        ("schema", .mapping([("type", .text), ("required", .list), ("properties", .fields)]))
      ])
    ),
  ]
  private static let root: [(key: String, shape: Shape)] = [
    ("schema_version", .text),
    (
      "app",
      .mapping([
        ("name", .text), ("version", .text), ("authentication", .list), ("publisher", .text),
        ("support", .text), ("release_notes", .text),
      ])
    ),
    ("app_manifest", .mapping([("uid", .text), ("name", .text)])),
    ("post_installation_instruction", .mapping([("notes", .text), ("page", link)])),
    ("fullscreen", .mapping(component)),
    ("sidepanel", .mapping([("views", .list)] + component)),
    ("permissions", .mapping([("company", .grants), ("project", .grants)])),
    ("x-one", .mapping([("b", .text), ("a", .list)])),
    ("x-two", .text),
    ("unknown", .mapping([("b", .text), ("a", .text)])),
  ]

  mutating func manifest() -> String {
    text = generator.once(in: 8) ? "\u{FEFF}" : ""
    anchors = []
    count = 0
    if generator.once(in: 4) { text += generator.pick(["", "\n\n"]) + "# header ü\n\n" }
    if generator.once(in: 10) { text += "%YAML 1.1\n---\n" }
    mapping(
      FormatGenerator.root,
      indentation: generator.pick([0, 0, 0, 0, 2]),
      pointer: "",
      keeping: "app"
    )
    if generator.once(in: 4) { text += "\n# tail\n" }
    if generator.once(in: 10) { text += "...\n" }
    if generator.once(in: 4), text.hasSuffix("\n") { text.removeLast() }
    switch Int.random(in: 0..<12, using: &generator) {
    case 0, 1, 2: return text.replacing("\n", with: "\r\n")
    case 3: return text.replacing("\n", with: "\r")
    default: return text
    }
  }

  // MARK: - Mappings

  private mutating func mapping(
    _ all: [(key: String, shape: Shape)],
    indentation: Int,
    pointer: String,
    keeping kept: String? = nil
  ) {
    var entries = all.filter { $0.key == kept || !generator.once(in: 4) }
    if entries.isEmpty { entries = Array(all.prefix(1)) }
    entries.shuffle(using: &generator)
    if !anchors.isEmpty, generator.once(in: 8) { entries.append(("<<", .text)) }
    for (key, shape) in entries {
      let place = pointer + "/" + key
      comments(above: place, indentation: indentation)
      text += blanks(indentation)
      if key == "<<" {
        text += "<<: *\(generator.pick(anchors))" + lineEnd(on: place)
        continue
      }
      let spelling = generator.pick([key, key, key, "'\(key)'", "\"\(key)\""])
      if generator.once(in: 15) {
        text += "?  \(spelling)\n" + blanks(indentation) + ":"
      } else {
        text += spelling + generator.pick([":", ":", ":", " :"])
      }
      value(shape, indentation: indentation, pointer: place)
    }
    // What stands below an ignore belongs to it.
    if generator.once(in: 5), !pointer.isEmpty, !text.hasSuffix("number \(count)\n") {
      text += blanks(indentation) + (generator.once(in: 5) ? ignore() : "# in \(pointer)") + "\n"
    }
  }

  private mutating func comments(above pointer: String, indentation: Int) {
    if generator.once(in: 4) { text += generator.pick(["\n", "\n\n\n", "  \n"]) }
    if generator.once(in: 8) { text += blanks(indentation) + free() + "\n\n" }
    if generator.once(in: 10) { text += blanks(indentation) + ignore() + "\n" }
    if generator.once(in: 4) {
      text += blanks(indentation) + "# above \(pointer)" + generator.pick(["\n", "  \n"])
    }
  }

  private mutating func free() -> String {
    count += 1
    return generator.pick(["# \(count) \u{1F600}", "#\(count)\tx: y  ", "# \(count) - é  # x"])
  }

  /// A comment that silences findings, for a reason that is told apart from others.
  private mutating func ignore() -> String {
    count += 1
    let rule = generator.pick(["wrong-type", "unknown-level", "empty-value", "unknown-tool"])
    return "# dmsa: ignore[\(rule), unknown-key] number \(count)"
  }

  private mutating func lineEnd(on pointer: String) -> String {
    if generator.once(in: 4) {
      let comment = generator.once(in: 5) ? ignore() : "# on \(pointer)"
      return generator.pick([" ", "   ", "          "]) + comment + "\n"
    }
    // Behind an indicator a tab is none of the blanks that YAML takes.
    let last = text.last { $0 != " " }
    let hasText = last != "-" && last != ":"
    return generator.pick(["\n", "\n", "  \n", hasText ? "\t\n" : "\n"])
  }

  private func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }

  // MARK: - Values

  private mutating func value(_ shape: Shape, indentation: Int, pointer: String) {
    text += generator.pick([" ", " ", "    "])
    if !anchors.isEmpty, generator.once(in: 8) {
      text += "*\(generator.pick(anchors))" + lineEnd(on: pointer)
      return
    }
    var anchor: String?
    if generator.once(in: 8) {
      let name =
        generator.once(in: 4) && !anchors.isEmpty ? generator.pick(anchors) : "a\(anchors.count)"
      anchors.removeAll { $0 == name }
      anchor = name
      text += "&\(name)  "
    }
    switch shape {
    case .text: scalar(indentation: indentation, pointer: pointer)
    case .list: list(indentation: indentation, pointer: pointer)
    case .grants:
      let tools = ["images", "daily_log", "documents", "rfi", "budgeting", "Ünbekannt"]
      let grant = Shape.mapping([("level", .text), ("reason", .text), ("uses", .list)])
      entries(
        tools.map { ($0, generator.once(in: 2) ? .text : grant) },
        indentation,
        pointer
      )
    case .fields:
      let field = Shape.mapping([
        ("name", .text), ("type", .text), ("description", .text),
        ("support_link", FormatGenerator.link),
      ])
      entries([("zone", field), ("area", field)], indentation, pointer)
    case .mapping(let all): entries(all, indentation, pointer)
    }
    if let anchor { anchors.append(anchor) }
  }

  private mutating func entries(
    _ all: [(key: String, shape: Shape)],
    _ indentation: Int,
    _ pointer: String
  ) {
    if generator.once(in: 6) {
      flowMapping(all, indentation: indentation, pointer: pointer)
      return
    }
    if generator.once(in: 12) { text += "!!map" }
    text += lineEnd(on: pointer)
    let inner = indentation + generator.pick([1, 2, 2, 4, 5])
    mapping(all, indentation: inner, pointer: pointer)
  }

  private mutating func flowMapping(
    _ all: [(key: String, shape: Shape)],
    indentation: Int,
    pointer: String
  ) {
    let gap = generator.pick([" ", "  ", "\n" + blanks(indentation + 3)])
    let entries = all.shuffled(using: &generator).map { entry in
      if case .list = entry.shape { return "\(entry.key):  [ b, a ]" }
      return "\(entry.key): \(generator.pick(["x", "'y, z'", "\"}\"", "{q: r}"]))"
    }
    let separator = generator.once(in: 6) && gap.utf8.count > 2 ? ", \(free())\(gap)" : ",\(gap)"
    text += "{" + entries.joined(separator: separator) + generator.pick(["}", " }", ",}"])
    text += lineEnd(on: pointer)
  }

  private mutating func list(indentation: Int, pointer: String) {
    if generator.once(in: 3) {
      let gap = generator.pick([" ", "\n" + blanks(indentation + 4), " \(free())\n\t\t "])
      text += "[" + gap + "one, " + gap + "two" + generator.pick(["", ","]) + gap + "]"
      text += lineEnd(on: pointer)
      return
    }
    text += lineEnd(on: pointer)
    let inner = indentation + generator.pick([0, 2, 2, 3])
    for index in 0..<Int.random(in: 1...3, using: &generator) {
      let place = "\(pointer)/\(index)"
      comments(above: place, indentation: inner)
      text += blanks(inner) + "-" + generator.pick([" ", " ", "   "])
      if generator.once(in: 5) {
        let column = text.utf8.reversed().prefix { $0 != 0x0A }.count
        text += "k: v" + lineEnd(on: "\(place)/k")
        text += blanks(column) + "l:" + (generator.once(in: 3) ? "\n" : " w\n")
      } else {
        scalar(indentation: inner, pointer: place)
      }
    }
  }

  private mutating func scalar(indentation: Int, pointer: String) {
    let inner = indentation + generator.pick([1, 2, 4])
    switch Int.random(in: 0..<12, using: &generator) {
    case 0: text += lineEnd(on: pointer)
    case 1: block(indentation: indentation, inner)
    case 2: block(indentation: indentation, inner)
    case 3:
      text += "plain é\n\(blanks(inner))more  \n\n\n\(blanks(inner))lines"
      text += lineEnd(on: pointer)
    case 4: text += "\"a  \n\n\(blanks(inner)) b \\\n\(blanks(inner))\\  c\"" + lineEnd(on: pointer)
    case 5: text += "'it''s  \n\(blanks(inner))# none'" + lineEnd(on: pointer)
    case 6: text += "\n\(blanks(inner))next line" + lineEnd(on: pointer)
    default:
      text += generator.pick(["x", "1.0.0", "'#'", "\"\\u00e9 #\"", "漢 字", "!!str 1", "~", "a#b"])
      text += lineEnd(on: pointer)
    }
  }

  private mutating func block(indentation: Int, _ inner: Int) {
    let digit = generator.once(in: 3) ? "\(inner - indentation)" : ""
    text += generator.pick(["|", ">"])
    text += generator.pick([digit, digit + "-", digit + "+", "-" + digit, "+" + digit])
    text += generator.pick(["\n", "\n", " \(free())\n"])
    for index in 0..<Int.random(in: 0...3, using: &generator) {
      if index > 0 || !digit.isEmpty, generator.once(in: 3) {
        text += generator.pick(["\n", blanks(inner + 2) + "\n", " \n"])
      }
      let more = index == 0 && digit.isEmpty ? "" : generator.pick(["", "  ", "\t"])
      text += blanks(inner) + more + generator.pick(["text  \n", "# none\n", "- é\n"])
    }
    if generator.once(in: 3) { text += "\n" }
  }
}
