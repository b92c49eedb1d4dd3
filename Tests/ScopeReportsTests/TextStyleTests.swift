import Testing

@testable import ScopeReports

/// Wrapping loses no word, keeps to the width, and puts every line where it belongs.
@Suite struct TextStyleTests {
  private static let texts = [
    "", "word", "Wipes, retires and locks every managed device, with nobody signed in.",
    String(repeating: "a ", count: 300), String(repeating: "x", count: 200),
    "one \(String(repeating: "y", count: 90)) two",
    "Zeitpl\u{E4}ne f\u{FC}r \u{1F680}\u{1F680}\u{1F680} und \u{E9}t\u{E9} \(String(repeating: "\u{F6} ", count: 60))",
    "  spaces   between  ",
  ]

  @Test(arguments: texts, [40, 41, 72, 100, 160])
  func wraps(text: String, width: Int) {
    let style = TextStyle(width: width)
    for indent in [0, 3, 8] {
      let wrapped = style.wrap(text, indent: indent)
      #expect(wrapped.hasSuffix("\n"))
      let lines = wrapped.dropLast().split(separator: "\n", omittingEmptySubsequences: false)
      let words = lines.flatMap { $0.split(separator: " ") }
      #expect(words == text.split(separator: " "))
      for line in lines {
        #expect(line.hasPrefix(String(repeating: " ", count: indent)))
        #expect(line.columns <= width || line.split(separator: " ").count == 1)
      }
      // No line ends where the next word had room.
      for (line, next) in zip(lines, lines.dropFirst()) {
        #expect(line.columns + 1 + (next.split(separator: " ").first?.columns ?? 0) > width)
      }
    }
  }

  /// Columns as terminals show them; cut text never takes more than it may.
  @Test(arguments: [
    ("abc", 3), ("\u{E9}t\u{E9}", 3), ("e\u{301}", 1), ("\u{65E5}\u{672C}", 4), ("\u{1F680}", 2),
    ("\u{2764}\u{FE0F}", 2),
    ("\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}", 2), ("\u{1F1E9}\u{1F1EA}", 2), ("\u{AC00}x", 3), ("\u{FF21}", 2),
    ("", 0),
  ])
  func countsColumns(text: String, columns: Int) {
    #expect(text.columns == columns)
    for limit in 0...5 {
      #expect(text.prefix(columns: limit).columns <= limit)
      #expect(text.suffix(columns: limit).columns <= limit)
      if columns <= limit { #expect(text.prefix(columns: limit) == text && text.suffix(columns: limit) == text) }
    }
  }

  /// Text that needs no look at Unicode is counted and cut as all other text is, marks behind it included.
  @Test func plainTextIsCutAsAnyOther() {
    let pieces = [
      "a", " ", "\u{E9}", "\u{2DF}", "\u{2026}", "\u{2022}\u{2022}", "\u{2010}", "\u{2027}", "\u{2028}", "\u{301}",
      "\r\n",
      "\r", "\n", "\u{AD}", "\u{65E5}", "\u{1F680}", "\u{200D}", "\u{300}", "",
    ]
    for first in pieces {
      for second in pieces {
        for third in pieces {
          let text = "x" + first + second + third
          let widths = text.map { ColumnWidth.of($0) }
          #expect(text.columns == widths.reduce(0, +), "\(text.unicodeScalars.map(\.value))")
          for limit in 0...4 {
            var used = 0
            let kept = text.prefix { character in
              used += ColumnWidth.of(character)
              return used <= limit
            }
            #expect(text.prefix(columns: limit) == kept)
            #expect(
              String(text.suffix(columns: limit)).unicodeScalars.elementsEqual(
                Self.end(of: text, limit).unicodeScalars))
          }
        }
      }
    }
  }

  /// The longest end of so many columns, character by character.
  private static func end(of text: String, _ limit: Int) -> String {
    var used = 0
    var kept: [Character] = []
    for character in text.reversed() {
      used += ColumnWidth.of(character)
      guard used <= limit else { break }
      kept.append(character)
    }
    return String(kept.reversed())
  }

  @Test func leadStandsInTheMarginsPlace() {
    let wrapped = TextStyle(width: 40).wrap(String(repeating: "word ", count: 12), indent: 8, lead: "   fix  ")
    let lines = wrapped.split(separator: "\n")
    #expect(lines.count == 2 && lines[0].hasPrefix("   fix  word") && lines[1].hasPrefix("        word"))
    #expect(lines[0].count <= 40)
  }

  @Test(arguments: [(0, 40), (39, 40), (80, 80), (500, 160)])
  func widthIsBounded(asked: Int, width: Int) { #expect(TextStyle(width: asked).width == width) }

  @Test func paintsOnlyWhereColorIsWelcome() {
    #expect(TextStyle().paint("x", .high) == "x")
    #expect(TextStyle(hasColor: true).paint("x", .high) == "\u{1B}[31mx\u{1B}[0m")
  }

  @Test func pads() {
    #expect("ab".padded(to: 4) == "ab  " && "abc".padded(to: 2) == "abc")
    #expect("\u{E4}".leftPadded(to: 3) == "  \u{E4}")
  }
}
