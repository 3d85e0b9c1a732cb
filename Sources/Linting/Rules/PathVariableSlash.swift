import Diagnostics
import Documents
import Manifests

extension Rule {
  /// Finds fields for a path that stand in the path of a URL, where a slash is encoded.
  public static let pathVariableSlash = Rule(
    "path-variable-slash",
    .embedded,
    .note,
    summary: "a path in a field, whose slashes are encoded",
    explanation: Explanation(
      what: """
        A field that stands in the path of a component's URL has the word path, folder, url or \
        route in its key, name or description.
        """,
      why: """
        What an admin fills in is encoded before it goes in: `a/b` arrives as `a%2Fb`, one \
        segment, and most servers then find nothing.
        """,
      instead: """
        Take one field a segment, put the path into the query, or have the server decode the \
        segment; then say so in the description.
        """,
      bad: """
        app:
          name: Crew Board
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Create a configuration that says which board a project shows.
        fullscreen:
          source_url: https://board.crewsync.io/files/{{folder}}
          description: Crews of the day
          user_configuration:
            schema:
              type: object
              properties:
                folder:
                  name: Folder
                  type: string
                  description: Where the drawings are kept
        """,
      good: """
        app:
          name: Crew Board
          version: 1.0.0
        schema_version: "4.1"
        post_installation_instruction:
          notes: Create a configuration that says which board a project shows.
        fullscreen:
          source_url: https://board.crewsync.io/boards/{{board}}
          description: Crews of the day
          user_configuration:
            schema:
              type: object
              properties:
                board:
                  name: Board
                  type: string
                  description: The number of the board that this project shows
        """
    ),
    check: { context, report in
      var seen: Set<Int32> = []
      for url in context.urls where url.uses.contains(where: { $0.variable.place == .path }) {
        guard let component = context.component(of: url) else { continue }
        for use in url.uses where use.variable.place == .path {
          guard case .field(let index) = use.meaning, component.fields.indices.contains(index)
          else { continue }
          let field = component.fields[index]
          guard seen.insert(field.key.node.index).inserted, context.speaksOfPath(field) else {
            continue
          }
          let name = context.text(field.key)
          report.add(
            "a slash in the value of `\(name.excerpt)` is encoded where the URL's path has it",
            help:
              "`a/b` arrives as `a%2Fb`, one segment; take one field a segment, or put it into the"
              + " query",
            at: context.document.place(of: field.key),
            value: name
          )
        }
      }
    }
  )
}

extension LintContext {
  /// Whether key, name or description has one of the words for something with slashes.
  fileprivate func speaksOfPath(_ field: Field) -> Bool {
    hasPathWord(field.key, isName: true) || field.name.map { hasPathWord($0) } == true
      || field.description.map { hasPathWord($0) } == true
  }

  private func hasPathWord(_ text: Reference, isName: Bool = false) -> Bool {
    document.withText(of: text.node) { text in
      var start = 0
      while start < text.count {
        let end = endOfWord(text, from: start, isName)
        if isPathWord(text[start..<end]) { return true }
        start = max(end, start + 1)
      }
      return false
    }
  }

  /// The end of a word: what is no letter ends it, in a name a capital letter that starts one too.
  private func endOfWord(
    _ text: UnsafeBufferPointer<UInt8>,
    from start: Int,
    _ isName: Bool
  ) -> Int {
    var end = start
    while end < text.count, isLetter(text[end]) {
      if isName, end > start, isCapital(text[end]) {
        let isNext = end + 1 < text.count && isLetter(text[end + 1]) && !isCapital(text[end + 1])
        if !isCapital(text[end - 1]) || isNext { break }
      }
      end += 1
    }
    return end
  }

  private func isPathWord(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    func equals(_ name: StaticString) -> Bool {
      guard word.count == name.utf8CodeUnitCount else { return false }
      return name.withUTF8Buffer { name in zip(word, name).allSatisfy { $0 | 0x20 == $1 } }
    }
    return equals("path") || equals("folder") || equals("url") || equals("route")
  }

  /// A letter of ASCII, or a part of any character outside it.
  private func isLetter(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (0x61...0x7A).contains(byte | 0x20)
  }

  private func isCapital(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
}
