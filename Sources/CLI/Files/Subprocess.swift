import Glibc

/// Another program, run to its end.
enum Subprocess {
  struct Output {
    let status: Int32
    let bytes: [UInt8]
    let error: String
  }

  /// Runs a program found on the path; standard input is empty, the environment ours and more.
  ///
  /// - Throws: ``CommandFailure`` where it can't be started.
  static func run(
    _ arguments: [String],
    environment: [String: String] = [:]
  ) throws(CommandFailure) -> Output {
    let name = arguments.first ?? ""
    guard let output = pipe(), let error = pipe() else {
      throw CommandFailure("\(name): \(String(cString: strerror(errno)).lowercasedFirst)")
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output.write, 1)
    posix_spawn_file_actions_adddup2(&actions, error.write, 2)
    for descriptor in [output.read, output.write, error.read, error.write] {
      posix_spawn_file_actions_addclose(&actions, descriptor)
    }
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    words.append(nil)
    defer { words.forEach { free($0) } }
    let variables = environment.map { strdup("\($0)=\($1)") }
    defer { variables.forEach { free($0) } }
    var inherited = environ
    var all = variables
    while let variable = inherited.pointee {
      all.append(variable)
      inherited += 1
    }
    all.append(nil)
    var process: pid_t = 0
    let started = posix_spawnp(&process, name, &actions, nil, words, all)
    close(output.write)
    close(error.write)
    defer {
      close(output.read)
      close(error.read)
    }
    guard started == 0 else {
      throw CommandFailure("\(name): \(String(cString: strerror(started)).lowercasedFirst)")
    }
    let (bytes, complaint) = drain(output.read, error.read)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    let code = status & 0x7F == 0 ? status >> 8 & 0xFF : -1
    return Output(status: code, bytes: bytes, error: String(decoding: complaint, as: UTF8.self))
  }

  private static func pipe() -> (read: Int32, write: Int32)? {
    var ends: [Int32] = [0, 0]
    return Glibc.pipe(&ends) == 0 ? (ends[0], ends[1]) : nil
  }

  /// Reads both ends as they come, so that neither fills up.
  private static func drain(_ output: Int32, _ error: Int32) -> ([UInt8], [UInt8]) {
    var texts: [[UInt8]] = [[], []]
    var ends = [
      pollfd(fd: output, events: Int16(POLLIN), revents: 0),
      pollfd(fd: error, events: Int16(POLLIN), revents: 0),
    ]
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while ends.contains(where: { $0.fd >= 0 }) {
      if poll(&ends, 2, -1) < 0 {
        if errno == EINTR { continue }
        break
      }
      for index in ends.indices where ends[index].fd >= 0 && ends[index].revents != 0 {
        let count = read(ends[index].fd, &buffer, buffer.count)
        if count > 0 {
          texts[index] += buffer[..<count]
        } else if count == 0 || errno != EINTR {
          ends[index].fd = -1
        }
      }
    }
    return (texts[0], texts[1])
  }
}
