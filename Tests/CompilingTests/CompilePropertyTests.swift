import Catalog
import Compiling
import Diagnostics
import Documents
import Editing
import Foundation
import Manifests
import TestSupport
import Testing

private func read(_ text: String, _ syntax: Syntax = .yaml) throws -> Manifest {
  try read(Array(text.utf8), syntax)
}

private func read(_ bytes: [UInt8], _ syntax: Syntax) throws -> Manifest {
  var reader = DocumentReader()
  var document = Document()
  let findings = reader.read(bytes, as: syntax, into: &document)
  let (manifest, schema) = ManifestReader.read(document, catalog: .builtIn)
  let errors = (findings + schema).filter { $0.severity == .error }
  try #require(
    errors.isEmpty,
    "\(errors.map(\.message)) in \(String(decoding: bytes, as: UTF8.self))"
  )
  return manifest
}

private let tools = Catalog.builtIn.tools.map { tool in
  (tool.scope.name, tool.key, tool.levels.levels.map(\.name))
}

@Suite struct CompilePropertyTests {
  @Test func `the same meaning gives the same bytes, and compiling again changes nothing`() throws {
    var generator = SeededGenerator(seed: 21)
    for _ in 0..<150 {
      let plain = PlainManifest.random(&generator, tools: tools)
      let one = PortalManifest(try read(plain.source(&generator))).bytes()
      let two = PortalManifest(try read(plain.source(&generator))).bytes()
      #expect(one == two)
      let again = PortalManifest(try read(one, .json)).bytes()
      #expect(again == one)
    }
  }

  @Test func `what is printed is JSON to a strict parser, with a final newline`() throws {
    var generator = SeededGenerator(seed: 22)
    for _ in 0..<50 {
      let plain = PlainManifest.random(&generator, tools: tools)
      let bytes = PortalManifest(try read(plain.source(&generator))).bytes()
      let value = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
      #expect(value?["schema_version"] as? String == "4.1")
      #expect(bytes.last == 0x0A)
      let permissions = value?["permissions"] as? [String: [String: String]]
      for grant in plain.grants {
        #expect(
          permissions?[grant.scope]?[grant.tool] == (grant.level == "none" ? nil : grant.level)
        )
      }
    }
  }

  @Test func `a migrated manifest means what the old one meant`() throws {
    var generator = SeededGenerator(seed: 23)
    for _ in 0..<80 {
      let plain = PlainManifest.random(&generator, tools: tools)
      let legacy = try read(plain.legacy(&generator), .json)
      let migrated = try read(
        try Migration(legacy, appName: nil, appVersion: "1.0.0").text
      )
      #expect(migrated.form == .source)
      #expect(migrated.levels == legacy.levels)
      #expect(
        ManifestDigest(of: migrated, .withoutVersion)
          == ManifestDigest(of: legacy, .withoutVersion)
      )
    }
  }

  @Test(arguments: [" Crew", "Crew\u{7}", String(repeating: "a", count: 81)])
  func `a name that no app may have is not taken over`(_ name: String) throws {
    let spelled = name.replacingOccurrences(of: "\u{7}", with: "\\u0007")
    let legacy = try read(
      #"{"app_manifest": {"name": "\#(spelled)"}, "components": {}}"#,
      .json
    )
    #expect(throws: Migration.Failure.self) {
      try Migration(legacy, appName: nil, appVersion: "1.0.0")
    }
    let migrated = try Migration(legacy, appName: "Crew", appVersion: "1.0.0").text
    #expect(try read(migrated).appName == "Crew")
  }

  @Test(arguments: ["null", "\"\"", "[]"])
  func `an unknown tool without a level is none that a migrated manifest has`(
    _ level: String
  ) throws {
    for known in ["", #""documents": "standard", "#] {
      let legacy = try read(
        #"{"components": {"oauth": {"instances": [{"grant_type": "client_credentials","#
          + #" "permissions": {"company": {\#(known)"crews": \#(level)}}}]}}}"#,
        .json
      )
      let migration = try Migration(legacy, appName: "Crew Sync", appVersion: "1.0.0")
      #expect(!migration.text.contains("crews"))
      #expect(
        migration.dropped == ["/components/oauth/instances/0/permissions/company/crews"]
      )
      #expect(
        ManifestDigest(of: try read(migration.text), .substance)
          == ManifestDigest(of: legacy, .substance)
      )
    }
  }
}

