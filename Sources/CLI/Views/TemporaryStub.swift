import ArgumentParser

struct SchemaCommand: Command {
  init() {}
  func execute() -> ExitStatus { .success }
}
