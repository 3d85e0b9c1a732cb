import Glibc

/// Standard output or standard error.
enum StandardStream: Int32, Sendable {
  case output = 1
  case error = 2

  /// Writes all bytes; a reader that went away is no error of ours.
  func write(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { buffer in
      var start = 0
      while start < buffer.count {
        let count = Glibc.write(
          rawValue,
          buffer.baseAddress.map { $0 + start },
          buffer.count - start
        )
        if count < 0 {
          if errno == EINTR { continue }
          return
        }
        start += count
      }
    }
  }

  func write(_ text: String) { write(Array(text.utf8)) }

  /// Writes a text and a line break; a message on standard error, which may quote a file, without
  /// what would move a terminal's cursor.
  func writeLine(_ text: String) {
    guard self == .error else { return write(text + "\n") }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    write(lines.map { Printable.text(String($0)) }.joined(separator: "\n") + "\n")
  }

  var isTerminal: Bool { isatty(rawValue) == 1 }

  /// The width of the terminal in columns; nil where it is none.
  var terminalWidth: Int? {
    var size = winsize()
    guard isTerminal, ioctl(rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return Int(size.ws_col)
  }
}

/// The environment of the process.
enum Environment {
  static subscript(name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}

/// When output is coloured.
enum ColorChoice: String, CaseIterable, Sendable {
  case auto
  case always
  case never

  /// Whether to colour a stream: what was asked for, then the environment, then the terminal.
  func colors(_ stream: StandardStream) -> Bool {
    switch self {
    case .always: return true
    case .never: return false
    case .auto: break
    }
    if let value = Environment["NO_COLOR"], !value.isEmpty { return false }
    for name in ["CLICOLOR_FORCE", "FORCE_COLOR"] {
      if let value = Environment[name], !value.isEmpty, value != "0" { return true }
    }
    if Environment["CLICOLOR"] == "0" || Environment["TERM"] == "dumb" { return false }
    return stream.isTerminal
  }
}
