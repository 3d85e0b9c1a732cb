import Diagnostics
import Documents
import Manifests

/// Compares the embedded components of two manifests.
struct ComponentComparison {
  private let old: Manifest
  private let new: Manifest
  private(set) var deltas: [ComponentDelta] = []
  /// The names of fields that newly have to be filled in, in a component that was there.
  private(set) var newlyRequired: [String] = []

  init(_ old: Manifest, _ new: Manifest) {
    self.old = old
    self.new = new
    for kind in Component.Kind.allCases.map(Optional.some) + [nil] {
      compare(kind)
    }
  }

  /// Pairs the components of a kind, in the order of the files; 3.x may have several.
  private mutating func compare(_ kind: Component.Kind?) {
    let before = old.components.filter { $0.kind == kind }
    let after = new.components.filter { $0.kind == kind }
    let name = kind?.rawValue ?? "iframe"
    for index in 0..<max(before.count, after.count) {
      guard index < before.count else {
        deltas.append(ComponentDelta(component: name, change: .added, fields: []))
        continue
      }
      guard index < after.count else {
        deltas.append(ComponentDelta(component: name, change: .removed, fields: []))
        continue
      }
      let fields = fields(before[index], after[index])
      if !fields.isEmpty {
        deltas.append(ComponentDelta(component: name, change: .changed, fields: fields))
      }
    }
  }

  /// A text with its place.
  private struct Value {
    let text: String
    let range: SourceRange

    init?(_ reference: Reference?, _ manifest: Manifest) {
      guard let reference else { return nil }
      text = manifest.document.text(of: reference.node)
      range = manifest.document.range(of: reference.node)
    }
  }

  private mutating func fields(_ before: Component, _ after: Component) -> [FieldDelta] {
    var fields: [FieldDelta] = []
    let oldURL = Value(before.urls.last, old)
    let newURL = Value(after.urls.last, new)
    if oldURL?.text != newURL?.text {
      let isHost =
        InterpolatedURL(oldURL?.text ?? "").authority
        != InterpolatedURL(newURL?.text ?? "").authority
      fields.append(
        delta("/source_url", oldURL, newURL, isHost ? .hostChanged : .urlChanged)
      )
    }
    let oldViews = values(before.views, old)
    let newViews = values(after.views, new)
    for view in Set(oldViews.keys).union(newViews.keys).sorted()
    where oldViews[view] == nil || newViews[view] == nil {
      let kind: FieldDelta.Kind = oldViews[view] == nil ? .viewAdded : .viewRemoved
      fields.append(
        delta("/views/\(Document.escape(view))", oldViews[view], newViews[view], kind)
      )
    }
    compare("/description", before.descriptions.last, after.descriptions.last, .prose, &fields)
    compare("/name", before.name, after.name, .prose, &fields)
    compare("/uuid", before.uuid, after.uuid, .changed, isCosmetic: true, &fields)
    fields += configuration(before, after)
    return fields.sorted { ($0.pointer, $0.kind.rawValue) < ($1.pointer, $1.kind.rawValue) }
  }

  // MARK: - Configurable fields

  private mutating func configuration(_ before: Component, _ after: Component) -> [FieldDelta] {
    var fields: [FieldDelta] = []
    let oldFields = keyed(before.fields, old)
    let newFields = keyed(after.fields, new)
    let oldRequired = values(before.required, old)
    let newRequired = values(after.required, new)
    for name in Set(oldFields.keys).union(newFields.keys).sorted() {
      let pointer = "/user_configuration/schema/properties/\(Document.escape(name))"
      let was = oldFields[name]
      let now = newFields[name]
      if let was, let now {
        compare("\(pointer)/name", was.name, now.name, .prose, &fields)
        compare("\(pointer)/description", was.description, now.description, .prose, &fields)
        compare("\(pointer)/type", was.type, now.type, .changed, &fields)
        compare(
          "\(pointer)/support_link/label",
          was.supportLabel,
          now.supportLabel,
          .prose,
          &fields
        )
        compare("\(pointer)/support_link/url", was.supportURL, now.supportURL, .changed, &fields)
      } else {
        fields.append(
          delta(
            pointer,
            Value(was?.key, old),
            Value(now?.key, new),
            was == nil ? .fieldAdded : .fieldRemoved
          )
        )
      }
      guard now != nil, (oldRequired[name] == nil) != (newRequired[name] == nil),
        was != nil || newRequired[name] != nil
      else { continue }
      let isRequired = newRequired[name] != nil
      if isRequired { newlyRequired.append(name) }
      fields.append(
        delta(
          pointer,
          oldRequired[name],
          newRequired[name],
          isRequired ? .fieldRequired : .fieldOptional
        )
      )
    }
    return fields
  }

  private func keyed(_ fields: [Field], _ manifest: Manifest) -> [String: Field] {
    fields.reduce(into: [:]) { $0[manifest.document.text(of: $1.key.node)] = $1 }
  }

  private func values(_ references: [Reference], _ manifest: Manifest) -> [String: Value] {
    references.reduce(into: [:]) { values, reference in
      guard let value = Value(reference, manifest) else { return }
      values[value.text] = value
    }
  }

  private func compare(
    _ pointer: String,
    _ before: Reference?,
    _ after: Reference?,
    _ kind: FieldDelta.Kind,
    isCosmetic: Bool = false,
    _ fields: inout [FieldDelta]
  ) {
    let was = Value(before, old)
    let now = Value(after, new)
    guard was?.text != now?.text else { return }
    fields.append(delta(pointer, was, now, kind, isCosmetic: isCosmetic || kind == .prose))
  }

  private func delta(
    _ pointer: String,
    _ before: Value?,
    _ after: Value?,
    _ kind: FieldDelta.Kind,
    isCosmetic: Bool = false
  ) -> FieldDelta {
    FieldDelta(
      pointer: pointer,
      before: before?.text,
      after: after?.text,
      kind: kind,
      oldRange: before?.range,
      newRange: after?.range,
      isCosmetic: isCosmetic
    )
  }
}
