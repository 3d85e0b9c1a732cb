import Companies

/// `settings allow-user-installs`: whether users may install apps themselves.
package struct SetUserInstalls: Verb {
  package let isOn: Bool

  package init(isOn: Bool) { self.isOn = isOn }

  package var name: String { "settings" }

  package func plan(_ builder: PlanBuilder) throws {
    try builder.requireRight()
    builder.facts.note(.allowUserInstalls)
    let mark = ObjectAddress.allowUserInstalls.description
    // What is recorded where nobody knows better may be right: saying so settles it.
    if try builder.base.allowsUserInstalls() == isOn, try builder.base.unknown().contains(mark),
      case .company(var profile)? = try builder.base.object(at: .company)
    {
      profile.unknown.removeAll { $0 == mark }
      try builder.draft.put(.company(profile), at: .company)
    }
    try builder.draft.put(.allowUserInstalls(isOn), at: .allowUserInstalls)
  }
}
