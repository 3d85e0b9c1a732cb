import Catalog
import Diagnostics
import Documents
import Linting
import Testing

@Suite struct SecretTests {
  // MARK: - Shapes

  private static let known: [String] = [
    "\(Sample.webToken)",
    "ghp_\(Sample.mixed)",
    "gho_\(Sample.mixed)",
    "ghu_\(Sample.mixed)",
    "ghs_\(Sample.mixed)",
    "ghr_\(Sample.mixed)",
    "ghp_\(String(repeating: "a", count: 36))",
    "github_pat_11ABCDEFG0\(Sample.mixed)_\(Sample.mixed)",
    "glpat-\(Sample.mixed.prefix(20))",
    "glrt-\(Sample.mixed.prefix(20))",
    "gldt-\(Sample.mixed.prefix(20))",
    "glptt-\(Sample.hexadecimal)",
    "glcbt-64_\(Sample.mixed.prefix(20))",
    "glsoat-\(Sample.mixed.prefix(20))",
    "hvs.CAESI\(Sample.mixed)",
    "hvb.AAAAAQ\(Sample.mixed)",
    "hvr.\(Sample.mixed)",
    "dckr_pat_\(Sample.mixed.prefix(27))",
    "dckr_oat_\(Sample.mixed.prefix(32))",
    "xoxb-123456789012-123456789012-\(Sample.mixed.prefix(24))",
    "xoxp-1234567890-abcdefabcd",
    "hooks.slack.com/services/T0AB12CD3/B0AB12CD3/\(Sample.mixed.prefix(24))",
    "sk_live_\(Sample.mixed.prefix(24))",
    "sk_test_\(Sample.mixed.prefix(24))",
    "rk_live_\(Sample.mixed.prefix(24))",
    "whsec_\(Sample.mixed.prefix(32))",
    "AKIA\(Sample.upper)",
    "ASIA\(Sample.upper)",
    "AIza\(Sample.mixed.prefix(35))",
    "ya29.a0_\(Sample.mixed)",
    "npm_\(Sample.mixed)",
    "pypi-AgEIcHlwaS5vcmc\(Sample.mixed)",
    "SG.\(Sample.mixed.prefix(22)).\(Sample.mixed)",
    "SK\(Sample.hexadecimal)",
    "sk-proj-\(Sample.mixed)",
    "sk-\(Sample.mixed)\(Sample.mixed.prefix(12))",
    "sk-ant-api03-\(Sample.mixed)",
    "shpat_\(Sample.hexadecimal)",
    "dop_v1_\(Sample.hexadecimal)\(Sample.hexadecimal)",
    "hf_\(Sample.mixed.prefix(34))",
  ]

  @Test(arguments: known)
  func `a known shape counts under any key, as a key, in a URL and in a comment`(_ secret: String) {
    #expect(secrets(in: "x-note: \(secret)\n") == [Found(secret, "/x-note")])
    #expect(secrets(in: "x-note: see (\(secret)).\n") == [Found(secret, "/x-note")])
    #expect(secrets(in: "uid: \"\(secret)\"\n") == [Found(secret, "/uid")])
    #expect(secrets(in: "a: 1 # \(secret)\n") == [Found(secret, "")])
    #expect(secrets(in: "# x\n#\(secret)\na: 1\n") == [Found(secret, "")])
    #expect(secrets(in: "a: https://crewsync.io/?x=\(secret)&y=1\n") == [Found(secret, "/a")])
    #expect(secrets(in: #"{"a":["\#(secret)"]}"#, path: "a.json") == [Found(secret, "/a/0")])
    #expect(secrets(in: "{a: [\(secret)]}") == [Found(secret, "/a/0")])
    let pointer = Redaction.mask(secret).replacing("/", with: "~1")
    #expect(secrets(in: "\(secret): 1\n") == [Found(secret, "/" + pointer)])
  }

