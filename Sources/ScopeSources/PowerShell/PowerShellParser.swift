import ScopeValues

/// Reads the outline of a PowerShell script, module or data file.
package struct PowerShellParser {
  var cursor: TokenCursor
  var faults: [Outline.Fault] = []

  package static func outline(_ source: SourceText) -> Outline { outline(PowerShellLexer.tokens(source)) }

  package static func outline(_ list: TokenList) -> Outline {
    var parser = PowerShellParser(cursor: TokenCursor(list))
    let statements = parser.statements()
    return Outline(source: list.source, statements: statements, comments: list.comments, faults: parser.faults)
  }

  // MARK: Statements

  mutating func statements() -> [Statement] {
    var statements: [Statement] = []
    while true {
      while cursor.kind == .newline || cursor.has(";") || cursor.has("&&") || cursor.has("||") { cursor.index += 1 }
      guard !cursor.isAtEnd else { return statements }
      let before = cursor.index
      if let statement = statement() { statements.append(statement) }
      if cursor.index == before { cursor.skip() }
    }
  }

  /// What stands between the brackets at the place.
  mutating func body() -> [Statement] {
    guard cursor.kind == .open else { return [] }
    return within { $0.statements() } ?? []
  }

  /// Reads what stands between the brackets at the place; nil where they nest too deeply.
  mutating func within<Result>(_ read: (inout PowerShellParser) -> Result) -> Result? {
    let open = cursor.token.span
    guard cursor.depth < Outline.maximumDepth else {
      faults.append(.tooDeep(open))
      cursor.skip()
      return nil
    }
    let outer = cursor
    let isClosed = cursor.list[Int(cursor.token.match)].kind != .end
    if !isClosed { faults.append(.endsInside(open)) }
    var after = cursor
    cursor = after.enter()
    let result = read(&self)
    cursor = outer
    cursor.index = after.index
    return result
  }

  /// The statement at the place; nil where it says nothing.
  mutating func oneStatement() -> Statement? { statement() }

  private mutating func statement() -> Statement? {
    let start = cursor.token.span
    func make(_ kind: Statement.Kind) -> Statement { Statement(kind, cursor.span(from: start)) }
    guard cursor.kind == .word else { return pipelineStatement(start) }
    switch cursor.string.lowercased() {
    case "function", "filter", "workflow":
      cursor.index += 1
      return make(.function(function(start)))
    case "configuration", "node":
      return declaration(start)
    case "param":
      cursor.index += 1
      return make(
        .body(
          parameters().map { parameter in
            Statement(
              .assignment(
                Assignment(
                  target: Expression(.name(parameter.name), parameter.span), mode: .setIfAbsent,
                  value: parameter.defaultValue
                    ?? Expression(
                      .chain(
                        Expression(.name("param"), parameter.span), [Access(.member(parameter.name), parameter.span)]),
                      parameter.span),
                  isDeclaration: true)), parameter.span)
          }))
    case "if": return make(.branch(conditional()))
    case "switch": return make(.branch(switchBranches()))
    case "foreach": return make(.loop(forEach()))
    case "for", "while": return make(.loop(whileLoop()))
    case "do":
      cursor.index += 1
      cursor.skipNewlines()
      let inner = body()
      cursor.skipNewlines()
      if cursor.has("while") || cursor.has("until") {
        cursor.index += 1
        if cursor.kind == .open { cursor.skip() }
      }
      return make(.loop(Loop(variables: [], sequence: nil, body: inner)))
    case "try": return make(.branch(attempt()))
    case "begin", "process", "end", "dynamicparam", "trap":
      cursor.index += 1
      cursor.skipNewlines()
      return make(.body(body()))
    case "return", "throw", "exit":
      let isReturn = cursor.string.lowercased() == "return"
      cursor.index += 1
      let value = endsStatement ? nil : pipeline()
      return isReturn ? make(.result(value)) : value.map { Statement(.expression($0), cursor.span(from: start)) }
    case "break", "continue":
      cursor.index += 1
      return nil
    case "class", "enum":
      cursor.index += 1
      let name = cursor.string
      while !cursor.isAtEnd, cursor.kind != .open, cursor.kind != .newline { cursor.index += 1 }
      cursor.skipNewlines()
      return make(.type(TypeDeclaration(name: name, body: classMembers())))
    default: return declaration(start) ?? pipelineStatement(start)
    }
  }

  var endsStatement: Bool {
    cursor.isAtEnd || cursor.kind == .newline || cursor.has(";") || cursor.has("&&") || cursor.has("||")
  }

  private mutating func pipelineStatement(_ start: SourceSpan) -> Statement? {
    let left = pipeline()
    if let mode = assignmentMode {
      cursor.index += 1
      cursor.skipNewlines()
      let value = assignedValue()
      return Statement(
        .assignment(Assignment(target: left, mode: mode, value: value)), cursor.span(from: start))
    }
    return Statement(.expression(left), cursor.span(from: start))
  }

  private var assignmentMode: Assignment.Mode? {
    if cursor.has("=") { return .set }
    if cursor.has("+=") { return .append }
    if cursor.has("??=") { return .setIfAbsent }
    return nil
  }

  private static let valued: Set<String> = ["if", "foreach", "switch", "try", "for", "while", "do"]

  /// The right side of an assignment: a pipeline, or a statement whose results are the value.
  mutating func assignedValue() -> Expression {
    let start = cursor.token.span
    if cursor.kind == .word, Self.valued.contains(cursor.string.lowercased()), let statement = statement() {
      return Expression(.block([statement]), statement.span)
    }
    let value = pipeline()
    // `$a = $b = 1`
    if cursor.has("="), let mode = assignmentMode {
      cursor.index += 1
      let inner = assignedValue()
      let statement = Statement(
        .assignment(Assignment(target: value, mode: mode, value: inner)), cursor.span(from: start))
      return Expression(.block([statement, Statement(.expression(value), value.span)]), statement.span)
    }
    return value
  }

  /// A variable's name without its sign, braces and scope.
  static func name(_ variable: String) -> String {
    var name = variable.utf8.dropFirst()
    if name.first == ASCII.openBrace { name = name.dropFirst().dropLast() }
    if name.contains(ASCII.colon) {
      for scope in scopes where name.count >= scope.utf8.count {
        if zip(name, scope.utf8).allSatisfy({ $0 | 0x20 == $1 | 0x20 }) { name = name.dropFirst(scope.utf8.count) }
      }
    }
    return String(Substring(name))
  }

  private static let scopes = ["script:", "global:", "local:", "private:", "using:"]
}
