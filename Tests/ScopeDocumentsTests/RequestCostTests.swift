import Testing

@testable import ScopeDocuments

/// Telling where requests stand costs one walk over the text, however many there are.
@Suite struct RequestCostTests {
  private static let shapes: [(name: String, text: @Sendable (Int) -> String)] = [
    (
      "recording",
      { count in
        let entry = "{\"request\":{\"method\":\"GET\",\"url\":\"/users\"}}"
        return "{\"log\":{\"entries\":[" + Array(repeating: entry, count: count).joined(separator: ",\n") + "]}}"
      }
    ),
    (
      "recorded batches",
      { count in
        let entry =
          "{\"request\":{\"method\":\"POST\",\"url\":\"/$batch\",\"postData\":{\"text\":\"{\\\"requests\\\":[{\\\"method\\\":\\\"GET\\\",\\\"url\\\":\\\"/me\\\"}]}\"}}}"
        return "{\"log\":{\"entries\":[" + Array(repeating: entry, count: count).joined(separator: ",") + "]}}"
      }
    ),
    (
      "batch",
      { count in
        let part = "{\"id\":\"1\",\"method\":\"GET\",\"url\":\"/users\"}"
        return "{\"requests\":[" + Array(repeating: part, count: count).joined(separator: ",") + "]}"
      }
    ),
    ("texts", { count in "[" + Array(repeating: "\"GET /users\"", count: count).joined(separator: ",") + "]" }),
    ("refused", { count in "[" + Array(repeating: "{\"x\":1}", count: count).joined(separator: ",") + "]" }),
  ]

  @Test(arguments: shapes.indices) func positionsCostOneWalk(index: Int) {
    let shape = Self.shapes[index]
    for count in [50, 100, 2_000] {
      let text = Array(shape.text(count).utf8)
      var list = RequestList()
      let walked = RequestJSONReader.read(text[...], into: &list)
      #expect(list.requests.count + list.problems.count == count, "\(shape.name)")
      #expect(walked <= text.count, "\(shape.name): \(walked) bytes for \(text.count)")
    }
  }

  /// The places are the same as those that are counted from the beginning.
  @Test func positionsAreRight() {
    var list = RequestList()
    RequestJSONReader.read(
      Array("[{\"method\":\"GET\",\"url\":\"/a\"},\n {\"x\":1},\n  \"GET /b\"]".utf8)[...], into: &list)
    #expect(list.requests.map { "\($0.position.line):\($0.position.column)" } == ["1:2", "3:3"])
    #expect(list.problems.map { "\($0.position.line):\($0.position.column)" } == ["2:2"])
  }
}
