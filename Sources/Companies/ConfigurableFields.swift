import Documents
package import Manifests

/// The fields that an admin fills in for an embedded app, of both its components together.
package struct ConfigurableFields: Sendable {
  /// What a schema wants of a field's value.
  fileprivate enum Form: Hashable, Sendable {
    case number
    case integer
    case boolean
    case oneOf([String])
  }

  /// In the order of the file, each once.
  package let names: [String]
  package let required: Set<String>
  /// A field that both components have is to please both.
  private let forms: [ExactText: [Form]]

  package init(of manifest: Manifest) {
    let document = manifest.document
    var names: [ExactText] = []
    var required: Set<String> = []
    var forms: [ExactText: [Form]] = [:]
    for component in manifest.components {
      for field in component.fields {
        let name = ExactText(document.text(of: field.key.node))
        if !names.contains(name) { names.append(name) }
        for form in ConfigurableFields.forms(of: field, in: document)
        where forms[name]?.contains(form) != true {
          forms[name, default: []].append(form)
        }
      }
      for reference in component.required {
        required.insert(document.text(of: reference.node))
      }
    }
    self.names = names.map(\.text)
    self.required = required
    self.forms = forms
  }

  /// A type that isn't known takes any text, and so does a field without one.
  private static func forms(of field: Field, in document: Document) -> [Form] {
    var forms: [Form] = []
    switch field.type.map({ document.text(of: $0.node) }) {
    case "number": forms.append(.number)
    case "integer": forms.append(.integer)
    case "boolean": forms.append(.boolean)
    default: break
    }
    if let property = field.value, case .array(let items)? = document.json(of: property)["enum"] {
      forms.append(
        .oneOf(items.map { $0.string ?? String(decoding: $0.canonical(), as: UTF8.self) })
      )
    }
    return forms
  }

  /// The field that has a name, letter by letter.
  package func name(like text: String) -> String? {
    names.first { ExactText($0) == ExactText(text) }
  }

  /// The required fields that a configuration leaves empty, sorted.
  package func missing(in configuration: Configuration) -> [String] {
    required.sorted().filter { (configuration.values[$0] ?? "").isEmpty }
  }

  /// What a field takes instead of a value, in words; nil where the value will do.
  ///
  /// An empty value stands for none, which is never of a wrong type.
  package func expectation(of field: String, insteadOf value: String) -> String? {
    guard !value.isEmpty else { return nil }
    return forms[ExactText(field)]?.lazy.compactMap { $0.expectation(insteadOf: value) }.first
  }
}

extension ConfigurableFields.Form {
  fileprivate func expectation(insteadOf value: String) -> String? {
    switch self {
    case .number: NumberText(value) == nil ? "a number" : nil
    case .integer: NumberText(value)?.isWhole == true ? nil : "a whole number"
    case .boolean: ["true", "false"].contains(value) ? nil : "`true` or `false`"
    case .oneOf(let values):
      values.contains { ExactText($0) == ExactText(value) }
        ? nil : "one of " + values.map { "`\($0.excerpt)`" }.joined(separator: ", ")
    }
  }
}

/// A text that is a number as JSON writes it.
private struct NumberText {
  /// Whether it has neither a fraction nor an exponent.
  let isWhole: Bool

  init?(_ text: String) {
    var rest = Array(text.utf8)[...]
    if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
    let isZero = rest.first == UInt8(ascii: "0")
    let digits = NumberText.dropDigits(&rest)
    guard digits > 0, !isZero || digits == 1 else { return nil }
    isWhole = rest.isEmpty
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      guard NumberText.dropDigits(&rest) > 0 else { return nil }
    }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest.removeFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
      guard NumberText.dropDigits(&rest) > 0 else { return nil }
    }
    guard rest.isEmpty else { return nil }
  }

  private static func dropDigits(_ text: inout ArraySlice<UInt8>) -> Int {
    let count = text.count
    text = text.drop { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    return count - text.count
  }
}
