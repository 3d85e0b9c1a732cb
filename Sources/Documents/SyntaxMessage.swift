/// What libyaml complains of, said so that it helps.
struct SyntaxMessage {
  let text: String
  let help: String

  /// The message for libyaml's words; those themselves where none is better.
  init(_ problem: String, isTab: Bool) {
    if isTab {
      text = "a tab stands where YAML takes blanks alone"
      help = "indent with blanks"
      return
    }
    guard let (text, help) = SyntaxMessage.messages[problem] else {
      self.text = problem.isEmpty ? "this is not valid YAML" : problem
      self.help = SyntaxMessage.otherwise
      return
    }
    self.text = text
    self.help = help ?? SyntaxMessage.otherwise
  }

  /// What is said about the place where the construct began, for libyaml's context: "while
  /// parsing a flow mapping".
  static func opening(_ context: String) -> String {
    for start in ["while parsing ", "while scanning "] where context.hasPrefix(start) {
      return context.dropFirst(start.count) + " starts here"
    }
    return "it starts here"
  }

  private static let otherwise = "mend the syntax first; nothing else in this file is looked at"

  private static let messages: [String: (text: String, help: String?)] = [
    "could not find expected ':'": (
      "a key without `:`, or a line that belongs to no value",
      "write `:` and a blank behind a key; indent the further lines of a text more than its key"
    ),
    "mapping values are not allowed in this context": (
      "a `:` stands where no key can be",
      "quote a text that has `: ` in it; check the indentation of this line"
    ),
    "mapping keys are not allowed in this context": (
      "a key stands where none can be",
      "give it a line of its own"
    ),
    "block sequence entries are not allowed in this context": (
      "a `- ` stands where no list can be",
      "give it a line of its own; quote a text that starts with `- `"
    ),
    "did not find expected key": (
      "a key of the mapping that is open is wanted here",
      "check the indentation, and that quotes and brackets before this line are closed"
    ),
    "did not find expected '-' indicator": (
      "a `- ` of the list that is open is wanted here",
      "start the item with `- `, or check the indentation"
    ),
    "did not find expected ',' or ']'": (
      "a `,` or `]` is wanted here",
      "separate items by commas, and close the bracket"
    ),
    "did not find expected ',' or '}'": (
      "a `,` or `}` is wanted here",
      "separate entries by commas, and close the brace"
    ),
    "did not find expected node content": (
      "a value is wanted here",
      "remove what stands in its place, or quote it"
    ),
    "did not find expected <document start>": (
      "text follows after the end of the document",
      "check the indentation; a manifest is one mapping"
    ),
    "found character that cannot start any token": (
      "no value can start with this character",
      "quote a text that starts with it"
    ),
    "found unexpected end of stream": (
      "the file ends inside a quoted text",
      "close the quote"
    ),
    "found unexpected document indicator": (
      "a quoted text runs into the end of the document",
      "close the quote"
    ),
    "found unknown escape character": (
      "a text in double quotes has no such escape",
      "write `\\\\` for a backslash, or use single quotes"
    ),
    "did not find expected hexdecimal number": (
      "an escape wants hexadecimal digits here",
      "`\\x` takes two, `\\u` four, `\\U` eight"
    ),
    "found invalid Unicode character escape code": (
      "this escape is no character; half of a surrogate pair is none",
      "write the character itself, or `\\U` with eight digits"
    ),
    "did not find expected alphabetic or numeric character": (
      "the name of an anchor or alias is wanted here",
      "use letters, digits, `-` and `_`; quote a text that starts with `&` or `*`"
    ),
    "found undefined tag handle": (
      "this tag's handle is not declared",
      "remove the tag; quote a text that starts with `!`"
    ),
    "did not find expected comment or line break": (
      "nothing but a comment can follow on this line",
      "put the text on the next line"
    ),
    "found a tab character where an indentation space is expected": (
      "a tab stands where YAML takes blanks alone",
      "indent with blanks"
    ),
    "found a tab character that violates indentation": (
      "a tab stands where YAML takes blanks alone",
      "indent with blanks"
    ),
    "found an indentation indicator equal to 0": (
      "a block's indentation can't be 0",
      "leave the digit out"
    ),
    "found unknown directive name": (
      "YAML has no such directive",
      "quote a text that starts with `%`"
    ),
    "found incompatible YAML document": (
      "the file asks for a version of YAML that can't be read",
      "remove the `%YAML` line; 1.1 and 1.2 are read"
    ),
    "found duplicate %YAML directive": ("a second `%YAML` line", "remove it"),
    "found duplicate %TAG directive": ("a second `%TAG` line for this handle", "remove it"),
  ]
}
