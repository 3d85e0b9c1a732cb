import Access
import Catalog
import Companies
import Diagnostics
import Documents
import Foundation
import Linting
import Planning
import Testing

/// A file with one thing in it changed.
private struct Mutant: CustomStringConvertible {
  let description: String
  let value: Any

  /// What a value is replaced by; nil takes it away.
  private static var replacements: [(name: String, value: Any?)] {
    [
      ("nothing", nil), ("null", NSNull()), ("a text", "zz"), ("an empty text", ""),
      ("a number", 77), ("zero", 0), ("a flag", true), ("a list", [Any]()),
      ("a mapping", [String: Any]()),
    ]
  }

  /// Every value of a tree replaced by every other, and a strange key put into every mapping;
  /// `isLeaf` says of a key whether what it holds is left alone.
  static func all(of tree: Any, at place: String = "", isLeaf: (String) -> Bool) -> [Mutant] {
    var mutants: [Mutant] = []
    if let object = tree as? [String: Any] {
      mutants.append(
        Mutant(description: "\(place): strange", value: object.merging(["zzzz": NSNull()]) { $1 })
      )
      for (key, member) in object.sorted(by: { $0.key < $1.key }) {
        let path = "\(place)/\(key)"
        for (name, replacement) in replacements {
          var object = object
          object[key] = replacement
          mutants.append(Mutant(description: "\(path): \(name)", value: object))
        }
        guard !isLeaf(key) else { continue }
        mutants += all(of: member, at: path, isLeaf: isLeaf).map {
          Mutant(description: $0.description, value: object.merging([key: $0.value]) { $1 })
        }
      }
    }
    for (index, element) in (tree as? [Any] ?? []).enumerated() {
      var list = tree as? [Any] ?? []
      let path = "\(place)/\(index)"
      for (name, replacement) in replacements {
        guard let replacement else { continue }
        list[index] = replacement
        mutants.append(Mutant(description: "\(path): \(name)", value: list))
      }
      mutants += all(of: element, at: path, isLeaf: isLeaf).map {
        list[index] = $0.value
        return Mutant(description: $0.description, value: list)
      }
    }
    return mutants
  }
}

/// Holds the schemas of what people write for a company to what its readers take.
@Suite struct CompanySchemaReaderTests {
  /// What is wrong with a snapshot besides ids of things that aren't there.
  private static func errors(inSnapshot tree: Any) throws -> [Finding] {
    let bytes = [UInt8](try JSONSerialization.data(withJSONObject: tree))
    return SnapshotReader.read(bytes, as: .json).findings.filter {
      $0.severity == .error && $0.rule != "unknown-id"
    }
  }

  private static func errors(inPortfolio tree: Any) throws -> [Finding] {
    let bytes = [UInt8](try JSONSerialization.data(withJSONObject: tree))
    return PortfolioReader.read(bytes, path: "", as: .json, catalog: .builtIn).findings.filter {
      $0.severity == .error
    }
  }

  private func tree(_ text: String) throws -> Any {
    var reader = DocumentReader(limits: .company)
    var document = Document()
    _ = reader.read([UInt8](text.utf8), as: .yaml, into: &document)
    let json = try #require(document.json)
    return try JSONSerialization.jsonObject(with: Data(json.canonical()))
  }

  @Test func `a snapshot passes the schema where it passes its reader`() throws {
    let schema = try SchemaValidator("snapshot")
    let sound = try tree(wholeCompany)
    #expect(schema.problems(sound) == [])
    #expect(try Self.errors(inSnapshot: sound).isEmpty)
    // A manifest has a schema of its own; what was found by hand is kept as it is.
    let mutants = Mutant.all(of: sound) { ["manifest", "actual"].contains($0) }
    #expect(mutants.count > 1000)
    for mutant in mutants where !mutant.description.contains("/actual: ") {
      let problems = schema.problems(mutant.value)
      let errors = try Self.errors(inSnapshot: mutant.value)
      #expect(
        problems.isEmpty == errors.isEmpty,
        "\(mutant): \(problems) by the schema, \(errors.map(\.message)) by the reader"
      )
    }
  }

  @Test func `a portfolio passes the schema where it passes its reader`() throws {
    let schema = try SchemaValidator("portfolio")
    let whole = wholePortfolio.replacing(
      "configurations: []",
      with: "configurations: [{title: East, values: {area: a}, projects: [6, Tower]}]"
    )
    let sound = try tree(whole)
    #expect(schema.problems(sound) == [])
    #expect(try Self.errors(inPortfolio: sound).isEmpty)
    for mutant in Mutant.all(of: sound, isLeaf: { _ in false }) {
      // The schema is for YAML, where a number is a text too; that no project has the id 0 is found
      // when it is looked up.
      let isNumber = ["a number", "zero"].contains { mutant.description.hasSuffix(": \($0)") }
      if isNumber, ["/values/", "/project"].contains(where: mutant.description.contains) {
        continue
      }
      let problems = schema.problems(mutant.value)
      let errors = try Self.errors(inPortfolio: mutant.value)
      #expect(
        problems.isEmpty == errors.isEmpty,
        "\(mutant): \(problems) by the schema, \(errors.map(\.message)) by the reader"
      )
    }
  }

  @Test func `two ways to say one thing exclude each other`() throws {
    let schema = try SchemaValidator("snapshot")
    let pairs = [
      ("company_template: 11", "company_template: 11\n    permissions: {}"),
      ("{project: 6, template: 21}", "{project: 6, template: 21, permissions: {}}"),
      ("scope: company,", "scope: company, project: 6,"),
    ]
    for (before, after) in pairs {
      let wrong = try tree(wholeCompany.replacing(before, with: after))
      #expect(schema.problems(wrong) != [], "\(after)")
      #expect(try !Self.errors(inSnapshot: wrong).isEmpty, "\(after)")
    }
  }

  /// Run `python3 schemas/generate.py` where this fails.
  @Test func `a portfolio's tools have their own levels`() throws {
    let schema = try SchemaValidator("portfolio")
    func problems(_ scope: Scope, _ tool: String, _ level: Level) throws -> [String] {
      let text = """
        format_version: "1.0"
        permission_templates: [{name: A, scope: \(scope.name), permissions: {\(tool): \(level.name)}}]
        """
      let tree = try tree(text)
      #expect(
        try schema.problems(tree).isEmpty == Self.errors(inPortfolio: tree).isEmpty,
        "\(scope.name) \(tool) \(level.name)"
      )
      return schema.problems(tree)
    }
    for scope in Scope.allCases {
      for tool in Catalog.builtIn.tools(in: scope).map({ Catalog.builtIn[$0] }) {
        for key in [tool.key] + tool.retiredKeys {
          for level in Level.allCases { _ = try problems(scope, key, level) }
        }
      }
    }
    #expect(try problems(.company, "permissions", .none) == [])
  }

  /// Run `python3 schemas/generate.py` where this fails.
  @Test func `a portfolio accepts the risks of the list`() throws {
    let schema = try SchemaValidator("portfolio")
    for rule in RuleList.all.rules {
      let tree = try tree(
        """
        format_version: "1.0"
        apps: [{manifest: a.manifest.yaml, accept_risk: {\(rule.id.name): It has to be.}}]
        """
      )
      #expect(schema.problems(tree).isEmpty == (rule.category == .risk), "\(rule.id.name)")
    }
  }

  @Test func `words of answers are those of the model`() throws {
    let file = schemasFolder.appending(path: "access.schema.json")
    let text = try String(contentsOf: file, encoding: .utf8)
    for denial in AccessDenial.allCases { #expect(text.contains("\"\(denial.rawValue)\"")) }
  }
}
