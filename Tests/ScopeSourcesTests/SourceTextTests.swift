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

  /// A line may have as many bytes as a file: a place in it is the same as counted from its beginning.
  @Test(arguments: [4_095, 4_096, 4_097, 8_192, 20_000]) func countsInLongLines(_ length: Int) {
    let letters = ["a", "é", "𝄞", "€"]
    let text = "x\n" + (0..<length).map { letters[$0 % 4] }.joined() + "\ny"
    let source = SourceText(path: "a.js", text: text)
    let bytes = Array(text.utf8)
    var column = 1
    for (offset, byte) in bytes.enumerated().dropFirst(2).dropLast(2) {
      if byte & 0xC0 != 0x80 {
        if offset % 97 == 0 || offset % 4_096 < 4 {
          #expect(source.position(at: UInt32(offset)) == SourcePosition(line: 2, column: column, byte: offset))
        }
        column += byte >= 0xF0 ? 2 : 1
      }
    }
    #expect(source.position(at: UInt32(bytes.count - 1)) == SourcePosition(line: 3, column: 1, byte: bytes.count - 1))
  }

  @Test(arguments: [[0xEF, 0xBB, 0xBF, 0x61], [0xFF, 0xFE, 0x61, 0x00], [0xFE, 0xFF, 0x00, 0x61], [0x61]])
  func readsWithByteOrderMark(_ bytes: [UInt8]) {
    #expect(SourceText(path: "", bytes: bytes).bytes == [0x61])
  }
}
