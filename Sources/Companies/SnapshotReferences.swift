import Catalog
import Diagnostics
import Documents
import Manifests

/// The ids that a snapshot gives out, and the places that speak of them.
struct SnapshotReferences {
  /// The ids of one kind of thing, each where it was given first.
  struct Given {
    var places: [Int64: Reference] = [:]
    /// What ids that can't be read may mean: whoever speaks of these makes no further mistake.
    var meant: Set<Int64> = []
    /// Whether nothing is missing by which an id that isn't known could have been given.
    var isComplete = true

    /// Whether an id is known not to be given, whatever those mean that can't be read.
    func lacks(_ id: Int64) -> Bool { isComplete && places[id] == nil && !meant.contains(id) }
  }

  struct TemplateScope {
    let scope: Scope
    let project: Project.ID?
  }

  /// What a template is named for.
  enum TemplateUse {
    case company
    /// A user's default in projects, which only a global one can be.
    case defaultInProjects
    case project(Project.ID?)
    case anyTemplate
  }

  var projects = Given()
  var templates = Given()
  var users = Given()
  var requests = Given()
  var scopes: [PermissionTemplate.ID: TemplateScope] = [:]

  private var projectMentions: [(id: Project.ID, place: Reference)] = []
  private var userMentions: [(id: DirectoryUser.ID, place: Reference)] = []
  private var templateMentions: [(id: PermissionTemplate.ID, use: TemplateUse, place: Reference)] =
    []

  mutating func mention(_ id: Project.ID, at place: Reference) {
    projectMentions.append((id, place))
  }

  mutating func mention(_ id: DirectoryUser.ID, at place: Reference) {
    userMentions.append((id, place))
  }

  mutating func mention(_ id: PermissionTemplate.ID, _ use: TemplateUse, at place: Reference) {
    templateMentions.append((id, use, place))
  }

  /// Reports every mention of what isn't there or may not stand there.
  func check(_ reader: inout SnapshotReader) {
    for (id, place) in projectMentions where projects.lacks(id.value) {
      reader.reportUnknown("project", id.value, at: place)
    }
    for (id, place) in userMentions where users.lacks(id.value) {
      reader.reportUnknown("user", id.value, at: place)
    }
    for (id, use, place) in templateMentions {
      guard templates.places[id.value] != nil else {
        if templates.lacks(id.value) {
          reader.reportUnknown("permission template", id.value, at: place)
        }
        continue
      }
      guard let scope = scopes[id], let message = SnapshotReferences.mistake(id, scope, use)
      else { continue }
      reader.report(
        .wrongTemplate,
        message,
        at: reader.document.place(of: reader.document.resolve(place)),
        value: id.description
      )
    }
  }

  private static func mistake(
    _ id: PermissionTemplate.ID,
    _ template: TemplateScope,
    _ use: TemplateUse
  ) -> String? {
    let owner = template.project.map { "belongs to project `\($0)` alone" }
    switch use {
    case .anyTemplate:
      return nil
    case .company:
      guard template.scope == .project else { return nil }
      return "permission template `\(id)` is of scope `project`, expected `company`"
    case .defaultInProjects, .project:
      guard template.scope == .project else {
        return "permission template `\(id)` is of scope `company`, expected `project`"
      }
      if case .project(let project) = use, project == template.project || project == nil {
        return nil
      }
      return owner.map { "permission template `\(id)` \($0)" }
    }
  }
}

extension SnapshotReader {
  /// An id that its thing gets here, after the finding that another one has it.
  mutating func newID<Subject>(
    _ value: Reference?,
    _ what: String,
    _ kind: WritableKeyPath<SnapshotReferences, SnapshotReferences.Given>
  ) -> Identifier<Subject>? {
    guard let value, let id: Identifier<Subject> = id(value) else {
      if let meant = value.flatMap({ numbers(in: document.resolve($0)) }) {
        references[keyPath: kind].meant.formUnion(meant)
      } else {
        references[keyPath: kind].isComplete = false
      }
      return nil
    }
    let place = document.resolve(value)
    if let earlier = references[keyPath: kind].places[id.value] {
      report(
        .duplicateID,
        "the id `\(id)` belongs to another \(what) before",
        at: document.place(of: place),
        value: id.description,
        related: [RelatedPlace("it is given first here", at: document.range(of: earlier.node))]
      )
    } else {
      references[keyPath: kind].places[id.value] = place
    }
    return id
  }

  /// The numbers that somebody may mean who writes something else: `"7"`, `-7`, `7.0`, `1_000`; nil
  /// where nothing is written, which may be any.
  private func numbers(in value: Reference) -> Set<Int64>? {
    guard !value.isNone, document[value.node].kind == .scalar, !document.isNull(value.node)
    else { return nil }
    let text = document.text(of: value.node)
    let runs = text.utf8.split { !(0x30...0x39).contains($0) }.map {
      String(decoding: $0, as: UTF8.self)
    }
    return Set((runs + [runs.joined()]).compactMap { Int64($0) })
  }

  mutating func reportUnknown(_ what: String, _ id: Int64, at place: Reference) {
    report(
      .unknownID,
      "there is no \(what) `\(id)`",
      at: document.place(of: document.resolve(place)),
      value: String(id)
    )
  }

  /// Reports a name, or whatever only one may have, that something before it has already.
  mutating func reportTaken(
    _ name: String,
    at value: Reference?,
    before earlier: Reference?,
    _ rule: RuleID,
    _ message: String
  ) {
    guard let value, let earlier else { return }
    report(
      rule,
      message,
      at: document.place(of: document.resolve(value)),
      value: name,
      related: [RelatedPlace("the first one stands here", at: document.range(of: earlier.node))]
    )
  }
}

/// Names of which each may be given once, and where it was.
struct GivenNames {
  private var places: [ExactText: Reference] = [:]

  /// Takes a name; where it is taken already, says where.
  mutating func take(_ name: String, _ place: Reference?) -> Reference? {
    guard let place else { return nil }
    guard let earlier = places[ExactText(name)] else {
      places[ExactText(name)] = place
      return nil
    }
    return earlier
  }
}
