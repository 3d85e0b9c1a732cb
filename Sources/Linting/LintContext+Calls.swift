import Catalog
import Documents
import Manifests

extension LintContext {
  /// What a call in `uses` needs; nil where the catalog doesn't have it, or no tool serves it.
  ///
  /// Guesses are wanted from the pedantic persona on; without them a guessed need is nil too.
  func need(of call: Reference, guessing: Bool) -> CallNeed? {
    let need = document.withText(of: call.node) { catalog.need(ofCall: $0, guessing: guessing) }
    guard let need, need.tools.contains(where: { catalog.tools[$0.index].isAssignable })
    else { return nil }
    return need
  }
}
