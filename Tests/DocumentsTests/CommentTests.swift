import Documents
import Testing

@Suite struct CommentTests {
  private func comments(_ text: String, as syntax: Syntax = .yaml) -> [String] {
    let document = Reading(text, as: syntax).document
    return document.comments().map { document.source($0) }
  }

  @Test func `comments run to the end of their line`() {
    #expect(
      comments("# a\nb: c # d # e\r\n  #f\ng: h #\n# i") == [
        "# a", "# d # e", "#f", "#", "# i",
      ]
    )
  }

  @Test func `a number sign inside a text is no comment`() {
    #expect(comments("a: b#c\nd: 'e # f'\ng: \"h\n  # i\"\nj: |\n  # k\n  l # m\n# n\n") == ["# n"])
    #expect(comments("a: >-\n  b\n  # c\n\nd: e\n") == [])
    #expect(comments("a: b\n  c#d\n") == [])
  }

  @Test func `a comment may follow the indicators of a block scalar`() {
    #expect(comments("a: | # b\n  # c\n  d\n# e\nf: g\n") == ["# b", "# e"])
    #expect(comments("a: | # b\nc: d\n") == ["# b"])
  }

  @Test func `comments stand between properties, in flow collections and before the document`() {
    #expect(
      comments("%YAML 1.2 # a\n--- # b\nc: &d # e\n  f\ng: [ # h\n  i, # j\n]\n... # k\n")
        == ["# a", "# b", "# e", "# h", "# j", "# k"]
    )
  }

  @Test func `a comment may follow a byte-order mark`() {
    #expect(comments("\u{FEFF}# a\nb: c\n") == ["# a"])
  }

  @Test func `a second document has none`() {
    #expect(comments("a: b # c\n---\nd: 'e # f'\n") == ["# c"])
  }

  @Test func `JSON has none`() {
    #expect(comments("{\"a\": \"b # c\"}", as: .json) == [])
    #expect(comments("{\"a\": \"b # c\"}") == [])
    #expect(comments("{\"a\": \"b # c\"} # d") == ["# d"])
  }
}