  @Test func `an Azure account key is the value alone`() {
    let key = Sample.mixed + Sample.mixed + "=="
    let text = "a: DefaultEndpointsProtocol=https;AccountName=crew;AccountKey=\(key);B=1\n"
    #expect(secrets(in: text) == [Found(key, "/a")])
  }

  @Test(arguments: ["Bearer", "bearer", "BEARER"])
  func `a bearer token counts behind its scheme`(_ scheme: String) {
    let text = "a: 'Authorization: \(scheme) \(Sample.mixed)'\n"
    #expect(secrets(in: text) == [Found(Sample.mixed, "/a")])
    #expect(secrets(in: "# \(scheme) \(Sample.webToken).\n") == [Found(Sample.webToken, "")])
  }

  private static let near: [String] = [
    // Too short, too long, or with a wrong character.
    "ghp_\(Sample.mixed.prefix(35))",
    "ghp_\(Sample.mixed.prefix(20))_\(Sample.mixed.prefix(15))",
    "AKIA\(Sample.upper)X",
    "AKIA\(Sample.upper.lowercased())",
    "MAKIA\(Sample.upper)",
    "SK\(Sample.hexadecimal.prefix(31))",
    "SK\(Sample.hexadecimal)0",
    "shpat_\(Sample.mixed.prefix(32))",
    "hf_transformers_library_names_are_long",
    "npm_config_registry_of_the_whole_company",
    "sk-learn-based-classification-of-2-kinds",
    "glpat-\(Sample.mixed.prefix(19))",
    // Three parts, but no JSON; and JSON without a signature.
    "eyeglasses-are.eyeballed.often",
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCI.eyJzdWIiOiIxIn0.kq7Yv2nD0sX1cB8rT5mZ",
    "\(Sample.header).eyJzdWIiOiJjcmV3LXN5bmMifQ",
    "\(Sample.header).eyJzdWIiOiJjcmV3LXN5bmMifQ.",
    "https://hooks.slack.com/services/",
    "https://crewsync.io/task-lists/sk_overview",
    "Bearer tokens-are-described-in-the-documentation",
    "Bearer {{procore.company.id}}/abcdefgh0123",
    "-----BEGIN PUBLIC KEY-----",
    "paste the block from -----BEGIN PRIVATE KEY----- to -----END PRIVATE KEY-----",
    "{{ghp_\(Sample.mixed)}}",
    "commitments.work_order_contracts.detail",
    "9a4c7942-5b0e-4d1f-8a63-7e2c1b0d9f84",
  ]

  @Test(arguments: near)
  func `what is near a known shape does not count`(_ text: String) {
    #expect(secrets(in: "x-note: '\(text)'\n") == [])
    #expect(secrets(in: "a: 1 # \(text)\n") == [])
  }

  // MARK: - Private keys

  private static let key = """
    -----BEGIN RSA PRIVATE KEY-----
    MIIEowIBAAKCAQEAq7ZpL2xVt9RkWm4Bd8HsYc3NfJ6gTuEa5QrX
    Wm4Bd8HsYc3NfJ6gTuEa5QrXq7ZpL2xVt9Rk
    -----END RSA PRIVATE KEY-----
    """

  @Test func `a private key in a literal text runs over its lines`() {
    let indented = SecretTests.key.replacing("\n", with: "\n  ")
    let text = "private_key: |\n  before\n  \(indented)\n  after\nb: 1\n"
    #expect(secrets(in: text) == [Found(indented, "/private_key")])
  }

  @Test func `a private key without an end runs to the end of its text`() {
    let head = "-----BEGIN PRIVATE KEY-----\n  MIIEowIBAAKCAQEA"
    #expect(secrets(in: "a: |\n  \(head)\nb: 1\n") == [Found(head, "/a")])
    let escaped = "-----BEGIN EC PRIVATE KEY-----\\nMIIEowIBAAKCAQEA"
    #expect(secrets(in: #"{"a":"\#(escaped)"}"#, path: "a.json") == [Found(escaped, "/a")])
  }

