import Companies
import Documents

/// The form in which a store compares logins.
enum FoldedLogin {
  /// A login as every company compares it, so that a store takes whatever a snapshot may hold.
  static func stored(_ login: String) -> String { DirectoryUser.folded(login).text.stored }
}
