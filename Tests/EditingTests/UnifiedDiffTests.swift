import Editing
import Testing

@Suite struct UnifiedDiffTests {
  private func diff(_ old: String, _ new: String) -> String {
    UnifiedDiff.between(Array(old.utf8), Array(new.utf8), oldName: "a/f", newName: "b/f")
  }

  @Test func `equal texts have no difference`() {
    #expect(diff("a\nb\n", "a\nb\n") == "")
  }

  @Test func `a changed line stands between three lines of context`() {
    let old = (1...9).map { "\($0)\n" }.joined()
    #expect(
      diff(old, old.replacing("5", with: "five"))
        == "--- a/f\n+++ b/f\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n"
    )
  }

  @Test func `changes far apart make two hunks, near ones one`() {
    let old = (1...30).map { "\($0)\n" }.joined()
    let far = old.replacing("\n3\n", with: "\nx\n").replacing("\n28\n", with: "\ny\n")
    #expect(diff(old, far).components(separatedBy: "@@ -").count == 3)
    let near = old.replacing("\n10\n", with: "\nx\n").replacing("\n15\n", with: "\ny\n")
    #expect(diff(old, near).components(separatedBy: "@@ -").count == 2)
  }

  @Test func `a missing last line break is said`() {
    #expect(
      diff("a\nb", "a\nc\n")
        == "--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+c\n"
    )
  }

  @Test func `added and removed lines`() {
    #expect(diff("", "a\n") == "--- a/f\n+++ b/f\n@@ -0,0 +1 @@\n+a\n")
    #expect(diff("a\n", "") == "--- a/f\n+++ b/f\n@@ -1 +0,0 @@\n-a\n")
  }
}

extension String {
  fileprivate func components(separatedBy separator: String) -> [Substring] {
    split(separator: separator, omittingEmptySubsequences: false)
  }
}
