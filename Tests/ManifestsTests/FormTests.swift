import Diagnostics
import Documents
import Manifests
import Testing

@Suite struct FormTests {
  @Test(arguments: [
    ("app: {}", Form.source),
    ("app: 3", .source),
    ("app: {}\ncomponents: {}", .source),
    ("app: {}\nschema_version: '3.2'", .source),
    ("components: {}", .legacy),
    ("components: {}\nschema_version: '4.1'", .legacy),
    ("schema_version: '3'", .legacy),
    ("schema_version: 3.2", .legacy),
    ("schema_version: '3.2'\nfullscreen: {}", .legacy),
    ("schema_version: '4.1'", .portal),
    ("schema_version: 5", .portal),
    ("schema_version: [3]", .portal),
    ("schema_version: '3x'", .portal),
    ("schema_version: '30'", .portal),
    ("schema_version: '3x1'", .portal),
    ("schema_version: '3.'", .portal),
    ("schema_version: '3.x'", .portal),
    ("fullscreen: {}", .portal),
    ("sidepanel: {}\npermissions: {}", .portal),
    ("permissions: {}", .legacy),
    ("post_installation_instruction: {}", .legacy),
    ("{}", .legacy),
  ])
  func `the form is told by the first key that decides`(_ text: String, _ form: Form) {
    #expect(Reading(text).manifest.form == form)
  }

  @Test func `the form is the same in JSON`() {
    #expect(Reading(#"{"app":{}}"#, as: .json).manifest.form == .source)
    #expect(Reading(#"{"components":{}}"#, as: .json).manifest.form == .legacy)
    #expect(Reading(#"{"schema_version":3.2}"#, as: .json).manifest.form == .legacy)
    #expect(Reading(#"{"schema_version":"4.1"}"#, as: .json).manifest.form == .portal)
    #expect(Reading(#"{"sidep\u0061nel":{}}"#, as: .json).manifest.form == .portal)
  }

  @Test func `a key that a merge brings decides too`() {
    #expect(Reading("x: &x {app: {}}\n<<: *x\n").manifest.form == .source)
  }

  @Test(arguments: [
    ("components: {}\nfullscreen: {source_url: https://a.io}", "2:1-11 mixed-forms /fullscreen"),
    (
      "sidepanel: {source_url: https://a.io, views: [rfi.detail]}\ncomponents: {}",
      "2:1-11 mixed-forms /components"
    ),
    ("components: {}\nschema_version: '4.1'", "2:1-15 mixed-forms /schema_version"),
    ("schema_version: 4.0\ncomponents: {}", "2:1-11 mixed-forms /components"),
    (
      "components: {}\nschema_version: '4.1'\nsidepanel: {source_url: https://a.io, views: [rfi.detail]}",
      "2:1-15 mixed-forms /schema_version"
    ),
    (
      "schema_version: '4.1'\napp: {name: A, version: 1.0.0}\ncomponents: {}",
      "3:1-11 mixed-forms /components"
    ),
  ])
  func `two forms in one file are one finding, on the later key`(_ text: String, _ line: String) {
    let reading = Reading(text)
    #expect(reading.places == [line])
    #expect(reading.findings.first?.related.count == 1)
  }

  @Test(arguments: [
    "components: {}\nschema_version: '3.2'", "components: {}\npermissions: {}",
    "schema_version: '3.2'\npermissions: {}",
  ])
  func `one form alone is not mixed`(_ text: String) {
    #expect(Reading(text).places == [])
  }

  @Test func `what both forms hold is read where they are mixed`() {
    let reading = Reading(
      """
      schema_version: "4.1"
      fullscreen: {source_url: https://a.io, uuid: x}
      components: {iframe: {instances: [{type: fullscreen, iframe_src: https://b.io, uuid: y}]}}
      """
    )
    #expect(reading.rules == ["invalid-uuid", "mixed-forms", "invalid-uuid"])
    #expect(reading.manifest.components.count == 2)
  }
}
