/// Which format goes to standard output and which to files.
struct FormatFiles<Format: RawRepresentable<String> & Equatable & Sendable>: Sendable {
  /// Nil where every format that was asked for goes to a file.
  let onOutput: Format?
  let inFiles: [(format: Format, path: String)]

  /// Reads `--format`, repeated, and `--output-file FORMAT=PATH`.
  init(
    _ formats: [Format],
    _ files: [String],
    default standard: Format
  ) throws(CommandFailure) {
    var inFiles: [(format: Format, path: String)] = []
    for file in files {
      let parts = file.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[1].isEmpty, let format = Format(rawValue: String(parts[0]))
      else {
        throw CommandFailure("`--output-file` takes FORMAT=PATH, not `\(file)`")
      }
      guard parts[1] != "-" else {
        throw CommandFailure("`--output-file` takes a file; `--format` is for standard output")
      }
      guard !inFiles.contains(where: { $0.path == parts[1] }) else {
        throw CommandFailure("two formats can't both be written to \(parts[1])")
      }
      inFiles.append((format, String(parts[1])))
    }
    let rest = formats.filter { format in !inFiles.contains { $0.format == format } }
    guard rest.count <= 1 else {
      throw CommandFailure(
        "only one format fits standard output; write the others to files by --output-file"
      )
    }
    onOutput = formats.isEmpty ? standard : rest.first
    self.inFiles = inFiles
  }
}
