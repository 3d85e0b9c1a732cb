import Diagnostics
import Linting
import Testing

/// The borders of what secrets look like: the shortest and longest, and the characters next to those
/// that are allowed.
@Suite struct SecretShapeTests {
  /// A signature, as the third part of a web token.
  private static let signed = ".eyJzdWIiOiJjcmV3LXN5bmMifQ.kq7Yv2nD0sX1cB8rT5mZ"

  private static let known: [String] = [
    "xoxa-1234567890-abcdefabcd", "xoxr-1234567890-abcdefabcd", "xoxs-1234567890-abcdefabcd",
    "xoxe-1234567890-abcdefabcd", "xapp-1-A0B1C2D3E4-1234567890123-abcdef",
    // Twenty characters, the fewest that any secret has.
    "xoxb-1234567890abcde",
    "rk_test_\(Sample.mixed.prefix(16))",
    "whsec_\(Sample.mixed.prefix(10))+/\(Sample.mixed.prefix(10))==",
    "sk-svcacct-\(Sample.mixed.prefix(16))", "sk-admin-\(Sample.mixed.prefix(16))",
    "shpca_\(Sample.hexadecimal)", "shppa_\(Sample.hexadecimal)", "shpss_\(Sample.hexadecimal)",
    "doo_v1_\(Sample.hexadecimal)\(Sample.hexadecimal)",
    "dor_v1_\(Sample.hexadecimal)\(Sample.hexadecimal)",
    "SK\(Sample.hexadecimal.uppercased())",
    "hooks.slack.com/workflows/T0AB12CD3/A0AB12CD3/1234567890123/\(Sample.mixed.prefix(24))",
    "hooks.slack.com/triggers/T0AB12CD3/1234567890123/\(Sample.hexadecimal)",
    "hooks.slack.com/services/T0/B0/\(Sample.mixed.prefix(14))",
    "SG.\(Sample.mixed.prefix(16)).\(Sample.mixed.prefix(16))",
    "SG.\(Sample.mixed.prefix(10))_\(Sample.mixed.prefix(6)).\(Sample.mixed.prefix(8))-aB3_x9Yz",
    "glpat-\(String(repeating: "aB3", count: 2730))xy",
    // A header with blanks of each kind in it, and with `~`, whose last bits are the digit `-`.
    "eyJhIjoKMX0\(signed)", "eyJhIjoJMX0\(signed)", "eyJhIjoNMX0\(signed)",
    "eyJhYWEiOiJ-In0\(signed)",
    // Five parts, and none but a dot where the key would be.
    "\(Sample.header).a.b.c.kq7Yv2nD0sX1cB8rT5mZ",
    "\(Sample.header)..kq7Yv2nD.eyJzdWIiOiJjcmV3.XN5bmMifQ",
  ]

  @Test(arguments: known)
  func `a secret of just the right form counts`(_ secret: String) {
    #expect(secrets(in: "x-note: \(secret)\n") == [Found(secret, "/x-note")])
    #expect(secrets(in: "x-note: \(secret)") == [Found(secret, "/x-note")])
    #expect(secrets(in: "a: 1 #\(secret)") == [Found(secret, "")])
    #expect(secrets(in: "a: 1\n#\(secret)") == [Found(secret, "")])
    #expect(secrets(in: #"{"a":"\#(secret)"}"#, path: "a.json") == [Found(secret, "/a")])
    #expect(secrets(in: "a: (\(secret))\n") == [Found(secret, "/a")])
    #expect(secrets(in: "a: x,\(secret),y\n") == [Found(secret, "/a")])
    #expect(secrets(in: "a: '{{a}}\(secret)'\n") == [Found(secret, "/a")])
    #expect(secrets(in: "a: \"{\(secret)}\"\n") == [Found(secret, "/a")])
    #expect(secrets(in: "a: é\(secret)é\n") == [Found(secret, "/a")])
  }