@Suite struct DigestTests {
  private let base = """
    schema_version: "4.1"
    app: {name: Crew Sync, version: 1.0.0}
    permissions:
      company: {directory: {level: readonly, reason: Matches people}, documents: none}

    """

  private func digest(_ text: String) throws -> String {
    ManifestDigest(of: try read(text)).description
  }

  @Test func `spelling, layout, anchors and empty parts mean nothing`() throws {
    let expected = try digest(base)
    #expect(expected.hasPrefix("sha256:"))
    #expect(expected.utf8.count == 71)
    for text in [
      base.replacingOccurrences(of: ", documents: none", with: ""),
      base.replacingOccurrences(of: "readonly", with: "Read-Only"),
      "# a comment\n" + base,
      base + "x-own: {a: b}\n",
      base.replacingOccurrences(
        of: "reason: Matches people",
        with: "reason: Matches people, uses: [\"GET /x\"]"
      ),
      base.replacingOccurrences(
        of: "version: 1.0.0",
        with: "version: 1.0.0, authentication: [user_level, service_account]"
      ),
      """
      x-grants: &grants {directory: {level: &read readonly, reason: Matches people}}
      app: {version: "1.0.0", name: 'Crew Sync'}
      permissions: {company: {<<: *grants}, project: {}}
      schema_version: "4.1"

      """,
    ] {
      #expect(try digest(text) == expected, "\(text)")
    }
  }

  @Test func `each thing an admin decides by changes the digest`() throws {
    let expected = try digest(base)
    var seen: Set<String> = [expected]
    for (old, new) in [
      ("1.0.0", "1.0.1"), ("Crew Sync", "Crew Sync 2"), ("readonly", "standard"),
      ("Matches people", "Finds people"), ("documents: none", "documents: readonly"),
      ("version: 1.0.0", "version: 1.0.0, publisher: Crew"),
      ("version: 1.0.0", "version: 1.0.0, support: a@b.co"),
      ("version: 1.0.0", "version: 1.0.0, release_notes: More"),
      ("version: 1.0.0", "version: 1.0.0, authentication: [service_account]"),
      ("company:", "project:"),
    ] {
      let changed = try digest(base.replacingOccurrences(of: old, with: new))
      #expect(seen.insert(changed).inserted, "\(old) to \(new)")
    }
  }
}

@Suite struct CompileTests {
  @Test func `the portal's order of keys, unknown ones last`() throws {
    let manifest = try read(
      """
      {"permissions": {"project": {"images": "readonly", "budget": "Read-only"}, "company": {}},
       "zeta": {"b": [1, 2.50, 1e3, null, true], "a": "x"}, "alpha": 0,
       "sidepanel": {"extra": 1, "source_url": "https://a.crewsync.io/", "views": ["rfi.detail", "incidents.list"],
         "user_configuration": {}},
       "schema_version": 4.1, "app_manifest": {"name": "N", "uid": "u"}}
      """,
      .json
    )
    #expect(
      String(decoding: PortalManifest(manifest).bytes(), as: UTF8.self) == """
        {
          "schema_version": "4.1",
          "app_manifest": {
            "uid": "u",
            "name": "N"
          },
          "sidepanel": {
            "views": [
              "incidents.list",
              "rfi.detail"
            ],
            "source_url": "https://a.crewsync.io/",
            "extra": 1
          },
          "permissions": {
            "project": {
              "budgeting": "readonly",
              "images": "readonly"
            }
          },
          "alpha": 0,
          "zeta": {
            "a": "x",
            "b": [
              1,
              2.5,
              1000,
              null,
              true
            ]
          }
        }

        """
    )
  }
}
