import Differing

/// What became of one embedded component, in words.
struct ComponentReport {
  /// One difference in it.
  struct Field {
    let kind: FieldDelta.Kind
    /// What changed, from the component on.
    let pointer: String
    let before: String?
    let after: String?
    /// `path:line:column` on each side.
    let oldPlace: String?
    let newPlace: String?

    /// Whether a reviewer has to see it: where the component comes from, and what must be filled in.
    var isWeighty: Bool {
      switch kind {
      case .hostChanged, .viewRemoved, .fieldRequired: true
      default: false
      }
    }
  }

  let name: String
  let change: ComponentDelta.Change
  /// What a reviewer has to see comes first.
  let fields: [Field]

  init(
    _ component: ComponentDelta,
    _ old: DeltaPlaces?,
    _ new: DeltaPlaces?,
    _ mask: SecretMask
  ) {
    name = DeltaWords.component(component.component)
    change = component.change
    let fields = component.fields.map { field in
      Field(
        kind: field.kind,
        pointer: mask(field.pointer),
        before: mask.before(field),
        after: mask.after(field),
        oldPlace: field.oldRange.flatMap { old?.text($0) },
        newPlace: field.newRange.flatMap { new?.text($0) }
      )
    }
    self.fields = fields.filter(\.isWeighty) + fields.filter { !$0.isWeighty }
  }

  var glyph: String {
    switch change {
    case .added: "+"
    case .changed: "~"
    case .removed: "-"
    }
  }
}
