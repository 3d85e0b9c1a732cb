import Glibc

/// A day of the calendar, as `YYYY-MM-DD`.
enum Clock {
  /// Today in Coordinated Universal Time.
  static func today() -> String { day(atSecond: time(nil)) }

  /// The day of a second since 1970, reckoned here: the C library would read the time zone first.
  static func day(atSecond second: Int) -> String {
    // From March of year 0 on, so that a leap day ends its year, its century and its 400 years.
    let days = second / 86_400 + 719_468
    let (cycle, inCycle) = days.quotientAndRemainder(dividingBy: 146_097)
    let year = (inCycle - inCycle / 1_460 + inCycle / 36_524 - inCycle / 146_096) / 365
    let inYear = inCycle - (365 * year + year / 4 - year / 100)
    let month = (5 * inYear + 2) / 153
    let date = inYear - (153 * month + 2) / 5 + 1
    return day(400 * cycle + year + (month < 10 ? 0 : 1), month < 10 ? month + 3 : month - 9, date)
  }

  /// A moment in Coordinated Universal Time as `2026-11-24T09:30:00Z`: the present one, or the one
  /// that was given, a day alone being its midnight.
  ///
  /// - Throws: ``CommandFailure`` where what was given is no moment.
  static func moment(_ given: String?) throws(CommandFailure) -> String {
    guard let given else {
      let now = time(nil)
      let clock = [now / 3600 % 24, now / 60 % 60, now % 60].map { padded($0, 2) }
      return day(atSecond: now) + "T" + clock.joined(separator: ":") + "Z"
    }
    if given.utf8.count == 10, day(given) != nil { return given + "T00:00:00Z" }
    let shape = "0000-00-00T00:00:00Z"
    let fits =
      given.utf8.count == shape.utf8.count
      && zip(given.utf8, shape.utf8).allSatisfy { byte, model in
        model == 0x30 ? (0x30...0x39).contains(byte) : byte == model
      }
    let clock = given.utf8.dropFirst(11).split(separator: 0x3A).prefix(3).compactMap {
      Int(String(decoding: $0.prefix(2), as: UTF8.self))
    }
    guard fits, day(given) != nil, clock.count == 3, clock[0] < 24, clock[1] < 60, clock[2] < 60
    else {
      throw CommandFailure(
        "`\(given)` is no time; expected YYYY-MM-DD or YYYY-MM-DDTHH:MM:SSZ"
      )
    }
    return given
  }

  /// Checks a day that was given; nil where it is none.
  static func day(_ text: String) -> String? {
    let parts = text.prefix(10).split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2,
      parts[2].utf8.count == 2,
      text.utf8.count == 10 || text.utf8.dropFirst(10).first == 0x54,
      let year = Int(parts[0]), let month = Int(parts[1]), let date = Int(parts[2]),
      year >= 1, (1...12).contains(month), date >= 1, date <= days(in: month, of: year)
    else { return nil }
    return String(text.prefix(10))
  }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2:
      (year.isMultiple(of: 4) && !year.isMultiple(of: 100)) || year.isMultiple(of: 400) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func day(_ year: Int, _ month: Int, _ date: Int) -> String {
    "\(padded(year, 4))-\(padded(month, 2))-\(padded(date, 2))"
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
