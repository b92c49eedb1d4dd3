import ScopeValues
import Testing

@testable import ScopeReports

/// Writers take a short way with the texts that are most of a report; it has to lead to the same bytes.
@Suite struct PlainTextTests {
  /// Every byte of ASCII, and some characters beyond, at the beginning, in the middle, at the end, twice, and alone.
  private static let texts: [String] = {
    let signs =
      (0..<128).map { String(Unicode.Scalar(UInt8($0))) } + ["é", "\u{FF1D}", "\u{202E}", "e\u{301}", "日", "👩‍👩‍👧"]
    return [""]
      + signs.flatMap { sign in
        [
          sign, sign + sign, sign + "words of a text", "words of\(sign)a text", "words of a text\(sign)",
          "words, of a \"text\"\(sign)", " \(sign)x",
          "seven\(sign)\(sign) columns of a text that is longer than a word",
        ]
      }
  }()

  @Test func rowsHoldWhatCellsAre() {
    for text in Self.texts {
      var row: [UInt8] = []
      CSVReport.row([text, "b"], &row)
      #expect(row == Array("\(CellText.cell(text)),b\r\n".utf8), "\(text.debugDescription)")
    }
  }

  @Test func columnsAreThoseOfTheCharacters() {
    for text in Self.texts {
      #expect(text.columns == text.reduce(0) { $0 + ColumnWidth.of($1) }, "\(text.debugDescription)")
    }
  }

  @Test(arguments: [40, 60]) func wrappingKeepsEveryWord(width: Int) {
    let style = TextStyle(width: width)
    for text in Self.texts {
      let wrapped = style.wrap(text, indent: 3, lead: "=> ")
      #expect(wrapped.hasPrefix("=> ") && wrapped.utf8.last == ASCII.lineFeed)
      let words = wrapped.utf8.dropFirst(3).dropLast().split { $0 == ASCII.space || $0 == ASCII.lineFeed }
      #expect(
        words.map(Array.init) == text.utf8.split { $0 == ASCII.space || $0 == ASCII.lineFeed }.map(Array.init))
    }
  }
}
