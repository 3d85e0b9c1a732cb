import Diagnostics
import Documents

/// An answer that is read as a tree, and what is wrong in it.
struct AnswerFile: ValueReading {
  let path: String
  let subject: SavedAnswer.Subject
  var document: Document
  var findings: [Finding]
}

/// A value in one of the answers.
struct AnswerValue: Sendable {
  /// The answer's place among all.
  let file: Int
  let reference: Reference
}

/// The members of an object that anybody asks for; pages may have given several parts of it.
struct AnswerObject: Sendable {
  let whole: AnswerValue
  var members: [String: AnswerValue] = [:]

  subscript(key: String) -> AnswerValue? { members[key] }
}

/// A thing of which an answer gives the id.
struct AnswerRecord: Sendable {
  let id: Int64
  var object: AnswerObject
  /// What each of the answers that speak of it says, in order.
  var parts: [AnswerObject]

  subscript(key: String) -> AnswerValue? { object[key] }
}
