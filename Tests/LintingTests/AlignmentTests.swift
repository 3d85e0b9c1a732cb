import Diagnostics
import Linting
import Testing

/// Texts are looked at many bytes at once; what they hold must be found wherever it stands.
@Suite struct AlignmentTests {
  private static let placeholders = [
    "TODO", "FIXME", "lorem ipsum", "Lorem Ipsum", "example.com", "EXAMPLE.org",
    "myprocoreapplication", "My Path Parameter", "My Query Parameter", "Our Support Site",
    "A Sidepanel Component", "A Fullscreen Embedded Component",
    "The path parameter you want to interpolate.",
    "Thank you for installing our application. Please visit our support site for additional"
      + " information.",
  ]

  @Test(arguments: placeholders)
  func `a placeholder is found wherever its text has it`(placeholder: String) {
    for before in 0...33 {
      for after in [0, 1, 2, 3, 20] {
        let text =
          String(repeating: "-", count: before) + (before > 0 ? " " : "") + placeholder
          + (after > 0 ? " " : "") + String(repeating: "-", count: after)
        for ending in ["", "\n", "\nschema_version: \"4.1\"\n"] {
          let source = "post_installation_instruction: {notes: \"\(text)\"}" + ending
          let found = lint(source).findings.map(\.finding).filter { $0.rule == "placeholder-text" }
          #expect(found.map(\.value) == [placeholder], "\(source)")
        }
      }
    }
  }

  @Test func `white space in a placeholder may be a line break`() {
    let source = """
      post_installation_instruction:
        notes: |
          A
          Sidepanel
          Component
      """
    #expect(lint(source).findings.contains { $0.finding.rule == "placeholder-text" })
  }

  @Test func `a secret is found behind words of any length`() {
    let token = "ghp_" + Sample.mixed
    for count in 0...40 {
      let word = String(repeating: "a", count: count)
      for sign in ["/", "=", "."] {
        let text = "\(word)\(sign)\(token)"
        #expect(secrets(in: "x-note: \"\(text)\"\n").map(\.text) == [token], "\(text)")
      }
    }
  }

  @Test func `a password in a URL is found at any place`() {
    for count in 0...40 {
      let text = String(repeating: "a", count: count) + " https://crew:Rk3vTq81@crewsync.io/"
      #expect(secrets(in: "x-note: \"\(text)\"").map(\.text) == ["crew:Rk3vTq81"], "\(text)")
    }
  }

  @Test func `a private key is found at any place`() {
    for count in 0...40 {
      let key = "-----BEGIN PRIVATE KEY-----\(Sample.mixed)-----END PRIVATE KEY-----"
      let text = String(repeating: "a", count: count) + " " + key
      #expect(secrets(in: "x-note: \"\(text)\"").map(\.text) == [key], "\(text)")
    }
  }

  @Test(arguments: [
    "-----BEGIN PRIVATE KEY-----MIIE", "tcp://u:pw@", "sk_live_" + Sample.mixed,
    "ghp_" + Sample.mixed,
  ])
  func `a secret is found wherever it stands`(_ secret: String) {
    let found = secret.hasSuffix("@") ? String(secret.dropFirst(6).dropLast()) : secret
    for before in 0...40 {
      let text = "#" + String(repeating: " ", count: before) + secret
      #expect(secrets(in: text).map(\.text) == [found], "\(before) blanks before")
      for after in 0...40 {
        let text = text + "\n" + String(repeating: "x", count: after)
        #expect(secrets(in: text).map(\.text) == [found], "\(before) before, \(after) after")
      }
    }
  }

  @Test func `a secret is found behind each sign that divides words, and behind none`() {
    let secret = "ghp_" + Sample.mixed
    for before in 0...40 {
      for sign in ["'", ",", "`", "/", "=", ":", "."] {
        let text = "# " + String(repeating: "x", count: before) + sign + secret
        #expect(secrets(in: text).map(\.text) == [secret], "\(text)")
      }
    }
  }
}
