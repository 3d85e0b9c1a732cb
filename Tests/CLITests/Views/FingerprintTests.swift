import CLI
import Diagnostics
import Testing

@Suite struct FingerprintTests {
  private let finding = Finding(
    "unknown-key",
    .error,
    "unknown key `a`",
    at: SourceRange(3, 4),
    pointer: "/app/a",
    value: "ä"
  )

  @Test func `it is half the digest of rule, pointer and value`() {
    // printf 'unknown-key\0/app/a\0ä' | sha256sum
    #expect(Fingerprint.of(finding) == "ddcdabea8ecf84090440de5ef5851815")
  }

  @Test func `neither place nor wording nor severity matters`() {
    var other = finding
    other.range = SourceRange(100, 104)
    other.message = "a key that is unknown"
    other.severity = .note
    #expect(Fingerprint.of(other) == Fingerprint.of(finding))
  }

  @Test func `rule, pointer and value are kept apart`() {
    var other = finding
    other.pointer = "/app"
    other.value = "/aä"
    #expect(Fingerprint.of(other) != Fingerprint.of(finding))
  }
}
