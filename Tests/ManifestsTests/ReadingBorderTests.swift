import Diagnostics
import Manifests
import Testing

private let source = "schema_version: \"4.1\"\napp: {name: A, version: 1.0.0}\n"

/// What a mistake in a manifest says of what is around it, and what it does not.
@Suite struct ReadingBorderTests {
  // MARK: - A key that is another one, misspelt or not

  @Test(arguments: [
    // Only what was meant to be there is taken for there.
    ("app: {name: A, version: 1.0.0}\npermisions: {}\n", ["missing-key", "unknown-key"]),
    (source + "permissions: {company: {documents: {zzz: 1}}}\n", ["missing-key", "unknown-key"]),
    (source + "permissions: {company: {documents: {levle: admin}}}\n", ["unknown-key"]),
    (
      source + "post_installation_instruction: {page: {zzz: https://a.io}}\n",
      ["missing-key", "unknown-key"]
    ),
    (source + "post_installation_instruction: {page: {ulr: https://a.io}}\n", ["unknown-key"]),
    (
      "schema_version: 5.0\ncomponents: {}\nfullscreen: {source_url: https://a.io}\n",
      [
        "unsupported-schema-version", "mixed-forms",
      ]
    ),
  ])
  func `a misspelt key is missing no more, an unknown one says nothing of others`(
    _ text: String,
    _ rules: [String]
  ) {
    #expect(Reading(text).rules == rules)
  }

  @Test(arguments: [
    ("{schema: {zzz: 1}}", false), ("{schema: {requird: [a]}}", false), ("{zzz: {}}", false),
    ("{schema: {propertis: {}}}", true), ("{shema: {}}", true),
  ])
  func `fields are unread where their key is misspelt`(_ fields: String, _ isUnread: Bool) {
    let text = source + "fullscreen: {source_url: https://a.io, user_configuration: \(fields)}\n"
    #expect(Reading(text).manifest.components.map(\.hasUnreadFields) == [isUnread])
  }

  @Test(arguments: [
    (source + "sidepannel: {}\n", true), (source + "fullscren: {}\n", true),
    ("componets: {}\n", true), (source + "permisions: {}\n", false), (source + "zzz: {}\n", false),
  ])
  func `components are unread where their key is misspelt`(_ text: String, _ isUnread: Bool) {
    #expect(Reading(text).manifest.unreadParts.contains(.components) == isUnread)
  }

  @Test func `an unknown key of the notes is no setup`() {
    let setup = source + "post_installation_instruction: "
    #expect(!Reading(setup + "{zzz: a}\n").manifest.hasSetup)
    #expect(Reading(setup + "{ntoes: a}\n").manifest.hasSetup)
  }

  @Test func `another form's key is meant only where this form has one for it`() {
    let messages = Reading("app: {configuration: 1, name: A, version: 1.0.0}\n").findings.map(
      \.message
    )
    #expect(messages.contains("unknown key `configuration`"))
  }

  // MARK: - Values

  @Test func `a text with a foreign tag is none`() {
    let reading = Reading("schema_version: \"4.1\"\napp: {name: !crew A, version: 1.0.0}\n")
    #expect(reading.rules == ["yaml-tag"])
    #expect(reading.manifest.appName == nil)
  }

  @Test func `a grant that an alias brings from nowhere has its key for a value`() {
    let grants = Reading(source + "permissions: {company: {documents: *nowhere}}\n").manifest.grants
    #expect(grants.map { $0.value == $0.key } == [true])
  }

  // MARK: - Places

  @Test(arguments: [
    // The empty list is the anchor's own, however the panel comes.
    (
      "x-panel: &panel {source_url: https://a.io, views: []}\nsidepanel: *panel\n",
      ["3:44-49 empty-views /x-panel/views"]
    ),
    // What a merge brings is doubled where it is merged.
    (
      "x-new: &new {budgeting: readonly}\npermissions: {project: {budget: admin, <<: *new}}\n",
      ["4:44-48 duplicate-key /x-new/budgeting"]
    ),
    (
      "x-both: &both {budgeting: readonly, budget: admin}\npermissions: {project: *both}\n",
      ["3:37-43 duplicate-key /x-both/budget"]
    ),
    // A mapping that is read at an alias first lacks a key at itself all the same.
    (
      "fullscreen: {source_url: https://a.io, user_configuration: {schema: {properties: {\n"
        + "<<: {c: &c {support_link: &l {label: L}}}, b: {support_link: *l}}}}}\n",
      ["4:13-25 missing-key /fullscreen/user_configuration/schema/properties/<</c/support_link/url"]
    ),
  ])
  func `a mistake stands where it was made`(_ text: String, _ places: [String]) {
    #expect(Reading(source + text).places == places)
  }

  @Test func `of a tool that stands twice by one key the first is related`() {
    let text = "permissions: {project: {budget: admin, budget: admin, budgeting: admin}}\n"
    let doubled = Reading(text).findings.filter { $0.message.contains("once more") }
    #expect(doubled.flatMap(\.related).map(\.range.start) == [24])
  }

  @Test func `an unknown tool's own mistakes leave the place of no other`() {
    let text =
      "schema_version: \"4.1\"\napp: &app {name: A, version: 1.0.0}\n"
      + "permissions: {company: {crews: *app}}\nzzz: 1\n"
    #expect(Reading(text).places == ["4:1-4 unknown-key /zzz"])
  }
}
