/// A moment in UTC, to the nanosecond, between the years 0000 and 9999.
package struct Timestamp: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Seconds since 1970-01-01T00:00:00Z without leap seconds, rounded down.
  package let secondsSince1970: Int64
  /// 0 to 999,999,999 nanoseconds after that second.
  package let nanoseconds: Int32

  /// The seconds that four digits of a year can tell.
  static let representable: ClosedRange<Int64> = -62_167_219_200...253_402_300_799

  /// A moment by its distance from 1970; nil where a year of four digits cannot tell it.
  package init?(secondsSince1970: Int64, nanoseconds: Int32 = 0) {
    guard Self.representable.contains(secondsSince1970), (0..<1_000_000_000).contains(nanoseconds) else { return nil }
    self.secondsSince1970 = secondsSince1970
    self.nanoseconds = nanoseconds
  }

  /// A moment by its fractional distance from 1970, as a NumericDate of RFC 7519 (section 2) tells it.
  package init?(secondsSince1970: Double) {
    guard secondsSince1970.isFinite, abs(secondsSince1970) < 1e12 else { return nil }
    let whole = secondsSince1970.rounded(.down)
    self.init(
      secondsSince1970: Int64(whole), nanoseconds: min(999_999_999, Int32((secondsSince1970 - whole) * 1e9)))
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.secondsSince1970, left.nanoseconds) < (right.secondsSince1970, right.nanoseconds)
  }

  /// Whole seconds from another moment to this one, rounded down; negative where this one is earlier.
  package func seconds(since other: Timestamp) -> Int64 {
    secondsSince1970 - other.secondsSince1970 - (nanoseconds < other.nanoseconds ? 1 : 0)
  }

  /// The moment so many seconds later, at most the last one that can be told.
  package func advanced(bySeconds seconds: Int64) -> Timestamp {
    let (sum, overflow) = secondsSince1970.addingReportingOverflow(seconds)
    let limit = seconds < 0 ? Self.representable.lowerBound : Self.representable.upperBound
    let clamped = overflow ? limit : min(max(sum, Self.representable.lowerBound), Self.representable.upperBound)
    return Timestamp(secondsSince1970: clamped, nanoseconds: nanoseconds) ?? self
  }

  /// RFC 3339 in UTC, with as many fractional digits as it takes.
  package var description: String {
    let days = secondsSince1970.dividedRoundingDown(by: 86_400)
    let second = Int(secondsSince1970 - days * 86_400)
    let date = CivilDate(daysSince1970: days)
    var text = "\(digits(date.year, 4))-\(digits(date.month, 2))-\(digits(date.day, 2))"
    text += "T\(digits(second / 3_600, 2)):\(digits(second / 60 % 60, 2)):\(digits(second % 60, 2))"
    if nanoseconds != 0 {
      var fraction = digits(Int(nanoseconds), 9)
      while fraction.hasSuffix("0") { fraction.removeLast() }
      text += "." + fraction
    }
    return text + "Z"
  }

  private func digits(_ value: Int, _ width: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }
}

// MARK: - Reading

extension Timestamp {
  /// Reads a date and time with its offset (RFC 3339, section 5.6); digits beyond the nanosecond are dropped.
  package init?(rfc3339 text: some StringProtocol) {
    self.init(text, zoneIsOptional: false)
  }

  /// Reads what exports print: RFC 3339, the same without an offset (then UTC), or `/Date(milliseconds)/`
  /// as Windows PowerShell 5.1 writes it.
  package init?(exported text: some StringProtocol) {
    if text.hasPrefix("/Date("), text.hasSuffix(")/"), let milliseconds = Int64(text.dropFirst(6).dropLast(2)) {
      let seconds = milliseconds.dividedRoundingDown(by: 1_000)
      guard Self.representable.contains(seconds) else { return nil }
      self.init(secondsSince1970: seconds, nanoseconds: Int32(milliseconds - seconds * 1_000) * 1_000_000)
      return
    }
    self.init(text, zoneIsOptional: true)
  }

