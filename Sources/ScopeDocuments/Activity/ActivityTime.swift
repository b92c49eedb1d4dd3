import ScopeValues

/// Reads the dates of activity logs: RFC 3339 in nearly every export, American order in some of the portal's.
enum ActivityTime {
  /// Seconds since 1970; nil where the text is no date. A date without zone is UTC, as the portal's column says.
  static func seconds(in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
    let text = Slice(base: bytes, bounds: range)
    return international(text) ?? american(text)
  }

  /// `2026-07-16T08:00:00.0000000Z`, with a space for the T, and any zone.
  private static func international(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    let start = text.startIndex
    guard text.count >= 19, text[start + 4] == ASCII.hyphen, text[start + 7] == ASCII.hyphen,
      text[start + 13] == ASCII.colon,
      text[start + 16] == ASCII.colon
    else { return nil }
    var wrong: UInt8 = 0
    func pair(_ at: Int) -> Int {
      let tens = text[start + at] &- 0x30
      let ones = text[start + at + 1] &- 0x30
      if tens > 9 || ones > 9 { wrong = 1 }
      return Int(tens) * 10 + Int(ones)
    }
    let year = pair(0) * 100 + pair(2)
    let (month, day, hour, minute, second) = (pair(5), pair(8), pair(11), pair(14), pair(17))
    guard wrong == 0 else { return nil }
    var at = start + 19
    if at < text.endIndex, text[at] == ASCII.point {
      at += 1
      while at < text.endIndex, text[at].isASCIIDigit { at += 1 }
    }
    // Z, no zone, or one that only the general reader knows.
    if at < text.endIndex, text[at] | 0x20 != UInt8(ascii: "z") || at + 1 != text.endIndex {
      return (Timestamp(exported: String(decoding: text, as: UTF8.self))?.secondsSince1970).map { Int($0) }
    }
    return moment(year, month, day, hour, minute, second)
  }

  /// `7/16/2026, 8:00:00.000 AM`, as the Azure portal exports for American readers.
  private static func american(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    let parts = String(decoding: text, as: UTF8.self).split { " ,\u{202F}".contains($0) }
    guard parts.count == 2 || parts.count == 3 else { return nil }
    let date = parts[0].split(separator: "/").map { Int($0) }
    let clock = parts[1].prefix { $0 != "." }.split(separator: ":").map { Int($0) }
    guard date.count == 3, clock.count == 3, let month = date[0], let day = date[1], let year = date[2],
      var hour = clock[0], let minute = clock[1], let second = clock[2]
    else { return nil }
    if parts.count == 3 {
      guard let half = ["am", "pm"].firstIndex(of: parts[2].lowercased()), (1...12).contains(hour) else { return nil }
      hour = hour % 12 + 12 * half
    }
    return moment(year, month, day, hour, minute, second)
  }

  private static func moment(_ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int, _ second: Int) -> Int? {
    guard hour < 24, minute < 60, second < 61, minute >= 0, second >= 0, hour >= 0 else { return nil }
    return CivilDate(year: year, month: month, day: day).daysSince1970.map {
      Int($0) * 86_400 + hour * 3_600 + minute * 60 + second
    }
  }
}
