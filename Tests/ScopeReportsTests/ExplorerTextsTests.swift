import Foundation
import Testing

@testable import ScopeReports

/// What the explorer reads back is what was written, and never markup.
@Suite struct ExplorerTextsTests {
  private func marked(_ texts: [String]) throws -> [UInt8] {
    var line: [UInt8] = [0x5B]
    for (index, text) in texts.enumerated() {
      if index > 0 { line.append(0x2C) }
      line.append(ExplorerMark.text)
      line.appendQuoted(text)
      line.append(ExplorerMark.text)
    }
    return line + [0x5D]
  }

  private func value(_ json: [UInt8]) throws -> [Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(json)) as? [Any])
  }

  @Test func sharesEachTextOnce() throws {
    var texts = ExplorerTexts(isWhole: true)
    let written = try value(texts.json(try marked(["a", "</script><script>", "a"])[...]))
    #expect(written.compactMap { $0 as? Int } == [0, 1, 0])
    #expect(texts.texts.count == 2)
    #expect(!texts.texts.joined().contains(0x3C))
    let read = try texts.texts.map { try value([0x5B] + $0 + [0x5D])[0] as? String }
    #expect(read == ["a", "</script><script>"])
  }

  @Test(arguments: [(true, "long"), (false, "")])
  func leavesOutOfLargeReportsWhatOneFindingNeeds(isWhole: Bool, expected: String) throws {
    var line: [UInt8] = [0x5B, ExplorerMark.choice]
    line.appendQuoted("long")
    line.append(ExplorerMark.or)
    line.appendQuoted("")
    line += [ExplorerMark.choice, 0x5D]
    var texts = ExplorerTexts(isWhole: isWhole)
    #expect(try value(texts.json(line[...])) as? [String] == [expected])
  }

  @Test func keepsTextsThatAreTooLongWhereTheyStand() throws {
    var texts = ExplorerTexts(isWhole: true)
    let long = String(repeating: "<", count: 700)
    let written = texts.json(try marked([long])[...])
    #expect(!written.contains(0x3C) && texts.texts.isEmpty)
    #expect(try value(written) as? [String] == [long])
  }
}
