import Catalog
import Diagnostics
import Linting

/// Random-looking texts, none of which opens anything.
enum Sample {
  static let mixed = "q7ZpL2xVt9RkWm4Bd8HsYc3NfJ6gTuEa5QrX"
  static let hexadecimal = "3f9a0c71be52d8461e7fa930cb58d214"
  static let upper = "QZ7RT2LMVX4KDH9S"
  static let header = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"
  static let webToken = header + ".eyJzdWIiOiJjcmV3LXN5bmMifQ.kq7Yv2nD0sX1cB8rT5mZ"
}

/// A secret that was found: the text under its range and the pointer.
struct Found: Hashable {
  let text: String
  let pointer: String

  init(_ text: String, _ pointer: String) {
    self.text = text
    self.pointer = pointer
  }
}

/// Lints a text.
func lint(
  _ text: String,
  path: String = "app.manifest.yaml",
  _ options: LintOptions = LintOptions()
) -> LintedFile {
  var linter = Linter(catalog: .builtIn)
  return linter.lint(Array(text.utf8), path: path, options: options)
}

/// The secrets that are found in a text, in order.
func secrets(in text: String, path: String = "app.manifest.yaml") -> [Found] {
  let bytes = Array(text.utf8)
  return lint(text, path: path).findings.map(\.finding)
    .filter { $0.rule == "secret-in-manifest" }
    .map {
      let range = Int($0.range.start)..<Int($0.range.end)
      return Found(String(decoding: bytes[range], as: UTF8.self), $0.pointer)
    }
}
