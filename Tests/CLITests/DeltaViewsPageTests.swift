import Foundation
import FoundationXML
import Testing

/// What a reader gets of the page: its elements and their text.
private final class Page: NSObject, XMLParserDelegate {
  private(set) var text = ""
  private(set) var title = ""
  private(set) var elements: [(name: String, attributes: [String: String])] = []
  private(set) var rows: [String] = []
  private var open: [String] = []
  private(set) var failure: String?

  /// Reads a page, void elements closed and the doctype left out, so that a strict parser takes it.
  init(_ html: String) {
    super.init()
    let strict = html.replacing("<!doctype html>\n", with: "")
      .replacing(/<meta [^>]*>/) { $0.output.dropLast() + "/>" }
    let parser = XMLParser(data: Data(strict.utf8))
    parser.delegate = self
    if !parser.parse() { failure = parser.parserError.map { "\($0)" } ?? "unknown" }
  }

  func parser(
    _ parser: XMLParser,
    didStartElement name: String,
    namespaceURI: String?,
    qualifiedName: String?,
    attributes: [String: String]
  ) {
    open.append(name)
    elements.append((name, attributes))
    if name == "tr" { rows.append("") }
  }

  func parser(
    _ parser: XMLParser,
    didEndElement name: String,
    namespaceURI: String?,
    qualifiedName: String?
  ) {
    open.removeLast()
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    guard !open.contains("style") else { return }
    if open.contains("title") { title += string } else { text += string }
    if open.contains("tr"), let last = rows.indices.last { rows[last] += string }
  }

  func count(_ name: String) -> Int { elements.count { $0.name == name } }
}

@Suite struct DeltaViewsPageTests {
  private func page(_ delta: DeltaCase) throws -> (html: String, page: Page) {
    let html = try delta.run("--format", "html").output
    return (html, Page(html))
  }

  @Test(arguments: DeltaCase.all)
  func `every row's tool, levels and risk are on the page`(_ delta: DeltaCase) throws {
    let (_, page) = try page(delta)
    #expect(page.failure == nil)
    let report = try delta.run("--format", "json").json()
    let apps = report["apps"] as? [[String: Any]] ?? [report]
    let rows = apps.flatMap { $0["permissions"] as? [[String: Any]] ?? [] }
    for row in rows {
      let words = ["tool", "scope", "before", "after", "change", "risk"].compactMap {
        row[$0] as? String
      }
      #expect(words.count == 6)
      let isThere = page.rows.contains { text in
        words.allSatisfy { text.contains($0.replacing("\u{202E}", with: "\\u{202e}")) }
      }
      #expect(isThere, "\(words)")
    }
    let warnings = apps.flatMap { $0["warnings"] as? [[String: Any]] ?? [] }
    for warning in warnings { #expect(page.text.contains(warning["rule"] as? String ?? "?")) }
    let risks = apps.compactMap { $0["risks"] as? [String: [String]] }.flatMap {
      $0.values.joined()
    }
    for risk in risks { #expect(page.text.contains(risk)) }
  }

  @Test(arguments: DeltaCase.all)
  func `the page stands alone and can be found one's way in`(_ delta: DeltaCase) throws {
    let (html, page) = try page(delta)
    #expect(html.hasPrefix("<!doctype html>\n<html lang=\"en\">\n"))
    #expect(!page.title.isEmpty)
    #expect(page.count("h1") == 1)
    #expect(page.count("main") == 1)
    for name in ["script", "img", "link", "iframe", "object", "form", "base"] {
      #expect(page.count(name) == 0, "\(name)")
    }
    #expect(!html.contains("url("))
    #expect(!html.contains("@import"))
    for (name, attributes) in page.elements {
      #expect(!attributes.keys.contains { $0.hasPrefix("on") }, "\(name)")
      #expect(attributes["style"] == nil)
      if let link = attributes["href"] {
        #expect(link.hasPrefix("#"))
        #expect(page.elements.contains { $0.attributes["id"] == String(link.dropFirst()) })
      }
      if name == "th" { #expect(attributes["scope"] != nil) }
      if let id = attributes["aria-labelledby"] {
        #expect(page.elements.contains { $0.attributes["id"] == id })
      }
    }
    #expect(page.count("caption") == page.count("table"))
    let ids = page.elements.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
    // Headings go down by one at most.
    let ranks = page.elements.compactMap { ["h1": 1, "h2": 2, "h3": 3][$0.name] }
    for (before, after) in zip(ranks, ranks.dropFirst()) { #expect(after <= before + 1) }
  }

  @Test func `what a file says is text on the page, whatever it is`() throws {
    let (html, page) = try page(.hostile)
    #expect(page.text.contains("</title></script><b>x</b>"))
    #expect(page.title.contains("</title></script><b>x</b>"))
    #expect(page.text.contains("</td><b>"))
    #expect(page.text.contains("a`b|c"))
    #expect(page.text.contains("<img src=x onerror=alert(1)>"))
    #expect(page.count("b") == 0)
    #expect(!html.contains("\u{1B}"))
    #expect(!html.contains("\u{202E}"))
  }

  @Test(arguments: ["text", "markdown", "html", "json", "sarif"])
  func `a password in an address is shown in no format`(_ format: String) throws {
    let output = try DeltaCase.hostile.run("--format", format).output
    #expect(output.contains("new.example.net"))
    #expect(!output.contains("hunter22"))
    #expect(!output.contains("robot"))
  }

  @Test(arguments: ["text", "markdown", "html", "json", "sarif"])
  func `a secret in a manifest is shown in no format`(_ format: String) throws {
    let secret = "sk_live_4f9a8b7c6d5e4f3a2b1c9d8e"
    func manifest(_ version: String, _ text: String) -> String {
      """
      {"schema_version": "4.1", "fullscreen": {"source_url": "https://a.example.net/?key=\(text)",
        "description": "\(version) key \(text.replacing("_", with: "\\u005f"))"}}
      """
    }
    try inFolder { dmsa in
      try dmsa.write(manifest("first", "none"), to: "old.json")
      try dmsa.write(manifest("second", secret), to: "new.json")
      let run = try dmsa.run(["diff", "--no-config", "old.json", "new.json", "--format", format])
      #expect(run.status == 0)
      #expect(!run.output.contains("4f9a8b7c6d5e"))
    }
  }
}
