import Catalog
import Companies
import Documents
import Manifests

/// Something that is wrong with what a configuration gives the fields of an app.
struct ConfigurationProblem {
  enum Subject {
    /// A field that the app doesn't have.
    case field(String)
    /// The value of a field.
    case value(of: String)
    /// What isn't there.
    case missing
  }

  let subject: Subject
  let message: String

  /// Everything that is wrong with a configuration, by field.
  ///
  /// What an earlier version had a field for may stay as it is; it is shown nowhere.
  ///
  /// - Parameters:
  ///   - configuration: What is to be.
  ///   - old: What is there; nil for nothing.
  ///   - fields: The fields of the app.
  /// - Returns: The problems, what is missing last.
  static func all(
    in configuration: Configuration,
    replacing old: Configuration?,
    _ fields: ConfigurableFields
  ) -> [ConfigurationProblem] {
    let title = configuration.title
    var problems: [ConfigurationProblem] = []
    for (field, value) in configuration.values.sorted(by: { $0.key < $1.key }) {
      guard fields.name(like: field) != nil else {
        if let known = old?.values[field], ExactText(known) == ExactText(value) { continue }
        problems.append(
          ConfigurationProblem(
            subject: .field(field),
            message: "the configuration `\(title)` gives `\(field)`, which the app has no field for"
              + NearNames.hint(to: field, among: fields.names)
          )
        )
        continue
      }
      guard let expectation = fields.expectation(of: field, insteadOf: value) else { continue }
      problems.append(
        ConfigurationProblem(
          subject: .value(of: field),
          message: "the field `\(field)` of the configuration `\(title)` takes \(expectation),"
            + " not `\(value.excerpt)`"
        )
      )
    }
    let missing = fields.missing(in: configuration)
    if !missing.isEmpty {
      problems.append(
        ConfigurationProblem(
          subject: .missing,
          message: "the configuration `\(title)` lacks what is required: "
            + missing.map { "`\($0)`" }.joined(separator: ", ")
        )
      )
    }
    return problems
  }
}
