import Glibc

/// The person at the keyboard, if there is one.
enum Terminal {
  /// Whether there is somebody to be asked.
  static var isThere: Bool { isatty(0) == 1 && StandardStream.error.isTerminal }

  /// Asks a question; nil where there is no terminal to ask on, or it ended.
  static func ask(_ question: String) -> String? {
    guard isThere else { return nil }
    try? StandardStream.error.write(Printable.text(question))
    guard let answer = readLine(strippingNewline: true) else { return nil }
    return answer
  }
}

extension Environment {
  /// The name of whoever runs the process, as the system has it, else as a number.
  static var userName: String {
    let id = getuid()
    if let name = passwordFileName(of: id) { return name }
    for variable in ["USER", "LOGNAME"] {
      if let name = Environment[variable], !name.isEmpty { return name }
    }
    return String(id)
  }

  /// The name of a user by the system's own list; a static binary can't ask the name service.
  private static func passwordFileName(of id: uid_t) -> String? {
    guard let bytes = try? FileSystem.read("/etc/passwd") else { return nil }
    for line in bytes.split(separator: 0x0A) {
      let fields = line.split(separator: 0x3A, omittingEmptySubsequences: false)
      guard fields.count > 2, String(decoding: fields[2], as: UTF8.self) == String(id) else {
        continue
      }
      return String(decoding: fields[0], as: UTF8.self)
    }
    return nil
  }
}