  @Test func `a private key runs over the comments below each other`() {
    let lines = SecretTests.key.replacing("\n", with: "\n  # ")
    #expect(secrets(in: "a:\n  # \(lines)\n  # after\n  b: 1\n") == [Found(lines, "")])
    let open = "-----BEGIN OPENSSH PRIVATE KEY-----\n# b3BlbnNzaC1rZXktdjEAAAA"
    #expect(secrets(in: "# \(open)\n\n# not this\na: 1\n") == [Found(open, "")])
  }

  @Test(arguments: ["b: 1\n# more\n", "b: 1 # more\n", "\n# more\n", ""])
  func `a private key in one comment ends with it`(_ below: String) {
    let key = "-----BEGIN RSA PRIVATE KEY-----MIIEowIBAAKCAQEA"
    #expect(secrets(in: "a: 1 # \(key)\n" + below) == [Found(key, "")])
  }

  // MARK: - Logins

  @Test(arguments: [
    ("https://sync:Rk3vTq81@crew.crewsync.io/a", "sync:Rk3vTq81"),
    ("redis://:Rk3vTq81@crew.crewsync.io", ":Rk3vTq81"),
    ("see ftp://a:b@crewsync.io.", "a:b"),
    ("https://sync:R@3@crew.crewsync.io:8443/?a=b@c", "sync:R@3"),
    ("https://{{user}}:Rk3vTq81@crew.crewsync.io", "{{user}}:Rk3vTq81"),
  ])
  func `a login in a URL counts`(_ text: String, _ login: String) {
    #expect(secrets(in: "a: '\(text)'\n") == [Found(login, "/a")])
    #expect(secrets(in: "a: 1 # \(text)\n") == [Found(login, "")])
    #expect(secrets(in: #"{"a":"\#(text)"}"#, path: "a.json") == [Found(login, "/a")])
  }

  @Test(arguments: [
    "https://sync@crew.crewsync.io", "https://sync:@crew.crewsync.io",
    "https://crew.crewsync.io:8443/@b", "https://crew.crewsync.io/a:b@c",
    "https://sync:{{password}}@crew.crewsync.io", "https://sync:***@crew.crewsync.io",
    "https://sync:$PASSWORD@crew.crewsync.io", "https://sync:<password>@crew.crewsync.io",
    "support@crewsync.io", "git@github.com:crewsync/manifests.git",
  ])
  func `a URL without a password does not count`(_ text: String) {
    #expect(secrets(in: "a: '\(text)'\n") == [])
    #expect(secrets(in: "a: 1 # \(text)\n") == [])
  }

  @Test func `a secret counts before the form of its URL`() {
    let file = lint(
      """
      schema_version: "4.1"
      post_installation_instruction: {notes: Permit the projects.}
      fullscreen: {source_url: "http://sync:Rk3vTq81@crew.crewsync.io/"}
      """
    )
    #expect(file.findings.map(\.finding.rule) == ["secret-in-manifest"])
  }

  // MARK: - Random texts beside telling names

