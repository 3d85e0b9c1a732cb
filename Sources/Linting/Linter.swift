package import Catalog
import Diagnostics
package import Documents
import Manifests

/// Lints one file after the other.
///
/// Holds what can be used again for the next file: a parser and the storage of a document.
package struct Linter: ~Copyable {
  private let catalog: Catalog
  private let rules: RuleList
  /// A rule that runs, and from which persona's eyes.
  private struct Running {
    let rule: RuleID
    let severity: Severity
    let silencing: Rule.Silencing
    let persona: Persona
    let check: @Sendable (LintContext, inout Report) -> Void
  }

  /// The rules that run with the options of the last file.
  private var running: [Running] = []
  private var ran: Set<RuleID> = []
  private var options: LintOptions?
  private var reader = DocumentReader()
  private var document = Document()

  package init(catalog: Catalog, rules: RuleList = .all) {
    self.catalog = catalog
    self.rules = rules
  }

  /// Finds what is wrong with a file.
  package mutating func lint(
    _ bytes: consuming [UInt8],
    path: String,
    as syntax: Syntax? = nil,
    options: LintOptions
  ) -> LintedFile {
    if self.options != options { choose(options) }
    let read = reader.read(bytes, as: syntax ?? Syntax(path: path), into: &document)
    guard document.isReadable else {
      return LintedFile(
        path: path,
        bytes: document.bytes,
        findings: read.map { LintedFinding($0, rules.category(of: $0.rule)) }
      )
    }
    var findings = read
    var secrets: [SourceRange] = []
    if !document.root.isNone {
      let (manifest, schema) = ManifestReader.read(document, catalog: catalog)
      findings += schema
      let context = LintContext(manifest, trustedHosts: options.trustedHosts)
      var report = Report()
      for rule in running {
        report.begin(rule.rule, rule.severity, rule.silencing, rule.persona)
        rule.check(context, &report)
      }
      report.putSecretsFirst()
      findings += report.findings
      secrets = report.secrets
    }
    var linted: [LintedFinding] = []
    for finding in findings {
      guard let rule = rules[finding.rule] else {
        linted.append(LintedFinding(finding, .schema))
        continue
      }
      guard options.wants(finding, of: rule) else { continue }
      var finding = finding
      if finding.canBeIgnored, case .severity(let severity) = options.settings[finding.rule] {
        finding.severity = severity
      }
      linted.append(LintedFinding(finding, rule.category))
    }
    if options.usesIgnores {
      Suppressions(in: document).apply(to: &linted, rules, options, ran: ran)
    }
    if document.hasAliases { removeRepeats(&linted) }
    linted.sort { Finding.isOrderedBefore($0.finding, $1.finding) }
    if !secrets.isEmpty { redact(&linted, secrets) }
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
    ran.removeAll()
    running.removeAll()
    for rule in rules.rules {
      guard let persona = options.persona(for: rule) else { continue }
      ran.insert(rule.id)
      guard let check = rule.check else { continue }
      running.append(
        Running(
          rule: rule.id,
          severity: rule.severity,
          silencing: rule.silencing,
          persona: persona,
          check: check
        )
      )
    }
  }

  /// Drops what was found once more because an alias leads to the same value.
  private func removeRepeats(_ findings: inout [LintedFinding]) {
    struct Key: Hashable {
      let rule: RuleID
      let range: SourceRange
      let pointer: String
      let message: String
    }
    var seen: Set<Key> = []
    findings.removeAll {
      let finding = $0.finding
      let key = Key(
        rule: finding.rule,
        range: finding.range,
        pointer: finding.pointer,
        message: finding.message
      )
      return !seen.insert(key).inserted
    }
  }

  /// Takes secrets out of everything that is printed.
  private func redact(_ findings: inout [LintedFinding], _ secrets: [SourceRange]) {
    let texts = Set(secrets.map { document.source($0) }).sorted { $0.utf8.count > $1.utf8.count }
    for index in findings.indices {
      findings[index].finding.redact(texts)
    }
  }
}

extension Finding {
  /// Replaces each of these texts by its first characters and dots.
  fileprivate mutating func redact(_ secrets: [String]) {
    for secret in secrets where !secret.isEmpty {
      let mask = Redaction.mask(secret)
      message = message.replacing(secret, with: mask)
      help = help?.replacing(secret, with: mask)
      pointer = pointer.replacing(secret, with: mask)
      for index in related.indices {
        related[index].message = related[index].message.replacing(secret, with: mask)
      }
      for fix in fixes.indices {
        fixes[fix].description = fixes[fix].description.replacing(secret, with: mask)
      }
      // An edit that would write the secret again is not shown at all.
      fixes.removeAll { $0.edits.contains { $0.text.contains(secret) } }
    }
  }
}

/// How a secret is shown where it has to be named.
package enum Redaction {
  /// The first characters, enough to find it again, and dots for the rest.
  package static func mask(_ secret: String) -> String {
    let shown = min(4, secret.unicodeScalars.count / 4)
    return String(String.UnicodeScalarView(secret.unicodeScalars.prefix(shown))) + "…"
  }
}
