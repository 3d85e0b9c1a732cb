import Diagnostics
import Documents
import Manifests
import Testing

/// A sound beginning, so that a test has nothing but its own mistake.
private let source = "schema_version: \"4.1\"\napp: {name: A, version: 1.0.0}\n"
private let portal = "schema_version: \"4.1\"\n"

@Suite struct SchemaFindingTests {
  // MARK: - Keys

  @Test func `an unknown key is an error in source form`() {
    #expect(Reading(source + "foo: 1\n").places == ["3:1-4 unknown-key /foo"])
    #expect(Reading(source + "permisions: 1\n").places == ["3:1-11 unknown-key /permisions"])
    #expect(!Reading(source + "foo: 1\n").findings[0].canBeIgnored)
  }

  @Test func `an unknown key in the other forms is one where a near name exists`() {
    #expect(Reading(portal + "foo: 1\n").places == ["2:1-4 unknown-key? /foo"])
    #expect(Reading(portal + "foo: 1\n").findings[0].canBeIgnored)
    #expect(Reading(portal + "permisions: 1\n").places == ["2:1-11 unknown-key /permisions"])
    #expect(
      Reading(#"{"components":{"a/b~":1,"oauht":{}}}"#, as: .json).places
        == ["1:16-22 unknown-key? /components/a~1b~0", "1:25-32 unknown-key /components/oauht"]
    )
    #expect(Reading(portal + "permisions: 1\n").findings[0].message.contains("`permissions`"))
  }

