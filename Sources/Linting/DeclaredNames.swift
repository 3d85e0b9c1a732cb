import Documents
import Manifests

/// The fields of a component by their names: one after the other where they are few, else hashed.
struct DeclaredNames {
  private let component: Component
  private let document: Document

  init(_ component: Component, _ document: Document) {
    self.component = component
    self.document = document
  }

  /// What stands behind the variables of the component's URL.
  func uses(in url: InterpolatedURL) -> [CheckedURL.Use] {
    var fields: [ArraySlice<UInt8>: Int] = [:]
    let areMany = component.fields.count > 8 && url.variables.count > 8
    if areMany {
      for (index, field) in component.fields.enumerated() {
        let name = document.withText(of: field.key.node) { Array($0)[...] }
        if fields[name] == nil { fields[name] = index }
      }
    }
    var uses: [CheckedURL.Use] = []
    uses.reserveCapacity(url.variables.count)
    for variable in url.variables where variable.place != .other {
      let name = url.text[variable.name]
      let field = areMany ? fields[name] : self.field(name)
      uses.append(CheckedURL.Use(variable: variable, meaning: meaning(of: name, field)))
    }
    return uses
  }

  private func field(_ name: ArraySlice<UInt8>) -> Int? {
    component.fields.firstIndex { field in
      Int(document[field.key.node].second) == name.count
        && document.withText(of: field.key.node) { $0.elementsEqual(name) }
    }
  }

  private func meaning(of name: ArraySlice<UInt8>, _ field: Int?) -> CheckedURL.Meaning {
    if name.starts(with: "procore.".utf8) {
      let isBuiltIn = InterpolatedURL.builtInVariables.contains { name.elementsEqual($0.utf8) }
      return isBuiltIn ? .builtIn : .imitation
    }
    return field.map { .field($0) } ?? .unknown
  }
}
