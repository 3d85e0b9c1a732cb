import Diagnostics
import Documents
import Manifests
import Testing

@Suite struct AliasTests {
  @Test func `a mistake in an anchored value is one finding, at the anchor`() {
    let text = """
      schema_version: "4.1"
      app: {name: A, version: 1.0.0}
      x-page: &page
        source_url: https://a.io
        uuid: &uuid zz
        foo: bar
      fullscreen:
        <<: *page
      sidepanel:
        <<: *page
        uuid: *uuid
        views: [rfi.detail]
      """
    #expect(
      Reading(text).places == [
        "5:15-17 invalid-uuid? /x-page/uuid", "6:3-6 unknown-key /x-page/foo",
      ]
    )
  }

  @Test func `a key that only an alias makes unknown stands on the alias`() {
    let text = """
      schema_version: "4.1"
      sidepanel: &panel
        source_url: https://a.io
        views: [rfi.detail]
      fullscreen:
        <<: *panel
      """
    let reading = Reading(text)
    #expect(reading.places == ["6:7-13 unknown-key? /sidepanel/views"])
    #expect(reading.findings[0].related.map(\.message) == ["the value comes from this anchor"])
  }

  @Test func `a key that an alias doesn't bring is missing at the alias`() {
    let text = """
      schema_version: "4.1"
      app: {name: A, version: 1.0.0}
      x-page: &page {source_url: https://a.io}
      sidepanel: *page
      """
    #expect(Reading(text).places == ["4:12-17 missing-key /x-page/views"])
  }

  @Test func `a type that only an alias makes wrong stands on the alias`() {
    let text = """
      schema_version: "4.1"
      app: {name: A, version: 1.0.0}
      x-list: &list [rfi.detail]
      sidepanel: {source_url: *list, views: *list}
      """
    #expect(Reading(text).places == ["4:25-30 wrong-type /x-list"])
  }

  @Test func `an alias to an empty list leaves a side panel without views`() {
    let text = """
      schema_version: "4.1"
      app: {name: A, version: 1.0.0}
      x-none: &none []
      sidepanel: {source_url: https://a.io, views: *none}
      """
    #expect(Reading(text).places == ["4:46-51 empty-views /x-none"])
  }

  @Test func `what a merge brings is there, and what stands beside it wins`() {
    let text = """
      schema_version: "4.1"
      app: &app {name: A, version: one}
      x-app:
        <<: *app
      permissions:
        company: &levels {documents: readonly, home: &level {level: standard, reason: x}}
        project:
          <<: *levels
          home: *level
          images: *level
      """
    let reading = Reading(text)
    #expect(reading.places == ["2:30-33 invalid-version /app/version"])
    let document = reading.manifest.document
    let grants = reading.manifest.grants.map {
      "\($0.scope) \(document.text(of: $0.key.node)) \($0.isMerged) \($0.overridesMerged) \($0.isLong)"
    }
    #expect(
      grants == [
        "company documents false false false", "company home false false true",
        "project home false true true", "project images false false true",
        "project documents true false false",
      ]
    )
  }

  @Test func `an alias that leads nowhere says nothing more`() {
    let text = """
      schema_version: "4.1"
      app: {name: *nobody, version: 1.0.0}
      fullscreen: &f {source_url: https://a.io, user_configuration: *f}
      """
    #expect(Reading(text).rules == ["undefined-alias", "recursive-alias"])
  }

  @Test func `each meaningful scalar is a value once`() {
    let text = """
      schema_version: "4.1"
      app: {name: &n A, version: 1.0.0, publisher: *n}
      x-unused: [B]
      """
    let manifest = Reading(text).manifest
    #expect(manifest.values.map { manifest.document.text(of: $0) } == ["4.1", "A", "1.0.0"])
  }
}
