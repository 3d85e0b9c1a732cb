import Glibc

/// Standard output or standard error.
enum StandardStream: Int32, Sendable {
  case output = 1
  case error = 2

  /// Writes all bytes.
  ///
  /// - Parameters:
  ///   - bytes: The bytes.
  ///   - needsReader: Whether a reader that went away is a failure, which otherwise is none of ours.
  /// - Throws: ``CommandFailure`` where not all of them could be written.
  func write(_ bytes: [UInt8], needsReader: Bool = false) throws(CommandFailure) {
    let problem = bytes.withUnsafeBytes { buffer -> Int32? in
      var start = 0
      while start < buffer.count {
        let count = Glibc.write(
          rawValue,
          buffer.baseAddress.map { $0 + start },
          buffer.count - start
        )
        if count >= 0 {
          start += count
        } else if errno == EAGAIN || errno == EWOULDBLOCK {
          waitUntilWritable()
        } else if errno != EINTR {
          return errno
        }
      }
      return nil
    }
    guard let problem, problem != EPIPE || needsReader else { return }
    throw CommandFailure("\(name): \(String(cString: strerror(problem)).lowercasedFirst)")
  }

  func write(_ text: String) throws(CommandFailure) { try write(Array(text.utf8)) }

  func writeLine(_ text: String) throws(CommandFailure) { try write(text + "\n") }

  /// Writes a file's name on a line: as it is for a program, so that nothing acts on a terminal.
  func writeName(_ name: String) throws(CommandFailure) {
    try writeLine(isTerminal ? Printable.text(name) : name)
  }

  /// Waits until a stream that whoever started the process made non-blocking takes more.
  private func waitUntilWritable() {
    var descriptor = pollfd(fd: rawValue, events: Int16(POLLOUT), revents: 0)
    _ = poll(&descriptor, 1, -1)
  }

  /// Makes sure that no file that is opened later stands where a stream was closed.
  ///
  /// What such a stream is asked for fails as it would have.
  static func holdPlaces() {
    for descriptor in Int32(0)...2 where fcntl(descriptor, F_GETFD) < 0 {
      _ = open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY)
    }
  }

  private var name: String { self == .output ? "standard output" : "standard error" }

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

/// What is said of a run, on standard error; nothing fails where nobody can hear it.
enum Notice {
  /// Says something on a line that begins with `dmsa: `.
  static func tell(_ message: String) { write("dmsa: " + Printable.text(message)) }

  /// Writes lines, in each of which what would act on a terminal is made visible.
  static func write(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let printable = lines.map { Printable.text(String($0)) + "\n" }.joined()
    try? StandardStream.error.write(printable)
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
