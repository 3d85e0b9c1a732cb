import Diagnostics
import Documents
import Manifests

extension LintContext {
  /// The URLs whose form has this fault, each once.
  func urls(with fault: CheckedURL.Fault) -> some Sequence<CheckedURL> {
    urls.lazy.filter { $0.fault == fault && !$0.isRepeated }
  }

  func component(of url: CheckedURL) -> Component? {
    guard let index = url.value.component, manifest.components.indices.contains(index) else {
      return nil
    }
    return manifest.components[index]
  }

  /// How a component is called in a message.
  func label(of component: Component) -> String {
    if let name = component.name { return "`\(text(name).excerpt)`" }
    return component.kind.map { "`\($0.rawValue)`" } ?? "the other component"
  }

  /// The place of a mistake that a URL's surroundings make one; on the URL itself, unless it is
  /// sound in another place that has it too.
  func place(of url: CheckedURL, isSound: (CheckedURL) -> Bool) -> FindingPlace {
    let value = url.value.value
    guard value.isAliased,
      urls.contains(where: { $0.value.value.node == value.node && isSound($0) })
    else { return document.place(of: value) }
    return document.placeInContext(of: value)
  }

  /// The edits that put another text in the place of a scalar's, its quotes kept.
  ///
  /// The text must need no escape in any style. None where an alias says the scalar elsewhere.
  func replacing(_ value: Reference, by text: String) -> [Edit]? {
    guard document.isUsedOnce(value), !hasCommentInHeader(value.node) else { return nil }
    let node = document[value.node]
    guard !node.isCooked, node.style != .literal, node.style != .folded else {
      let isDouble = document.syntax == .json || node.style == .doubleQuoted
      return [Edit(document.range(of: value.node), isDouble ? "\"\(text)\"" : text)]
    }
    return [Edit(SourceRange(node.first, node.first + node.second), text)]
  }
}
