import CLI
import Diagnostics
import Documents
import Linting

/// A file whose findings are placed by the text that they stand on.
struct SampleFile {
  let path: String
  let text: String
  var findings: [LintedFinding] = []
  var secrets: [SourceRange] = []

  init(_ path: String, _ text: String) {
    self.path = path
    self.text = text
  }

  /// The range of the nth time that a text occurs.
  func range(of part: String, _ occurrence: Int = 1) -> SourceRange {
    let bytes = Array(text.utf8)
    let wanted = Array(part.utf8)
    var left = occurrence
    for start in bytes.indices where bytes[start...].starts(with: wanted) {
      left -= 1
      if left == 0 { return SourceRange(UInt32(start), UInt32(start + wanted.count)) }
    }
    preconditionFailure("`\(part)` is not in \(path)")
  }

  mutating func add(
    _ rule: RuleID,
    _ severity: Severity,
    _ category: Diagnostics.Category,
    _ message: String,
    help: String? = nil,
    at range: SourceRange,
    pointer: String = "",
    value: String = "",
    related: [RelatedPlace] = [],
    fixes: [Fix] = [],
    isSuppressed: Bool = false,
    isBaselined: Bool = false
  ) {
    var finding = LintedFinding(
      Finding(
        rule,
        severity,
        message,
        help: help,
        at: range,
        pointer: pointer,
        value: value,
        related: related,
        fixes: fixes
      ),
      category
    )
    finding.isSuppressed = isSuppressed
    finding.isBaselined = isBaselined
    findings.append(finding)
  }

  var linted: LintedFile {
    LintedFile(
      path: path,
      bytes: findings.isEmpty ? [] : Array(text.utf8),
      findings: findings,
      secrets: secrets
    )
  }
}

/// The files that every format is shown with.
enum SampleRun {
  static let secret = "sk_live_4f9a8b7c6d5e4f3a2b1c"

  static let files: [LintedFile] = [
    clean, crlf, empty, long, multiLine, odd, secrets, silenced, unicode,
  ].map(\.linted)

  private static var clean: SampleFile { SampleFile("clean.manifest.yaml", "") }

  private static var crlf: SampleFile {
    var file = SampleFile(
      "./crlf.manifest.yaml",
      "app:\r\n\tname: Crew Sync\r\n  version: 1.0\r\npermissions:\r\n  company:\t{ directory:\tadmin }\r\n"
    )
    file.add(
      "yaml-syntax",
      .error,
      .syntax,
      "a tab can't indent a line; YAML wants blanks",
      at: file.range(of: "\t")
    )
    file.add(
      "company-directory-admin",
      .error,
      .risk,
      "admin on the company `directory` is admin nearly everywhere",
      help: "Whoever holds it is admin on every company tool but Permissions and on every tool of "
        + "every project, and edits everyone's permissions. Ask for `readonly`, or for `standard` "
        + "where people have to be added.",
      at: file.range(of: "admin"),
      pointer: "/permissions/company/directory",
      value: "admin"
    )
    return file
  }

  private static var empty: SampleFile {
    var file = SampleFile("empty.manifest.json", "")
    file.add("empty-value", .error, .schema, "the file has no content", at: .fileStart)
    return file
  }

  private static var long: SampleFile {
    let many = (1...400).map { "\"tool_\($0)\":\"readonly\"" }.joined(separator: ",")
    var file = SampleFile(
      "long.manifest.json",
      "{\"permissions\":{\"project\":{\"photos\":\"admin\",\(many),\"photos\":\"none\"}}}"
    )
    file.add(
      "unknown-tool",
      .error,
      .permission,
      "unknown tool `tool_200`",
      at: file.range(of: "\"tool_200\""),
      pointer: "/permissions/project/tool_200",
      value: "tool_200"
    )
    file.add(
      "duplicate-key",
      .error,
      .syntax,
      "duplicate key `photos`",
      at: file.range(of: "\"photos\"", 2),
      pointer: "/permissions/project/photos",
      value: "photos",
      related: [RelatedPlace("the first one stands here", at: file.range(of: "\"photos\""))]
    )
    return file
  }