  private init?(_ text: some StringProtocol, zoneIsOptional: Bool) {
    var scanner = DigitScanner(bytes: Array(text.utf8.prefix(64)))
    guard text.utf8.count <= 64,
      let year = scanner.number(4), scanner.take("-"), let month = scanner.number(2), scanner.take("-"),
      let day = scanner.number(2), let days = CivilDate(year: year, month: month, day: day).daysSince1970,
      scanner.take("T") || scanner.take("t") || scanner.take(" "),
      let hour = scanner.number(2), hour < 24, scanner.take(":"), let minute = scanner.number(2), minute < 60,
      scanner.take(":"), let second = scanner.number(2), second <= 60
    else { return nil }
    var nanoseconds: Int32 = 0
    if scanner.take(".") {
      guard let fraction = scanner.fraction() else { return nil }
      nanoseconds = fraction
    }
    var offset: Int64 = 0
    if !scanner.take("Z"), !scanner.take("z") {
      let isEast = scanner.take("+")
      if isEast || scanner.take("-") {
        guard let hours = scanner.number(2), hours < 24, scanner.take(":"), let minutes = scanner.number(2),
          minutes < 60
        else { return nil }
        offset = Int64(hours * 3_600 + minutes * 60) * (isEast ? 1 : -1)
      } else if !zoneIsOptional {
        return nil
      }
    }
    guard scanner.isAtEnd else { return nil }
    let time = Int64(hour * 3_600 + minute * 60 + second)
    self.init(secondsSince1970: days * 86_400 + time - offset, nanoseconds: nanoseconds)
  }
}

/// Passes over the digits and separators of a date.
private struct DigitScanner {
  let bytes: [UInt8]
  var index = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { index == bytes.count }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard index < bytes.count, bytes[index] == UInt8(ascii: scalar) else { return false }
    index += 1
    return true
  }

  /// Exactly `count` digits.
  mutating func number(_ count: Int) -> Int? {
    guard index + count <= bytes.count else { return nil }
    var value = 0
    for byte in bytes[index..<index + count] {
      guard let digit = byte.decimalValue else { return nil }
      value = value * 10 + digit
    }
    index += count
    return value
  }

  /// One digit or more after the point, as nanoseconds.
  mutating func fraction() -> Int32? {
    var value: Int32 = 0
    var unit: Int32 = 100_000_000
    let start = index
    while index < bytes.count, let digit = bytes[index].decimalValue {
      value += Int32(digit) * unit
      unit /= 10
      index += 1
    }
    return index > start ? value : nil
  }
}

/// A day of the Gregorian calendar.
package struct CivilDate {
  package var year: Int
  package var month: Int
  package var day: Int

  package init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// Counts in eras of 400 years that begin on 1 March, so that a leap day ends its year.
  package init(daysSince1970: Int64) {
    let days = daysSince1970 + 719_468
    let era = days.dividedRoundingDown(by: 146_097)
    let dayOfEra = Int(days - era * 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    year = yearOfEra + Int(era) * 400 + (month <= 2 ? 1 : 0)
  }

  /// Days since 1970-01-01; nil for a day that the calendar does not have.
  package var daysSince1970: Int64? {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard lengths.indices.contains(month - 1), day >= 1, day <= lengths[month - 1] else { return nil }
    let shifted = Int64(month <= 2 ? year - 1 : year)
    let era = shifted.dividedRoundingDown(by: 400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = Int64((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1)
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}

extension Int64 {
  fileprivate func dividedRoundingDown(by divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}

extension UInt8 {
  fileprivate var decimalValue: Int? {
    isASCIIDigit ? Int(self) - 0x30 : nil
  }
}

extension Timestamp {
  /// 1970-01-01T00:00:00Z.
  package static let epoch = Timestamp()

  private init() {
    secondsSince1970 = 0
    nanoseconds = 0
  }

  /// As the JUnit schemas want it: UTC without fraction and zone.
  package var withoutZone: String { String(description.prefix(19)) }
}
