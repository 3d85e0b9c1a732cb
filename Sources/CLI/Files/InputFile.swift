import Documents

/// A file that a command was given, or standard input for `-`.
struct InputFile {
  /// As it is called in messages.
  let path: String
  let bytes: [UInt8]
  let syntax: Syntax

  /// Reads the file.
  ///
  /// - Parameters:
  ///   - file: As it was given; `-` is standard input.
  ///   - stdinFilename: What standard input is called, which tells YAML from JSON as well.
  ///   - limit: How many bytes are read at most.
  /// - Throws: Why it can't be read.
  init(
    _ file: String,
    _ stdinFilename: String?,
    limit: Int = Limits.bytes
  ) throws(FileFailure) {
    let isInput = file == "-"
    path = isInput ? stdinFilename ?? "-" : file
    bytes =
      isInput
      ? try FileSystem.readStandardInput(limit: limit) : try FileSystem.read(file, limit: limit)
    syntax = Syntax(path: isInput ? stdinFilename ?? "" : file)
  }
}
