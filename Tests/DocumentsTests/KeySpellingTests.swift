import Diagnostics
import Documents
import Testing

@Suite struct KeySpellingTests {
  @Test func `a key is the same key, however it is spelled`() {
    for count in 1...20 {
      let key = String(repeating: "k", count: count)
      let escaped = "\\u006b" + key.dropFirst()
      let reading = Reading("{\"\(key)\": 1, \"\(escaped)\": 2}", as: .json)
      #expect(reading.findings.map(\.rule) == ["duplicate-key"], "\(key)")
    }
  }
}
