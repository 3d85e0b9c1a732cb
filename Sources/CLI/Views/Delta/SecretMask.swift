import Catalog
import Diagnostics
import Differing
import Documents
import Linting
import Manifests

/// Takes the secrets of both sides out of what is printed of a comparison.
struct SecretMask {
  /// The secrets' texts, the longest first, with what stands for them.
  private var masks: [(secret: String, mask: String)] = []
  private var oldRanges: [SourceRange] = []
  private var newRanges: [SourceRange] = []

  /// A text this short would be found in the midst of words that have nothing to do with it.
  private static let shortest = 4

  /// Takes out the secrets of these files, whatever they hold.
  init(_ sources: [ComparedApp.Source], _ catalog: Catalog) {
    var texts: [String: String] = [:]
    for source in sources { _ = SecretMask.secrets(of: source, catalog, &texts) }
    masks = SecretMask.sorted(texts)
  }

  init(_ app: ComparedApp, _ catalog: Catalog) {
    var texts: [String: String] = [:]
    oldRanges = SecretMask.secrets(of: app.old, catalog, &texts)
    newRanges = SecretMask.secrets(of: app.new, catalog, &texts)
    for field in app.delta.components.flatMap(\.fields) {
      for value in [field.before, field.after] {
        guard let value, value.utf8.contains(0x40) else { continue }
        let url = InterpolatedURL(value)
        guard let userInfo = url.userInfo, !userInfo.isEmpty else { continue }
        texts[url.string(userInfo) + "@"] = "…@"
      }
    }
    masks = SecretMask.sorted(texts)
  }

  private static func sorted(_ texts: [String: String]) -> [(secret: String, mask: String)] {
    texts.map { (secret: $0.key, mask: $0.value) }.sorted {
      ($1.secret.utf8.count, $0.secret) < ($0.secret.utf8.count, $1.secret)
    }
  }

  /// The text without any secret in it, whatever marks are put on its letters.
  func callAsFunction(_ text: String) -> String {
    guard !masks.isEmpty else { return text }
    let bytes = masks.reduce(Array(text.utf8)) {
      $0.replacing(Array($1.secret.utf8), with: Array($1.mask.utf8))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The same for an app's name or another text that may be missing.
  func callAsFunction(_ text: String?) -> String? { text.map { self($0) } }

  /// A field's value before, which its file may spell in another way than it reads.
  func before(_ field: FieldDelta) -> String? { value(field.before, field.oldRange, oldRanges) }

  /// A field's value after.
  func after(_ field: FieldDelta) -> String? { value(field.after, field.newRange, newRanges) }

  private func value(
    _ value: String?,
    _ range: SourceRange?,
    _ secrets: [SourceRange]
  ) -> String? {
    guard let value else { return nil }
    let masked = self(value)
    let isSecret =
      range.map { range in
        secrets.contains { $0.start < range.end && range.start < $0.end }
      } ?? false
    return isSecret && masked == value ? Redaction.mask(value) : masked
  }

  /// Where a side has secrets, found by the rules for them alone; adds their texts.
  private static func secrets(
    of source: ComparedApp.Source?,
    _ catalog: Catalog,
    _ texts: inout [String: String]
  ) -> [SourceRange] {
    guard let source else { return [] }
    let syntax = Syntax(path: source.path)
    let linted = SecretPlaces.lint(source.bytes, path: source.path, as: syntax, catalog)
    let size = UInt32(clamping: source.bytes.count)
    let ranges = linted.secrets.filter { $0.start < $0.end && $0.end <= size }
    for range in ranges {
      let text = String(
        decoding: source.bytes[Int(range.start)..<Int(range.end)],
        as: UTF8.self
      )
      guard text.unicodeScalars.count >= shortest else { continue }
      texts[text] = Redaction.mask(text)
      texts[text.replacing("\\/", with: "/")] = Redaction.mask(text)
    }
    return ranges
  }
}
