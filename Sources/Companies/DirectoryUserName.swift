/// The name that an app's directory user gets: the app's, and eight drawn hexadecimal digits.
package enum DirectoryUserName {
  /// The part of a name that comes from the app's, such as `my-dmsa-test-app`.
  ///
  /// Lower case, accents folded, every run of other characters a single dash, none at the ends;
  /// `app` where nothing is left.
  package static func slug(of app: String) -> String {
    var slug: [UInt8] = []
    for scalar in AccentFolding.folded(app) {
      switch scalar {
      case "a"..."z", "0"..."9": slug.append(UInt8(scalar.value))
      default: if slug.last != 0x2D, !slug.isEmpty { slug.append(0x2D) }
      }
    }
    if slug.last == 0x2D { slug.removeLast() }
    return slug.isEmpty ? "app" : String(decoding: slug, as: UTF8.self)
  }

  /// The part of a directory user's name that comes from its app's; nil where the name or the login
  /// isn't that of an app's user.
  package static func slug(of user: DirectoryUser) -> String? {
    let bytes = Array(user.name.utf8)
    guard bytes.count > 9,
      DirectoryUser.folded(user.login) == DirectoryUser.folded(login(of: user.name)),
      bytes[bytes.count - 9] == 0x2D,
      bytes.suffix(8).allSatisfy({ 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 }),
      bytes.allSatisfy({ 0x30...0x39 ~= $0 || 0x61...0x7A ~= $0 || $0 == 0x2D })
    else { return nil }
    return String(decoding: bytes.dropLast(9), as: UTF8.self)
  }

  /// The login of an app's directory user; nobody signs in with it.
  package static func login(of name: String) -> String { name + "@procore.com" }

  /// Draws a name that nobody in the company has, nor its login.
  package static func draw(
    for app: String,
    in company: any CompanyReader,
    using generator: inout some RandomNumberGenerator
  ) throws -> String {
    let slug = slug(of: app)
    while true {
      let digits = String(UInt32.random(in: .min ... .max, using: &generator), radix: 16)
      let name = slug + "-" + String(repeating: "0", count: 8 - digits.utf8.count) + digits
      if try company.users(named: name).isEmpty, try company.user(login: login(of: name)) == nil {
        return name
      }
    }
  }
}

/// Letters without their accents.
enum AccentFolding {
  /// The scalars of a text in lower case, with each accented Latin letter as its plain one.
  ///
  /// A combining mark is left out, so that both spellings of é give one `e`; letters and digits of
  /// full width are those of ASCII.
  static func folded(_ text: String) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    for scalar in text.unicodeScalars.lazy.flatMap(\.properties.lowercaseMapping.unicodeScalars) {
      if scalar.properties.generalCategory == .nonspacingMark { continue }
      result += plain[scalar] ?? [narrow(scalar)]
    }
    return result
  }

  private static func narrow(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case "\u{FF10}"..."\u{FF19}", "\u{FF41}"..."\u{FF5A}":
      Unicode.Scalar(UInt8(truncatingIfNeeded: scalar.value - 0xFEE0))
    default: scalar
    }
  }

  /// Small letters of the Latin blocks that a mark makes of a plain one, and those that no mark
  /// makes: ß, æ, ø and the like.
  private static let plain: [Unicode.Scalar: [Unicode.Scalar]] = {
    let groups: [(String, String)] = [
      ("a", "àáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ"),
      ("b", "ƀɓḃḅḇ"),
      ("c", "çćĉċčƈḉ"),
      ("d", "ðďđɖɗḋḍḏḑḓ"),
      ("e", "èéêëēĕėęěǝȅȇȩəɛḕḗḙḛḝẹẻẽếềểễệ"),
      ("f", "ƒḟ"),
      ("g", "ĝğġģǥǧǵɠḡ"),
      ("h", "ĥħȟḣḥḧḩḫẖ"),
      ("i", "ìíîïĩīĭįıǐȉȋḭḯỉị"),
      ("j", "ĵǰ"),
      ("k", "ķĸƙǩḱḳḵ"),
      ("l", "ĺļľŀłƚḷḹḻḽ"),
      ("m", "ḿṁṃ"),
      ("n", "ñńņňŉŋƞǹɲṅṇṉṋ"),
      ("o", "òóôõöøōŏőơǒǫǭǿȍȏȫȭȯȱɔṍṏṑṓọỏốồổỗộớờởỡợ"),
      ("p", "ƥṕṗ"),
      ("r", "ŕŗřȑȓṙṛṝṟ"),
      ("s", "śŝşšſșṡṣṥṧṩ"),
      ("t", "ţťŧƭțṫṭṯṱẗ"),
      ("u", "ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự"),
      ("v", "ʋṽṿ"),
      ("w", "ŵẁẃẅẇẉẘ"),
      ("x", "ẋẍ"),
      ("y", "ýÿŷƴȳẏẙỳỵỷỹ"),
      ("z", "źżžƶẑẓẕ"),
      ("ae", "æǣǽ"),
      ("dz", "ǆǳ"),
      ("ff", "ﬀ"),
      ("fi", "ﬁ"),
      ("fl", "ﬂ"),
      ("ij", "ĳ"),
      ("lj", "ǉ"),
      ("nj", "ǌ"),
      ("oe", "œ"),
      ("ss", "ß"),
      ("st", "ﬅﬆ"),
      ("th", "þ"),
      ("ffi", "ﬃ"),
      ("ffl", "ﬄ"),
    ]
    var plain: [Unicode.Scalar: [Unicode.Scalar]] = [:]
    for (letters, accented) in groups {
      for scalar in accented.unicodeScalars { plain[scalar] = Array(letters.unicodeScalars) }
    }
    return plain
  }()
}
