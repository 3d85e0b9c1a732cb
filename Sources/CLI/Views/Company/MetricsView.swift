import Companies
import Planning

/// An app's metrics for people: a bar for each day, then users and projects.
struct MetricsView {
  private let metrics: AppMetrics
  private let colors: Bool

  init(_ metrics: AppMetrics, colors: Bool) {
    self.metrics = metrics
    self.colors = colors
  }

  /// The text, no bar longer than fits.
  func text(width: Int) -> String {
    let state = metrics.isInstalled ? "" : " (uninstalled)"
    return Printable.text("\(metrics.app) \(metrics.version)\(state)") + "\n\n"
      + chart(width: width) + "\n" + users() + "\n" + projects()
  }

  // MARK: - Requests

  private func chart(width: Int) -> String {
    guard !metrics.requests.isEmpty else { return "API requests per day: none recorded\n" }
    let days = metrics.requests.count
    let total = String(metrics.total)
    let column = max("total".utf8.count + 5, 10)
    let room = max(10, min(60, width - column - total.utf8.count - 6))
    let most = metrics.requests.map(\.count).max() ?? 0
    var text = "API requests per day\n\n"
    var previous: Int?
    for day in metrics.requests {
      let number = MetricsView.dayNumber(day.date)
      if let previous, number - previous > 1 {
        text += "  ⋮  nothing recorded for \(Wording.count(number - previous - 1, "day"))\n"
      }
      previous = number
      let bar = MetricsView.bar(day.count, of: most, room: room)
      text += line(day.date, String(day.count), total.utf8.count) + (bar.isEmpty ? "" : "  " + bar)
      text += "\n"
    }
    return text + line("total", total, total.utf8.count) + "  on \(Wording.count(days, "day"))\n"
  }

  private func line(_ name: String, _ count: String, _ width: Int) -> String {
    func spaces(_ wanted: Int) -> String { String(repeating: " ", count: max(0, wanted)) }
    return "  " + name + spaces(10 - name.utf8.count) + "  "
      + spaces(width - count.utf8.count) + count
  }

  /// A bar in eighths of a column; whatever is above nothing shows.
  private static func bar(_ count: Int64, of most: Int64, room: Int) -> String {
    guard count > 0, most > 0 else { return "" }
    let eighths = max(1, Int(Double(count) / Double(most) * Double(room * 8)))
    let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    return String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
  }

  /// A day's number in a count of all days, so that neighbours differ by one.
  private static func dayNumber(_ date: String) -> Int {
    let parts = date.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3 else { return 0 }
    // Years start in March, so that the day of a leap year is the last one.
    let year = parts[1] > 2 ? parts[0] : parts[0] - 1
    let month = (parts[1] + 9) % 12
    return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + parts[2]
  }

  // MARK: - Users and projects

  private func users() -> String {
    guard !metrics.users.isEmpty else { return "Users who installed or used it: none recorded\n" }
    let rows = metrics.users.map {
      [Printable.text($0.login.isEmpty ? $0.id.description : $0.login), $0.last ?? "-"]
    }
    return "Users who installed or used it\n\n"
      + TextTable(["LOGIN", "LAST USED"], rows).text(colors: colors)
  }

  private func projects() -> String {
    let ids = metrics.permittedProjects.map(\.value)
    let effect = metrics.isInstalled || ids.isEmpty ? "" : ", without effect while uninstalled"
    return "Permitted projects: \(ids.isEmpty ? "none" : IDList.text(ids))\(effect)\n"
  }
}
