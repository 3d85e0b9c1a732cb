/// The ways in which `dmsa lint` shows what it found.
package enum LintFormat: String, CaseIterable, Sendable {
  case text
  case concise
  case json
  case jsonl
  case sarif
  case github
  case gitlab
  case junit
  case markdown

  package func view(_ style: ViewStyle) -> any LintView {
    switch self {
    case .text: TextView(style)
    case .concise: ConciseView(style)
    case .json: JSONView(style)
    case .jsonl: JSONLinesView()
    case .sarif: SARIFView(style)
    case .github: GitHubView()
    case .gitlab: GitLabView(style)
    case .junit: JUnitView()
    case .markdown: MarkdownView()
    }
  }
}
