import Documents
import Manifests

/// The fields that an admin fills in for an embedded app, of both its components together.
struct ConfigurableFields {
  /// In the order of the file, each once.
  let names: [String]
  let required: Set<String>

  init(of manifest: Manifest) {
    var names: [ExactText] = []
    var required: Set<String> = []
    for component in manifest.components {
      for field in component.fields {
        let name = ExactText(manifest.document.text(of: field.key.node))
        if !names.contains(name) { names.append(name) }
      }
      for reference in component.required {
        required.insert(manifest.document.text(of: reference.node))
      }
    }
    self.names = names.map(\.text)
    self.required = required
  }

  /// The field that has a name, letter by letter.
  func name(like text: String) -> String? {
    names.first { ExactText($0) == ExactText(text) }
  }
}
