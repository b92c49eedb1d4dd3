import ScopeValues
import Testing

@testable import ScopeDocuments

@Test(arguments: [
  ("2023-06-12T14:14:57", "2023-06-12T14:14:57Z"), ("2026-08-24 10:00:00+02:00", "2026-08-24T08:00:00Z"),
  ("1980-01-0112:00:00", "1980-01-01T12:00:00Z"), ("Tue, 24 Nov 2026 05:30:35 GMT", "2026-11-24T05:30:35Z"),
])
func responseDateIsRead(text: String, expected: String) { #expect(Timestamp(response: text)?.description == expected) }

@Test(arguments: ["", "2023-06-12", "yesterday", "Tue, 24 Foo 2026 05:30:35 GMT", "Tue, 24 Nov 2026 25:30:35 GMT"])
func otherResponseDateIsRefused(text: String) { #expect(Timestamp(response: text) == nil) }
