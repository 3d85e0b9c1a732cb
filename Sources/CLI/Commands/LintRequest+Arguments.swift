import Linting

extension LintRequest {
  /// Reads the arguments of `dmsa lint`; nil for all that isn't surely right, which is for the
  /// argument parser to read, and for it to word what is wrong.
  ///
  /// INVARIANT: what is read here is read alike by ``LintCommand``.
  init?(_ arguments: ArraySlice<String>) {
    var rest = arguments
    while let argument = rest.popFirst() {
      if argument == "--" {
        paths += rest
        break
      }
      if argument == "-" || argument.utf8.first != 0x2D {
        paths.append(argument)
      } else if !setFlag(argument) {
        guard let (name, value) = LintRequest.option(argument, &rest), setOption(name, to: value)
        else { return nil }
      }
    }
    guard !paths.contains("-") || paths.count == 1, newBaseline == nil || !showsDifference,
      outputFiles.isEmpty || !showsDifference && !listsFiles
    else { return nil }
  }

  /// An option and its value, be that behind `=` or the next argument.
  private static func option(
    _ argument: String,
    _ rest: inout ArraySlice<String>
  ) -> (name: Substring, value: String)? {
    guard let equals = argument.firstIndex(of: "=") else {
      guard let value = rest.popFirst(), !value.isEmpty, value.utf8.first != 0x2D else {
        return nil
      }
      return (argument[...], value)
    }
    let value = argument[argument.index(after: equals)...]
    return value.isEmpty ? nil : (argument[..<equals], String(value))
  }

  /// Sets what a flag says; false where it is unknown.
  private mutating func setFlag(_ flag: String) -> Bool {
    switch flag {
    case "--fix": fixes = true
    case "--unsafe-fixes": usesUnsafeFixes = true
    case "--diff": showsDifference = true
    case "--no-ignores": usesIgnores = false
    case "--statistics": showsStatistics = true
    case "--list-files": listsFiles = true
    case "--quiet", "-q": isQuiet = true
    case "--verbose", "-v": isVerbose = true
    case "--no-config" where configuration == .nearest: configuration = .none
    default: return false
    }
    return true
  }

  /// Sets what an option says; false where it is unknown, or its value is none for it.
  private mutating func setOption(_ option: Substring, to value: String) -> Bool {
    switch option {
    case "--output-file": outputFiles.append(value)
    case "--select": select.append(value)
    case "--ignore": ignore.append(value)
    case "--baseline": baseline = value
    case "--write-baseline": newBaseline = value
    case "--stdin-filename": standardInputName = value
    case "--config" where configuration != .none: configuration = .file(value)
    case "--format":
      guard let format = LintFormat(rawValue: value) else { return false }
      formats.append(format)
    case "--fail-on":
      guard let failOn = FailOn(name: value) else { return false }
      self.failOn = failOn
    case "--persona":
      guard let name = PersonaName(rawValue: value) else { return false }
      persona = name.persona
    case "--color":
      guard let color = ColorChoice(rawValue: value) else { return false }
      self.color = color
    case "--jobs":
      guard let jobs = Int(value), jobs >= 1 else { return false }
      self.jobs = jobs
    case "--now":
      guard let today = Clock.day(value) else { return false }
      self.today = today
    default: return false
    }
    return true
  }
}
