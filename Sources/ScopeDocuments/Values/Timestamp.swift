/// A moment in UTC, to the second.
package struct Timestamp: Hashable, Comparable, Sendable {
  /// Seconds since 1970-01-01T00:00:00Z.
  package var seconds: Int

  package init(seconds: Int) { self.seconds = seconds }

  package static func < (left: Self, right: Self) -> Bool { left.seconds < right.seconds }

  /// Reads RFC 3339 and what services print beside it: no zone (UTC then), a space or nothing for the T, fractions.
  package init?(internet text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 18, bytes[4] == 0x2D, bytes[7] == 0x2D,
      let year = Self.number(bytes, 0, 4), let month = Self.number(bytes, 5, 2), let day = Self.number(bytes, 8, 2)
    else { return nil }
    var at = 10
    if [0x54, 0x74, 0x20].contains(bytes[at]) { at += 1 }
    guard let clock = Self.clock(bytes, at) else { return nil }
    at += 8
    if at < bytes.count, bytes[at] == 0x2E {
      at += 1
      while at < bytes.count, (0x30...0x39).contains(bytes[at]) { at += 1 }
    }
    guard let offset = Self.zone(bytes[at...]) else { return nil }
    self.init(year: year, month: month, day: day, clock: clock - offset)
  }

  /// Reads the date of an HTTP header (RFC 9110 §5.6.7), such as "Tue, 24 Nov 2026 05:30:35 GMT".
  package init?(http text: some StringProtocol) {
    let parts = text.split(separator: " ")
    guard parts.count == 6, parts[5] == "GMT", let day = Int(parts[1]), let year = Int(parts[3]),
      let month = Self.months.firstIndex(of: parts[2].lowercased()),
      let clock = Self.clock(Array(parts[4].utf8), 0)
    else { return nil }
    self.init(year: year, month: month + 1, day: day, clock: clock)
  }

  private init?(year: Int, month: Int, day: Int, clock: Int) {
    guard (1...9_999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
    self.init(seconds: Self.days(year: year, month: month, day: day) * 86_400 + clock)
  }

  /// RFC 3339 in UTC.
  package var text: String {
    var days = seconds / 86_400
    var clock = seconds % 86_400
    if clock < 0 {
      clock += 86_400
      days -= 1
    }
    let date = Self.date(days: days)
    return "\(Self.pad(date.year, 4))-\(Self.pad(date.month, 2))-\(Self.pad(date.day, 2))"
      + "T\(Self.pad(clock / 3_600, 2)):\(Self.pad(clock / 60 % 60, 2)):\(Self.pad(clock % 60, 2))Z"
  }

  // MARK: Parts

  private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

  private static func number(_ bytes: [UInt8], _ at: Int, _ count: Int) -> Int? {
    guard at + count <= bytes.count else { return nil }
    var value = 0
    for byte in bytes[at..<at + count] {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    return value
  }

  private static func clock(_ bytes: [UInt8], _ at: Int) -> Int? {
    guard at + 8 <= bytes.count, bytes[at + 2] == 0x3A, bytes[at + 5] == 0x3A,
      let hour = number(bytes, at, 2), let minute = number(bytes, at + 3, 2), let second = number(bytes, at + 6, 2),
      hour < 24, minute < 60, second < 61
    else { return nil }
    return hour * 3_600 + minute * 60 + second
  }

  /// The seconds that a zone is ahead of UTC; none for a missing zone.
  private static func zone(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard let first = bytes.first else { return 0 }
    if first == 0x5A || first == 0x7A { return bytes.count == 1 ? 0 : nil }
    let digits = Array(bytes.dropFirst())
    guard first == 0x2B || first == 0x2D, digits.count == 5, digits[2] == 0x3A,
      let hours = number(digits, 0, 2), let minutes = number(digits, 3, 2)
    else { return nil }
    return (hours * 60 + minutes) * (first == 0x2B ? 60 : -60)
  }

  /// Days since 1970-01-01 in the Gregorian calendar; years are counted from March, so that a leap day ends one.
  private static func days(year: Int, month: Int, day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let era = year / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func date(days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  private static func pad(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
