import Foundation
import Testing

/// Runs a test in a folder with a copy of the answers of the example.
func withAnswers(_ body: (Binary) throws -> Void) throws {
  let example = ExampleFolder.all.first { $0.testDescription == "fetch-company" }
  try inFolder { binary in
    try FileManager.default.copyItem(
      at: try #require(example?.url.appending(path: "answers")),
      to: binary.folder.appending(path: "answers")
    )
    try body(binary)
  }
}
