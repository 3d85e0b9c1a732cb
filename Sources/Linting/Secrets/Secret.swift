import Diagnostics
import Documents

/// A secret in a file.
struct Secret {
  enum Kind {
    case privateKey
    /// A user name and password in a URL.
    case login
    case bearer
    /// By its shape; what it is called.
    case shape(String)
    /// By its randomness, beside a telling name.
    case named(String)
  }

  /// Where it stands in the file.
  var range: SourceRange
  /// The secret itself, escapes resolved.
  var text: String
  /// The scalar that holds it; none for a comment.
  let node: NodeID
  let kind: Kind
  /// Texts of other secrets that were found in the same place.
  var otherTexts: [String] = []
}

extension Secret {
  /// What was found, without telling it.
  var message: String {
    let mask = Redaction.mask(text)
    return switch kind {
    case .privateKey: "a private key stands in the manifest"
    case .login: "`\(mask)` is a user name and a password in a URL"
    case .bearer: "`\(mask)` is a bearer token"
    case .shape(let name): "`\(mask)` looks like \(name)"
    case .named(let name): "`\(mask)`, the value of `\(name)`, looks like a secret"
    }
  }

  /// The texts by which it could show up in a finding.
  var texts: [String] {
    var texts = [text] + otherTexts
    if case .login = kind, let colon = text.firstIndex(of: ":") {
      let password = String(text[text.index(after: colon)...])
      if password.utf8.count >= 6 { texts.append(password) }
    }
    return texts
  }
}
