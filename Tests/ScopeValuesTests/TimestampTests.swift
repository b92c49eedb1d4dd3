import ScopeValues
import Testing

@Test(arguments: [
  ("1970-01-01T00:00:00Z", 0, 0, "1970-01-01T00:00:00Z"),
  ("2026-08-15T10:02:11Z", 1_786_788_131, 0, "2026-08-15T10:02:11Z"),
  ("2026-08-15T12:02:11+02:00", 1_786_788_131, 0, "2026-08-15T10:02:11Z"),
  ("2026-08-14T22:32:11.5-11:30", 1_786_788_131, 500_000_000, "2026-08-15T10:02:11.5Z"),
  ("2026-08-15t10:02:11.1234567z", 1_786_788_131, 123_456_700, "2026-08-15T10:02:11.1234567Z"),
  ("2026-08-15 10:02:11.12345678999Z", 1_786_788_131, 123_456_789, "2026-08-15T10:02:11.123456789Z"),
  ("2000-02-29T23:59:59Z", 951_868_799, 0, "2000-02-29T23:59:59Z"),
  ("2016-12-31T23:59:60Z", 1_483_228_800, 0, "2017-01-01T00:00:00Z"),
  ("1969-12-31T23:59:59.25Z", -1, 250_000_000, "1969-12-31T23:59:59.25Z"),
  ("0000-01-01T00:00:00Z", -62_167_219_200, 0, "0000-01-01T00:00:00Z"),
  ("9999-12-31T23:59:59Z", 253_402_300_799, 0, "9999-12-31T23:59:59Z"),
])
func readsAndWritesRFC3339(text: String, seconds: Int64, nanoseconds: Int32, printed: String) throws {
  let time = try #require(Timestamp(rfc3339: text))
  #expect(time.secondsSince1970 == seconds)
  #expect(time.nanoseconds == nanoseconds)
  #expect(time.description == printed)
  #expect(Timestamp(rfc3339: printed) == time)
}

@Test(arguments: [
  "", "2026-08-15", "2026-08-15T10:02:11", "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
  "2026-00-10T00:00:00Z", "2026-04-31T00:00:00Z", "2026-08-15T24:00:00Z", "2026-08-15T10:60:00Z",
  "2026-08-15T10:02:61Z",
  "2026-08-15T10:02:11.Z", "2026-08-15T10:02:11+2:00", "2026-08-15T10:02:11+0200", "2026-08-15T10:02:11Zulu",
  "2026-08-15T10:02:11\u{0660}Z", "+026-08-15T10:02:11Z", "9999-12-31T23:59:59-01:00", "0000-01-01T00:00:00+01:00",
  " 2026-08-15T10:02:11Z", "/Date(0)/",
])
func refusesWhatIsNotRFC3339(text: String) {
  #expect(Timestamp(rfc3339: text) == nil)
}

@Test(arguments: [
  ("2026-08-15T10:02:11", "2026-08-15T10:02:11Z"), ("2026-08-15 10:02:11.5", "2026-08-15T10:02:11.5Z"),
  ("/Date(1786788131250)/", "2026-08-15T10:02:11.25Z"), ("/Date(-1)/", "1969-12-31T23:59:59.999Z"),
])
func readsWhatExportsPrint(text: String, printed: String) {
  #expect(Timestamp(exported: text)?.description == printed)
}

@Test func refusesDatesBeyondTheCalendar() {
  #expect(Timestamp(exported: "/Date(9223372036854775807)/") == nil)
  #expect(Timestamp(secondsSince1970: Double.infinity) == nil)
  #expect(Timestamp(secondsSince1970: Double.nan) == nil)
  #expect(Timestamp(secondsSince1970: 1e300) == nil)
  #expect(Timestamp(secondsSince1970: Int64.max) == nil)
}

@Test func countsBothWays() throws {
  let early = try #require(Timestamp(rfc3339: "2026-08-15T10:00:00.75Z"))
  let late = try #require(Timestamp(rfc3339: "2026-08-15T11:00:00.25Z"))
  #expect(early < late)
  #expect(late.seconds(since: early) == 3_599)
  #expect(early.seconds(since: late) == -3_600)
  #expect(early.advanced(bySeconds: 3_600).description == "2026-08-15T11:00:00.75Z")
  #expect(early.advanced(bySeconds: .max).description == "9999-12-31T23:59:59.75Z")
  #expect(early.advanced(bySeconds: .min).description == "0000-01-01T00:00:00.75Z")
}
