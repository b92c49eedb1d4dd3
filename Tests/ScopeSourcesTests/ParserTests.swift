import ScopeSources
import TestSupport
import Testing

@Suite struct ParserTests {
  @Test(arguments: [0, 1]) func everyTextHasAnOutline(_ index: Int) {
    var random = SeededNumbers(seed: 11)
    for _ in 0..<400 {
      let text = (0..<Int.random(in: 0..<60, using: &random)).map { _ in
        LexerTests.pieces.randomElement(using: &random) ?? ""
      }.joined(separator: Bool.random(using: &random) ? " " : "")
      let source = SourceText(path: "x", text: text)
      _ = index == 0 ? PowerShellParser.outline(source) : ShellParser.outline(source)
    }
  }

  @Test func deepNestingIsAFault() {
    let deep = String(repeating: "@(", count: 10_000)
    #expect(!PowerShellParser.outline(SourceText(path: "", text: "$x = " + deep)).faults.isEmpty)
    #expect(!ShellParser.outline(SourceText(path: "", text: String(repeating: "$(", count: 10_000))).faults.isEmpty)
    #expect(
      !ShellParser.outline(SourceText(path: "", text: String(repeating: "if a; then ", count: 10_000))).faults.isEmpty)
  }
}
