import Diagnostics

extension Report {
  /// What is said of a URL's form, which counts for nothing beside a secret in it.
  private static let formRules: Set<RuleID> = ["insecure-url", "invalid-url", "local-url"]

  /// Drops what is said of the form of URLs that hold a secret.
  mutating func putSecretsFirst() {
    guard !secrets.isEmpty else { return }
    let secrets = secrets.sorted()
    findings.removeAll { finding in
      guard Report.formRules.contains(finding.rule) else { return false }
      var low = 0
      var high = secrets.count
      while low < high {
        let middle = (low + high) / 2
        if secrets[middle].start < finding.range.start { low = middle + 1 } else { high = middle }
      }
      return low < secrets.count && secrets[low].end <= finding.range.end
    }
  }
}
