import ScopeCatalog
import Testing

@testable import ScopeLeastPrivilege

/// Queries say where the logs are, quote what they are told, and refuse what they have no place for.
@Suite struct ActivityQueryTests {
  private static let vocabulary = AddressVocabulary(.shared)

  @Test(arguments: [
    (ActivityEngine.duckdb, ActivityQueryOptions(logs: "a'b/*.json"), "read_ndjson_objects('a''b/*.json'"),
    (.duckdb, ActivityQueryOptions(output: "rows'.json"), "TO 'rows''.json' (FORMAT json)"),
    (.duckdb, ActivityQueryOptions(logs: "lake/**", storage: .parquet), "read_parquet('lake/**'"),
    (.duckdb, ActivityQueryOptions(output: "a\nb"), "--activity a b\n"),
    (.kql, ActivityQueryOptions(period: "12h"), "let Period = 12h;"),
    (.kql, ActivityQueryOptions(logs: "Graph_Logs"), "let Records = Graph_Logs\n"),
  ])
  func saysWhatItIsTold(engine: ActivityEngine, options: ActivityQueryOptions, piece: String) throws {
    #expect(try ActivityQuery.text(engine, options, Self.vocabulary).contains(piece))
  }

  @Test(arguments: [
    (ActivityEngine.kql, ActivityQueryOptions(period: "90d; T")), (.kql, ActivityQueryOptions(period: "d")),
    (.kql, ActivityQueryOptions(logs: "T | take 1")), (.kql, ActivityQueryOptions(output: "rows.json")),
    (.kql, ActivityQueryOptions(storage: .parquet)), (.duckdb, ActivityQueryOptions(period: "90d")),
  ])
  func refusesWhatItHasNoPlaceFor(engine: ActivityEngine, options: ActivityQueryOptions) {
    #expect(throws: ActivityQueryError.self) { try ActivityQuery.text(engine, options, Self.vocabulary) }
  }
}
