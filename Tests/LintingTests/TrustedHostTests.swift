import Diagnostics
import Linting
import Testing

@Suite struct TrustedHostTests {
  private func help(_ count: Int) -> String? {
    var options = LintOptions()
    options.trustedHosts = (1...count).map { "crew\($0).io" }
    let text = "schema_version: \"4.1\"\nfullscreen: {source_url: https://other.io}\n"
    return lint(text, options).findings.map(\.finding).first { $0.rule == "untrusted-host" }?.help
  }

  @Test func `eight trusted hosts are named, more are counted`() {
    #expect(help(1)?.hasSuffix(": `crew1.io`") == true)
    #expect(help(8)?.hasSuffix("`crew7.io`, `crew8.io`") == true)
    #expect(help(9)?.hasSuffix("`crew7.io`, `crew8.io` and 1 more") == true)
  }
}
