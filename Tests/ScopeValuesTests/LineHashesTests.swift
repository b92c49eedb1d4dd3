import Testing

@testable import ScopeValues

/// The hashes were worked out by an independent program that follows the same published algorithm.
@Suite struct LineHashesTests {
  private func hashes(_ text: String, pieces: Int = .max) -> [String]? {
    let hasher = LineHasher()
    let bytes = Array(text.utf8)
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + min(pieces, bytes.count))
      bytes[start..<end].withUnsafeBytes { hasher.update($0) }
      start = end
    }
    guard let hashes = hasher.finish() else { return nil }
    let fingerprints = hashes.fingerprints(of: Set(1...max(1, hashes.hashes.count)))
    return (1...max(1, hashes.hashes.count)).compactMap { fingerprints[$0] }
  }

  @Test(
    arguments: [
      ("", ["c129715d7a2bc9a3:1"], Array(0..<1)),
      (
        "{\n  \"id\": 1\n}\n",
        ["9880e9b98024b24d:1", "aa8155b59f1bd584:1", "32dce9ccfdbc9d3e:1", "c129715d7a2bc9a3:1"], Array(0..<4)
      ),
      (
        "x\r\n\r\n y\t\u{E9}\u{1F680}\r\n",
        ["c9a3ddeabdc62da4:1", "fd6ba3e45d2b8fc2:1", "a86e89fb782b34a0:1", "c129715d7a2bc9a3:1"], Array(0..<4)
      ),
      (
        String(repeating: "a\n", count: 120),
        ["83d4df87b9db256:1", "83d4df87b9db256:19", "83d4df87b9db256:20", "c129715d7a2bc9a3:1"], [0, 18, 19, 120]
      ),
    ] as [(String, [String], [Int])])
  func agrees(text: String, expected: [String], lines: [Int]) throws {
    let hashes = try #require(self.hashes(text))
    #expect(lines.map { hashes[$0] } == expected)
  }

  @Test func doesNotDependOnPieces() {
    let text = "{\n  \"name\": \"Zeitpl\u{E4}ne \u{1F680}\",\r\n\t\"id\": 1\n}\n"
    #expect(hashes(text, pieces: 1) == hashes(text))
  }

  @Test(arguments: ["\u{0}", "a\rb", "a\r\tb"])
  func saysNothingWhereLinesCountDifferently(text: String) { #expect(hashes(text) == nil) }
}
