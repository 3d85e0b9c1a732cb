import Documents
import Manifests
import Testing

/// Readers differ on which of two equal keys counts, so nothing that either says is lost.
@Suite struct DoubledKeyTests {
  private func texts(_ references: [Reference], in manifest: Manifest) -> [String] {
    references.map { manifest.document.text(of: $0.node) }
  }

  @Test func `the lists of both are read`() {
    let manifest = Reading(
      """
      app: {name: Crew, version: 1.0.0}
      sidepanel:
        views: [a.one]
        views: [b.two, c.three]
        user_configuration:
          schema:
            required: [one]
            required: [two]
      permissions:
        project:
          rfi: {level: readonly, uses: [GET /a], uses: [GET /b]}
      """
    ).manifest
    #expect(manifest.components.count == 1)
    for component in manifest.components {
      #expect(texts(component.views, in: manifest) == ["a.one", "b.two", "c.three"])
      #expect(texts(component.required, in: manifest) == ["one", "two"])
    }
    #expect(manifest.grants.map { texts($0.uses, in: manifest) } == [["GET /a", "GET /b"]])
  }

  @Test(arguments: ["!!int \"5\"", "!!null ''", "!!bool 'true'", "!!float \"1.5\""])
  func `a tag makes another type of a text in quotes`(_ value: String) {
    let rules = Reading("app: {name: \(value), version: 1.0.0}\n").rules
    #expect(rules.contains("wrong-type") || rules.contains("empty-value"), "\(rules)")
  }
}
