import Catalog
import Diagnostics
import Documents
import Linting
import Testing

/// The grants of `none` on which a service account hangs.
@Suite struct AccountGrantTests {
  /// Of portal and legacy form permissions without an entry are none, and so is the account then.
  @Test(arguments: [
    (#"{"permissions":{"company":{"documents":"none"},"x":{}}}"#, 0),
    (#"{"permissions":{"company":{"documents":"none"},"project":{"rfi":"none"}}}"#, 0),
    (#"{"permissions":{"company":{"documents":"none","home":"none"}}}"#, 0),
    (#"{"permissions":{"company":{"documents":"none"},"project":{"rfi":"readonly"}}}"#, 1),
    (#"{"permissions":{"company":{"documents":"none","theirs":"none"}}}"#, 1),
    (#"{"components":{"oauth":{"instances":[{"permissions":{"project":{"rfi":"none"}}}]}}}"#, 0),
    (
      #"{"components":{"oauth":{"instances":[{"permissions":{"project":{"rfi":"none"}}},"#
        + #"{"grant_type":"authorization_code","permissions":{"project":{"images":"admin"}}}]}}}"#,
      0
    ),
    (
      #"{"components":{"oauth":{"instances":[{"grant_type":"client_credentials","#
        + #""permissions":{"project":{"rfi":"none"}}}]}}}"#,
      1
    ),
    (#"{"app":{},"permissions":{"company":{"documents":"none"}}}"#, 1),
  ])
  func `a grant of none stays where the service account would go with it`(
    _ text: String,
    _ count: Int
  ) {
    var options = LintOptions()
    options.persona = .auditor
    var linter = Linter(catalog: .builtIn)
    let file = linter.lint(Array(text.utf8), path: "a", as: .json, options: options)
    let found = file.findings.map(\.finding).filter { $0.rule == "redundant-none" }
    #expect(!found.isEmpty)
    #expect(found.flatMap(\.fixes).count == count)
    let warned = found.filter { $0.help?.contains("service account") == true }
    #expect(warned.count == (count == 0 ? found.count : 0))
  }
}
