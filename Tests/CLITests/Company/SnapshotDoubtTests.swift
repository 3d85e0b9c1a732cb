import Foundation
import Testing

/// What a snapshot says that can't mean anything.
@Suite struct SnapshotDoubtTests {
  @Test func `what means nothing in a snapshot is warned of`() throws {
    let snapshot =
      Acme.snapshot + """
        apps: [{name: A, version: 1.0.0, manifest: {schema_version: "4.1"}, digest: "sha256:zz", installed_at: yesterday, adopted: [{kind: bogus, address: blah, actual: 1}]}]
        unknown: [user/999, blah, user/101, memberships/101, membership/101/new, membership/103/7]

        """
    try inFolder { binary in
      try binary.write(snapshot, to: "s.yaml")
      let run = try binary.run(["company", "import", "s.yaml", "--company", "s.dmsa"])
      #expect(run.status == 0, "\(run.error)")
      for rule in ["[invalid-digest]", "[invalid-date]", "[unknown-value]"] {
        #expect(run.error.contains(rule), "\(run.error)")
      }
      #expect(run.error.components(separatedBy: "[unknown-address]").count == 3, "\(run.error)")
    }
  }
}
