import Diagnostics
import Linting
import Testing

/// Where a secret starts, ends and belongs to, and what names tell of one.
@Suite struct SecretBorderTests {
  private static let body = "MIIEowIBAAKCAQEA"

  // MARK: - Private keys

  @Test(arguments: [
    "-----BEGIN PRIVATE KEY-----\(body)", "-----BEGIN X509 PRIVATE KEY-----\(body)",
    "-----BEGIN \(String(repeating: "A", count: 36)) PRIVATE KEY-----\(body)",
    // The shortest body is all that follows.
    "-----BEGIN PRIVATE KEY-----MIIE", "-----BEGIN PRIVATE KEY----- # MIIE",
  ])
  func `a private key counts from its head on`(_ key: String) {
    #expect(secrets(in: "a: '\(key)'\n") == [Found(key, "/a")])
    #expect(secrets(in: "# \(key)\na: 1\n") == [Found(key, "")])
    #expect(secrets(in: #"{"a":"\#(key)"}"#, path: "a.json") == [Found(key, "/a")])
  }

  @Test(arguments: [
    "see x-BEGIN RSA PRIVATE KEY-----\(body)", "-----BEGIN rsa PRIVATE KEY-----\(body)",
    "-----BEGIN \(String(repeating: "A", count: 37)) PRIVATE KEY-----\(body)",
    "-----BEGIN RSA PRIVATE KEY+++++\(body)", "-----BEGIN CERTIFICATE-----\(body)",
    "-----BEGIN PUBLIC KEY-----\(body)", "-----BEGIN PRIVATE KEY-----MII",
    "-----BEGIN PRIVATE KEY-----MIIE and so on", "-----BEGIN PRIVATE KEY-----MIIE, and so on",
    "-----BEGIN PRIVATE KEY-----", "a -B",
  ])
  func `what only speaks of a private key does not count`(_ text: String) {
    #expect(secrets(in: "a: '\(text)'\n") == [])
    #expect(secrets(in: "# \(text)\na: 1\n") == [])
    // The next key is no part of the comment above it.
    #expect(secrets(in: "# \(text)\n\n\(Sample.mixed): 1\n") == [])
    #expect(secrets(in: "a: \(text)\n\(Sample.mixed): 1\n") == [])
  }

  @Test(arguments: ["\\n", "\\\\n", "\\r\\n"])
  func `a private key counts where its line breaks are spelled, too`(_ lineBreak: String) {
    let key =
      "-----BEGIN PRIVATE KEY-----\(lineBreak)\(SecretBorderTests.body)\(lineBreak)"
      + "-----END PRIVATE KEY-----"
    #expect(secrets(in: "a: '\(key)'\n") == [Found(key, "/a")])
    #expect(secrets(in: "a: {b: 1} # \(key)\n") == [Found(key, "")])
    let file = lint("{\"a\": \"\(key)", path: "a.json")
    #expect(file.findings.map(\.finding.rule) == ["yaml-syntax"])
    #expect(file.secrets.count == 1)
    #expect(secrets(in: "a: '-----BEGIN PRIVATE KEY-----\(lineBreak)'\n") == [])
    #expect(secrets(in: "a: '-----BEGIN PRIVATE KEY-----\(lineBreak), and so on'\n") == [])
  }

  @Test func `two private keys are two, without a blank between them too`() {
    let key = "-----BEGIN PRIVATE KEY-----\(SecretBorderTests.body)-----END PRIVATE KEY-----"
    let found = [Found(key, "/a"), Found(key, "/a")]
    #expect(secrets(in: "a: '\(key)\(key)'\n") == found)
    #expect(secrets(in: "a: '\(key) \(key)'\n") == found)
    #expect(secrets(in: "a: 'it''s \(key) \(key)'\n") == found)
    let open = "-----BEGIN PRIVATE KEY-----\(SecretBorderTests.body)"
    #expect(secrets(in: "a: '\(open) \(key)'\n") == [Found("\(open) \(key)", "/a")])
  }

