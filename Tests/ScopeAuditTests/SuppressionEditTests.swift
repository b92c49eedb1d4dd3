import ScopeDocuments
import ScopeValues
import Testing

private let edit = SuppressionEdit(
  fingerprint: "0123456789abcdef0123456789abcdef", reason: "Reviewed \"today\"", expires: "2027-01-31",
  created: "2026-08-24")

/// Comments, indentation and everything else stay; the entry can be read back.
@Test(arguments: [
  "{\n  // why\n  \"suppressions\": []\n}\n",
  "{ \"suppressions\": [\n  ] } // end\n",
  "{\"suppressions\": [\n  { \"fingerprint\": \"ffffffffffffffffffffffffffffffff\", \"reason\": \"ten letters\" }, // theirs\n]}\n",
  "{\"suppressions\": [ { \"fingerprint\": \"ffffffffffffffffffffffffffffffff\", \"reason\": \"ten letters\" } ]}\r\n",
])
func additionsKeepTheFile(_ text: String) throws {
  let edited = try edit.apply(to: Array(text.utf8), path: "s.json")
  let file = try SuppressionFile(edited, path: "s.json")
  let added = try #require(file.entries.last)
  #expect(added.fingerprint == edit.fingerprint)
  #expect(added.reason == edit.reason)
  let result = String(decoding: edited, as: UTF8.self)
  for comment in ["// why", "// end", "// theirs"] where text.contains(comment) { #expect(result.contains(comment)) }
}

@Test func renewalChangesTheEntryInPlace() throws {
  let text =
    "{\"suppressions\": [\n  { /* a */ \"fingerprint\": \"0123456789abcdef0123456789abcdef\", \"reason\": \"an old reason\", \"expires\": \"2020-01-01\" }\n]}"
  let edited = try edit.apply(to: Array(text.utf8), path: "s.json")
  let file = try SuppressionFile(edited, path: "s.json")
  #expect(file.entries.count == 1)
  #expect(file.entries[0].reason == edit.reason)
  #expect(String(decoding: edited, as: UTF8.self).contains("/* a */"))
}

@Test(arguments: [
  ("2026-08-24T23:59:59Z", "2026-08-24", false), ("2026-08-25T00:00:00Z", "2026-08-24", true),
  ("2026-08-24T00:00:00Z", "someday", true), ("2026-08-24T00:00:00Z", "2026-02-30", true),
])
func lastDayCounts(now: String, date: String, isOver: Bool) throws {
  #expect(SuppressionEntry.Expiry(date).isOver(at: try #require(Timestamp(rfc3339: now))) == isOver)
}
