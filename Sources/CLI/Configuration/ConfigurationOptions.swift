import ArgumentParser

/// Which config a command goes by.
struct ConfigurationOptions: ParsableArguments {
  @Option(name: .customLong("config"), help: ArgumentHelp("Use this config.", valueName: "file"))
  var file: String?

  @Flag(name: .customLong("no-config"), help: "Use no config.")
  var isUnwanted = false

  func validate() throws {
    if file != nil, isUnwanted {
      throw ValidationError("`--config` and `--no-config` exclude each other.")
    }
  }

  var choice: ConfigurationFinder.Choice {
    isUnwanted ? .none : file.map { .file($0) } ?? .nearest
  }
}
