import Companies
import Documents
import Manifests

/// What comes of opening an app, as people and programs read it.
struct LaunchView {
  private let launch: Launch

  init(_ launch: Launch) { self.launch = launch }

  var json: JSONValue {
    var document: [String: JSONValue] = [
      "format_version": "1.0", "app": .string(launch.app),
      "project": launch.project.map { .integer($0.value) } ?? .null,
      "component": launch.component.map { .string($0.rawValue) } ?? .null,
      "title": launch.title.map { .string($0) } ?? .null,
      "url": launch.url.map { .string($0) } ?? .null,
      "visible": launch.isVisible.map { .boolean($0) } ?? .null,
      "invisible_because": launch.obstacle.map { .string($0.rawValue) } ?? .null,
    ]
    if case .unknown(let addresses) = launch.outcome {
      document["unknown"] = .array(addresses.map { .string($0) })
    }
    return .object(document)
  }

  var text: String {
    switch launch.outcome {
    case .visible(let url):
      let what = launch.component == .sidepanel ? "the side panel" : "the full screen"
      let place = launch.project.map { "in project `\($0)`" } ?? "at the company level"
      let configuration = launch.title.map { ", configuration `\($0)`" } ?? ""
      return Printable.text(url) + "\n"
        + Printable.text("\(what) of `\(launch.app)` \(place)\(configuration)") + "\n"
    case .invisible(let obstacle, let why):
      return "not visible: \(obstacle.rawValue)\n" + Printable.text(why) + "\n"
    case .unknown(let addresses):
      let names = addresses.map { "`\($0)`" }.joined(separator: ", ")
      return "unknown\n" + Printable.text("nobody knows \(names)") + "\n"
    }
  }
}

extension Launch {
  /// Nil where it rests on something that nobody knows.
  var isVisible: Bool? {
    switch outcome {
    case .visible: true
    case .invisible: false
    case .unknown: nil
    }
  }

  var url: String? {
    guard case .visible(let url) = outcome else { return nil }
    return url
  }

  var obstacle: Obstacle? {
    guard case .invisible(let obstacle, _) = outcome else { return nil }
    return obstacle
  }
}
