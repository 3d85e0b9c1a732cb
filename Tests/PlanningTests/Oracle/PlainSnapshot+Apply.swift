// Changes of a plan, put into a snapshot one at a time.
extension PlainSnapshot {
  /// Applies changes in their order.
  ///
  /// - Returns: What is wrong with them: a `before` that isn't what is there, an address that is
  ///   none, references that lead nowhere in the end.
  mutating func apply(changes: [PlainJSON]) -> [String] {
    let dangling = Set(self.dangling)
    var problems: [String] = []
    for change in changes { problems += apply(change) }
    return problems + self.dangling.filter { !dangling.contains($0) }
  }

  /// Applies one change; what is put is its `after`, whether or not its `before` was right.
  mutating func apply(_ change: PlainJSON) -> [String] {
    let text = change["address"]?.text ?? ""
    guard let address = PlainAddress(text), address.text.utf8.elementsEqual(text.utf8) else {
      return ["`\(text)` is no address"]
    }
    guard let before = change["before"], let after = change["after"] else {
      return ["\(text): no `before` or no `after`"]
    }
    let was = object(at: address)
    let given = PlainSnapshot.normalised(before, at: address)
    var problems: [String] = []
    if !PlainObject.same(was, given) {
      problems.append(
        "\(text): before is \(given.plain), but there is \(was.plain)"
      )
    }
    problems += unwanted(before, address) + unwanted(after, address)
    mention(before, address)
    mention(after, address)
    var known: Int?
    if case .app(let name) = address { known = index(ofApp: name) }
    problems += put(PlainSnapshot.normalised(after, at: address), at: address)
    if let metrics = change["metrics"] {
      problems += put(metrics: metrics, at: known ?? apps.count - 1, was: known != nil)
    }
    return problems
  }

  /// Puts how an app is used, which was there before or not.
  private mutating func put(metrics: PlainJSON, at index: Int, was isThere: Bool) -> [String] {
    guard apps.indices.contains(index), let after = metrics["after"] else {
      return ["metrics of no app"]
    }
    let held = isThere ? apps[index].metrics : .null
    apps[index].requests = after["requests"] ?? []
    apps[index].usedBy = after["used_by"] ?? []
    let before = metrics["before"] ?? .null
    return before == held
      ? [] : ["metrics before are \(before.canonicalText), but there are \(held.canonicalText)"]
  }

  /// What stands at an address; nil where nothing does.
  func object(at address: PlainAddress) -> PlainJSON? {
    switch address {
    case .company: company
    case .allowUserInstalls: ["allow_user_installs": .boolean(allowsUserInstalls)]
    case .project(let id): projects[id]
    case .template(let id): templates[id]
    case .user(let id): users[id]
    case .membership(let user, let project):
      memberships[Member(user: user, project: project)]
    case .app(let name): index(ofApp: name).map { apps[$0].object }
    case .configuration(let app, let title):
      index(ofApp: app).flatMap { apps[$0].configurations[title] }
    case .serviceAccount(let name): serviceAccounts[name]
    case .installRequest(let id): installRequests[id]
    }
  }

  /// An object of a change with its defaults written; nil for null.
  static func normalised(_ object: PlainJSON, at address: PlainAddress) -> PlainJSON? {
    guard object != .null else { return nil }
    switch address {
    case .company: return PlainObject.company(object)
    case .allowUserInstalls:
      return PlainObject.setting(object).map { ["allow_user_installs": .boolean($0)] }
    case .project: return PlainObject.project(object)
    case .template: return PlainObject.template(object)
    case .user: return PlainObject.user(object)
    case .membership(_, let project): return PlainObject.membership(object, in: project)
    case .app: return PlainObject.app(object)
    case .configuration: return PlainObject.configuration(object)
    case .serviceAccount: return PlainObject.serviceAccount(object)
    case .installRequest: return PlainObject.installRequest(object)
    }
  }

  /// Keys that a change's object must not have, since what they hold has addresses of its own, and
  /// ids and names that aren't the address's.
  private func unwanted(_ object: PlainJSON, _ address: PlainAddress) -> [String] {
    guard object != .null else { return [] }
    let keys: [PlainKey]
    var isElsewhere = false
    switch address {
    case .company: keys = ["settings"]
    case .user(let id):
      keys = ["memberships"]
      isElsewhere = object["id"]?.integer != id
    case .membership(_, let project):
      keys = ["user"]
      isElsewhere = (object["project"]?.integer ?? project) != project
    case .app: keys = ["configurations", "requests", "used_by"]
    case .project(let id), .template(let id), .installRequest(let id):
      keys = []
      isElsewhere = object["id"]?.integer != id
    case .configuration(_, let title):
      keys = []
      isElsewhere = object["title"]?.key != title
    case .serviceAccount(let name):
      keys = []
      isElsewhere = object["name"]?.key != name
    case .allowUserInstalls: keys = []
    }
    return keys.filter { object[$0] != nil }.map { "\(address.text): has `\($0)`" }
      + (isElsewhere ? ["\(address.text): the object is another one's"] : [])
  }

