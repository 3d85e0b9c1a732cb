import Catalog
import Diagnostics
import Documents

/// Tools as the platform's own answers name them, for the config.
enum ToolsImport {
  struct FoundTool: Hashable {
    let scope: Scope
    let key: String
    let name: String
  }

  /// Reads a saved answer of `settings/permissions` (`tools[].name`, company or project by its
  /// URLs) or of `projects/{id}/tools` (`[].engine_name`).
  static func read(_ path: String) throws(CommandFailure) -> [FoundTool] {
    let bytes: [UInt8]
    do { bytes = try InputFile(path, nil).bytes } catch { throw CommandFailure(error.message) }
    var reader = DocumentReader()
    var document = Document()
    func failure(_ message: String, at offset: UInt32) -> CommandFailure {
      let position = LineTable(bytes).position(of: offset)
      return CommandFailure("\(path):\(position.line):\(position.column): \(message)")
    }
    if let finding = reader.read(bytes, as: .json, into: &document).first {
      throw failure(finding.message, at: finding.range.start)
    }
    func value(_ names: [String], of item: Reference) -> Reference? {
      for name in names {
        let entry = document.entries(of: item).first {
          !$0.key.isNone && document.text(of: $0.key.node) == name
        }
        if let entry { return document.resolve(entry.value) }
      }
      return nil
    }
    func text(_ names: [String], of item: Reference) -> String? {
      guard let value = value(names, of: item), document.type(of: value.node) == .string,
        document[value.node].kind == .scalar
      else { return nil }
      return document.text(of: value.node)
    }
    let root = Reference(document.root)
    let isPermissions = document[document.root].kind == .mapping
    let named = isPermissions ? value(["tools"], of: root) : nil
    let list = named ?? (isPermissions ? value(["data"], of: root) ?? root : root)
    let items = document.items(of: list)
    guard !items.isEmpty else {
      throw failure(
        "expected the answer of settings/permissions or of projects/{id}/tools",
        at: document.range(of: document.root).start
      )
    }
    var found: [FoundTool] = []
    for item in items {
      // A `name` is a tool's key in settings/permissions alone; people and projects have one too.
      let names = named == nil ? ["engine_name"] : ["engine_name", "name"]
      guard let key = text(names, of: item) else {
        throw failure(
          "this is no tool: it has no `engine_name`" + (named == nil ? "" : " and no `name`"),
          at: document.range(of: item.node).start
        )
      }
      let name = text(["title", "friendly_name"], of: item) ?? key
      let url = text(["url"], of: item) ?? ""
      let isCompany =
        isPermissions && !url.contains("/project/") && text(["engine_name"], of: item) == nil
      let tool = FoundTool(scope: isCompany ? .company : .project, key: key, name: name)
      if !found.contains(tool) { found.append(tool) }
    }
    return found.sorted { ($0.scope.rawValue, $0.key) < ($1.scope.rawValue, $1.key) }
  }

  /// The section of a config.
  static func text(_ tools: [FoundTool]) -> String {
    guard !tools.isEmpty else { return "tools: []\n" }
    return tools.reduce(into: "tools:\n") { text, tool in
      text += "  - scope: \(tool.scope.name)\n"
      text += "    key: \(quoted(tool.key))\n"
      text += "    name: \(quoted(tool.name))\n"
    }
  }

  /// A text as YAML reads it back, plain where nothing speaks against it.
  private static func quoted(_ text: String) -> String {
    let isPlain =
      text.first?.isLetter == true
      && text.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
          || $0 == 0x5F || $0 == 0x20
      }
      && text.last != " " && !["true", "false", "null", "yes", "no"].contains(text.lowercased())
    return isPlain ? text : String(decoding: JSONValue.string(text).canonical(), as: UTF8.self)
  }
}
