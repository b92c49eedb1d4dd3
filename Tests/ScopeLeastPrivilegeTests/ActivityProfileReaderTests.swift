import ScopeCatalog
import ScopeDocuments
import ScopeLeastPrivilege
import Testing

/// A profile is taken whole or refused: a part of one would say that calls were never made.
@Suite struct ActivityProfileReaderTests {
  private static let call =
    #"{"flow":"application","method":"GET","template":"/users","outcome":"used","count":2,"first":"2026-07-01T00:00:00Z"}"#

  private static func profile(_ call: String = call, records: String = "2", more: String = "") -> String {
    #"{"schemaVersion":1,"tool":{},"activityProfile":1,"records":\#(records),"duplicates":0,"batches":0,"overflow":0,"#
      + #""unusable":{"torn":1},"idsBelow":"ffffffffffffffff",\#(more)"applications":[{"appId":"#
      + #""00000000-0000-0000-0000-000000000001","held":{"application":["User.Read.All"]},"calls":[\#(call)]}]}"#
  }

  private static func read(_ text: String) throws(ActivityProfileReader.Problem) -> ActivityProfile {
    try ActivityProfileReader.read(Array(text.utf8), catalog: .shared)
  }

  @Test func readsWhatFoldWrites() throws {
    let profile = try Self.read(Self.profile())
    #expect(profile.records == 2)
    #expect(profile.tallies.map(\.count) == [2])
    #expect(profile.faults == [.torn: 1])
  }

  @Test(arguments: [
    profile(more: #""colour":1,"#), profile(more: #""records":2,"#), profile(records: "-1"), profile(records: "\"2\""),
    profile(records: "9223372036854775807"), profile(records: "2.5"),
    profile(call.replacing("\"count\":2", with: "\"count\":1000000000001")),
    profile(call.replacing("\"count\":2", with: "\"counts\":2")), profile(call.replacing("used", with: "won")),
    profile(call.replacing("\"GET\"", with: "null")), profile(call.replacing("2026-07-01T00", with: "2026-07-01T99")),
    profile(call.replacing("\"count\"", with: "\"ids\":\"12\",\"count\"")),
    profile(call.replacing("template", with: "route")), profile().replacing("torn", with: "lost"),
    profile().replacing("ffffffffffffffff", with: "ffff"),
    profile().replacing("\"held\":{\"application\"", with: "\"held\":{\"nobody\""),
  ])
  func refusesEverythingElse(text: String) {
    #expect(throws: ActivityProfileReader.Problem.self) { try Self.read(text) }
  }

  /// However large the counts and however often they are added, nothing overflows.
  @Test func countsSaturate() throws {
    let profile = try Self.read(
      Self.profile(Self.call.replacing("\"count\":2", with: "\"count\":1000000000000"), records: "1000000000000"))
    var sum = profile
    for _ in 0..<70 {
      let again = sum
      sum.merge(again)
    }
    #expect(sum.records == .max)
    #expect(sum.tallies.map(\.count) == [.max])
  }

}
