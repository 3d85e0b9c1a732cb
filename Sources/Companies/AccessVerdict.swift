package import Catalog

/// A fact that a verdict rests on, and the address of the thing that it is a fact of.
package struct AccessFact: Hashable, Sendable {
  package let fact: String
  package let address: String
}

/// Why a request is denied; the first that holds, in this order.
package enum AccessDenial: String, CaseIterable, Sendable {
  case notInstalled = "not-installed"
  case noSuchAuthentication = "no-such-authentication"
  case inactive
  case toolDisabled = "tool-disabled"
  case notAMember = "not-a-member"
  case levelTooLow = "level-too-low"
}

/// The answer to a question.
package struct AccessVerdict: Hashable, Sendable {
  package let principal: Principal
  package let question: AccessQuestion
  /// Nil where it rests on something that nobody knows.
  package let allowed: Bool?
  package let effective: Level
  package let because: [AccessFact]
  /// The addresses of what nobody knows, as far as the answer rests on it.
  package let unknown: [String]
  package let deniedBecause: AccessDenial?
  /// What the platform's API would answer.
  package let httpStatus: Int

  init(
    _ principal: Principal,
    _ question: AccessQuestion,
    _ holding: AccessHolding,
    unknown: UnknownAddresses
  ) {
    self.principal = principal
    self.question = question
    effective = holding.level
    let isAllowed = holding.level >= question.level
    let denial = isAllowed ? nil : holding.denial ?? .levelTooLow
    self.unknown = question.level == .none ? [] : holding.unknown(for: question.level, in: unknown)
    allowed = self.unknown.isEmpty ? isAllowed : nil
    deniedBecause = denial
    because = holding.because
    switch denial {
    case nil: httpStatus = 200
    case .notAMember: httpStatus = 404
    case .levelTooLow: httpStatus = holding.level == .none ? 404 : 403
    case .notInstalled, .noSuchAuthentication, .inactive, .toolDisabled: httpStatus = 403
    }
  }
}

/// A level on a tool at a place, and how it comes about.
struct AccessHolding {
  /// Whether facts are kept; most levels are asked for without them.
  let isExplained: Bool
  var level = Level.none
  /// What stands in the way of any level, if something does.
  private(set) var denial: AccessDenial?
  private(set) var because: [AccessFact] = []
  /// The addresses of what the level rests on, whatever it is.
  private var consulted: [String] = []
  /// The addresses of what can only take a level away.
  private var limits: [String] = []
  /// The addresses of what can only add to the level.
  private var additions: [String] = []
  /// The address of the project that is asked about, where nothing reaches it for all that is
  /// recorded.
  private var outside: String?
  /// The addresses of all that counts where something stands in the way whatever else there is.
  private var ruling: [String]?

  init(isExplained: Bool) { self.isExplained = isExplained }

  mutating func consult(_ address: @autoclosure () throws -> ObjectAddress) rethrows {
    if isExplained { consulted.append(try address().description) }
  }

  /// Notes that a thing could have stood in the way of a level.
  mutating func consult(limit address: ObjectAddress) {
    if isExplained { limits.append(address.description) }
  }

  /// Notes that a thing could have given more than was found.
  mutating func consult(addition address: ObjectAddress) {
    if isExplained { additions.append(address.description) }
  }

  /// Notes that what a list may lack could have stood in the way of a level.
  mutating func consult(limitIn list: String) {
    if isExplained { limits.append(list) }
  }

  /// Notes that nothing reaches into a project: whatever nobody knows of it, it gives nothing.
  mutating func consult(outside project: Project.ID) {
    if isExplained { outside = ObjectAddress.project(project).description }
  }

  /// The addresses of what nobody knows that the answer rests on whether a level is held.
  func unknown(for asked: Level, in unknown: UnknownAddresses) -> [String] {
    let others = consulted + (level >= asked ? limits : additions)
    guard let outside else { return unknown.touched(by: ruling ?? others) }
    // The project counts only if there may be more than is recorded that reaches into it.
    let reaching = others.filter { $0 != outside }
    let isRuledOut = ruling.map { unknown.touched(by: $0).isEmpty } ?? false
    guard !isRuledOut, !unknown.touched(by: reaching).isEmpty else { return [] }
    return unknown.touched(by: reaching + [outside])
  }

  /// Notes that all memberships of a user were looked through.
  mutating func consult(membershipsOf user: DirectoryUser.ID) {
    if isExplained { consulted.append("memberships/\(user)") }
  }

  /// Notes that it was looked at whether new projects get a user.
  mutating func consult(newProjectsOf user: DirectoryUser.ID) {
    if isExplained { consulted.append("membership/\(user)/new") }
  }

  mutating func state(
    _ fact: @autoclosure () throws -> String,
    _ address: @autoclosure () throws -> ObjectAddress
  ) rethrows {
    guard isExplained else { return }
    let address = try address().description
    because.append(AccessFact(fact: try fact(), address: address))
    consulted.append(address)
  }

  /// States a fact that rests on nothing at its address that may be unknown.
  mutating func state(
    known fact: @autoclosure () throws -> String,
    _ address: @autoclosure () throws -> ObjectAddress
  ) rethrows {
    guard isExplained else { return }
    because.append(AccessFact(fact: try fact(), address: try address().description))
  }

  /// Denies any level for what nothing that is unknown elsewhere can change.
  ///
  /// - Parameters:
  ///   - denial: Why.
  ///   - fact: The same in words.
  ///   - address: What it is a fact of.
  ///   - isSure: Whether it is known for sure, even where something else about the thing isn't.
  /// - Throws: What finding the fact or the address throws.
  mutating func ruleOut(
    _ denial: AccessDenial,
    _ fact: @autoclosure () throws -> String,
    _ address: @autoclosure () throws -> ObjectAddress,
    isSure: Bool = true
  ) rethrows {
    let address = try address()
    ruling = isSure ? [] : [address.description]
    try deny(denial, try fact(), address)
  }

  mutating func deny(
    _ denial: AccessDenial,
    _ fact: @autoclosure () throws -> String,
    _ address: @autoclosure () throws -> ObjectAddress
  ) rethrows {
    self.denial = denial
    try state(try fact(), try address())
  }
}
