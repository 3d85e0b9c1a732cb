import Documents
import Manifests

/// The fields of a component by their names: one after the other where they are few, else hashed.
enum DeclaredNames {
  /// What stands behind the variables of a component's URL.
  static func uses(
    in url: InterpolatedURL,
    of fields: [Field],
    _ document: borrowing Document
  ) -> [CheckedURL.Use] {
    var places: [ArraySlice<UInt8>: Int] = [:]
    let areMany = fields.count > 8 && url.variables.count > 8
    if areMany {
      for (index, field) in fields.enumerated() {
        let name = document.withText(of: field.key.node) { Array($0)[...] }
        if places[name] == nil { places[name] = index }
      }
    }
    var uses: [CheckedURL.Use] = []
    uses.reserveCapacity(url.variables.count)
    for variable in url.variables where variable.place != .other {
      let field =
        areMany
        ? places[url.text[variable.name]] : field(url.text, variable.name, of: fields, document)
      let meaning = meaning(of: url.text, variable.name, field)
      uses.append(CheckedURL.Use(variable: variable, meaning: meaning))
    }
    return uses
  }

  private static func field(
    _ text: [UInt8],
    _ name: Range<Int>,
    of fields: [Field],
    _ document: borrowing Document
  ) -> Int? {
    for (index, field) in fields.enumerated()
    where Int(document[field.key.node].second) == name.count
      && document.withText(of: field.key.node, { isSame($0, text, name) })
    {
      return index
    }
    return nil
  }

  private static func meaning(
    of text: [UInt8],
    _ name: Range<Int>,
    _ field: Int?
  ) -> CheckedURL.Meaning {
    let prefix: StaticString = "procore."
    if name.count >= prefix.utf8CodeUnitCount,
      prefix.withUTF8Buffer({
        DeclaredNames.isSame($0, text, name.prefix($0.count))
      })
    {
      let isBuiltIn = InterpolatedURL.builtInVariables.contains { variable in
        guard variable.utf8.count == name.count else { return false }
        var variable = variable
        return variable.withUTF8 { DeclaredNames.isSame($0, text, name) }
      }
      return isBuiltIn ? .builtIn : .imitation
    }
    return field.map { .field($0) } ?? .unknown
  }

  /// Whether bytes are those of a part of a text, which has as many.
  private static func isSame(
    _ bytes: UnsafeBufferPointer<UInt8>,
    _ text: [UInt8],
    _ part: Range<Int>
  ) -> Bool {
    text.withUnsafeBufferPointer { text in
      for index in 0..<part.count where bytes[index] != text[part.lowerBound + index] {
        return false
      }
      return true
    }
  }
}