  @Test func `a private key in quotes that are spelled in another way ends before the quote`() {
    let key = "-----BEGIN PRIVATE KEY-----\\n\(SecretBorderTests.body)"
    #expect(secrets(in: "a: \"\(key)\"\n") == [Found(key, "/a")])
    let quoted = "-----BEGIN PRIVATE KEY-----\(SecretBorderTests.body)''"
    #expect(secrets(in: "a: '\(quoted)'\n") == [Found(quoted, "/a")])
    let folded = "-----BEGIN PRIVATE KEY-----\n  \(SecretBorderTests.body)"
    #expect(secrets(in: "a: >-\n  \(folded)\n") == [Found(folded, "/a")])
    #expect(secrets(in: "a: \(folded)\n") == [Found(folded, "/a")])
  }

  @Test func `the body of a private key is that of its own text`() {
    #expect(secrets(in: "a: -----BEGIN PRIVATE KEY-----\n\(Sample.mixed): 1\n") == [])
    let head = "-----BEGIN PRIVATE KEY-----"
    #expect(secrets(in: "# \(head)\n# \(SecretBorderTests.body)\n").count == 1)
    #expect(secrets(in: "# \(head)\n#\t\(SecretBorderTests.body)\n").count == 1)
    #expect(secrets(in: "# \(head)\r\n# \(SecretBorderTests.body)\r\n").count == 1)
    #expect(secrets(in: "# \(head)\na: \(SecretBorderTests.body)\n") == [])
    #expect(secrets(in: "a: \(head)MIIE # and so on\n") == [Found(head + "MIIE", "/a")])
  }

  // MARK: - Logins

  @Test(arguments: [" ", "\"", "#", "/", "<", ">", "?", "\\", "`", "|", "\t"])
  func `an authority ends at a sign that no host has`(_ sign: String) {
    #expect(secrets(in: "a: 'https://crew\(sign)a:b@c'\n") == [])
    #expect(secrets(in: "# https://crew\(sign)a:b@c\na: 1\n") == [])
    #expect(secrets(in: "# https://a:b\(sign)c@d\na: 1\n") == [])
    #expect(secrets(in: "# https://x:R3k@crew\(sign)c@d\na: 1\n") == [Found("x:R3k", "")])
  }

  @Test(arguments: [
    "//sync:Rk3vTq81@crew.io", "a//sync:Rk3vTq81@crew.io", "a:/sync:Rk3vTq81@crew.io",
    "https;//sync:Rk3vTq81@crew.io", "a:/|sync:Rk3vTq81@crew.io",
    "-://sync:Rk3vTq81@crew.io",
    "://sync:Rk3vTq81@crew.io", "a:|/sync:Rk3vTq81@crew.io",
    "https://sync@crew.io:8443", "https://sync:--@crew.io", "a@b", "@",
  ])
  func `what is no URL with a password does not count`(_ text: String) {
    #expect(secrets(in: "a: '\(text)'\n") == [])
    #expect(secrets(in: "'\(text)'") == [])
    #expect(secrets(in: "# \(text)\na: 1\n") == [])
  }

  @Test func `a password may have any letters`() {
    #expect(secrets(in: "a: https://sync:ßö@crew.io\n") == [Found("sync:ßö", "/a")])
    #expect(secrets(in: "a: h://a:b@c\n") == [Found("a:b", "/a")])
    #expect(secrets(in: "'h://a:b@c'") == [Found("a:b", "")])
    #expect(secrets(in: "h://a:b@c\n") == [Found("a:b", "")])
  }

  @Test func `a login is of one text alone`() {
    #expect(secrets(in: "a: [https://sync:Rk3v, Tq81@crew.io]\n") == [])
    #expect(secrets(in: #"{"https://a":"x:y@b"}"#, path: "a.json") == [])
    #expect(secrets(in: "{https://a:b@c.io: 1}") == [Found("a:b", "/https:~1~1…@c.io")])
  }

  // MARK: - Bearer tokens

