import Diagnostics
import Editing
import Testing
import TestSupport

@Suite struct FixApplicationTests {
  /// What can be made at once, looked up among all that were chosen before.
  private func plainlyCompatible(_ fixes: [Fix]) -> [Fix] {
    func overlap(_ left: SourceRange, _ right: SourceRange) -> Bool {
      if left.isEmpty || right.isEmpty {
        return left.start <= right.end && right.start <= left.end
      }
      return left.start < right.end && right.start < left.end
    }
    var chosen: [Fix] = []
    for fix in fixes.sorted(by: { $0.edits[0].range < $1.edits[0].range }) {
      let edits = chosen.flatMap(\.edits)
      guard !fix.edits.allSatisfy(edits.contains),
        !fix.edits.contains(where: { edit in edits.contains { overlap($0.range, edit.range) } })
      else { continue }
      chosen.append(fix)
    }
    return chosen
  }

  @Test func `no two fixes that are made at once overlap or touch an insertion`() {
    var generator = SeededGenerator(seed: 12)
    for _ in 0..<300 {
      // No two start at one place, for their order would be either.
      let starts = (0..<UInt32(40)).shuffled(using: &generator).prefix(20)
      let fixes = starts.map { start in
        var edits = [Edit(SourceRange(start, start + .random(in: 0...4, using: &generator)), "a")]
        if generator.once(in: 3) {
          let second = edits[0].range.end + .random(in: 0...30, using: &generator)
          let end = second + .random(in: 1...3, using: &generator)
          edits.append(Edit(SourceRange(second, end), "b"))
        }
        return Fix("fix at \(start)", .safe, edits)
      }
      #expect(FixApplication.compatible(fixes) == plainlyCompatible(fixes))
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `many fixes cost no square`() {
    let count: UInt32 = 100_000
    let fixes = (0..<count).map { Fix("fix", .safe, [Edit(SourceRange($0 * 4, $0 * 4 + 2), "x")]) }
    #expect(FixApplication.compatible(fixes).count == Int(count))
  }
}
