/// Reads the outline of a Terraform file: blocks and attributes.
package enum TerraformParser {
  package static func outline(_ source: SourceText) -> Outline { outline(TerraformLexer.tokens(source)) }

  package static func outline(_ list: TokenList) -> Outline { outline(list, isOfDirectory: false) }

  /// The outline of a file as far as registrations depend on it: of resources that have nothing to do with the
  /// directory only type and name, as nothing is known of their attributes before they are deployed.
  static func directoryOutline(_ source: SourceText) -> Outline {
    outline(TerraformLexer.tokens(source), isOfDirectory: true)
  }

  private static let providers = ["azuread_", "msgraph_", "azapi_"]

  private static func outline(_ list: TokenList, isOfDirectory: Bool) -> Outline {
    var parser = InfixParser(list, .terraform)
    let statements = body(&parser, isOfDirectory)
    return Outline(source: list.source, statements: statements, comments: list.comments, faults: parser.faults)
  }

  private static func body(_ parser: inout InfixParser, _ isOfDirectory: Bool) -> [Statement] {
    var statements: [Statement] = []
    while true {
      while parser.cursor.kind == .newline || parser.cursor.has(",") { parser.cursor.index += 1 }
      guard !parser.cursor.isAtEnd else { return statements }
      guard parser.cursor.kind == .word || parser.cursor.kind == .textOpen else {
        parser.cursor.skip()
        continue
      }
      statements.append(item(&parser, isOfDirectory))
    }
  }

  private static func item(_ parser: inout InfixParser, _ isOfDirectory: Bool) -> Statement {
    let start = parser.cursor.token.span
    let type = parser.cursor.kind == .word ? parser.cursor.string : ""
    let name = parser.cursor.kind == .word ? nil : parser.text()
    if name == nil { parser.cursor.index += 1 }
    if parser.cursor.take("=") {
      parser.cursor.skipNewlines()
      let value = parser.expression()
      let target = name ?? Expression(.name(type), start)
      return Statement(.assignment(Assignment(target: target, value: value)), parser.cursor.span(from: start))
    }
    var labels = name.map { [$0] } ?? []
    while labels.count < 8 {
      if parser.cursor.kind == .textOpen {
        labels.append(parser.text())
      } else if parser.cursor.kind == .word {
        let span = parser.cursor.token.span
        labels.append(Expression(.text([.literal(parser.cursor.string, span)]), span))
        parser.cursor.index += 1
      } else {
        break
      }
    }
    let head = parser.cursor.span(from: start)
    guard parser.cursor.has("{") else { return Statement(.expression(Expression(.unknown, head)), head) }
    let isLeftOut =
      isOfDirectory && labels.count > 1 && (type == "resource" || type == "data")
      && !providers.contains(where: TerraformModule.label(labels[0]).hasPrefix)
    let inner = parser.within { isLeftOut ? [] : body(&$0, false) }
    return Statement(
      .block(Block(type: type, labels: labels, body: inner ?? [], head: head)), parser.cursor.span(from: start))
  }
}
