import Companies

/// `settings allow-user-installs`: whether users may install apps themselves.
package struct SetUserInstalls: Verb {
  package let isOn: Bool

  package init(isOn: Bool) { self.isOn = isOn }

  package var name: String { "settings" }

  package func plan(_ builder: PlanBuilder) throws {
    try builder.requireRight()
    builder.facts.note(.allowUserInstalls)
    try builder.draft.put(.allowUserInstalls(isOn), at: .allowUserInstalls)
  }
}
