import Companies
import Compiling
import Documents

/// Bytes become a company, as YAML and as JSON; a sound one is written and read back the same.
enum SnapshotTarget {
  static func check(_ bytes: [UInt8]) {
    for syntax in [Syntax.yaml, .json] {
      guard let company = read(bytes, syntax) else { continue }
      let written = [
        (SnapshotWriter.yaml(company), Syntax.yaml), (SnapshotWriter.json(company), .json),
      ]
      for (text, syntax) in written {
        guard let again = read(text, syntax) else {
          return expect(false, "the company's own snapshot has errors")
        }
        expect(again == company, "the company's own snapshot says something else")
        let rewritten = syntax == .json ? SnapshotWriter.json(again) : SnapshotWriter.yaml(again)
        expect(rewritten == text, "the company's own snapshot changes again")
      }
    }
  }

  private static func read(_ bytes: [UInt8], _ syntax: Syntax) -> Company? {
    SnapshotReader.read(bytes, as: syntax, digest: { ManifestDigest(of: $0).description }).company
  }
}
