import ArgumentParser
import Catalog
import Documents

/// `dmsa tools`, and `dmsa tools import`.
struct ToolsCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "tools",
    abstract: "List the tools of the catalog, or say which one a call needs.",
    usage: "dmsa tools [<word>] [<options>]\n       dmsa tools import <file> [--output <file>]",
    discussion: """
      EXAMPLES:
        dmsa tools --scope project log
        dmsa tools --call "POST /rest/v1.0/projects/{project_id}/locations"
        dmsa tools import tools.json -o .dmsa.yaml

      `import` reads a saved answer of settings/permissions or projects/{id}/tools and prints the \
      tools that the catalog lacks, as a `tools:` section for .dmsa.yaml.
      """
  )

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
  }

  @Argument(help: "A word of the key or the name; or `import` and a file.")
  var word: [String] = []

  @Option(help: "One scope alone.")
  var scope: ScopeName?

  @Option(help: ArgumentHelp("A call, as \"METHOD /path\".", valueName: "call"))
  var call: String?

  @Option(help: "How it is shown.")
  var format: Format = .text

  @Option(name: .shortAndLong, help: ArgumentHelp("Write to a file (import).", valueName: "file"))
  var output: String?

  @OptionGroup var config: ConfigurationOptions

  @OptionGroup var printing: OutputOptions

  func validate() throws {
    if output != nil, word.first != "import" {
      throw ValidationError("`--output` goes with `tools import`.")
    }
    if word.first == "import", word.count != 2 {
      throw ValidationError("`tools import` takes one file; `-` is standard input.")
    }
    if call != nil, scope != nil || !word.isEmpty {
      throw ValidationError("`--call` stands alone; no word and no `--scope` goes with it.")
    }
  }

  func execute() throws -> ExitStatus {
    let folder = FileSystem.workingFolder
    var finder = ConfigurationFinder(config.choice, workingFolder: folder)
    let catalog = try finder.configuration(for: folder).catalog
    if word.first == "import", let file = word.last { return try importTools(file, catalog) }
    if let call { return try explain(call, catalog) }
    return try list(catalog)
  }

  // MARK: - The table

  private func list(_ catalog: Catalog) throws -> ExitStatus {
    let words = word.map { NearNames.normalized($0) }
    let tools = catalog.tools.filter { tool in
      guard scope == nil || tool.scope == scope?.scope else { return false }
      let names = ([tool.key, tool.name] + tool.retiredKeys + tool.alsoCalled).map {
        NearNames.normalized($0)
      }
      return words.allSatisfy { word in names.contains { $0.contains(word) } }
    }
    if format == .json {
      try StandardStream.output.write(
        JSONValue.object([
          "format_version": .string("1.0"), "catalog": .string(Catalog.version),
          "tools": .array(tools.map(json)),
        ]).pretty()
      )
    } else if tools.isEmpty {
      Notice.tell("no tool is called so")
    } else {
      let table = TextTable(
        ["SCOPE", "KEY", "NAME", "LEVELS", "CLASS", "CONFIDENCE", "ONCE"],
        tools.map {
          [
            $0.scope.name, $0.key, $0.name, levels($0), $0.toolClass.name, $0.confidence.name,
            $0.retiredKeys.joined(separator: ", "),
          ]
        }
      )
      try StandardStream.output.write(table, colors: printing.color.colors(.output))
    }
    return tools.isEmpty ? .found : .success
  }

  private func levels(_ tool: Tool) -> String {
    tool.isAssignable ? tool.levels.levels.map(\.name).joined(separator: " ") : "not assignable"
  }

  private func json(_ tool: Tool) -> JSONValue {
    .object([
      "scope": .string(tool.scope.name), "key": .string(tool.key), "name": .string(tool.name),
      "levels": .array(tool.levels.levels.map { .string($0.name) }),
      "assignable": .boolean(tool.isAssignable), "class": .string(tool.toolClass.name),
      "retired_keys": .array(tool.retiredKeys.map { .string($0) }),
      "also_called": .array(tool.alsoCalled.map { .string($0) }),
      "note": .string(tool.note), "source": .string(tool.source),
      "confidence": .string(tool.confidence.name), "extension": .boolean(tool.isExtension),
    ])
  }

  // MARK: - What a call needs

  private func explain(_ call: String, _ catalog: Catalog) throws -> ExitStatus {
    guard call.split(separator: " ").count == 2, call.contains("/") else {
      throw CommandFailure("`\(call)` is no call, expected \"METHOD /path\"")
    }
    let need = catalog.need(ofCall: call)
    if format == .json {
      try StandardStream.output.write(
        JSONValue.object([
          "format_version": .string("1.0"), "catalog": .string(Catalog.version),
          "call": .string(call), "need": need.map { json($0, catalog) } ?? .null,
        ]).pretty()
      )
    } else if let need {
      let keys = need.tools.map { "\(need.scope.name) \(catalog[$0].key)" }
      try StandardStream.output.writeLine(
        """
        \(keys.joined(separator: " or ")): \(need.level.name)
        \(need.isDocumented ? "documented" : "guessed"): \(need.source)
        """
      )
    } else {
      Notice.tell(
        "the catalog does not know which tool `\(call)` needs"
      )
    }
    return need == nil ? .found : .success
  }

  private func json(_ need: CallNeed, _ catalog: Catalog) -> JSONValue {
    .object([
      "scope": .string(need.scope.name),
      "tools": .array(need.tools.map { .string(catalog[$0].key) }),
      "level": .string(need.level.name),
      "basis": .string(need.isDocumented ? "documented" : "guessed"),
      "source": .string(need.source),
    ])
  }

  // MARK: - Import

  private func importTools(_ file: String, _ catalog: Catalog) throws -> ExitStatus {
    let found = try ToolsImport.read(file)
    let new = found.filter { tool in catalog.tool(tool.scope, tool.key) == nil }
    let text = ToolsImport.text(new)
    if let output {
      if FileSystem.kind(of: output) != nil {
        throw CommandFailure("\(output): is there already; add the printed section by hand")
      }
      try FileSystem.replace(output, with: Array(text.utf8))
    } else {
      try StandardStream.output.write(text)
    }
    if !printing.quiet {
      Notice.tell(
        "\(found.count) tools in \(file), \(new.count) of them not in the catalog"
      )
    }
    return .success
  }
}

/// A scope as it is named on the command line.
enum ScopeName: String, CaseIterable, ExpressibleByArgument {
  case company
  case project

  var scope: Scope { self == .company ? .company : .project }
}