  @Test(arguments: [
    "secret", "client_secret", "clientSecret", "CLIENT_SECRETS", "access-token", "tokens",
    "password", "dbPasswd", "pwd", "key", "api_key", "APIKey", "apikey", "x-signing-keys",
    "clientsecret", "key2", "private.key",
  ])
  func `a random value beside a telling name counts`(_ name: String) {
    let found = [Found(Sample.mixed, "/x/" + name)]
    #expect(secrets(in: "x:\n  \(name): \(Sample.mixed)\n") == found)
    #expect(secrets(in: #"{"x":{"\#(name)":"\#(Sample.mixed)"}}"#, path: "a.json") == found)
    #expect(
      secrets(in: "x:\n  \(name):\n    - \(Sample.mixed)\n") == [
        Found(Sample.mixed, "/x/\(name)/0")
      ]
    )
    #expect(secrets(in: "a: 'curl -d \(name)=\(Sample.mixed)'\n") == [Found(Sample.mixed, "/a")])
    #expect(secrets(in: "# \(name): \(Sample.mixed)\n") == [Found(Sample.mixed, "")])
    #expect(secrets(in: "# {\"\(name)\": \"\(Sample.mixed)\"}\n") == [Found(Sample.mixed, "")])
    let url = "https://crew.crewsync.io/a?b=1&\(name)=\(Sample.mixed)&c=2"
    #expect(secrets(in: "a: \(url)\n") == [Found(Sample.mixed, "/a")])
    #expect(secrets(in: "a: 1 # \(url)\n") == [Found(Sample.mixed, "")])
  }

  @Test(arguments: [
    "name", "uid", "uuid", "id", "client_id", "clientId", "monkey", "keyboard", "tokenizer",
    "passwordless", "secretary", "pwds3x", "day",
  ])
  func `a random value beside another name does not count`(_ name: String) {
    #expect(secrets(in: "x:\n  \(name): \(Sample.mixed)\n") == [])
    #expect(secrets(in: "x:\n  \(name): '\(name)=\(Sample.mixed)'\n") == [])
    #expect(secrets(in: "# \(name): \(Sample.mixed)\n") == [])
  }

  @Test(arguments: [
    // Too short, too even, words, references, variables, addresses.
    "q7ZpL2xVt9RkWm4Bd8H", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "00000000-0000-0000-0000-000000000000",
    "the-key-of-the-crew-board", "CREW_SYNC_CLIENT_SECRET_OF_PRODUCTION",
    "${CREW_SYNC_CLIENT_SECRET}", "<your-client-secret-goes-here>",
    "readTheSecretFromTheVaultInstead",
    "vault:secret/data/crew-sync#client_secret", "/etc/crew-sync/keys/signing-key-2026.pem",
    "arn:aws:secretsmanager:eu-west-1:123456789012:secret:crew-sync-production",
    "{{secretOfTheWholeCompanyQ7ZpL2xVt9Rk}}", "https://docs.crewsync.io/q7ZpL2xVt9RkWm4Bd8HsYc3N",
    "https://docs.crewsync.io/how-to-find-your-api-key", "string", "****************************",
    "请在设置页面中输入您的密码然后点击保存按钮继续操作",
  ])
  func `what is not random does not count, whatever its name`(_ value: String) {
    #expect(secrets(in: "client_secret: '\(value)'\n") == [])
    #expect(secrets(in: "# client_secret: \(value)\n") == [])
    #expect(secrets(in: "a: https://crew.crewsync.io/?client_secret=\(value)\n") == [])
  }

  @Test func `hexadecimal texts need less`() {
    // Three and a quarter bits each: enough for hexadecimal digits, not for letters.
    let digits = "01234567890123456789"
    let letters = "ghijklmnopghijklmnop"
    #expect(secrets(in: "key: \(digits)\n") == [Found(digits, "/key")])
    #expect(secrets(in: "key: \(letters)\n") == [])
    #expect(secrets(in: "key: \(Sample.hexadecimal)\n") == [Found(Sample.hexadecimal, "/key")])
    let uuid = "9a4c7942-5b0e-4d1f-8a63-7e2c1b0d9f84"
    #expect(secrets(in: "key: \(uuid)\n") == [Found(uuid, "/key")])
  }

  @Test func `prose that speaks of keys does not count`() {
    let text = """
      schema_version: "4.1"
      post_installation_instruction:
        notes: 'Your API key: see https://docs.crewsync.io/how-to-find-your-api-key-in-2026.'
      fullscreen:
        source_url: https://crew.crewsync.io/{{api_key}}?token={{access_token_of_the_company}}
        description: The key to the https://docs.crewsync.io/how-to-find-your-api-key page
        user_configuration:
          schema:
            type: object
            required: [api_key]
            properties:
              api_key: {name: API key, type: string, description: "The key, a 20-letter-word"}
              access_token_of_the_company: {name: Access token of the company, type: string}
      """
    #expect(secrets(in: text) == [])
  }

  @Test func `base64 over several lines is one secret`() {
    let lines = Sample.mixed + "\n  " + Sample.mixed
    #expect(secrets(in: "key: |\n  \(lines)\n") == [Found(lines, "/key")])
  }

  // MARK: - Places

  @Test func `a text that is spelled in another way is marked where it can be found`() {
    let secret = "ghp_" + Sample.mixed
    #expect(secrets(in: "a: >-\n  one\n  \(secret)\n") == [Found(secret, "/a")])
    #expect(secrets(in: "a: \"\\tsee \(secret)\"\n") == [Found(secret, "/a")])
    #expect(secrets(in: "a: 'it''s \(secret)'\n") == [Found(secret, "/a")])
    #expect(secrets(in: "a: |\n  \(secret)\n  \(secret)\n").map(\.text) == [secret, secret])
    let escaped = "\"see \\x67hp_\(Sample.mixed)\""
    #expect(secrets(in: "a: \(escaped)\n") == [Found(escaped, "/a")])
    let broken = "\"ghp_\(Sample.mixed.prefix(9))\\\n  \(Sample.mixed.dropFirst(9))\""
    #expect(secrets(in: "a: \(broken)\n") == [Found(broken, "/a")])
    let url = #""https:\/\/sync:Rk3v\/Tq81@crew.crewsync.io""#
    #expect(secrets(in: #"{"a":\#(url.replacing("\\/Tq", with: "Tq"))}"#).count == 1)
  }

  @Test func `a comment behind the head of a text counts`() {
    let secret = "ghp_" + Sample.mixed
    #expect(secrets(in: "a: | # \(secret)\n  text\n") == [Found(secret, "")])
    #expect(secrets(in: "a: |\r  \(secret)\r") == [Found(secret, "/a")])
  }

  @Test func `a value that an alias puts beside a telling name counts where it is`() {
    let text = "x-a: &a \(Sample.mixed)\nx-b:\n  client_secret: *a\n  token: *a\n"
    #expect(secrets(in: text) == [Found(Sample.mixed, "/x-a")])
  }

  @Test func `each of several secrets counts once`() {
    let (one, two) = ("ghp_" + Sample.mixed, "npm_" + Sample.mixed)
    let text = "tokens: [\(one), \"Bearer \(two)\"]\na: https://x:\(one)@crewsync.io # \(two)\n"
    #expect(
      secrets(in: text) == [
        Found(one, "/tokens/0"), Found(two, "/tokens/1"), Found("x:" + one, "/a"), Found(two, ""),
      ]
    )
  }

  @Test func `a secret is of one text alone`() {
    let text =
      #"{"a":"http:\/\/crewsync","b":"\u0061:b@c.io","token":"\/","c":"\u0061q7ZpL2xVt9RkWm4Bd8HsYc3N"}"#
    #expect(secrets(in: text, path: "a.json") == [])
  }

  // MARK: - Masks

  @Test func `no finding tells a secret`() {
    let secret = "ghp_" + Sample.mixed
    let text = """
      app: {name: Crew Sync, version: \(secret), \(secret): 1}
      schema_version: "\(secret)"
      permissions:
        company: {"a/\(secret)": "\(secret)", directory: "\\x67hp_\(Sample.mixed)"}
      # dmsa: ignore[\(secret)] because
      x-a: https://sync:\(secret)@crewsync.io
      """
    for selected in [nil, "schema", "permission"] {
      var options = LintOptions()
      options.persona = .auditor
      if let selected {
        var selection = RuleSelection()
        selection.categories = Category(rawValue: selected).map { [$0] } ?? []
        options.selected = selection
      }
      let file = lint(text, options)
      #expect(!file.secrets.isEmpty)
      for finding in file.findings.map(\.finding) {
        let shown =
          [finding.message, finding.help ?? "", finding.pointer] + finding.related.map(\.message)
          + finding.fixes.flatMap { [$0.description] + $0.edits.map(\.text) }
        #expect(!shown.joined().contains(Sample.mixed), "\(finding.message)")
      }
    }
  }

  /// A message cuts a long value and shows controls as blanks; what is left of a secret then is one.
  @Test(arguments: [
    "sk_live_\(Sample.mixed)\(Sample.mixed)", "dop_v1_\(Sample.hexadecimal)\(Sample.hexadecimal)",
    "see \(Sample.webToken)", Sample.webToken,
  ])
  func `no finding tells the greater part of a secret`(_ secret: String) {
    for text in [
      "permissions: {company: {documents: '\(secret)'}}\n", "schema_version: '\(secret)'\n",
      "app: {name: '\(secret) \(secret)', version: '\(secret)'}\n",
      "sidepanel: {views: ['\(secret)'], type: '\(secret)'}\n",
    ] {
      let file = lint(text)
      #expect(!file.secrets.isEmpty)
      #expect(file.findings.count > 1)
      let hidden = String(secret.suffix(from: secret.lastIndex(of: " ") ?? secret.startIndex))
      for finding in file.findings.map(\.finding) {
        #expect(!finding.message.contains(hidden.prefix(12)), "\(finding.message)")
      }
    }
  }

  @Test func `no finding tells a private key with its line breaks as blanks`() {
    let text =
      "permissions:\n  company:\n    documents: |\n      "
      + SecretTests.key.replacing("\n", with: "\n      ") + "\n"
    let messages = lint(text).findings.map(\.finding.message)
    #expect(messages.count > 1)
    #expect(!messages.contains { $0.contains("-----BEGIN RSA") }, "\(messages)")
  }

  @Test func `a file that can't be read tells no secret either`() {
    let secret = "ghp_" + Sample.mixed
    let file = lint("a: [\(secret)\nclient_secret: \(Sample.mixed)\nb: {\n")
    #expect(file.findings.map(\.finding.rule) == ["yaml-syntax"])
    let texts = file.secrets.map { file.bytes[Int($0.start)..<Int($0.end)] }
    #expect(texts.map { String(decoding: $0, as: UTF8.self) } == [secret, Sample.mixed])
  }

  @Test func `a password of six signs is hidden wherever it stands`() {
    func messages(_ password: String) -> String {
      lint("x-a: https://sync:\(password)@crew.io\n\(password): 1\n").findings
        .map(\.finding.message).joined()
    }
    #expect(!messages("Rk3vTq").contains("Rk3vTq"))
    #expect(messages("Rk3vT").contains("Rk3vT"))
  }

  @Test func `a mask shows a fourth at most, and four characters`() {
    #expect(Redaction.mask("ghp_" + Sample.mixed) == "ghp_…")
    #expect(Redaction.mask("äöüßäöüß") == "äö…")
    #expect(Redaction.mask("a:b") == "…")
  }

  @Test func `an ignored secret stays hidden`() {
    let text = "x-a: ghp_\(Sample.mixed) # dmsa: ignore[secret-in-manifest] of a test account\n"
    let file = lint(text)
    #expect(file.secrets.count == 1)
  }

  @Test(.timeLimit(.minutes(1)))
  func `texts made to be slow are searched in time that grows with them`() {
    let repeated = [
      "xoxb-", "key=", "eyJ.", "@", "://@", "-----BEGIN PRIVATE KEY-----\nMIIEowIBAAKCAQEA\n",
      "sk-", "a:a@", "{{", "token: " + Sample.mixed + "\n", "SG.", "key=key:",
    ]
    for text in repeated {
      let long = String(repeating: text, count: 40_000 / text.utf8.count)
      _ = lint("a: '" + long.replacing("\n", with: " ") + "'\n")
      _ = lint("a: |\n  " + long.replacing("\n", with: "\n  ") + "\n")
      _ = lint("# " + long.replacing("\n", with: "\n# ") + "\na: 1\n")
      _ = lint("a: [" + long)
    }
  }
}
