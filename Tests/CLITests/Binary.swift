import Foundation
import Testing

/// The program as users have it, run in a folder of its own.
struct Binary {
  /// What one run came to.
  struct Run {
    let status: Int32
    let output: String
    let error: String

    /// The output as JSON.
    func json() throws -> [String: Any] {
      let value = try JSONSerialization.jsonObject(with: Data(output.utf8))
      return try #require(value as? [String: Any])
    }

    /// The findings of a JSON report.
    func findings() throws -> [[String: Any]] {
      try #require(try json()["findings"] as? [[String: Any]])
    }

    /// The rules of a JSON report, in order.
    func rules() throws -> [String] {
      try findings().compactMap { $0["rule"] as? String }
    }
  }

  /// The program that `DMSA_PROGRAM` names, as `make test` has it, else the one beside the tests.
  static let path: String = {
    if let named = ProcessInfo.processInfo.environment["DMSA_PROGRAM"] {
      return URL(filePath: named).path
    }
    let products = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    let candidates = [
      products, Bundle.main.bundleURL, Bundle.main.bundleURL.deletingLastPathComponent(),
    ]
    let found = candidates.map { $0.appending(path: "dmsa").path }.first {
      FileManager.default.isExecutableFile(atPath: $0)
    }
    return found ?? products.appending(path: "dmsa").path
  }()

  let folder: URL

  /// A folder that is there.
  init(folder: URL) { self.folder = folder }

  /// A new, empty folder outside of any repository.
  init() throws {
    folder = URL(filePath: NSTemporaryDirectory()).appending(path: "dmsa-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// Removes the folder.
  func remove() { try? FileManager.default.removeItem(at: folder) }

  func write(_ text: String, to name: String) throws { try write(Data(text.utf8), to: name) }

  func write(_ data: Data, to name: String) throws {
    let file = folder.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try data.write(to: file)
  }

  func read(_ name: String) throws -> String {
    try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  /// Runs the program; no terminal, a plain environment.
  @discardableResult
  func run(
    _ arguments: [String],
    input: Data = Data(),
    environment: [String: String] = [:]
  ) throws -> Run {
    let process = Process()
    process.executableURL = URL(filePath: Binary.path)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C"].merging(environment) { $1 }
    let files = (0..<3).map { _ in
      URL(filePath: NSTemporaryDirectory()).appending(path: "dmsa-io-\(UUID().uuidString)")
    }
    defer { files.forEach { try? FileManager.default.removeItem(at: $0) } }
    try input.write(to: files[0])
    try Data().write(to: files[1])
    try Data().write(to: files[2])
    process.standardInput = try FileHandle(forReadingFrom: files[0])
    process.standardOutput = try FileHandle(forWritingTo: files[1])
    process.standardError = try FileHandle(forWritingTo: files[2])
    try process.run()
    process.waitUntilExit()
    return Run(
      status: process.terminationReason == .exit ? process.terminationStatus : -1,
      output: String(decoding: try Data(contentsOf: files[1]), as: UTF8.self),
      error: String(decoding: try Data(contentsOf: files[2]), as: UTF8.self)
    )
  }

  /// Runs git there, which has to end well, and gives its output.
  @discardableResult
  func git(_ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/git")
    process.arguments =
      [
        "-c", "user.name=Scratch", "-c", "user.email=scratch@localhost", "-c",
        "init.defaultBranch=main",
      ] + arguments
    process.currentDirectoryURL = folder
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Runs a test in a folder of its own.
func inFolder(_ body: (Binary) throws -> Void) throws {
  let binary = try Binary()
  defer { binary.remove() }
  try body(binary)
}

/// A manifest without any finding.
let soundManifest = """
  schema_version: "4.1"
  app:
    name: Crew Sync
    version: 1.0.0
  post_installation_instruction:
    notes: Permit the projects whose crews are to be kept in step.
  permissions:
    project:
      daily_log: readonly

  """

/// The same with admin on the company Directory.
let riskyManifest = """
  schema_version: "4.1"
  app:
    name: Crew Sync
    version: 1.0.0
  post_installation_instruction:
    notes: Permit the projects whose crews are to be kept in step.
  permissions:
    company:
      directory:
        level: admin
        reason: Matches crew leads by e-mail
    project:
      daily_log: readonly

  """
