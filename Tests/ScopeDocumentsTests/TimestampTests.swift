import ScopeDocuments
import Testing

@Test(arguments: [
  ("2023-06-12T14:14:57", "2023-06-12T14:14:57Z"), ("2024-02-29T23:59:59.123Z", "2024-02-29T23:59:59Z"),
  ("2026-08-24 10:00:00+02:00", "2026-08-24T08:00:00Z"), ("1980-01-0112:00:00", "1980-01-01T12:00:00Z"),
  ("1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z"), ("9999-12-31t00:00:00z", "9999-12-31T00:00:00Z"),
])
func internetDatesAreRead(text: String, expected: String) { #expect(Timestamp(internet: text)?.text == expected) }

@Test(arguments: ["", "2023-06-12", "2023-13-12T14:14:57Z", "2023-06-12T24:00:00Z", "2023-06-12T14:14:57X", "abcd-06-12T14:14:57"])
func otherDatesAreRefused(text: String) { #expect(Timestamp(internet: text) == nil) }

@Test func httpDatesAreRead() {
  #expect(Timestamp(http: "Tue, 24 Nov 2026 05:30:35 GMT")?.text == "2026-11-24T05:30:35Z")
  #expect(Timestamp(http: "Tue, 24 Foo 2026 05:30:35 GMT") == nil)
}
