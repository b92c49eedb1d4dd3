/// The general-purpose languages that one lexer and one parser read, each with its own strings and statements.
package enum CodeLanguage: String, CaseIterable, Sendable {
  case csharp, java, javascript, typescript, go, python

  /// TypeScript is read as JavaScript with types.
  var isScript: Bool { self == .javascript || self == .typescript }
  /// Whether declarations begin with a type: `string name = …`.
  var putsTypesFirst: Bool { self == .csharp || self == .java }
  /// Whether the end of a line can end a statement.
  var endsAtLines: Bool { self == .go || self == .python || isScript }

  /// Compared as what they are: the standard library would compare the texts of their names.
  package static func == (left: Self, right: Self) -> Bool { left.tag == right.tag }
  package static func != (left: Self, right: Self) -> Bool { left.tag != right.tag }

  private var tag: UInt8 {
    switch self {
    case .csharp: 0
    case .java: 1
    case .javascript: 2
    case .typescript: 3
    case .go: 4
    case .python: 5
    }
  }

  /// The outline of a file in this language.
  package func outline(of source: SourceText) -> Outline {
    var lexer = CodeLexer(source, self)
    let tokens = lexer.read()
    var parser = CodeParser(tokens, self)
    return parser.outline()
  }
}