  private static let near: [String] = [
    // One character too few or too many.
    "xoxb-1234567890abcd", "AIza\(Sample.mixed.prefix(34))", "AIza\(Sample.mixed)",
    "dop_v1_\(Sample.hexadecimal)\(Sample.hexadecimal.prefix(31))",
    "dop_v1_\(Sample.hexadecimal)\(Sample.hexadecimal)0",
    "shpat_\(Sample.hexadecimal.prefix(31))", "sk_live_\(Sample.mixed.prefix(15))",
    "whsec_\(Sample.mixed.prefix(23))", "npm_\(Sample.mixed.prefix(35))",
    "pypi-\(Sample.mixed.prefix(31))", "ya29.\(Sample.mixed.prefix(19))",
    "hvs.\(Sample.mixed.prefix(23))", "dckr_pat_\(Sample.mixed.prefix(23))",
    "hvs.read-the-token-from-the-vault-2", "glrt-\(Sample.mixed.prefix(19))",
    "hf_\(Sample.mixed.prefix(29))", "sk-ant-\(Sample.mixed.prefix(10))",
    "github_pat_\(Sample.mixed.prefix(21))",
    "glpat-\(String(repeating: "aB3", count: 2731))",
    "SG.\(Sample.mixed.prefix(15)).\(Sample.mixed)",
    "SG.\(Sample.mixed).\(Sample.mixed.prefix(15))", "SG.\(Sample.mixed)-",
    "hooks.slack.com/services/T0/B0/\(Sample.mixed.prefix(13))",
    "hooks.slack.com/services/T0AB12CD3/\(Sample.mixed)",
    "hooks.slack.com/commands/T0AB12CD3/B0AB12CD3/\(Sample.mixed)",
    // The characters right behind the digits and the letters.
    "AKIA\(Sample.upper.prefix(15)):", "AKIA\(Sample.upper.prefix(15))[",
    "ghp_\(Sample.mixed.prefix(35)){", "ghp_\(Sample.mixed.prefix(35))[",
    "SK\(Sample.hexadecimal.prefix(31))g", "SK\(Sample.hexadecimal.prefix(31))G",
    "AKIA\(Sample.upper)x", "SK\(Sample.hexadecimal)g", "shpat_\(Sample.hexadecimal)G",
    "SG.\(Sample.mixed.prefix(22)):\(Sample.mixed)",
    // A part of something else.
    "npm:MAKIA\(Sample.upper)",
    "a-ghp_\(Sample.mixed)", "a_ghp_\(Sample.mixed)", "a-sk-proj-\(Sample.mixed)",
    "a-AKIA\(Sample.upper)", "a-SG.\(Sample.mixed.prefix(22)).\(Sample.mixed)",
    "a_SG.\(Sample.mixed.prefix(22)).\(Sample.mixed)", "a-\(Sample.webToken)",
    "_\(Sample.webToken)",
    // No digit, and no word either.
    "xoxb-qzxkvwpjhgqzxkvwpjhg",
    // JSON with what JSON has not: letters beyond ASCII, controls.
    "eyJhIjoiw6kifQ\(signed)", "eyJhIjoiASJ9\(signed)", "eyJhIjoifyJ9\(signed)",
    "eyJhIjoLMX0\(signed)",
  ]

  @Test(arguments: near)
  func `what a character keeps from being a secret does not count`(_ text: String) {
    #expect(secrets(in: "x-note: '\(text)'\n") == [])
    #expect(secrets(in: "x-note: '\(text)'") == [])
    #expect(secrets(in: "a: 1 # \(text)\n") == [])
  }

  @Test(arguments: [
    "glpat-\(Sample.mixed.prefix(20))", "github_pat_\(Sample.mixed)", "sk_live_\(Sample.mixed)",
  ])
  func `a long prefix may stand behind a sign, and in the path of a URL`(_ secret: String) {
    #expect(secrets(in: "x-note: crew-\(secret)\n") == [Found(secret, "/x-note")])
    #expect(secrets(in: "x-note: crew_\(secret)\n") == [Found(secret, "/x-note")])
    #expect(secrets(in: "x-note: https://crew.io/\(secret)\n") == [Found(secret, "/x-note")])
  }

  @Test func `a token of six parts counts up to its fifth`() {
    let five = "\(Sample.header).a.b.c.kq7Yv2nD0sX1cB8rT5mZ"
    #expect(secrets(in: "a: \(five).d\n") == [Found(five, "/a")])
  }

  @Test func `a key of Azure may have any sign of base64`() {
    let key = "\(Sample.mixed)+/\(Sample.mixed)=="
    let text = "a: Endpoint=sb://crew/;SharedAccessKeyName=root;SharedAccessKey=\(key);B=1\n"
    #expect(secrets(in: text) == [Found(key, "/a")])
    #expect(lint(text).findings.filter { $0.finding.message.contains("Azure") }.count == 1)
  }

  @Test(arguments: [",", "'", "`", " ", "|", ";", "ü"])
  func `secrets are told apart by what no secret has`(_ sign: String) {
    let (one, two) = ("ghp_" + Sample.mixed, "npm_" + Sample.mixed)
    #expect(
      secrets(in: #"{"a":"\#(one)\#(sign)\#(two)"}"#, path: "a.json")
        == [Found(one, "/a"), Found(two, "/a")]
    )
    #expect(secrets(in: "# \(one)\(sign)\(two)\na: 1\n") == [Found(one, ""), Found(two, "")])
  }

  @Test func `a control that JSON may hold divides secrets too`() {
    let (one, two) = ("ghp_" + Sample.mixed, "npm_" + Sample.mixed)
    let text = "{\"a\":\"\(one)\u{7F}\(two)\"}"
    #expect(secrets(in: text, path: "a.json") == [Found(one, "/a"), Found(two, "/a")])
  }

  @Test func `what stands between braces is a variable, a hundred characters on`() {
    let secret = "ghp_" + Sample.mixed
    let blanks = String(repeating: "x ", count: 49)
    #expect(secrets(in: "a: '{{\(blanks)\(secret)}}'\n") == [])
    #expect(secrets(in: "a: '{{\(blanks) \(secret)}}'\n") == [Found(secret, "/a")])
  }
}
