import Foundation
import TestSupport
import Testing

@testable import CLI

@Suite struct ClockTests {
  @Test func `a day is what the calendar says of its seconds`() {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    var generator = SeededGenerator(seed: 3)
    var seconds = (0..<2000).map { _ in Int.random(in: 0..<40_000_000_000, using: &generator) }
    // The days around the ends of years and of Februaries, in centuries that leap and that don't.
    for year in [1970, 1971, 1972, 2000, 2024, 2026, 2100, 2400] {
      for (month, date) in [(1, 1), (2, 28), (2, 29), (3, 1), (12, 31)] {
        let parts = DateComponents(year: year, month: month, day: date)
        guard let day = calendar.date(from: parts) else { continue }
        let start = Int(day.timeIntervalSince1970)
        seconds += [start, start + 86_399]
      }
    }
    for second in seconds {
      let date = Date(timeIntervalSince1970: Double(second))
      let parts = calendar.dateComponents([.year, .month, .day], from: date)
      let expected = String(
        format: "%04d-%02d-%02d",
        parts.year ?? 0,
        parts.month ?? 0,
        parts.day ?? 0
      )
      #expect(Clock.day(atSecond: second) == expected)
    }
  }
}
