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
      return spelling.withUTF8 { spelling in
        spelling.count == name.count && name.indices.allSatisfy { spelling[$0] == name[$0] }
      }
    }
    guard let match else { return nil }
    self = match
  }
}