  @Test(arguments: [
    Sample.mixed, String(Sample.mixed.prefix(20)), "q7ZpL2-xVt9R.kWm4_Bd8~HsYc+3Nf/J6g=",
    "00000000000000000001",
  ])
  func `a bearer token has any of its signs`(_ token: String) {
    for before in ["", "see (", "x, "] {
      #expect(secrets(in: "'\(before)Bearer \(token)'") == [Found(token, "")])
    }
    #expect(secrets(in: "a: Bearer \(token)(x\n") == [Found(token, "/a")])
    #expect(secrets(in: "a: Bearer \(token)...\n") == [Found(token, "/a")])
    #expect(secrets(in: "a: Bearer x, Bearer \(token)\n") == [Found(token, "/a")])
    #expect(secrets(in: "# Bearer \(token)\n") == [Found(token, "")])
    #expect(secrets(in: "a: Bearer https://\(token)\n") == [])
  }

  @Test(arguments: [
    "Bearer \(Sample.mixed.prefix(19))", "Bearer qzxkvwpjhgqzxkvwpjhgqz", "Nearer \(Sample.mixed)",
    "Bearez \(Sample.mixed)", "Forbearer \(Sample.mixed)", "bearer-\(Sample.mixed)",
    "Bearer tokens-are-described-in-documentation-2026", "Bearer  \(Sample.mixed)",
    "earer \(Sample.mixed)", "2bearer \(Sample.mixed)",
    "Bearer \(Sample.mixed.prefix(10))(\(Sample.mixed.prefix(10))",
  ])
  func `what is no bearer token does not count`(_ text: String) {
    #expect(secrets(in: "a: '\(text)'\n") == [])
    #expect(secrets(in: "'\(text)'") == [])
    #expect(secrets(in: "# \(text)\n") == [])
  }

  // MARK: - Names

  @Test(arguments: [
    "token:        ", "token=        ", "token        = ", "token:\t", "token => ", "token := ",
    "'token': ", "`token`=", "\"token\" : '", "a.token: ", "passphrase=", "secretkey=",
    "accesskey: ", "PRIVATEKEY: ", "KEYId: ", "keyID=", "XMLKey: ", "tokens2=", "x2Key: ",
    "token-\(String(repeating: "x", count: 58)): ", "token.of.crews: ", "token ", "the API key  ",
    "client secret is ", "client secret is: ", "Token is `", "token \"",
  ])
  func `a name tells of what stands behind its sign`(_ name: String) {
    #expect(secrets(in: "# \(name)\(Sample.mixed)\na: 1\n") == [Found(Sample.mixed, "")])
    #expect(secrets(in: "a: |\n  \(name)\(Sample.mixed)\n") == [Found(Sample.mixed, "/a")])
  }

  @Test(arguments: [
    "token:         ", "token         = ", "token > ", "token. ", "token, ", "token for ", "this ",
    "token this ", "token. It is ", "token  is. ",
    "token`", "token- ", "token; ", "token:: ",
    "token-\(String(repeating: "x", count: 59)): ", "dbpwd=", "2: ", "s: ", "s2=", "tokenx: ",
    "publickey: ", "hotkey=", ": ", "= ", "xkey1: ", "notoken1x: ", "keY2x=", "TOKENx=",
  ])
  func `a name that tells nothing makes no secret`(_ name: String) {
    #expect(secrets(in: "# \(name)\(Sample.mixed)\na: 1\n") == [])
    #expect(secrets(in: "a: |\n  \(name)\(Sample.mixed)\n") == [])
    #expect(secrets(in: "'\(name.replacing("'", with: ""))\(Sample.mixed)'") == [])
  }

  @Test(arguments: ["TOKEN{", "TOKEN[", "{token}", "a token", "TOKEN:"])
  func `a word of a key ends at any sign`(_ key: String) {
    #expect(secrets(in: "\"\(key)\": \(Sample.mixed)\n") == [Found(Sample.mixed, "/" + key)])
  }

  @Test func `the quotes around a value are no part of it`() {
    let found = [Found(Sample.mixed, "")]
    #expect(secrets(in: "# token: `\(Sample.mixed)`\na: 1\n") == found)
    #expect(secrets(in: "# token: `\(Sample.mixed)`s\na: 1\n") == found)
    let text = "{\"token\":\"\(Sample.mixed)\u{7F}\(Sample.mixed.prefix(4))\"}"
    #expect(secrets(in: text, path: "a.json") == [Found(Sample.mixed, "/token")])
  }

