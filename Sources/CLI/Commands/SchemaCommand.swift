import ArgumentParser
import CSchemas
import Catalog

/// `dmsa schema`.
struct SchemaCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print a JSON Schema, for editors and other tools.",
    usage: "dmsa schema [<name>] [<options>]",
    discussion: """
      Without a name it lists the schemas that there are.

      EXAMPLES:
        dmsa schema source -o source.schema.json
        dmsa schema config -o .dmsa.schema.json

      An editor with the YAML language server then checks and completes a file that starts with

        # yaml-language-server: $schema=./source.schema.json
      """
  )

  @Argument(help: "\(EmbeddedSchema.names.joined(separator: ", ")).")
  var name: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("Write to a file.", valueName: "file"))
  var output: String?

  @OptionGroup var printing: OutputOptions

  func validate() throws {
    if name == nil, output != nil { throw ValidationError("`--output` needs a schema's name.") }
  }

  func execute() throws -> ExitStatus {
    guard let name else {
      try StandardStream.output.write(EmbeddedSchema.list)
      return .success
    }
    let bytes = try EmbeddedSchema.named(name).bytes
    if let output {
      try FileSystem.replace(output, with: bytes)
    } else {
      try StandardStream.output.write(bytes)
    }
    return .success
  }
}

/// A schema of `schemas/`, linked into the program byte for byte.
enum EmbeddedSchema: String, CaseIterable {
  case source
  case portal
  case config
  case snapshot
  case portfolio
  case lint
  case delta
  case plan
  case access

  static var names: [String] { allCases.map(\.rawValue) }

  static func named(_ name: String) throws(CommandFailure) -> EmbeddedSchema {
    if let schema = EmbeddedSchema(rawValue: name) { return schema }
    let near = NearNames.nearest(to: name, among: names)
    let known = names.map { "`\($0)`" }.joined(separator: ", ")
    throw CommandFailure(
      "unknown schema `\(name)`" + (near.map { ", did you mean `\($0)`" } ?? "")
        + "; there are \(known)"
    )
  }

  /// One line a schema: its name and what it is for.
  static var list: String {
    let width = names.map(\.count).max() ?? 0
    return allCases.map { schema in
      let blanks = String(repeating: " ", count: width - schema.rawValue.count + 2)
      return schema.rawValue + blanks + schema.purpose + "\n"
    }.joined()
  }

  /// What it describes.
  var purpose: String {
    switch self {
    case .source: "manifests in source form, *.manifest.yaml"
    case .portal: "manifests in the portal's form 4.1, as JSON"
    case .config: "the config, \(Configuration.fileName)"
    case .snapshot: "a company, as `dmsa company import` reads and `export` writes it"
    case .portfolio: "what a company's apps are to be, for `dmsa plan`"
    case .lint: "what `dmsa lint --format json` prints"
    case .delta: "what `dmsa diff --format json` prints"
    case .plan: "plans, as `dmsa plan` and every change of a company print them"
    case .access: "what `dmsa access` prints with --format json"
    }
  }

  var bytes: [UInt8] {
    Array(UnsafeBufferPointer(start: file.start, count: file.count))
  }

  private var file: CSchema {
    switch self {
    case .source: cschemas_source()
    case .portal: cschemas_portal()
    case .config: cschemas_config()
    case .snapshot: cschemas_snapshot()
    case .portfolio: cschemas_portfolio()
    case .lint: cschemas_lint()
    case .delta: cschemas_delta()
    case .plan: cschemas_plan()
    case .access: cschemas_access()
    }
  }
}
