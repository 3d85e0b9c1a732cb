import Companies
import Foundation

/// The form in which a store compares logins.
enum FoldedLogin {
  /// A login in lower case; letters with marks have one spelling, for two would be one login.
  static func stored(_ login: String) -> String {
    let folded = DirectoryUser.folded(login)
    return
      (folded.utf8.allSatisfy { $0 < 0x80 }
      ? folded : folded.precomposedStringWithCanonicalMapping).stored
  }
}