  private static var multiLine: SampleFile {
    var file = SampleFile(
      "multi-line.manifest.yaml",
      """
      app:
        name: "Crew
          Sync"
        post_installation_instruction: |
          TODO one

          TODO three
          TODO four
          TODO five
          TODO six
      permissions: {

      """
    )
    let name = file.range(of: "\"Crew")
    file.add(
      "invalid-app-name",
      .warning,
      .schema,
      "a name stands on one line",
      at: SourceRange(name.start, file.range(of: "Sync\"").end),
      pointer: "/app/name"
    )
    let prose = file.range(of: "|\n    TODO one")
    file.add(
      "placeholder-text",
      .warning,
      .metadata,
      "placeholder text `TODO`",
      at: SourceRange(prose.start, file.range(of: "TODO six\n").end),
      pointer: "/app/post_installation_instruction",
      related: [
        RelatedPlace("six lines below its key", at: file.range(of: "post_installation_instruction"))
      ]
    )
    let end = UInt32(file.text.utf8.count)
    file.add(
      "yaml-syntax",
      .error,
      .syntax,
      "the flow mapping isn't closed, `}` is wanted",
      at: SourceRange(end, end),
      related: [RelatedPlace("it starts here", at: file.range(of: "{"))]
    )
    file.add(
      "yaml-limits",
      .error,
      .syntax,
      "a place past the end",
      at: SourceRange(end + 10, end + 20)
    )
    return file
  }

  private static var odd: SampleFile {
    var file = SampleFile(
      "odd/na\nme,\u{1B}[31m:100%|<b>`@team`.yaml",
      "key: \"\u{1B}[2J\u{7F}\u{85}\u{202E}nimda\u{200B}\"\n"
    )
    file.add(
      "unknown-key",
      .note,
      .schema,
      "unknown key `a|b\\` and `<img src=x>` and ` @team ` #12 ]]> \u{1B}[31m\r\n::error::` 100%",
      help: "See https://example.net/a_b_c & *others* [here](x).",
      at: file.range(of: "nimda"),
      pointer: "/a~1b/\u{1}"
    )
    return file
  }

  private static var secrets: SampleFile {
    var file = SampleFile(
      "secret.manifest.yaml",
      """
      app:
        client_secret: "\(secret)" # the one of production
        nmae: Crew Sync \(secret)
      pem: |
        -----BEGIN PRIVATE KEY-----
        MIIEvQIBADANBgkqhkiG9w0BAQEF
        -----END PRIVATE KEY-----

      """
    )
    let pem = file.range(of: "-----BEGIN")
    file.secrets = [
      file.range(of: secret),
      SourceRange(pem.start, file.range(of: "-----END PRIVATE KEY-----").end),
    ]
    file.add(
      "secret-in-manifest",
      .error,
      .secret,
      "a live key `sk_l…`",
      help:
        "A manifest is shared with every customer. Revoke the key, then keep it on your server.",
      at: file.range(of: secret),
      pointer: "/app/client_secret",
      value: secret
    )
    file.add(
      "unknown-key",
      .error,
      .schema,
      "unknown key `nmae`; did you mean `name`",
      at: file.range(of: "nmae"),
      pointer: "/app/nmae",
      value: "nmae",
      fixes: [Fix("rename it to `name`", .unsafe, [Edit(file.range(of: "nmae"), "name")])]
    )
    file.add(
      "secret-in-manifest",
      .error,
      .secret,
      "a private key",
      at: file.secrets[1],
      pointer: "/pem"
    )
    return file
  }

