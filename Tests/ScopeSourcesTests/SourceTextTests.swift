import ScopeSources
import Testing

@Suite struct SourceTextTests {
  @Test func countsLinesAndUTF16Columns() {
    let source = SourceText(path: "a.tf", text: "a\n𝄞é x\r\nlast")
    #expect(source.position(at: 0) == SourcePosition(line: 1, column: 1, byte: 0))
    #expect(source.position(at: 9) == SourcePosition(line: 2, column: 5, byte: 9))
    #expect(source.position(at: 99).line == 3)
    #expect(source.string(source.lineSpan(3)) == "last")
    #expect(source.lineSpan(9).isEmpty)
  }

  @Test(arguments: [[0xEF, 0xBB, 0xBF, 0x61], [0xFF, 0xFE, 0x61, 0x00], [0xFE, 0xFF, 0x00, 0x61], [0x61]])
  func readsWithByteOrderMark(_ bytes: [UInt8]) {
    #expect(SourceText(path: "", bytes: bytes).bytes == [0x61])
  }
}
