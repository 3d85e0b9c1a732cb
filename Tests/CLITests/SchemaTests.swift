import Catalog
import Diagnostics
import Documents
import Foundation
import Linting
import Manifests
import Testing

@testable import CLI

/// The forms that have a schema.
private let forms: [Form] = [.source, .portal]

/// A key that no form knows and that is near none.
private let strange = "zzzzzzzzzzzz"

/// Holds the schemas of manifests to what the reader of manifests takes.
@Suite struct ManifestSchemaTests {
  private struct Place: CustomTestStringConvertible, @unchecked Sendable {
    let form: Form
    let path: [String]
    let node: SchemaNode

    var testDescription: String { "\(form.rawValue) \(pointer)" }
    var pointer: String { path.map { "/" + $0 }.joined() }

    /// Every mapping of both forms.
    static let all: [Place] = forms.flatMap { form in
      let root = try? SchemaNode(file: form.rawValue)
      let mappings = root?.mappings(sample: "documents") ?? []
      return mappings.map { Place(form: form, path: $0.path, node: $0.node) }
    }

    /// What makes a file one of this form.
    private var start: [String: Any] {
      form == .source
        ? ["app": [String: Any](), "schema_version": "4.1"] : ["schema_version": "4.1"]
    }

    /// What the reader says of a manifest that has this value here.
    func findings(_ value: Any, at key: String? = nil, start: [String: Any]? = nil) -> [Finding] {
      let path = path + (key.map { [$0] } ?? [])
      guard let root = Place.put(value, at: path[...], in: start ?? self.start) as? [String: Any],
        let bytes = try? JSONSerialization.data(withJSONObject: root, options: .sortedKeys)
      else { return [] }
      var document = Document()
      var reader = DocumentReader()
      _ = reader.read([UInt8](bytes), as: .yaml, into: &document)
      let (manifest, findings) = ManifestReader.read(document, catalog: .builtIn)
      let otherForm = Finding("other-form", .error, "", at: .fileStart)
      return manifest.form == form ? findings : [otherForm]
    }

    private static func put(_ value: Any, at path: ArraySlice<String>, in tree: Any?) -> Any {
      guard let key = path.first else { return value }
      var mapping = tree as? [String: Any] ?? [:]
      mapping[key] = put(value, at: path.dropFirst(), in: mapping[key])
      return mapping
    }
  }

  @Test func `all mappings of the model are there`() {
    #expect(Place.all.count { $0.form == .source } > 80)
    #expect(Place.all.count { $0.form == .portal } > 15)
  }

  @Test(arguments: Place.all.filter { $0.node.others == nil })
  private func `a mapping has the keys that the reader knows there`(_ place: Place) {
    let refusals: Set<RuleID> = ["mixed-forms", "other-form"]
    let known = KeyName.allCases.map(\.text).filter { key in
      let pointer = "\(place.pointer)/\(key)"
      return !place.findings("x", at: key).contains {
        refusals.contains($0.rule) || $0.rule == "unknown-key" && $0.pointer == pointer
      }
    }
    #expect(Set(place.node.properties.keys) == Set(known))
    let finding = place.findings("x", at: strange).first { $0.rule == "unknown-key" }
    #expect(finding != nil)
    #expect(place.node.isClosed == (finding?.severity == .error))
  }

  @Test(arguments: Place.all)
  private func `a mapping needs the keys that the reader misses there`(_ place: Place) {
    // At the root nothing may be there but what makes the form.
    let roots: [Form: [String: Any]] = [
      .source: ["app": [String: Any]()], .portal: ["fullscreen": [String: Any]()],
    ]
    let findings =
      place.path.isEmpty
      ? (roots[place.form] ?? [:]).flatMap { place.findings($0.value, at: $0.key, start: [:]) }
      : place.findings([String: Any]())
    let missing = findings.filter { $0.rule == "missing-key" }.map(\.pointer).filter {
      $0.hasPrefix(place.pointer + "/")
    }.map { $0.dropFirst(place.pointer.count + 1) }.filter { !$0.contains("/") }.map(String.init)
    let form: Set<String> = place.form == .source && place.path.isEmpty ? ["app"] : []
    #expect(place.node.required == Set(missing).union(form))
  }

