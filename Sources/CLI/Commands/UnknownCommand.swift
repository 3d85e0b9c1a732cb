import ArgumentParser
import Catalog

/// A word in the place of a command that is none.
struct UnknownCommand {
  /// The command that it stands behind; empty at the root.
  let group: [String]
  let word: String
  let known: [String]

  /// Finds the first word that no command has; nil where all are known, or none is there.
  init?(_ arguments: [String]) {
    var words = arguments[...]
    if words.first == "help" { words = words.dropFirst() }
    var group: [String] = []
    var commands = Dmsa.commands
    while let word = words.popFirst(), word.utf8.first != 0x2D {
      guard let command = commands[word] else {
        self.group = group
        self.word = word
        known = commands.keys.sorted()
        return
      }
      group.append(word)
      let configuration = command.configuration
      guard configuration.defaultSubcommand == nil, !configuration.subcommands.isEmpty else {
        return nil
      }
      commands = [:]
      for command in configuration.subcommands {
        if let name = command.configuration.commandName { commands[name] = command }
      }
    }
    return nil
  }

  var message: String {
    let near = NearNames.nearest(to: word, among: known).map { ", did you mean `\($0)`" } ?? ""
    let help = (["dmsa"] + group + ["--help"]).joined(separator: " ")
    return "no command is called `\((group + [word]).joined(separator: " "))`\(near); `\(help)`"
      + " lists them"
  }
}
