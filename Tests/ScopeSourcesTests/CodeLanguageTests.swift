import ScopeSources
import TestSupport
import Testing

/// The six general-purpose languages: every text has an outline, in time that is linear in it.
@Suite struct CodeLanguageTests {
  private static let pieces = [
    "(", ")", "[", "]", "{", "}", "\"", "'", "`", "${", "$\"", "f\"", "\"\"\"", "@", "#", "/", "//", "/*", "*/", "\\",
    "\n", ";", ",", ".", "?.", "=>", "->", ":", "::", "=", "+=", "??", "?", "<", ">", "!", "class", "def", "func",
    "function", "if", "else", "for", "in", "return", "new", "await", "var", "const", "lambda", "switch", "case",
    "import", "x", "y", "1", "\u{FF}", "\u{1F600}", "@\"", "$@\"", "{{", "}}", "async", "public", "static", "get",
  ]

  @Test(arguments: CodeLanguage.allCases) func everyTextHasAnOutline(_ language: CodeLanguage) {
    var random = SeededNumbers(seed: UInt64(language.rawValue.count))
    for _ in 0..<300 {
      let text = (0..<Int.random(in: 0..<80, using: &random)).map { _ in
        Self.pieces.randomElement(using: &random) ?? ""
      }.joined(separator: Bool.random(using: &random) ? " " : "")
      _ = language.outline(of: SourceText(path: "x", text: text))
    }
  }

  @Test(arguments: CodeLanguage.allCases) func anyBytesHaveAnOutline(_ language: CodeLanguage) {
    var random = SeededNumbers(seed: 5)
    for _ in 0..<100 {
      let bytes = (0..<Int.random(in: 0..<200, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      _ = language.outline(of: SourceText(path: "x", bytes: bytes))
    }
  }

  @Test(arguments: CodeLanguage.allCases) func deepNestingEnds(_ language: CodeLanguage) {
    for bracket in ["(", "[", "{", "f(", "a[", "[{(", "((((]"] {
      _ = language.outline(of: SourceText(path: "x", text: "x = " + String(repeating: bracket, count: 20_000)))
    }
  }

  @Test func pythonJoinsLiteralsAndReadsHoles() throws {
    let outline = CodeLanguage.python.outline(of: SourceText(path: "x", text: "a = f'x{b}' 'y'\n"))
    guard case .assignment(let assignment)? = outline.statements.first?.kind,
      case .text(let parts) = assignment.value.kind
    else {
      Issue.record("no text")
      return
    }
    #expect(parts.count == 3)
  }

  /// What stands after an import on its line is code as on any other line.
  @Test(arguments: ["import os", "import a, b as c", "from a import b", "from a import (b, c)"])
  func pythonGoesOnAfterAnImport(_ statement: String) {
    let outline = CodeLanguage.python.outline(of: SourceText(path: "x", text: "\(statement); f(1); g = 2\n"))
    #expect(outline.statements.count == 3)
    guard case .expression(let call)? = outline.statements.dropFirst().first?.kind, case .chain = call.kind else {
      Issue.record("no call")
      return
    }
  }
}
