/// A closed set of words that the catalog's data and manifests spell in one way.
public protocol CatalogWord: CaseIterable, Sendable {
  /// The word itself, in lower case.
  var name: String { get }
}

extension CatalogWord {
  /// The case of this exact spelling.
  public init?(name: String) {
    guard let match = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = match
  }

  /// The case of this exact spelling, compared byte for byte.
  public init?(name: UnsafeBufferPointer<UInt8>) {
    let match = Self.allCases.first { word in
      var spelling = word.name
      guard spelling.utf8.count == name.count else { return false }
      return spelling.withUTF8 { spelling in
        for index in 0..<name.count where spelling[index] != name[index] { return false }
        return true
      }
    }
    guard let match else { return nil }
    self = match
  }
}