  @Test func `what is near a vendor's shape or a bearer token counts beside a telling name`() {
    let letters = "qzxkqzxkqzxkqzxkvwpjhgytvwpjhgyt"
    #expect(secrets(in: "token: sk_\(Sample.mixed)\n") == [Found("sk_" + Sample.mixed, "/token")])
    #expect(secrets(in: "key: Bearer \(letters)\n") == [Found(letters, "/key")])
    let base64 = Sample.mixed.prefix(9) + "//" + Sample.mixed.dropFirst(9)
    #expect(secrets(in: "token: \(base64)\n") == [Found(String(base64), "/token")])
    #expect(secrets(in: "token: https://crew.io/?page=\(Sample.mixed)\n") == [])
    #expect(secrets(in: "token: '{{ \(Sample.mixed) }}'\n") == [])
    #expect(secrets(in: "token: (\(Sample.mixed.prefix(19)))\n") == [])
  }

  @Test func `an identifier is none, whatever its text says`() {
    let text = "'token=\(Sample.mixed)'"
    #expect(secrets(in: "client_-_-id: \(text)\n") == [])
    #expect(secrets(in: "client_-_-_-id: \(text)\n") == [Found(Sample.mixed, "/client_-_-_-id")])
  }

  @Test(arguments: ["&x=1", ";x=1", "#x", ")", ".", "!"])
  func `a value in a word ends before its end`(_ rest: String) {
    let found = [Found(Sample.mixed, "/a")]
    #expect(secrets(in: "a: 'x?token=\(Sample.mixed)\(rest)'\n") == found)
    #expect(secrets(in: "a: 'x?b=1&token=\(Sample.mixed.prefix(20))\(rest)'\n").count == 1)
    #expect(secrets(in: "a: 'x?token:(\(Sample.mixed)\(rest)'\n") == found)
    #expect(secrets(in: "a: 'x?token={{b}}\(Sample.mixed)\(rest)'\n") == found)
  }

  @Test(arguments: [
    "x?token=/\(Sample.mixed)", "token=https://crew.io/\(Sample.mixed)", "x?b=\(Sample.mixed)",
    "x?token=b&c=\(Sample.mixed)", "x?token={{\(Sample.mixed)}}",
    "x?token=\(Sample.mixed.prefix(19))",
    "x?token={{a}}&b=\(Sample.mixed)", "x?token={{\(Sample.mixed)",
  ])
  func `a value in a word that is none of a telling name does not count`(_ text: String) {
    #expect(secrets(in: "a: '\(text)'\n") == [])
    #expect(secrets(in: "# \(text)\na: 1\n") == [])
  }

