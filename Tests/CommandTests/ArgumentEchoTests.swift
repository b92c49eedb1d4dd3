import Testing

/// What the parser of the command line repeats of hostile arguments steers no terminal and no CI system.
@Suite struct ArgumentEchoTests {
  private static let hostile = "\u{1B}[31mX\n::error::y\u{202E}##vso[task]"

  static let places: [[String]] = [
    ["check", ".", "--format", hostile], ["check", ".", "--format=\(hostile)"], ["check", ".", "--output", hostile],
    ["check", ".", "--fail-on", hostile], ["check", ".", "--now", hostile], ["check", "--\(hostile)"],
    ["schema", hostile], ["activity", "query", "--engine", hostile], [hostile], ["check", ".", "-e\n::error::y.json"],
  ]

  @Test(arguments: places)
  func isNeutralised(arguments: [String]) throws {
    let run = try Binary.run(arguments)
    #expect(run.status == 2)
    for text in [run.output, run.errors] {
      #expect(
        !text.unicodeScalars.contains { $0 != "\n" && ($0.value < 0x20 || $0 == "\u{202E}") },
        "\(text.debugDescription)")
      #expect(!text.split(separator: "\n").contains { $0.drop { $0 == " " }.hasPrefix("::") })
      #expect(!text.contains("##vso["))
    }
  }
}
