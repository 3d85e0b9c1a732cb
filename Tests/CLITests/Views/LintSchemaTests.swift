import CLI
import Foundation
import Linting
import Testing

@Suite struct LintSchemaTests {
  private let schema: SchemaValidator

  init() throws { schema = try SchemaValidator("lint") }

  private func problems(_ bytes: [UInt8]) throws -> [String] {
    schema.problems(try JSONSerialization.jsonObject(with: Data(bytes)))
  }

  @Test func `the report is as the schema says`() throws {
    #expect(try problems(SampleRun.bytes(.json)) == [])
    #expect(try problems(SampleRun.bytes(.json, [])) == [])
  }

  @Test func `the check finds what is wrong`() throws {
    let text = SampleRun.text(.json).replacing("\"line\": 5", with: "\"line\": 0")
      .replacing("\"severity\": \"note\"", with: "\"severity\": \"hint\"")
    #expect(try !problems(Array(text.utf8)).isEmpty)
  }
}