  private mutating func put(_ object: PlainJSON?, at address: PlainAddress) -> [String] {
    switch address {
    case .company:
      guard let object else { return ["company: can't go"] }
      company = object
    case .allowUserInstalls:
      guard let isOn = object.flatMap(PlainObject.setting) else {
        return ["\(address.text): can't go"]
      }
      allowsUserInstalls = isOn
    case .project(let id): projects[id] = object
    case .template(let id): templates[id] = object
    case .user(let id): users[id] = object
    case .membership(let user, let project):
      memberships[Member(user: user, project: project)] = object
    case .app(let name): return put(object, atApp: name)
    case .configuration(let app, let title):
      guard let index = index(ofApp: app) else { return ["\(address.text): no such app"] }
      apps[index].configurations[title] = object
    case .serviceAccount(let name): serviceAccounts[name] = object
    case .installRequest(let id): installRequests[id] = object
    }
    return []
  }

  private mutating func put(_ object: PlainJSON?, atApp name: PlainKey) -> [String] {
    switch (index(ofApp: name), object) {
    case (nil, nil): return []
    case (nil, let object?):
      let app = App(object: object)
      apps.append(app)
      guard designation(of: app) == name || app.name == name || app.uid == name else {
        return ["app/\(PlainAddress.escaped(name)): the object is another one's"]
      }
      return []
    case (let index?, nil):
      let app = apps.remove(at: index)
      guard !app.configurations.isEmpty else { return [] }
      return ["app/\(PlainAddress.escaped(name)): goes before its configurations"]
    // A rename is one too: the configurations stay with the app.
    case (let index?, let object?):
      apps[index].object = object
      return []
    }
  }
}

extension PlainJSON? {
  /// The canonical text, `nothing` for nil.
  fileprivate var plain: String { self.map(\.canonicalText) ?? "nothing" }
}

// MARK: - References

extension PlainSnapshot {
  /// What is referred to and isn't there; a directory user that an app had may be gone.
  var dangling: [String] {
    var problems: [String] = []
    func need(_ isThere: Bool, _ address: PlainAddress, _ what: @autoclosure () -> String) {
      if !isThere { problems.append("\(address.text): \(what()) isn't there") }
    }
    func needTemplate(_ id: Int?, _ scope: String, in project: Int?, _ address: PlainAddress) {
      guard let id else { return }
      let template = templates[id]
      let owner = template?["project"]?.integer
      need(
        template?["scope"]?.text == scope && (owner == nil || owner == project),
        address,
        "template/\(id) of scope \(scope)"
      )
    }
    for (id, user) in users {
      needTemplate(user["company_template"]?.integer, "company", in: nil, .user(id))
      needTemplate(user["default_project_template"]?.integer, "project", in: nil, .user(id))
    }
    for (member, membership) in memberships {
      let address = PlainAddress.membership(user: member.user, project: member.project)
      need(users[member.user] != nil, address, "user/\(member.user)")
      need(projects[member.project] != nil, address, "project/\(member.project)")
      let template = membership["template"]?.integer
      needTemplate(template, "project", in: member.project, address)
    }
    for (id, template) in templates {
      if let project = template["project"]?.integer {
        need(projects[project] != nil, .template(id), "project/\(project)")
      }
      for other in (template["assignable"]?.list ?? []).compactMap(\.integer) {
        need(templates[other] != nil, .template(id), "template/\(other)")
      }
    }
    for app in apps {
      let address = PlainAddress.app(designation(of: app))
      for project in (app.object["permitted_projects"]?.list ?? []).compactMap(\.integer) {
        need(projects[project] != nil, address, "project/\(project)")
      }
      for (title, configuration) in app.configurations {
        let address = PlainAddress.configuration(app: designation(of: app), title: title)
        for project in (configuration["projects"]?.list ?? []).compactMap(\.integer) {
          need(projects[project] != nil, address, "project/\(project)")
        }
      }
    }
    for (name, account) in serviceAccounts {
      let user = account["user"]?.integer ?? 0
      need(users[user] != nil, .serviceAccount(name), "user/\(user)")
    }
    for (id, request) in installRequests {
      let user = request["by"]?.integer ?? 0
      need(users[user] != nil, .installRequest(id), "user/\(user)")
    }
    return problems.sorted()
  }
}
