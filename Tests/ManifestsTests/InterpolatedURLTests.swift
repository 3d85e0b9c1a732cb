import Manifests
import Testing

@Suite struct InterpolatedURLTests {
  /// The parts of a URL, as `name=text`.
  private func parts(_ text: String) -> [String] {
    let url = InterpolatedURL(text)
    let parts: [(String, Range<Int>?)] = [
      ("scheme", url.scheme), ("user", url.userInfo), ("password", url.password),
      ("host", url.host), ("port", url.port), ("path", url.path), ("query", url.query),
      ("fragment", url.fragment),
    ]
    return parts.compactMap { name, range in range.map { "\(name)=\(url.string($0))" } }
  }

  private func variables(_ text: String) -> [String] {
    let url = InterpolatedURL(text)
    return url.variables.map { "\(url.string($0.name)) \($0.place)" }
  }

  private func problem(_ text: String) -> String {
    InterpolatedURL(text).problem.map { "\($0)" } ?? "none"
  }

  // MARK: - Parts

  @Test func `a URL with every part is taken apart`() {
    #expect(
      parts("https://crew:x@Board.Crewsync.io:8443/a/b?c=d?e#f#g") == [
        "scheme=https", "user=crew:x", "password=x", "host=Board.Crewsync.io", "port=8443",
        "path=/a/b", "query=c=d?e", "fragment=f#g",
      ]
    )
  }

  @Test(arguments: [
    ("https://a.io", ["scheme=https", "host=a.io", "path="]),
    ("HTTPS://a.io/", ["scheme=HTTPS", "host=a.io", "path=/"]),
    ("https://a.io?q", ["scheme=https", "host=a.io", "path=", "query=q"]),
    ("https://a.io#f?q", ["scheme=https", "host=a.io", "path=", "fragment=f?q"]),
    ("https://u@v@a.io", ["scheme=https", "user=u@v", "host=a.io", "path="]),
    ("https://[::1]:80/", ["scheme=https", "host=[::1]", "port=80", "path=/"]),
    ("https://a.io:/", ["scheme=https", "host=a.io", "port=", "path=/"]),
    ("https:///a", ["scheme=https", "path=/a"]),
    ("mailto:a@b.io", ["scheme=mailto", "path=a@b.io"]),
    ("javascript:alert(1)", ["scheme=javascript", "path=alert(1)"]),
    ("//a.io/b", ["host=a.io", "path=/b"]),
    ("://a.io/b", ["host=a.io", "path=/b"]),
    ("a.io:443/b", ["path=a.io:443/b"]),
    ("a.io/b", ["path=a.io/b"]),
    ("https://a.io\\b", ["scheme=https", "host=a.io", "path=\\b"]),
    ("", ["path="]),
  ])
  func `parts that are not there are nil`(_ text: String, _ expected: [String]) {
    #expect(parts(text) == expected)
  }

  @Test func `a dot in a variable's name parts no labels`() {
    let url = InterpolatedURL("https://x-{{procore.company.id}}.crewsync.io.:1/")
    #expect(url.hostLabels.map(url.string) == ["x-{{procore.company.id}}", "crewsync", "io"])
  }

  @Test(arguments: [
    ("https://Board.IO/a", "board.io"), ("HTTPS://u@Board.IO:8443/", "board.io:8443"),
    ("https://{{Firm}}.IO", "{{Firm}}.io"), ("https://A.io:", "a.io"), ("https://Ü.io", "Ü.io"),
  ])
  func `the authority is in lower case and has the port`(_ text: String, _ expected: String) {
    #expect(InterpolatedURL(text).authority == expected)
  }

  @Test func `a variable alone is no password`() {
    #expect(InterpolatedURL("https://a:b@c.io").hasPassword)
    #expect(InterpolatedURL("https://a:{{b}}c@d.io").hasPassword)
    #expect(!InterpolatedURL("https://a:{{b}}@c.io").hasPassword)
    #expect(!InterpolatedURL("https://a:@c.io").hasPassword)
    #expect(!InterpolatedURL("https://a@c.io/b:c").hasPassword)
  }

  // MARK: - Variables

  @Test func `each variable has its place`() {
    #expect(
      variables("{{a}}://{{b}}:{{c}}@{{d}}.io:{{e}}/{{f}}/{{g}}?{{h}}#{{i}}") == [
        "a other", "b other", "c other", "d host", "e other", "f path", "g path", "h query",
        "i fragment",
      ]
    )
    #expect(variables("https://a.io/{{x/y?z#}}{{ü}}") == ["x/y?z# path", "ü path"])
    #expect(variables("{{a}}/b") == ["a path"])
  }

  @Test(arguments: [
    ("/{a}", "singleBraces", "{a}"), ("/{a b}/", "singleBraces", "{a b}"),
    ("/{{a}", "unbalanced", "{{a}"), ("/{a}}", "unbalanced", "{a}}"),
    ("/{{a/b", "unbalanced", "{{a"), ("/{{a}}}", "unbalanced", "{{a}}}"),
    ("/a}}b", "unbalanced", "}}"), ("/{{a/{{b}}", "unbalanced", "{{a"), ("/{", "unbalanced", "{"),
    ("/{{{a}}}", "nested", "{{{a}}}"), ("/{{a{{b}}c}}/d", "nested", "{{a{{b}}c}}"),
    ("/{{a{b}}}", "nested", "{{a{b}}}"), ("/{{ a }}", "blank", "{{ a }}"),
    ("/{{a\u{A0}b}}", "blank", "{{a\u{A0}b}}"), ("/{{a\tb}}", "blank", "{{a\tb}}"),
    ("/{{}}", "empty", "{{}}"),
  ])
  func `a malformed spot is found and named`(_ tail: String, _ problem: String, _ spot: String) {
    let url = InterpolatedURL("https://a.io" + tail)
    #expect(url.malformedSpot.map { "\($0.problem)" } == problem)
    #expect(url.malformedSpot.map { url.string($0.range) } == spot)
    #expect(url.problem == nil, "what is malformed in the braces is no mistake of the URL")
  }

  @Test func `the first malformed spot counts, and sound variables beside it`() {
    let url = InterpolatedURL("https://a.io/{{a}}/{b}/{{c}}/{{")
    #expect(url.malformedSpot.map { url.string($0.range) } == "{b}")
    #expect(url.variables.map { url.string($0.name) } == ["a", "c"])
  }

  // MARK: - Problems

  @Test(arguments: [
    "https://a.io", "https://a.io:65535/", "https://a.io./", "https://xn--bcher-kva.example",
    "https://bücher.example/straße?ü#ä", "https://a.io/a%20b?x=[1]|2&y=a@b:c", "https://a_b.io",
    "https://{{a}}/", "https://{{a}}.{{b}}/", "https://1.2.3.4/", "https://[2001:DB8::1.2.3.4]/",
    "http://a.io", "ftp://a.io", "https://a.io/%{{a}}", "https://a.io?q", "https://3com.com",
    "https://0xdead.io",
  ])
  func `a sound URL has no problem`(_ text: String) {
    #expect(problem(text) == "none")
  }

  @Test(arguments: [
    ("", "noScheme"), ("a.io", "noScheme"), ("a.io:80", "noScheme"), ("//a.io", "noScheme"),
    ("://a.io", "noScheme"), ("1http://a.io", "noScheme"), ("{{a}}", "noScheme"),
    ("{{a}}://b.io", "variableInScheme"), ("http{{a}}://b.io", "variableInScheme"),
    ("https://", "noHost"), ("https:", "noHost"), ("https:a.io", "noHost"), ("https:/a", "noHost"),
    ("https:///a", "noHost"), ("https://?a", "noHost"), ("https://a@/", "noHost"),
    ("https://:80/", "noHost"), ("https://a@b.io", "userInfo"), ("https://@b.io", "userInfo"),
    ("https://{{a}}@b.io", "userInfo"), ("https://a.io:65536", "port"),
    ("https://a.io:x", "port"), ("https://a.io:1:2", "port"), ("https://a.io:-1", "port"),
    ("https://a.io:99999999999999999999", "port"), ("https://a.io:{{a}}", "variableInPort"),
    ("https://a.io:8{{a}}", "variableInPort"), ("https://a..io", "host"), ("https://.io", "host"),
    ("https://.", "host"), ("https://a,b", "host"), ("https://a%20.io", "host"),
    ("https://256.1.1.1", "host"), ("https://1.2.3.4.5", "host"), ("https://1.2.3.08", "host"),
    ("https://[::1", "host"), ("https://[::1]a", "host"), ("https://[1:2]", "host"),
    ("https://[::1::2]", "host"), ("https://[:1:2:3:4:5:6:7]", "host"), ("https://[g::]", "host"),
    ("https://[1:2:3:4:5:6:7:8:9]", "host"), ("https://[::12345]", "host"),
    ("https://a.io/ ", "whiteSpace(13)"), (" https://a.io", "whiteSpace(0)"),
    ("https://a.io/\u{3000}", "whiteSpace(13)"), ("https://a.io/\u{7F}", "whiteSpace(13)"),
    ("https://a.io/\u{2028}", "whiteSpace(13)"), ("https://a.io/<", "character(13)"),
    ("https://a.io/%zz", "character(13)"), ("https://a.io/%2", "character(13)"),
    ("https://a.io\\b", "character(12)"),
  ])
  func `what makes a text no URL is said`(_ text: String, _ expected: String) {
    #expect(problem(text) == expected)
  }

  @Test(arguments: [
    ("localhost", "localhost"), ("LocalHost.", "localhost"), ("a.localhost", "localhost"),
    ("a.local", "localName"), ("{{a}}.LOCAL", "localName"), ("127.1", "privateAddress"),
    ("0", "privateAddress"), ("0x7f000001", "privateAddress"), ("017700000001", "privateAddress"),
    ("10.0.0.1", "privateAddress"), ("100.64.0.1", "privateAddress"),
    ("169.254.169.254", "privateAddress"), ("172.16.0.1", "privateAddress"),
    ("192.168.1.1.", "privateAddress"), ("8.8.8.8", "publicAddress"),
    ("100.128.0.1", "publicAddress"), ("172.32.0.1", "publicAddress"), ("[::]", "privateAddress"),
    ("[::1]", "privateAddress"), ("[::ffff:192.168.0.1]", "privateAddress"),
    ("[fc00::1]", "privateAddress"), ("[fe80::1%25eth0]", "privateAddress"),
    ("[::ffff:8.8.8.8]", "publicAddress"), ("[2606:4700::1111]", "publicAddress"),
    ("[1:2:3:4:5:6:7:8]", "publicAddress"), ("local", "nil"), (".local", "localName"),
    ("alocalhost", "nil"), ("localhost.io", "nil"), ("10.io", "nil"), ("1.2.3.{{a}}", "nil"),
    ("256.256.256.256", "nil"),
  ])
  func `a local host or an address is known in every spelling`(_ host: String, _ expected: String) {
    let url = InterpolatedURL("http://\(host)/")
    #expect((url.localHost.map { "\($0)" } ?? "nil") == expected)
  }

  // MARK: - Any text whatever

  @Test func `any text is read without a trap, with ranges inside it`() {
    let alphabet: [UInt8] =
      Array("https:/@?#[]{}.%\\ 0x1\u{7F}".utf8) + [0, 0xC3, 0xE2, 0x80, 0xFF]
    var state: UInt64 = 88_172_645_463_325_252
    for _ in 0..<20_000 {
      var text: [UInt8] = state % 3 == 0 ? Array("https://".utf8) : []
      for _ in 0..<Int(state % 24) {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        text.append(alphabet[Int(state % UInt64(alphabet.count))])
      }
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      let url = InterpolatedURL(text)
      let ranges = [
        url.scheme, url.userInfo, url.password, url.host, url.port, url.path, url.query,
        url.fragment, url.malformedSpot?.range,
      ]
      for range in ranges.compactMap({ $0 }) + url.variables.map(\.range) + url.hostLabels {
        #expect(range.lowerBound >= 0 && range.upperBound <= text.count)
      }
      _ = (url.authority, url.hasPassword, url.isHTTPS)
    }
  }

  @Test func `a long text takes time in proportion`() {
    for piece in ["{", "}", "{{", "{{a", "{{a}}", "{ ", "@", ":", ".", "[", "%", "a", "{a{b}"] {
      let url = InterpolatedURL("https://" + String(repeating: piece, count: 20_000))
      #expect(url.text.count >= 20_000)
      #expect(url.hostLabels.count < 20_002)
    }
  }
}
