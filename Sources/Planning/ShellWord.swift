/// A word of a command as a shell takes it.
package enum ShellWord {
  /// The text in quotes where a shell would take it for more than a word.
  package static func quoted(_ text: String) -> String {
    let isPlain =
      !text.isEmpty && !text.hasPrefix("-")
      && text.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "@%+=:,./-_".utf8.contains(byte)
        }
      }
    if isPlain { return text }
    return "\"" + text.map { "\"\\$`".contains($0) ? "\\\($0)" : String($0) }.joined() + "\""
  }
}
