import Testing

@testable import CLI

@Suite struct PathTextTests {
  @Test(arguments: [
    ("a.yaml", "/home/a.yaml"), ("./a//b/", "/home/a/b"), ("../a", "/a"), ("../../../a", "/a"),
    ("/", "/"), ("/..", "/"), (".", "/home"), ("", "/home"), ("/x/./y/../z", "/x/z"),
    ("...", "/home/..."), (".a/b..", "/home/.a/b.."), ("é/\u{301}b", "/home/é/\u{301}b"),
  ])
  func `an absolute path has neither dots nor doubled slashes`(path: String, absolute: String) {
    let found = PathText.absolute(path, in: "/home")
    #expect(Array(found.utf8) == Array(absolute.utf8))
  }

  @Test(arguments: [
    ("a", "."), ("/", "/"), ("/a", "/"), ("a/b", "a"), ("/a/b/c", "/a/b"), ("a/\u{301}b", "a"),
  ])
  func `a folder is what stands before the last slash`(path: String, folder: String) {
    #expect(PathText.folder(of: path) == folder)
  }
}
