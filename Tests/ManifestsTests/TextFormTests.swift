import Manifests
import Testing

/// The borders of the forms that texts have to have.
@Suite struct TextFormTests {
  private func rules(_ key: String, _ text: String) -> [String] {
    let others = ["name": "A", "version": "1.0.0"].filter { $0.key != key }
    let app = others.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
    let entries = (app + ["\(key): \"\(text)\""]).joined(separator: ", ")
    return Reading("schema_version: \"4.1\"\napp: {\(entries)}\n").rules
  }

  @Test(arguments: [
    ("A", true), (String(repeating: "a", count: 80), true),
    (String(repeating: "a", count: 81), false), ("A~", true), ("~", true), ("A\\x7F", false),
    ("A\\x1FB", false), ("A B", true), (" ", false), ("\\u00A0A", false), ("ü ", false),
    ("é", true), ("\\x01", false), ("\\u00A0", false),
  ])
  func `a name has at most 80 characters, blanks only within, no controls`(
    _ name: String,
    _ isSound: Bool
  ) {
    #expect(rules("name", name) == (isSound ? [] : ["invalid-app-name"]))
  }

  @Test(arguments: [
    ("10.20.30", true), ("0.0.0", true), ("9.9.9", true), ("1.0.0.", false), (".1.0.0", false),
    ("1..0", false), ("1.0.", false), ("1.00.0", false), ("1.0.0:", false), ("1.0./", false),
    ("...", false), ("1", false), ("10.01.1", false), ("1.0.00", false),
  ])
  func `a version is three numbers between dots`(_ version: String, _ isSound: Bool) {
    #expect(rules("version", version) == (isSound ? [] : ["invalid-version"]))
  }

  private static let host = String(repeating: "b", count: 200) + "."

  @Test(arguments: [
    ("a@b.c", true), ("a.b@c.io", true), ("a@b-c.io", true), ("a@b.c.d.io", true), ("ü@b.io", true),
    ("\(String(repeating: "a", count: 52))@\(host)", false),
    ("\(String(repeating: "a", count: 50))@\(host)io", true),
    ("\(String(repeating: "a", count: 51))@\(host)io", false),
    (".a@b.io", false), ("a.@b.io", false), ("a@-b.io", false), ("a@b-.io", false),
    ("a@b..io", false), ("a@b.io.", false), ("a@.b.io", false), ("a@b.-io", false), ("a@b", false),
    ("a@", false), ("@", false), ("@b.io", false), ("a", false), ("a@b@c.io", false),
    ("a\\tb@c.io", false), ("a@b c.io", false), ("a<b@c.io", false), ("a>b@c.io", false),
    ("a(b@c.io", false), ("a)b@c.io", false), ("a[b@c.io", false), ("a]b@c.io", false),
    ("a\\\\b@c.io", false), ("a,b@c.io", false), ("a;b@c.io", false), ("a:b@c.io", false),
    ("a\\\"b@c.io", false), ("a@b[c.io", false),
    // What has the sign of a URL is judged as one.
    ("://", true), ("a://", true), ("a:/b", false), ("a//b", false), (":/", false), ("a:b/", false),
    ("a:/", false), ("x@a:b/", false),
  ])
  func `support is judged as an address unless it has the sign of a URL`(
    _ support: String,
    _ isSound: Bool
  ) {
    #expect(rules("support", support) == (isSound ? [] : ["invalid-email"]))
  }

  private static let uuid = "9a4c7942-5b0e-4d1f-8a63-7e2c1b0d9f84"

  @Test(arguments: [8, 13, 18, 23])
  func `a dash of a UUID has its place`(_ place: Int) {
    var letters = Array(TextFormTests.uuid)
    letters[place] = "0"
    #expect(uuidRules(String(letters)) == ["invalid-uuid"])
    letters[place] = "-"
    letters[place + 1] = "-"
    #expect(uuidRules(String(letters)) == ["invalid-uuid"])
  }

  @Test func `a UUID has 36 characters, all hexadecimal`() {
    #expect(uuidRules(TextFormTests.uuid) == [])
    #expect(uuidRules(TextFormTests.uuid.uppercased()) == [])
    #expect(uuidRules(TextFormTests.uuid + "0") == ["invalid-uuid"])
    #expect(uuidRules(String(TextFormTests.uuid.dropLast())) == ["invalid-uuid"])
    #expect(uuidRules(String(TextFormTests.uuid.dropLast()) + "g") == ["invalid-uuid"])
  }

  private func uuidRules(_ uuid: String) -> [String] {
    let start = "schema_version: \"4.1\"\nfullscreen: {source_url: https://a.io, uuid: "
    return Reading(start + uuid + "}\n").rules
  }

  @Test(
    arguments: [
      ("4.1", []), ("'4.1'", []), ("4.1.0", ["unsupported-schema-version"]),
      ("4", ["unsupported-schema-version"]), ("3.", ["unsupported-schema-version"]),
      ("'3.1a'", ["unsupported-schema-version"]), ("'3.1:'", ["unsupported-schema-version"]),
      ("'3./'", ["unsupported-schema-version"]), ("~", ["empty-value"]), ("[3]", ["wrong-type"]),
      ("41e-1", ["schema-version-not-string"]),
    ] as [(String, [String])]
  )
  func `a schema version beside 'app' is 4.1`(_ version: String, _ rules: [String]) {
    let found = Reading("schema_version: \(version)\napp: {name: A, version: 1.0.0}\n").rules
    #expect(found == (version == "4.1" ? ["schema-version-not-string"] : rules))
  }

  @Test(arguments: [
    ("3", true), ("'3.0'", true), ("'3.09'", true), ("3.", false), ("'3.1a'", false),
    ("'3.1:'", false), ("'3./'", false), ("'31'", false), ("4.1", false), ("2", false),
  ])
  func `a schema version beside 'components' is 3 or one of its own`(
    _ version: String,
    _ isSound: Bool
  ) {
    let rules = Reading("components: {}\nschema_version: \(version)\n").rules
    let expected = version == "4.1" ? ["mixed-forms"] : ["unsupported-schema-version"]
    #expect(rules == (isSound ? [] : expected))
  }
}
