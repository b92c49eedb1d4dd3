import ScopeSources
import TestSupport
import Testing

@Suite struct LexerTests {
  typealias Lexer = @Sendable (SourceText) -> TokenList

  static let lexers: [(name: String, lexer: Lexer)] = [
    ("PowerShell", { PowerShellLexer.tokens($0) }), ("shell", { ShellLexer.tokens($0) }),
  ]

  /// What trips lexers: marks of every language, cut and shuffled.
  static let pieces = [
    "\"", "'", "$(", "${", "@(", "@{", "{", "}", "(", ")", "[", "]", "<<EOF\n", "\nEOF\n", "@\"\n", "\n\"@", "@'\n",
    "\n'@", "<#", "#>", "#", "`", "\\", "\n", "\r\n", ";", "|", "&&", "-eq", "a", "=", "$x", "//", "/*", "*/", "%{",
    "'''", "–", "“", "‘", "é", ",", ".", "::", "case x in a) ;; esac", "[[", "]]", "x=(", " ", "1", "?", ":", "+=",
    "<<-X\n", "~", "for", "in", "\u{0}",
  ]

  @Test(arguments: lexers.indices) func everyTextEndsWell(_ index: Int) {
    var random = SeededNumbers(seed: 7)
    for _ in 0..<400 {
      let text = (0..<Int.random(in: 0..<60, using: &random)).map { _ in
        Self.pieces.randomElement(using: &random) ?? ""
      }.joined()
      let list = Self.lexers[index].lexer(SourceText(path: "x", text: text))
      Self.check(list, text)
    }
  }

  /// Tokens stand in the order of the text, do not overlap, and every bracket's partner knows it.
  static func check(_ list: TokenList, _ text: String) {
    #expect(list.tokens.last?.kind == .end, "\(text)")
    var end: UInt32 = 0
    for (index, token) in list.tokens.enumerated() {
      guard token.span.start >= end, token.span.end >= token.span.start,
        Int(token.span.end) <= list.source.bytes.count
      else {
        Issue.record("token \(index) of \(text.debugDescription) stands at \(token.span)")
        return
      }
      end = token.span.end
      if token.kind == .open || token.kind == .textOpen {
        let partner = list[Int(token.match)]
        #expect(partner.kind == .end || Int(partner.match) == index, "\(text)")
      }
    }
  }
}
