import Documents
public import Manifests

/// A URL of the manifest, taken apart, its variables compared with what the component declares.
public struct CheckedURL: Sendable {
  /// What is wrong with its form; of several the first.
  public enum Fault: Sendable {
    /// A password in it, which another rule reports.
    case secret
    case local
    case insecure
    case invalid
  }

  /// What stands behind a variable.
  public enum Meaning: Hashable, Sendable {
    case builtIn
    /// A name that looks built in and isn't.
    case imitation
    /// The field of the component with this index.
    case field(Int)
    case unknown
  }

  /// A variable where it may stand: in host, path, query or fragment of a component's URL.
  public struct Use: Sendable {
    public let variable: InterpolatedURL.Variable
    public let meaning: Meaning
  }

  public let value: URLValue
  public let url: InterpolatedURL
  /// Whether an alias led to the same scalar before, so that what is wrong with it is known.
  public let isRepeated: Bool
  public let fault: Fault?
  public internal(set) var uses: [Use] = []

  init(_ value: URLValue, _ url: consuming InterpolatedURL, isRepeated: Bool) {
    self.value = value
    self.isRepeated = isRepeated
    let isInvalid = url.problem != nil || value.component == nil && url.hasBraces
    if url.hasPassword {
      fault = .secret
    } else if url.localHost != nil {
      fault = isInvalid ? .invalid : .local
    } else if url.isInsecure {
      fault = .insecure
    } else if isInvalid {
      fault = .invalid
    } else {
      fault = nil
    }
    self.url = url
  }

  /// The name of a variable of this URL.
  public func name(of use: Use) -> ArraySlice<UInt8> { url.text[use.variable.name] }
}

extension CheckedURL {
  /// How many variables are looked at in one file: far more than any has, yet few enough that no
  /// aliases make the work endless.
  private static let mostUses = 100_000

  /// The URLs of a manifest in its order, each text taken apart once.
  static func all(in manifest: Manifest) -> [CheckedURL] {
    let document = manifest.document
    var known: [Int32: InterpolatedURL] = [:]
    var uses = 0
    return manifest.urls.map { value in
      let node = value.value.node
      var checked: CheckedURL
      if document.hasAliases, let url = known[node.index] {
        checked = CheckedURL(value, url, isRepeated: true)
      } else {
        let url = document.withText(of: node) { InterpolatedURL($0) }
        if document.hasAliases { known[node.index] = url }
        checked = CheckedURL(value, consume url, isRepeated: false)
      }
      if let component = value.component, !checked.url.variables.isEmpty {
        uses += checked.url.variables.count
        guard uses <= mostUses else { return checked }
        checked.uses = DeclaredNames.uses(
          in: checked.url,
          of: manifest.components[component].fields,
          document
        )
      }
      return checked
    }
  }
}

extension InterpolatedURL {
  /// Whether it has a scheme, and that is not https.
  fileprivate var isInsecure: Bool {
    guard scheme != nil, !isHTTPS else { return false }
    if case .variableInScheme = problem { return false }
    return true
  }

  var hasBraces: Bool { !variables.isEmpty || malformedSpot != nil }
}

extension URLValue {
  /// The index of the component whose page it is.
  var component: Int? {
    if case .component(let index) = kind { index } else { nil }
  }
}