  @Test(arguments: Place.all)
  private func `a key takes the types that the reader takes there`(_ place: Place) {
    let samples: [(type: String, value: Any)] = [
      ("object", [String: Any]()), ("array", [Any]()), ("string", "x"),
    ]
    var values = place.node.properties
    // What is no tool draws no finding about its value.
    if !place.pointer.hasPrefix("/permissions/") { values["field"] = place.node.others }
    for (key, node) in values {
      for (type, value) in samples {
        let isWrong = place.findings(value, at: key).contains {
          $0.rule == "wrong-type" && $0.pointer == "\(place.pointer)/\(key)"
        }
        #expect(isWrong != node.types.contains(type), "\(key): \(type)")
      }
    }
  }

  @Test(arguments: forms)
  func `a tool has its own levels`(_ form: Form) throws {
    let permissions = try SchemaNode(file: form.rawValue).property("permissions")
    let every = Level.allCases.map(\.name)
    for scope in Scope.allCases {
      let node = permissions.property(scope.name)
      let tools = Catalog.builtIn.tools(in: scope).map { Catalog.builtIn[$0] }
      #expect(Set(node.properties.keys) == Set(tools.flatMap { [$0.key] + $0.retiredKeys }))
      #expect(node.others.map { words(of: $0, form) } == every)
      for tool in tools {
        for key in [tool.key] + tool.retiredKeys {
          let grant = node.property(key)
          #expect(words(of: grant, form) == tool.levels.levels.map(\.name), "\(key)")
          #expect((grant["deprecated"] as? Bool ?? false) == (key != tool.key), "\(key)")
          #expect(grant["title"] as? String == tool.name)
        }
      }
    }
  }

  /// The levels of a grant; nil where short and long form disagree.
  private func words(of grant: SchemaNode, _ form: Form) -> [String]? {
    guard form == .source else { return grant.words }
    return grant.property("level").words == grant.words ? grant.words : nil
  }

  @Test(arguments: forms)
  func `the views are those of the catalog`(_ form: Form) throws {
    var keys: [String] = []
    var row = EmbeddedTable.views.rows
    while !row.isAtEnd {
      keys.append(row.cell().text)
      row.skipLine()
    }
    let views = Dictionary(grouping: keys.sorted()) { key in
      let status = Catalog.builtIn.view(key)?.status
      return status == .current || status == .unmerged
    }
    let view = try SchemaNode(file: form.rawValue).property("sidepanel", "views").items
    #expect(view?.words == views[true])
    let former = view?.choices.filter { $0["const"] != nil } ?? []
    #expect(former.compactMap { $0["const"] as? String } == views[false])
    for choice in former {
      let entry = (choice["const"] as? String).flatMap { Catalog.builtIn.view($0) }
      let message = choice["deprecationMessage"] as? String ?? ""
      #expect(message.contains(entry?.replacedBy ?? "No longer listed"))
    }
  }

  @Test(arguments: forms)
  func `closed sets of words are those of the model`(_ form: Form) throws {
    let root = try SchemaNode(file: form.rawValue)
    #expect(root.property("schema_version").words == ["4.1"])
    for component in ["fullscreen", "sidepanel"] {
      let schema = root.property(component, "user_configuration", "schema")
      #expect(schema.property("type").words == ["object"])
    }
    guard form == .source else { return }
    let authentication = root.property("app", "authentication").items
    #expect(authentication?.words == Authentication.allCases.map(\.rawValue))
  }
}

/// Holds the schema of the config to what its reader takes.
@Suite struct ConfigurationSchemaTests {
  private let root: SchemaNode

  init() throws { root = try SchemaNode(file: "config") }

