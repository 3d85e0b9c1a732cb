public import Diagnostics
public import Manifests

extension Report {
  /// Adds a finding that stands on the level of a grant, which is wrong for this very grant.
  public mutating func add(
    _ message: String,
    help: String,
    onLevelOf grant: Grant,
    in context: LintContext,
    related: [RelatedPlace] = [],
    severity: Severity? = nil,
    from persona: Persona = .regular,
    fixes: [Fix] = []
  ) {
    var place = context.placeInContext(ofLevel: grant)
    place.related += related
    add(
      message,
      help: help,
      at: place,
      value: context.text(grant.levelValue),
      severity: severity,
      from: persona,
      fixes: fixes
    )
  }
}