  @Test func `an unknown key in a field is a warning in every form`() {
    let fields = """
      fullscreen:
        source_url: https://a.io
        user_configuration: {schema: {properties: {a: {tpye: string, pattern: x}}}}
      """
    #expect(
      Reading(source + fields).places == [
        "5:50-54 unknown-key? /fullscreen/user_configuration/schema/properties/a/tpye",
        "5:64-71 unknown-key? /fullscreen/user_configuration/schema/properties/a/pattern",
      ]
    )
  }

  @Test func `the author's own keys are left alone in source form`() {
    #expect(Reading(source + "x-a: {b: ~}\nx-: 1\n").places == [])
    #expect(Reading(portal + "x-a: 1\n").places == ["2:1-4 unknown-key? /x-a"])
    #expect(
      Reading(source + "fullscreen: {source_url: https://a.io, x-a: 1}\n").rules == ["unknown-key"]
    )
  }

  @Test func `a missing key stands on its parent's`() {
    #expect(
      Reading("app: {}\n").places == [
        "1:1-1 missing-key /schema_version", "1:1-4 missing-key /app/name",
        "1:1-4 missing-key /app/version",
      ]
    )
    let parts = "fullscreen: {}\nsidepanel: {source_url: https://a.io}\n"
    #expect(
      Reading(portal + parts).places == [
        "2:1-11 missing-key /fullscreen/source_url", "3:1-10 missing-key /sidepanel/views",
      ]
    )
    #expect(
      Reading(portal + "post_installation_instruction: {page: {label: x}}\n").places == [
        "2:33-37 missing-key /post_installation_instruction/page/url"
      ]
    )
    #expect(
      Reading(source + "permissions: {company: {home: {reason: x}}}\n").places == [
        "3:25-29 missing-key /permissions/company/home/level"
      ]
    )
  }

  @Test func `a missing key of an instance stands on its first key`() {
    let text = #"{"components":{"iframe":{"instances":[{"name":"x"},{"type":"sidepanel"}]}}}"#
    #expect(
      Reading(text, as: .json).places == [
        "1:40-46 missing-key /components/iframe/instances/0/iframe_src",
        "1:40-46 missing-key /components/iframe/instances/0/type",
        "1:53-59 missing-key /components/iframe/instances/1/iframe_src",
        "1:53-59 missing-key /components/iframe/instances/1/views",
      ]
    )
  }

  @Test func `a legacy file needs no schema version, and views in a side panel alone`() {
    let text =
      #"{"components":{"iframe":{"instances":[{"type":"fullscreen","iframe_src":"https://a.io"}]}}}"#
    #expect(Reading(text, as: .json).places == [])
  }

  @Test func `a misspelt key is not missing besides`() {
    let text = """
      schema_verison: "4.1"
      app: {nmae: A, verson: 1.0.0}
      sidepanel: {source_ulr: https://a.io, veiws: [rfi.detail]}
      permissions: {company: {home: {levle: readonly}}}
      """
    #expect(Reading(text).rules == Array(repeating: "unknown-key", count: 6))
  }

  // MARK: - Types and emptiness

  @Test func `a wrong type says what is wanted and what is there`() {
    let reading = Reading(source + "permissions: [a]\nfullscreen: {source_url: {a: b}}\n")
    #expect(
      reading.places == [
        "3:1-12 wrong-type /permissions", "4:14-24 wrong-type /fullscreen/source_url",
      ]
    )
    #expect(reading.findings[0].message == "expected a mapping, found a list")
    #expect(reading.findings[1].message == "expected text, found a mapping")
  }

  @Test(arguments: ["[a]", "text", "- a: b"])
  func `a root that is no mapping is one finding at its start`(_ text: String) {
    let reading = Reading(text)
    #expect(reading.places == ["1:1-1 wrong-type "])
    #expect(!reading.manifest.isMapping)
  }

  @Test func `a plain scalar is text in YAML, not in JSON`() {
    #expect(
      Reading("schema_version: \"4.1\"\napp: {name: 17, version: 1.0.0, publisher: yes}\n").places
        == []
    )
    #expect(
      Reading(
        #"{"schema_version":"4.1","app":{"name":17,"version":"1.0.0","publisher":true}}"#,
        as: .json
      )
      .places == ["1:39-41 wrong-type /app/name", "1:72-76 wrong-type /app/publisher"]
    )
    #expect(
      Reading("schema_version: \"4.1\"\napp: {name: !!int 17, version: 1.0.0}\n").rules == [
        "wrong-type"
      ]
    )
    #expect(Reading("schema_version: \"4.1\"\napp: {name: !!str 17, version: 1.0.0}\n").rules == [])
  }

  @Test(arguments: ["", "# nothing\n", "\u{FEFF}", "---\n"])
  func `a file without content is empty`(_ text: String) {
    #expect(Reading(text).places == ["1:1-1 empty-value "])
  }

  @Test func `a null is empty wherever it stands`() {
    let text =
      source + """
        fullscreen: ~
        sidepanel:
          source_url:
          description: null
          views:
            - rfi.detail
            -
            - ~
        permissions:
          company: {documents: , home: {level: , uses: [~]}}
        """
    #expect(
      Reading(text).places == [
        "3:13-14 empty-value /fullscreen", "5:3-13 empty-value /sidepanel/source_url",
        "6:16-20 empty-value /sidepanel/description", "9:5-6 empty-value /sidepanel/views/1",
        "10:7-8 empty-value /sidepanel/views/2",
        "12:13-22 empty-value /permissions/company/documents",
        "12:33-38 empty-value /permissions/company/home/level",
        "12:49-50 empty-value /permissions/company/home/uses/0",
      ]
    )
  }

  @Test func `an empty text is empty where a text is wanted`() {
    #expect(
      Reading(source + "fullscreen: {source_url: \"\"}\n").places == [
        "3:26-28 empty-value /fullscreen/source_url"
      ]
    )
    #expect(
      Reading(#"{"schema_version":"","fullscreen":{"source_url":"https://a.io"}}"#, as: .json)
        .places == [
          "1:19-21 empty-value /schema_version"
        ]
    )
  }

  @Test func `a side panel without views has a rule of its own`() {
    #expect(
      Reading(portal + "sidepanel: {source_url: https://a.io, views: []}\n").places == [
        "2:39-44 empty-views /sidepanel/views"
      ]
    )
    #expect(
      Reading(portal + "sidepanel: {source_url: https://a.io, views: ~}\n").places == [
        "2:46-47 empty-views /sidepanel/views"
      ]
    )
  }

  // MARK: - Values

  @Test func `a value that is none of those allowed is unknown`() {
    let reading = Reading(
      "schema_version: \"4.1\"\napp: {name: A, version: 1.0.0, authentication: [user, user_levle]}\n"
    )
    #expect(
      reading.places == [
        "2:49-53 unknown-value /app/authentication/0",
        "2:55-65 unknown-value /app/authentication/1",
      ]
    )
    #expect(reading.findings[1].message.hasSuffix("did you mean `user_level`"))
    let legacy =
      #"{"components":{"oauth":{"instances":[{"grant_type":"password"}]},"iframe":{"instances":[{"type":"Full","iframe_src":"https://a.io"}]}}}"#
    #expect(
      Reading(legacy, as: .json).places == [
        "1:52-62 unknown-value /components/oauth/instances/0/grant_type",
        "1:97-103 unknown-value /components/iframe/instances/0/type",
      ]
    )
  }

  @Test(arguments: [
    ("schema_version: '5'\n", "1:17-20 unsupported-schema-version /schema_version"),
    ("schema_version: 4\n", "1:17-18 unsupported-schema-version /schema_version"),
    ("schema_version: '4.10'\n", "1:17-23 unsupported-schema-version /schema_version"),
    ("schema_version: yes\n", "1:17-20 unsupported-schema-version /schema_version"),
    ("schema_version: '2'\ncomponents: {}\n", "1:17-20 unsupported-schema-version /schema_version"),
    ("schema_version: 4.1\n", "1:17-20 schema-version-not-string? /schema_version"),
    ("schema_version: 4.10\n", "1:17-21 schema-version-not-string? /schema_version"),
  ])
  func `a schema version is judged`(_ text: String, _ line: String) {
    #expect(Reading(text).places == [line])
  }

  @Test(arguments: [
    "schema_version: 3\ncomponents: {}", "schema_version: '3.12'", "schema_version: '4.1'",
  ])
  func `a known schema version is fine`(_ text: String) {
    #expect(Reading(text).places == [])
  }

  @Test func `the fix puts a schema version into quotes`() {
    #expect(
      Reading("schema_version: 4.1 # ü\n").fixed(.schemaVersionNotString)
        == "schema_version: \"4.1\" # ü\n"
    )
    #expect(
      Reading("{\"schema_version\":4.1}", as: .json).fixed(.schemaVersionNotString)
        == "{\"schema_version\":\"4.1\"}"
    )
    #expect(Reading(source + "x-a: &a 4.1\n").rules == [])
    #expect(Reading("x: &v 4.1\nschema_version: *v\n").fixed(.schemaVersionNotString) == nil)
  }

  @Test(arguments: ["v1.0.0", "1.0", "1.0.0.0", "01.0.0", "1.0.0-beta", "1.0.x", " 1.0.0", "1,0,0"])
  func `a version is three whole numbers`(_ version: String) {
    let reading = Reading("schema_version: \"4.1\"\napp: {name: A, version: \"\(version)\"}\n")
    #expect(reading.rules == ["invalid-version"])
    #expect(reading.places.first?.hasPrefix("2:25-") == true)
  }

  @Test func `the fix takes a letter from the front of a version`() {
    func text(_ version: String) -> String {
      "schema_version: '4.1'\napp: {name: A, version: \(version)}\n"
    }
    for (spelled, fixed) in [
      ("v1.2.3", "1.2.3"), ("\"V1.2.3\"", "\"1.2.3\""), ("'v0.0.0'", "'0.0.0'"),
    ] {
      #expect(Reading(text(spelled)).fixed(.invalidVersion) == text(fixed))
    }
    for spelled in ["v01.2.3", "vv1.2.3", "v1.2", "&a [v1.2.3]", "\"\\x761.2.3\""] {
      #expect(Reading(text(spelled)).fixed(.invalidVersion) == nil)
    }
  }

  @Test func `a version may be of any size`() {
    #expect(
      Reading("schema_version: '4.1'\napp: {name: A, version: 0.99999999999999999999.0}\n").rules
        == []
    )
  }

  @Test func `a component's uuid is judged, a uid never`() {
    let reading = Reading(
      portal + """
        app_manifest: {uid: x}
        fullscreen: {source_url: https://a.io, uuid: 9A4C7942-0000-0000-0000-00000000000f}
        sidepanel: {source_url: https://a.io, views: [rfi.detail], uuid: "9a4c7942"}
        """
    )
    #expect(reading.places == ["4:66-76 invalid-uuid? /sidepanel/uuid"])
  }

  @Test(arguments: [
    (String(repeating: "ü", count: 80), true), (String(repeating: "🚧", count: 81), false),
    (" A", false),
    ("A ", false), ("A\\u00A0", false), ("A\\tB", false), ("A\\u0085B", false),
    ("Crew Sync – Größe", true),
  ])
  func `an app's name has 1 to 80 characters`(_ name: String, _ isSound: Bool) {
    let reading = Reading("schema_version: \"4.1\"\napp: {name: \"\(name)\", version: 1.0.0}\n")
    #expect(reading.rules == (isSound ? [] : ["invalid-app-name"]))
  }

  @Test(arguments: [
    ("a@crewsync.io", true), ("https://crewsync.io", true), ("http://crewsync.io", true),
    ("a+b@x.crewsync.io", true),
    ("crewsync.io", false), ("a@b", false), ("a@@crewsync.io", false), ("a b@crewsync.io", false),
    ("mailto:a@crewsync.io", false), ("@crewsync.io", false), ("a@.io", false),
    ("call the office", false),
  ])
  func `support is an e-mail address or a URL`(_ support: String, _ isSound: Bool) {
    let reading = Reading(
      "schema_version: \"4.1\"\napp: {name: A, version: 1.0.0, support: \"\(support)\"}\n"
    )
    let line = "2:41-\(43 + support.count) invalid-email? /app/support"
    #expect(reading.places == (isSound ? [] : [line]))
  }
}