  private static var silenced: SampleFile {
    var file = SampleFile(
      "silenced.manifest.yaml",
      """
      schema_version: 1.0
      permissions:
        company:
          budget: read_only  # dmsa: ignore[level-spelling] the portal takes it
          daily_log: read_only
          directory: none
          directory: none

      """
    )
    func fix(_ occurrence: Int) -> Fix {
      Fix(
        "replace `read_only` by `readonly`",
        .safe,
        [Edit(file.range(of: "read_only", occurrence), "readonly")]
      )
    }
    file.add(
      "schema-version-not-string",
      .warning,
      .schema,
      "`schema_version` is a number, a text is wanted",
      at: file.range(of: "1.0"),
      pointer: "/schema_version",
      value: "1.0",
      isBaselined: true
    )
    file.add(
      "level-spelling",
      .warning,
      .permission,
      "`read_only` is spelled `readonly`",
      at: file.range(of: "read_only"),
      pointer: "/permissions/company/budget",
      value: "read_only",
      fixes: [fix(1)],
      isSuppressed: true
    )
    file.add(
      "level-spelling",
      .warning,
      .permission,
      "`read_only` is spelled `readonly`",
      at: file.range(of: "read_only", 2),
      pointer: "/permissions/company/daily_log",
      value: "read_only",
      fixes: [fix(2)]
    )
    for occurrence in 1...2 {
      let line = file.range(of: "    directory: none\n", occurrence)
      file.add(
        "redundant-none",
        .note,
        .permission,
        "`none` is the same as no grant",
        at: SourceRange(line.end - 5, line.end - 1),
        pointer: "/permissions/company/directory",
        value: "none",
        fixes: [Fix("remove the grant", .safe, [Edit(line, "")])]
      )
    }
    return file
  }

  private static var unicode: SampleFile {
    var file = SampleFile(
      "dépôt/日本語.manifest.yaml",
      """
      \u{FEFF}名前: 日本語の名前 # 🏗️ 👩‍👩‍👧 🇩🇪 e\u{301}
      \u{1F3D7}\u{FE0F} äöü: 'ünknown' # ok

      """
    )
    file.add("unknown-key", .error, .schema, "unknown key `名前`", at: file.range(of: "名前"))
    file.add(
      "placeholder-text",
      .warning,
      .metadata,
      "placeholder text `日本語の名前`; the first one of several that stand in this file, all of them "
        + "written by the portal",
      at: file.range(of: "日本語の名前"),
      related: [
        RelatedPlace("é, written as two", at: file.range(of: "e\u{301}")),
        RelatedPlace(
          "a flag, and a note about it that is so long that it needs lines of its own below what it "
            + "speaks of",
          at: file.range(of: "🇩🇪")
        ),
      ]
    )
    file.add("unknown-value", .warning, .schema, "unknown value", at: file.range(of: "'ünknown'"))
    return file
  }

  // MARK: - Rendering

  static let rules: RuleList = {
    let explanation = Explanation(
      what: "A grant of admin on the company Directory.",
      why: "Its holder is admin nearly everywhere.",
      instead: "Ask for `readonly`.",
      bad: "permissions:\n  company:\n    directory: admin\n",
      good: Example(#"{"permissions": {}}"#, as: .json)
    )
    return RuleList([
      Rule(
        "company-directory-admin",
        .risk,
        .error,
        summary: "admin on the company Directory",
        explanation: explanation
      ),
      Rule(
        "unknown-key",
        .schema,
        .error,
        summary: "a key that means nothing",
        explanation: explanation
      ),
      Rule(
        "level-spelling",
        .permission,
        .warning,
        summary: "a level in another spelling",
        explanation: explanation
      ),
      Rule(
        "secret-in-manifest",
        .secret,
        .error,
        summary: "a secret",
        explanation: explanation
      ),
    ])
  }()

  static var style: ViewStyle {
    ViewStyle(
      width: 80,
      toolVersion: "1.2.3",
      catalogVersion: "2026-10-01",
      rules: rules,
      workingFolder: "/home/me/app"
    )
  }

  static func bytes(
    _ format: LintFormat,
    _ files: [LintedFile] = files,
    _ style: ViewStyle = style,
    failOn: Severity? = .warning
  ) -> [UInt8] {
    var view = format.view(style)
    var output = Output()
    var summary = LintSummary()
    view.begin(&output)
    for file in files {
      summary.add(file)
      view.add(file, failOn: failOn, &output)
    }
    view.end(summary, &output)
    return output.bytes
  }

  static func text(
    _ format: LintFormat,
    _ files: [LintedFile] = files,
    _ style: ViewStyle = style
  ) -> String {
    String(decoding: bytes(format, files, style), as: UTF8.self)
  }
}
