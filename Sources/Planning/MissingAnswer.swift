/// Something that the command line asks for and nobody said.
package struct MissingAnswer: Error, Hashable, Sendable {
  package enum Question: Hashable, Sendable {
    case appName
    case appVersion
  }

  package let question: Question
  /// The flag that answers it.
  package let flag: String
  package let message: String
}