  /// What the reader says of a config, nothing where it takes it.
  private func failure(_ text: String) throws -> String {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).yaml")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    do {
      _ = try ConfigurationReader.read(file.path, shownAs: "config")
      return ""
    } catch {
      return error.message
    }
  }

  /// The keys that the reader names beside one that it doesn't know.
  private func keys(_ text: String) throws -> Set<String> {
    let list = try failure(text).components(separatedBy: ", known: ").last ?? ""
    return Set(list.components(separatedBy: ", "))
  }

  /// The words that the reader allows where it got another one.
  private func words(_ text: String) throws -> [String] {
    let list = try failure(text).components(separatedBy: ", allowed: ").last ?? ""
    return list.components(separatedBy: ", ").map { $0.trimmingCharacters(in: ["`"]) }
  }

  @Test func `mappings have the keys that the reader knows`() throws {
    #expect(Set(root.properties.keys) == (try keys("\(strange): 1")))
    #expect(root.isClosed)
    let tool = root.property("tools").items?.mapping
    #expect(Set(tool?.properties.keys.map { $0 } ?? []) == (try keys("tools: [{\(strange): 1}]")))
    #expect(tool?.isClosed == true)
    let perFile = root.property("per-file").mapping?.others
    #expect(
      Set(perFile?.properties.keys.map { $0 } ?? []) == (try keys("per-file: {a: {\(strange): 1}}"))
    )
    #expect(perFile?.isClosed == true)
  }

  @Test func `a tool needs the keys that the reader misses`() throws {
    let message = try failure("tools: [{}]")
    let tool = root.property("tools").items?.mapping
    for key in tool?.properties.keys.map({ $0 }) ?? [] {
      let isMissed = message.contains("a tool needs `\(key)`")
      #expect(tool?.required.contains(key) == isMissed, "\(key)")
    }
  }

  @Test func `words are those that the reader allows`() throws {
    #expect(root.property("fail-on").words == (try words("fail-on: \(strange)")))
    #expect(root.property("update-policy").words == (try words("update-policy: \(strange)")))
    let tool = root.property("tools").items
    #expect(
      tool?.property("scope").words == (try words("tools: [{scope: \(strange), key: a}]"))
    )
    #expect(
      tool?.property("levels").items?.words
        == (try words("tools: [{scope: company, key: a, levels: [\(strange)]}]"))
    )
  }

  /// Run `python3 schemas/generate.py` where this fails.
  @Test func `rules are those of the list`() throws {
    let rules = root.property("rules")
    let ids = Set(RuleList.all.rules.map(\.id.name))
    #expect(Set(rules.mapping?.properties.keys.map { $0 } ?? []) == ids)
    #expect(rules.mapping?.isClosed == true)
    #expect(Set(root.property("forbid-ignores").items?.words ?? []) == ids)
    for rule in RuleList.all.rules {
      let name = rule.id.name
      let allowed = try words("rules: {\(name): \(strange)}")
      let words = allowed.filter { $0 != "off" || rule.silencing != .never }
      #expect(rules.property(name).words == words, "\(name)")
      let text = rules.property(name)["description"] as? String ?? ""
      #expect(text.contains("Category \(rule.category.rawValue), severity \(rule.severity.name)"))
      #expect(text.contains(rule.summary.dropFirst().filter { $0 != "`" }), "\(name)")
    }
  }
}

/// Holds `dmsa schema` to the files.
@Suite struct SchemaCommandTests {
  @Test(arguments: EmbeddedSchema.allCases)
  func `a schema is embedded as it stands in the folder`(_ schema: EmbeddedSchema) throws {
    let file = schemasFolder.appending(path: "\(schema.rawValue).schema.json")
    #expect(Data(schema.bytes) == (try Data(contentsOf: file)))
    #expect(EmbeddedSchema.list.contains("\(schema.rawValue)  "))
  }

  @Test func `every schema in the folder is embedded`() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: schemasFolder.path)
    let names = files.filter { $0.hasSuffix(".schema.json") }.map { $0.dropLast(12) }
    #expect(Set(names.map(String.init)) == Set(EmbeddedSchema.names))
  }

  @Test func `an unknown name fails with the one that was meant`() {
    let failure = #expect(throws: CommandFailure.self) { try EmbeddedSchema.named("sorce") }
    #expect(failure?.message.contains("did you mean `source`") == true)
    #expect(failure?.message.contains("`portal`") == true)
    #expect(failure?.status == .unusable)
  }
}
