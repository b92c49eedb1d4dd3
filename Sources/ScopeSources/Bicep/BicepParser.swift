/// Reads the outline of a Bicep file or a file of its parameters.
///
/// `param`, `var`, `resource`, `module` and `output` are blocks whose first label is the name; a resource's second label
/// is its type, a module's its path, and `existing` is a third. The value is the block's only statement; a parameter
/// without a default has none.
package enum BicepParser {
  package static func outline(_ source: SourceText) -> Outline { outline(BicepLexer.tokens(source)) }

  package static func outline(_ list: TokenList) -> Outline {
    var parser = InfixParser(list, .bicep)
    parser.nested = { parser in
      guard parser.cursor.has("resource"), parser.cursor.kind(ahead: 1) == .word else { return nil }
      return declaration(&parser)
    }
    var statements: [Statement] = []
    while true {
      parser.cursor.skipNewlines()
      guard !parser.cursor.isAtEnd else { break }
      let before = parser.cursor.index
      if let statement = statement(&parser) { statements.append(statement) }
      if parser.cursor.index == before { parser.cursor.skip() }
    }
    return Outline(source: list.source, statements: statements, comments: list.comments, faults: parser.faults)
  }

  private static func statement(_ parser: inout InfixParser) -> Statement? {
    if parser.cursor.take("@") {
      _ = parser.expression()
      return nil
    }
    guard parser.cursor.kind == .word else { return nil }
    switch parser.cursor.string {
    case "param", "var", "resource", "module", "output": return declaration(&parser)
    case "using":
      let start = parser.cursor.token.span
      parser.cursor.index += 1
      let path = parser.cursor.kind == .textOpen ? [parser.text()] : []
      return Statement(
        .block(Block(type: "using", labels: path, body: [], head: start)), parser.cursor.span(from: start))
    default:
      while !parser.cursor.isAtEnd, parser.cursor.kind != .newline { parser.cursor.skip() }
      return nil
    }
  }

  static func declaration(_ parser: inout InfixParser) -> Statement? {
    let start = parser.cursor.token.span
    let type = parser.cursor.string
    parser.cursor.index += 1
    guard parser.cursor.kind == .word else { return nil }
    let nameSpan = parser.cursor.token.span
    var labels = [Expression(.text([.literal(parser.cursor.string, nameSpan)]), nameSpan)]
    parser.cursor.index += 1
    // A type, a resource's type with its version, `existing`; a parameter's own type may be an object.
    while !parser.cursor.isAtEnd, !parser.cursor.has("="), parser.cursor.kind != .newline {
      if parser.cursor.kind == .textOpen {
        labels.append(parser.text())
      } else if parser.cursor.has("existing") {
        let span = parser.cursor.token.span
        labels.append(Expression(.text([.literal("existing", span)]), span))
        parser.cursor.index += 1
      } else {
        parser.cursor.skip()
      }
    }
    let head = parser.cursor.span(from: start)
    var body: [Statement] = []
    if parser.cursor.take("=") {
      parser.cursor.skipNewlines()
      let value = conditional(&parser)
      body = [Statement(.result(value), value.span)]
    }
    return Statement(.block(Block(type: type, labels: labels, body: body, head: head)), parser.cursor.span(from: start))
  }

  /// `if (condition) { … }` before a resource's body.
  private static func conditional(_ parser: inout InfixParser) -> Expression {
    guard parser.cursor.has("if") else { return parser.expression() }
    let start = parser.cursor.token.span
    parser.cursor.index += 1
    parser.cursor.skipNewlines()
    let condition = parser.expression()
    parser.cursor.skipNewlines()
    let value = parser.expression()
    let none = Expression(.null, value.span)
    return Expression(.conditional(condition, then: value, else: none), parser.cursor.span(from: start))
  }
}
