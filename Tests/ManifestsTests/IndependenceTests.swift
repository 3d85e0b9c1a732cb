import Diagnostics
import Documents
import Manifests
import Testing

/// One mistake is one finding, and none silences another.
@Suite struct IndependenceTests {
  @Test func `twelve unrelated mistakes give twelve findings, each once`() {
    let text = """
      schema_version: 4.1
      app:
        name: " Crew Sync"
        version: v1.2
        authentication: [user_levle]
        support: nobody
        publisher:
      post_installation_instruction:
        page: {label: Setup}
      fullscreen:
        source_url: [https://a.io]
        uuid: zz
        descripton: x
      sidepanel:
        source_url: https://a.io
        views: []
      permissions:
        company:
          documents: {reason: x}
      """
    #expect(
      Reading(text).rules == [
        "schema-version-not-string", "invalid-app-name", "invalid-version", "unknown-value",
        "invalid-email", "empty-value", "missing-key", "wrong-type", "invalid-uuid", "unknown-key",
        "empty-views", "missing-key",
      ]
    )
  }

  @Test func `so they do in the portal form`() {
    let text = """
      {"schema_version": 5, "app_manifest": {"uid": 7, "nam": "x"}, "fullscrean": {},
       "post_installation_instruction": {"notes": "", "page": {"url": null}},
       "fullscreen": {"uuid": "x", "user_configuration": {"schema": {"type": "list", "properties": []}}},
       "sidepanel": {"source_url": "https://a.io", "views": [], "extra": 1},
       "permissions": {"company": {"documents": {}}}}
      """
    #expect(
      Reading(text, as: .json).rules == [
        "unsupported-schema-version", "wrong-type", "unknown-key", "unknown-key", "empty-value",
        "empty-value", "missing-key", "invalid-uuid", "unknown-value", "wrong-type", "empty-views",
        "unknown-key", "wrong-type",
      ]
    )
  }

  @Test func `so they do in the legacy form`() {
    let text = """
      {"schema_version": "2", "app_manifest": {"id": []}, "foo": 1, "components": {
       "oauth": {"instances": [{"grant_type": "none", "uuid": "x", "permissions": {"firm": {}}}, null]},
       "iframe": {"instances": [{"type": "panel", "required": "yes", "configuration": []},
        {"type": "sidepanel", "iframe_src": "https://a.io", "views": null}]}}}
      """
    #expect(
      Reading(text, as: .json).rules == [
        "unsupported-schema-version", "wrong-type", "unknown-key", "unknown-value", "invalid-uuid",
        "unknown-key", "empty-value", "missing-key", "unknown-value", "wrong-type", "wrong-type",
        "empty-views",
      ]
    )
  }

  @Test func `a broken part leaves its neighbours readable`() {
    let reading = Reading(
      """
      schema_version: "4.1"
      app: [x]
      fullscreen: {source_url: 7, description: [x]}
      sidepanel: {source_url: https://a.io, views: [~, rfi.detail]}
      permissions: {company: [x], project: {rfi: readonly, images: [x]}}
      """
    )
    #expect(
      reading.rules == ["wrong-type", "wrong-type", "empty-value", "wrong-type", "wrong-type"]
    )
    #expect(reading.manifest.components.map(\.views.count) == [0, 1])
    #expect(reading.manifest.urls.count == 2)
    #expect(reading.manifest.grants.map(\.spelling) == [.exact, .missing])
  }
}
