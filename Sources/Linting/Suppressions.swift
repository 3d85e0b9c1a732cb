import Diagnostics
import Documents

/// The ignore comments of a file: they silence findings, and are found when they can't.
struct Suppressions {
  private let suppressions: [Suppression]

  init(in document: Document) {
    suppressions = SuppressionReader.read(document)
  }

  /// Marks what the comments silence, and adds what is wrong with them.
  ///
  /// - Parameters:
  ///   - findings: The file's findings, in any order.
  ///   - rules: All rules.
  ///   - options: Which rules ran, what forbids ignores, and what day it is.
  ///   - recheck: All that a rule finds from the eyes of an auditor.
  func apply(
    to findings: inout [LintedFinding],
    _ rules: RuleList,
    _ options: LintOptions,
    recheck: (Rule) -> [Finding]
  ) {
    guard !suppressions.isEmpty else { return }
    var application = Application(rules: rules, options: options)
    application.sort(findings, namedIn: suppressions)
    for suppression in suppressions { application.apply(suppression, recheck) }
    for index in application.silenced { findings[index].isSuppressed = true }
    for finding in application.found {
      guard let rule = rules[finding.rule], options.wants(finding, of: rule) else { continue }
      findings.append(LintedFinding(finding, .suppression))
    }
  }
}

/// One file's findings while its ignore comments are applied.
///
/// However many comments reach however many findings, each comment costs two searches.
private struct Application {
  /// The findings of one rule, by where they start.
  struct Group {
    /// Those that may be silenced, and their places among all findings.
    var open: [(start: UInt32, index: Int)] = []
    /// Those that may not.
    var closed: [UInt32] = []
    /// For each open finding, by how much more comments reach it than the one before.
    var reached: [Int] = []
  }

  let rules: RuleList
  let options: LintOptions
  private var groups: [RuleID: Group] = [:]
  private var rechecked: [RuleID: [UInt32]] = [:]
  private var nearNames = NearNameBudget()
  /// What is wrong with the comments.
  private(set) var found: [Finding] = []

  init(rules: RuleList, options: LintOptions) {
    self.rules = rules
    self.options = options
  }

  /// Keeps the findings of the rules that are named, in the order of the file.
  mutating func sort(_ findings: [LintedFinding], namedIn suppressions: [Suppression]) {
    for suppression in suppressions {
      for name in suppression.names { groups[RuleID(name.text)] = Group() }
    }
    for (index, linted) in findings.enumerated() where groups[linted.finding.rule] != nil {
      let start = linted.finding.range.start
      if linted.finding.canBeIgnored {
        groups[linted.finding.rule]?.open.append((start, index))
      } else {
        groups[linted.finding.rule]?.closed.append(start)
      }
    }
    groups = groups.mapValues {
      Group(
        open: $0.open.sorted { $0.start < $1.start },
        closed: $0.closed.sorted(),
        reached: Array(repeating: 0, count: $0.open.count + 1)
      )
    }
  }

  /// The places of the findings that a comment silences.
  var silenced: [Int] {
    groups.values.flatMap { group in
      var depth = 0
      return zip(group.open, group.reached).compactMap { finding, change in
        depth += change
        return depth > 0 ? finding.index : nil
      }
    }
  }

  mutating func apply(_ suppression: Suppression, _ recheck: (Rule) -> [Finding]) {
    if suppression.isMalformed {
      found.append(.notUnderstood(suppression))
      return
    }
    var isVoid = false
    if let finding = Finding.expired(suppression, today: options.today) {
      isVoid = true
      found.append(finding)
    }
    if !suppression.hasReason {
      isVoid = true
      found.append(.withoutReason(suppression))
    }
    for name in suppression.names {
      guard let rule = rules[RuleID(name.text)] else {
        found.append(.unknown(name, among: rules, &nearNames))
        continue
      }
      apply(name, of: suppression, rule, isVoid: isVoid, recheck)
    }
  }

  private mutating func apply(
    _ name: Suppression.Name,
    of suppression: Suppression,
    _ rule: Rule,
    isVoid: Bool,
    _ recheck: (Rule) -> [Finding]
  ) {
    let group = groups[rule.id] ?? Group()
    let open = Application.reaches(suppression, group.open) { $0.start }
    let meetsClosed = !Application.reaches(suppression, group.closed) { $0 }.isEmpty
    let isForbidden = options.forbiddenIgnores.contains(rule.id)
    if isForbidden || rule.silencing == .never || open.isEmpty && meetsClosed {
      found.append(.forbidden(name, byConfig: isForbidden))
    } else if isVoid {
      return
    } else if !open.isEmpty {
      for range in open {
        groups[rule.id]?.reached[range.lowerBound] += 1
        groups[rule.id]?.reached[range.upperBound] -= 1
      }
    } else if options.persona(for: rule) != nil, !silencesMore(suppression, rule, recheck) {
      found.append(.unused(name, suppression))
    }
  }

  /// Which of the findings, in order, a comment reaches: below it, and on its own line.
  private static func reaches<Element>(
    _ suppression: Suppression,
    _ findings: [Element],
    _ start: (Element) -> UInt32
  ) -> [Range<Int>] {
    var extents = [suppression.extent]
    if let line = suppression.line { extents.append(.range(line)) }
    return extents.map { reach($0, findings, start) }.filter { !$0.isEmpty }
  }

  private static func reach<Element>(
    _ extent: Suppression.Extent,
    _ findings: [Element],
    _ start: (Element) -> UInt32
  ) -> Range<Int> {
    switch extent {
    case .file: return 0..<findings.count
    case .nowhere: return 0..<0
    case .range(let range):
      func count(before offset: UInt32) -> Int {
        var low = 0
        var high = findings.count
        while low < high {
          let middle = (low + high) / 2
          if start(findings[middle]) < offset { low = middle + 1 } else { high = middle }
        }
        return low
      }
      let first = count(before: range.start)
      return first..<max(first, count(before: max(range.end, range.start + 1)))
    }
  }

  /// Whether a comment silences what the rule only tells those who ask for more.
  private mutating func silencesMore(
    _ suppression: Suppression,
    _ rule: Rule,
    _ recheck: (Rule) -> [Finding]
  ) -> Bool {
    if rechecked[rule.id] == nil {
      rechecked[rule.id] =
        options.persona == .auditor ? [] : recheck(rule).map(\.range.start).sorted()
    }
    return !Application.reaches(suppression, rechecked[rule.id] ?? []) { $0 }.isEmpty
  }
}
