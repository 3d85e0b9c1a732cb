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

  /// Pairs the components of a kind: by the id or name that they share, else in the files' order.
  ///
  /// 4.1 has one of a kind, 3.x may have several.
  private mutating func compare(_ kind: Component.Kind?) {
    var before = old.components.filter { $0.kind == kind }
    let name = kind?.rawValue ?? "iframe"
    var unpaired: [Component] = []
    var pairs: [(Component, Component)] = []
    for component in new.components where component.kind == kind {
      let match =
        before.firstIndex { isSame($0.uuid, component.uuid) }
        ?? before.firstIndex { isSame($0.name, component.name) }
      if let match, before.count + pairs.count > 1 {
        pairs.append((before.remove(at: match), component))
      } else {
        unpaired.append(component)
      }
    }
    while !before.isEmpty, !unpaired.isEmpty {
      pairs.append((before.removeFirst(), unpaired.removeFirst()))
    }
    for (was, now) in pairs {
      let fields = fields(was, now)
      if !fields.isEmpty {
        deltas.append(ComponentDelta(component: name, change: .changed, fields: fields))
      }
    }
    deltas += unpaired.map { _ in
      ComponentDelta(component: name, change: .added, fields: [])
    }
    deltas += before.map { _ in
      ComponentDelta(component: name, change: .removed, fields: [])
    }
  }

  private func isSame(_ left: Reference?, _ right: Reference?) -> Bool {
    guard let left = Value(left, old), let right = Value(right, new) else { return false }
    return left.text == right.text
  }

  /// A text with its place.
  private struct Value {
    let text: ExactText
    let range: SourceRange

    init?(_ reference: Reference?, _ manifest: Manifest) {
      guard let reference else { return nil }
      text = ExactText(manifest.document.text(of: reference.node))
      range = manifest.document.range(of: reference.node)
    }

    /// Any value, as JSON.
    init(json reference: Reference, _ manifest: Manifest) {
      let value = manifest.document.resolve(reference)
      text = ExactText(manifest.document.jsonText(of: value))
      range = manifest.document.range(of: value.node)
    }
  }

  private mutating func fields(_ before: Component, _ after: Component) -> [FieldDelta] {
    var fields: [FieldDelta] = []
    let oldURL = Value(before.urls.last, old)
    let newURL = Value(after.urls.last, new)
    if oldURL?.text != newURL?.text {
      let isHost =
        InterpolatedURL(oldURL?.text.text ?? "").authority
        != InterpolatedURL(newURL?.text.text ?? "").authority
      fields.append(delta("/source_url", oldURL, newURL, isHost ? .hostChanged : .urlChanged))
    }
    // A full screen is shown beside no view, whatever a 3.x file says.
    let oldViews = before.kind == .sidepanel ? values(before.views, old) : [:]
    let newViews = after.kind == .sidepanel ? values(after.views, new) : [:]
    for view in Set(oldViews.keys).union(newViews.keys).sorted()
    where oldViews[view] == nil || newViews[view] == nil {
      let kind: FieldDelta.Kind = oldViews[view] == nil ? .viewAdded : .viewRemoved
      fields.append(
        delta("/views/\(Document.escape(view.text))", oldViews[view], newViews[view], kind)
      )
    }
    compare("/description", before.descriptions.last, after.descriptions.last, .prose, &fields)
    compare("/uuid", before.uuid, after.uuid, .changed, isCosmetic: true, &fields)
    compareUnknown("", before.value, after.value, isKept: false, &fields)
    compareUnknown(
      "/user_configuration",
      before.configuration,
      after.configuration,
      isKept: false,
      &fields
    )
    fields += configuration(before, after)
    return fields.sorted { ($0.pointer, $0.kind.rawValue) < ($1.pointer, $1.kind.rawValue) }
  }

  // MARK: - Configurable fields

  private mutating func configuration(_ before: Component, _ after: Component) -> [FieldDelta] {
    var fields: [FieldDelta] = []
    let schema = "/user_configuration/schema"
    compare("\(schema)/type", before.schemaType, after.schemaType, .changed, &fields)
    compareUnknown(schema, before.schema, after.schema, isKept: true, &fields)
    let oldFields = keyed(before.fields, old)
    let newFields = keyed(after.fields, new)
    let oldRequired = values(before.required, old)
    let newRequired = values(after.required, new)
    let names = Set(oldFields.keys).union(newFields.keys).union(oldRequired.keys)
      .union(newRequired.keys)
    for name in names.sorted() {
      let pointer = "\(schema)/properties/\(Document.escape(name.text))"
      let was = oldFields[name]
      let now = newFields[name]
      if let was, let now {
        compare(was, now, pointer, &fields)
      } else if was != nil || now != nil {
        fields.append(
          delta(
            pointer,
            Value(was?.key, old),
            Value(now?.key, new),
            was == nil ? .fieldAdded : .fieldRemoved
          )
        )
      }
      let isRequired = newRequired[name] != nil
      guard (oldRequired[name] != nil) != isRequired else { continue }
      // A field that goes takes its being required along; one that comes optional never had it.
      guard isRequired || was == nil || now != nil else { continue }
      if isRequired { newlyRequired.append(name.text) }
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

  private func compare(
    _ was: Field,
    _ now: Field,
    _ pointer: String,
    _ fields: inout [FieldDelta]
  ) {
    let link = "\(pointer)/support_link"
    compare("\(pointer)/name", was.name, now.name, .prose, &fields)
    compare("\(pointer)/description", was.description, now.description, .prose, &fields)
    compare("\(pointer)/type", was.type, now.type, .changed, &fields)
    compare("\(link)/label", was.supportLabel, now.supportLabel, .prose, &fields)
    compare("\(link)/url", was.supportURL, now.supportURL, .changed, &fields)
    compareUnknown(pointer, was.value, now.value, isKept: true, &fields)
    compareUnknown(link, was.supportLink, now.supportLink, isKept: true, &fields)
  }

  /// Compares what two mappings hold beside the keys that are known.
  private func compareUnknown(
    _ pointer: String,
    _ before: Reference?,
    _ after: Reference?,
    isKept: Bool,
    _ fields: inout [FieldDelta]
  ) {
    let was = unknown(before, old, isKept)
    let now = unknown(after, new, isKept)
    for key in Set(was.keys).union(now.keys).sorted() where was[key]?.text != now[key]?.text {
      fields.append(
        delta("\(pointer)/\(Document.escape(key.text))", was[key], now[key], .changed)
      )
    }
  }

  private func unknown(
    _ mapping: Reference?,
    _ manifest: Manifest,
    _ isKept: Bool
  ) -> [ExactText: Value] {
    // What 3.x holds outside a field's schema has no place in the new form.
    guard let mapping, isKept || manifest.form != .legacy, !manifest.unknownKeys.isEmpty
    else { return [:] }
    return manifest.document.entries(of: mapping)
      .filter { manifest.unknownKeys.contains($0.key.node) }
      .reduce(into: [:]) {
        $0[ExactText(manifest.document.text(of: $1.key.node))] = Value(json: $1.value, manifest)
      }
  }

  private func keyed(_ fields: [Field], _ manifest: Manifest) -> [ExactText: Field] {
    fields.reduce(into: [:]) { $0[ExactText(manifest.document.text(of: $1.key.node))] = $1 }
  }

  private func values(_ references: [Reference], _ manifest: Manifest) -> [ExactText: Value] {
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
      before: before?.text.text,
      after: after?.text.text,
      kind: kind,
      oldRange: before?.range,
      newRange: after?.range,
      isCosmetic: isCosmetic
    )
  }
}
