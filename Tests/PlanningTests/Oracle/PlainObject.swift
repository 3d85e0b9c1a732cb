/// Snapshot objects with their defaults written, lists that are sets sorted, and null for absent.
enum PlainObject {
  static func company(_ object: PlainJSON) -> PlainJSON {
    var object = bare(object)
    object["settings"] = nil
    object["tools"] = object["tools"].map(set)
    return object
  }

  static func setting(_ object: PlainJSON) -> Bool? {
    object["allow_user_installs"]?.boolean ?? object.boolean
  }

  static func project(_ object: PlainJSON) -> PlainJSON {
    var object = bare(object)
    object["active"] = object["active"] ?? true
    object["tools"] = object["tools"].map(set)
    return object
  }

  static func template(_ object: PlainJSON) -> PlainJSON {
    var object = bare(object)
    object["permissions"] = levels(object["permissions"])
    object["assignable"] = set(object["assignable"] ?? [])
    return object
  }

  static func user(_ object: PlainJSON) -> PlainJSON {
    var object = bare(object)
    object["memberships"] = nil
    object["active"] = object["active"] ?? true
    object["add_to_new_projects"] = object["add_to_new_projects"] ?? false
    assign(&object, "company_template")
    return object
  }

  static func membership(_ object: PlainJSON, in project: Int) -> PlainJSON {
    var object = bare(object)
    object["project"] = object["project"] ?? .integer(project)
    assign(&object, "template")
    return object
  }

  static func app(_ object: PlainJSON) -> PlainJSON {
    var object = version(object)
    for key: PlainKey in ["configurations", "requests", "used_by"] { object[key] = nil }
    object["state"] = object["state"] ?? "installed"
    object["source"] = object["source"] ?? "custom"
    object["permitted_projects"] = set(object["permitted_projects"] ?? [])
    object["adopted"] = set(object["adopted"] ?? [])
    return object
  }

  static func configuration(_ object: PlainJSON) -> PlainJSON {
    var object = bare(object)
    object["values"] = object["values"] ?? [:]
    if case .list? = object["projects"] { object["projects"] = object["projects"].map(set) }
    return object
  }

  static func serviceAccount(_ object: PlainJSON) -> PlainJSON { bare(object) }

  static func installRequest(_ object: PlainJSON) -> PlainJSON {
    var object = version(object)
    object["state"] = object["state"] ?? "pending"
    return object
  }

  /// Whether two objects are the same; the digest of a manifest counts where both have one, and
  /// that of a secret too, for plans leave it out.
  static func same(_ one: PlainJSON?, _ other: PlainJSON?) -> Bool {
    guard var one, var other else { return one == nil && other == nil }
    for key: PlainKey in ["digest", "secret_digest"] where one[key] == nil || other[key] == nil {
      one[key] = nil
      other[key] = nil
    }
    return one == other
  }

  // MARK: - Parts

  private static func bare(_ object: PlainJSON) -> PlainJSON {
    .map(object.map.filter { $0.value != .null })
  }

  private static func set(_ list: PlainJSON) -> PlainJSON {
    let items = Set(list.list).sorted { one, other in
      if let one = one.integer, let other = other.integer { return one < other }
      return one.canonical.lexicographicallyPrecedes(other.canonical)
    }
    return .list(items)
  }

  /// The levels above none; a tool of the company's own is made known by none, too.
  private static func levels(_ permissions: PlainJSON?) -> PlainJSON {
    .map(
      (permissions?.map ?? [:]).filter {
        $0.value != "none" || RandomCompany.ownTools.contains($0.key)
      }
    )
  }

  /// A template, or levels.
  private static func assign(_ object: inout PlainJSON, _ template: PlainKey) {
    let levels = levels(object["permissions"])
    object["permissions"] = object[template] != nil && levels.map.isEmpty ? nil : levels
  }

  private static func version(_ object: PlainJSON) -> PlainJSON {
    var object = bare(object)
    var manifest = object["manifest"] ?? [:]
    var scopes: [PlainKey: PlainJSON] = [:]
    for (scope, permissions) in manifest["permissions"]?.map ?? [:] {
      let levels = levels(permissions)
      if !levels.map.isEmpty { scopes[scope] = levels }
    }
    manifest["permissions"] = scopes.isEmpty ? nil : .map(scopes)
    object["manifest"] = manifest
    let both: PlainJSON = ["service_account", "user_level"]
    object["authentication"] = set(object["authentication"] ?? (scopes.isEmpty ? [] : both))
    return object
  }
}