  @Test func `two values of one word are two secrets`() {
    let (one, two) = (Sample.mixed, String(Sample.mixed.reversed()))
    #expect(
      secrets(in: "a: 'x?token=\(one)&key=\(two)'\n") == [Found(one, "/a"), Found(two, "/a")]
    )
  }

  @Test func `the key of a list and of a mapping in it tell of their own values`() {
    #expect(secrets(in: "tokens: [[\(Sample.mixed)]]\n") == [Found(Sample.mixed, "/tokens/0/0")])
    let inMapping = [Found(Sample.mixed, "/tokens/0/a")]
    #expect(secrets(in: "tokens: [{a: \(Sample.mixed)}]\n") == inMapping)
    #expect(secrets(in: "x-a: &a \(Sample.mixed)\ntokens: {b: {c: *a}}\n").count == 1)
    #expect(secrets(in: "? [token]\n: \(Sample.mixed)\n") == [])
    #expect(secrets(in: "token: {\(Sample.mixed): 1}\n").map(\.text) == [Sample.mixed])
    for key in ["uid", "client_id", "pattern"] {
      #expect(secrets(in: "token: {a: {\(key): \(Sample.mixed)}}\n") == [], "\(key)")
    }
    #expect(secrets(in: "token-\(Sample.mixed): 1\n") == [])
    #expect(secrets(in: "x: &k token\n*k : \(Sample.mixed)\n").map(\.text) == [Sample.mixed])
  }

  @Test func `a key that an alias brings from nowhere tells of nothing`() {
    #expect(secrets(in: "*token : \(Sample.mixed)\nnpm_\(Sample.mixed): 1\n").count == 1)
  }

  @Test func `an alias beside a telling name tells of each random word of its text`() {
    let two = String(Sample.mixed.reversed())
    let text = "x-a: &a see \(Sample.mixed) or,\(two)\nx-b: {token: *a}\n"
    #expect(secrets(in: text) == [Found(Sample.mixed, "/x-a"), Found(two, "/x-a")])
    let cooked = "x-a: &a 'it''s \(Sample.mixed)'\nx-b: {token: *a}\n"
    #expect(secrets(in: cooked) == [Found(Sample.mixed, "/x-a")])
    #expect(secrets(in: "x-a: &a https://b.io/\(Sample.mixed)\nx-b: {token: *a}\n") == [])
    #expect(secrets(in: "x-a: &a {b: \(Sample.mixed)}\nx-b: {token: *a}\n") == [])
    #expect(secrets(in: "x-a: &a \(Sample.mixed)\nx-b: {name: *a}\n") == [])
  }

  // MARK: - Randomness

  @Test func `as random as needed counts, a little less does not`() {
    // Three and a half bits, and three, to the last bit.
    let letters = "qzxkqzxkqzxkqzxkvwpjhgytvwpjhgyt"
    #expect(secrets(in: "key: \(letters)\n") == [Found(letters, "/key")])
    #expect(secrets(in: "key: \(letters.replacing("t", with: "y"))\n") == [])
    let digits = "a1b2c3d4a1b2c3d4a1b2c3d4a1b2c3d4"
    #expect(secrets(in: "key: \(digits)\n") == [Found(digits, "/key")])
    #expect(secrets(in: "key: \(digits.replacing("4", with: "3"))\n") == [])
    #expect(secrets(in: "key: \(digits.replacing("4", with: "g"))\n") == [])
  }

  @Test(arguments: [
    "project-1234567-settings-2026", "board-of-the-crews-of-12", "crew-board-qz-of-the-sites",
    "readTheSecretFromTheVaultOfCrews12", "crew_board_and_1234567890_sites",
    // Two words, a fourth that is none, short ones, one of twenty letters, half of it letters.
    "compartments-copyright", "crew-board-qzxk-sites", "crew-board-qz-xk-the-sites",
    "crew-board-qzx-kvw-the-sites", "documentshavingworkd-of-crew", "board-1234-sites-567",
    "crewq-teamx-formj-workz",
  ])
  func `words with a few digits are a phrase`(_ text: String) {
    #expect(secrets(in: "key: \(text)\n") == [])
  }

  @Test(arguments: [
    "crew-123-qzxk7wvpj3hgy-board", "q1w2e3r4t5z6u7i8o9p0", "zq_xk-vw.pj-hg_yt.qb-kx",
    // Digits within a word or three behind it, and fewer letters than half.
    "the-0123456789ab-of-crews", "readTheSecretFromTheVaultOf12Crews", "the-crews-board-123abc",
    "board-of-the-crews123-today", "2026-11-27-crew-board-of-sites",
    "1234567890123-crew-qz7x", "qzxkvwpjhgytqzxkvwpjhgyt",
    "abandonabilitiesofthecrewsandboards1",
    // Thirteen digits, no words, a third that is none, one word alone, one of too many letters.
    "board-of-the-crews-and-their-sites-1234567890123", "qzxk-vwpj-hgyt-qbkx-wzqj",
    "crewboards-qzxkv-sites", "documentshavingworkd", "documentshavingworkdone-of-crew",
  ])
  func `words that are none are no phrase`(_ text: String) {
    #expect(secrets(in: "key: \(text)\n") == [Found(text, "/key")])
  }
}
