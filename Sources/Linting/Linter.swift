public import Catalog
import Diagnostics
public import Documents
import Manifests

/// Lints one file after the other.
///
/// Holds what can be used again for the next file: a parser and the storage of a document.
public struct Linter: ~Copyable {
  private let catalog: Catalog
  private let rules: RuleList
  /// The rules that run with the options of the last file.
  private var running: [RunningRule] = []
  private var options = LintOptions()
  private var reader = DocumentReader()
  private var document = Document()

  public init(catalog: Catalog, rules: RuleList = .all) {
    self.catalog = catalog
    self.rules = rules
    choose(options)
  }

  /// Finds what is wrong with a file.
  public mutating func lint(
    _ bytes: consuming [UInt8],
    path: String,
    as syntax: Syntax? = nil,
    options: LintOptions
  ) -> LintedFile {
    if self.options != options { choose(options) }
    let read = reader.read(bytes, as: syntax ?? Syntax(path: path), into: &document)
    guard document.isReadable else {
      var linted = read.map { LintedFinding($0, rules.category(of: $0.rule)) }
      let secrets = hideSecrets(in: &linted)
      return LintedFile(path: path, bytes: document.bytes, findings: linted, secrets: secrets)
    }
    var findings = read
    var report = Report(running)
    report.runPersona = options.persona
    if !document.root.isNone || document.bytes.contains(0x23) {
      let (manifest, schema) = ManifestReader.read(document, catalog: catalog)
      findings += schema
      let context = LintContext(consume manifest, trustedHosts: options.trustedHosts)
      if document.root.isNone {
        // Where there are only comments, nothing but a secret can be wrong with them.
        report.run(on: context) { $0.id == Rule.secretInManifest.id }
      } else {
        report.run(on: context)
      }
      report.putSecretsFirst()
      findings += report.findings
    }
    var linted: [LintedFinding] = []
    for finding in findings {
      guard let rule = rules[finding.rule] else {
        linted.append(LintedFinding(finding, .schema))
        continue
      }
      guard options.wants(finding, of: rule) else { continue }
      var finding = finding
      if case .severity(let severity) = options.settings[finding.rule] {
        finding.severity = severity
      }
      linted.append(LintedFinding(finding, rule.category))
    }
    if options.usesIgnores {
      Suppressions(in: document).apply(to: &linted, rules, options) { recheck($0, options) }
    }
    if document.hasAliases { removeRepeats(&linted) }
    linted.sort { Finding.isOrderedBefore($0.finding, $1.finding) }
    var secrets = report.secrets
    if !secrets.isEmpty {
      redact(&linted, secrets, report.secretTexts)
    } else if !linted.isEmpty, options.persona(for: .secretInManifest) == nil {
      // Nobody asked for secrets, but what is shown must not tell one either.
      secrets = hideSecrets(in: &linted)
    }
    return LintedFile(
      path: path,
      bytes: linted.isEmpty ? [] : document.bytes,
      findings: linted,
      secrets: secrets
    )
  }

  /// Works out which rules run; files mostly have the options of the one before.
  private mutating func choose(_ options: LintOptions) {
    self.options = options
    running.removeAll()
    running.reserveCapacity(rules.rules.count)
    for rule in rules.rules {
      guard let check = rule.check, let persona = options.persona(for: rule) else { continue }
      running.append(RunningRule(rule: rule, persona: persona, check: check))
    }
  }

  /// Drops what was found once more because an alias leads to the same value.
  ///
  /// What an alias puts where it is wrong stands on the alias, be it one mistake or several; so do
  /// all keys that one mapping lacks, and all rules that one comment names.
  private func removeRepeats(_ findings: inout [LintedFinding]) {
    struct Key: Hashable {
      let rule: RuleID
      let range: SourceRange
      let detail: [String]
    }
    var seen: Set<Key> = []
    findings.removeAll {
      let finding = $0.finding
      let start = Int(finding.range.start)
      let isOnAlias = start < document.bytes.count && document.bytes[start] == 0x2A
      let isOneOfSeveral =
        isOnAlias || finding.rule == .missingKey || $0.category == .suppression
      let key = Key(
        rule: finding.rule,
        range: finding.range,
        detail: isOneOfSeveral ? [finding.pointer, finding.message] : []
      )
      return !seen.insert(key).inserted
    }
  }

  /// All that a rule finds in the document, from the eyes of an auditor.
  private func recheck(_ rule: Rule, _ options: LintOptions) -> [Finding] {
    guard let check = rule.check else { return [] }
    let (manifest, _) = ManifestReader.read(document, catalog: catalog)
    var report = Report([RunningRule(rule: rule, persona: .auditor, check: check)])
    report.runPersona = .auditor
    report.run(on: LintContext(manifest, trustedHosts: options.trustedHosts))
    return report.findings
  }

  /// Masks the document's secrets in findings, and says where they stand.
  private func hideSecrets(in findings: inout [LintedFinding]) -> [SourceRange] {
    let secrets = SecretFinder.secrets(in: document)
    guard !secrets.isEmpty else { return [] }
    redact(&findings, secrets.map(\.range), secrets.flatMap(\.texts))
    return secrets.map(\.range)
  }

  /// Takes secrets, as the file spells them and as they are, out of what findings say.
  private func redact(
    _ findings: inout [LintedFinding],
    _ places: [SourceRange],
    _ texts: [String]
  ) {
    let redactor = Redactor(texts + places.map { document.source($0) })
    for index in findings.indices { redactor.redact(&findings[index].finding) }
  }
}
