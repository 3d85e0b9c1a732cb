package import Foundation

/// What an output is expected to be, kept in a file; `GOLDEN=record make test` writes it anew.
package enum GoldenFile {
  /// A file that wasn't there, and is now.
  package struct Missing: Error, CustomStringConvertible {
    package let path: String
    package var description: String { "\(path) was missing; look at what was written" }
  }

  private static let isRecording = ProcessInfo.processInfo.environment["GOLDEN"] == "record"

  /// What a file says that an output is to be; what it is, where that is recorded.
  ///
  /// - Throws: ``Missing``, or what writing the file throws.
  package static func expected(at file: URL, actual: String) throws -> String {
    let expected = try? Data(contentsOf: file)
    if let expected, !isRecording { return String(decoding: expected, as: UTF8.self) }
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(actual.utf8).write(to: file)
    guard isRecording else { throw Missing(path: file.path) }
    return actual
  }
}
