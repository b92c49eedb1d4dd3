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

  /// The right side of an assignment: a pipeline, or a statement whose results are the value.
  private mutating func assignedValue() -> Expression {
    let start = cursor.token.span
    if cursor.kind == .word,
      ["if", "foreach", "switch", "try", "for", "while", "do"].contains(cursor.string.lowercased()),
      let statement = statement()
    {
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

  // MARK: Blocks

  /// `Type 'label' { Name = value }` of Desired State Configuration, and `configuration X { … }`.
  private mutating func declaration(_ start: SourceSpan) -> Statement? {
    var ahead = cursor
    let type = ahead.string
    let isPlain = ["configuration", "node"].contains(type.lowercased())
    ahead.index += 1
    if ahead.has("=") {
      // `Name = value`
      let target = Expression(.name(type), start)
      cursor.index += 2
      cursor.skipNewlines()
      return Statement(
        .assignment(Assignment(target: target, value: assignedValue())), cursor.span(from: start))
    }
    var labels: [Expression] = []
    while labels.count < 2, ahead.kind == .word || ahead.kind == .textOpen || ahead.kind == .variable {
      if ahead.kind == .word, ahead.string.hasPrefix("-") { return nil }
      var inner = self
      inner.cursor = ahead
      labels.append(inner.value())
      ahead = inner.cursor
    }
    let head = start.through(ahead.previous)
    ahead.skipNewlines()
    guard ahead.has("{"), labels.count < 2 || isPlain else { return nil }
    if !isPlain {
      var block = ahead
      var first = block.enter()
      first.skipNewlines()
      guard first.kind == .word, first.has("=", ahead: 1) else { return nil }
    }
    cursor = ahead
    return Statement(
      .block(Block(type: type, labels: labels, body: body(), head: head)), cursor.span(from: start))
  }

  private mutating func function(_ start: SourceSpan) -> Function {
    let name = cursor.string
    if cursor.kind == .word { cursor.index += 1 }
    var list: [Parameter] = []
    if cursor.has("(") { list = parameters() }
    cursor.skipNewlines()
    guard cursor.has("{") else {
      return Function(name: name, parameters: list, body: [], span: cursor.span(from: start))
    }
    let body = within { parser -> [Statement] in
      parser.skipAttributes()
      if parser.cursor.kind == .word, parser.cursor.string.lowercased() == "param" {
        parser.cursor.index += 1
        list += parser.parameters()
      }
      return parser.statements()
    }
    return Function(name: name, parameters: list, body: body ?? [], span: cursor.span(from: start))
  }

  private mutating func skipAttributes() {
    cursor.skipNewlines()
    while cursor.has("[") {
      cursor.skip()
      cursor.skipNewlines()
    }
  }

  mutating func parameters() -> [Parameter] {
    cursor.skipNewlines()
    guard cursor.has("(") else { return [] }
    return within { parser -> [Parameter] in
      var list: [Parameter] = []
      while !parser.cursor.isAtEnd {
        var type: String?
        parser.cursor.skipNewlines()
        while parser.cursor.has("[") {
          let open = parser.cursor.token
          parser.cursor.skip()
          let inner = SourceSpan(start: open.span.end, end: parser.cursor.previous.start)
          type = parser.cursor.list.source.string(inner)
          parser.cursor.skipNewlines()
        }
        guard parser.cursor.kind == .variable else {
          parser.cursor.skip()
          continue
        }
        let span = parser.cursor.token.span
        let name = Self.name(parser.cursor.string)
        parser.cursor.index += 1
        var value: Expression?
        if parser.cursor.take("=") {
          parser.cursor.skipNewlines()
          value = parser.singleOperation()
        }
        list.append(Parameter(name: name, type: type, defaultValue: value, span: span))
        parser.cursor.skipNewlines()
        _ = parser.cursor.take(",")
      }
      return list
    } ?? []
  }

  private mutating func conditional() -> [Branch] {
    var branches: [Branch] = []
    while true {
      cursor.index += 1
      cursor.skipNewlines()
      let condition = cursor.kind == .open && cursor.has("(") ? value() : nil
      cursor.skipNewlines()
      branches.append(Branch(condition: condition, body: body()))
      var ahead = cursor
      ahead.skipNewlines()
      guard ahead.kind == .word, ["elseif", "else"].contains(ahead.string.lowercased()) else { return branches }
      cursor = ahead
      if cursor.string.lowercased() == "else" {
        cursor.index += 1
        cursor.skipNewlines()
        branches.append(Branch(body: body()))
        return branches
      }
    }
  }

  private mutating func switchBranches() -> [Branch] {
    cursor.index += 1
    while !cursor.isAtEnd, !cursor.has("{"), cursor.kind != .newline { cursor.skip() }
    cursor.skipNewlines()
    guard cursor.has("{") else { return [] }
    return within { parser -> [Branch] in
      var branches: [Branch] = []
      while !parser.cursor.isAtEnd {
        if parser.cursor.has("{") { branches.append(Branch(body: parser.body())) } else { parser.cursor.skip() }
      }
      return branches
    } ?? []
  }

  private mutating func attempt() -> [Branch] {
    cursor.index += 1
    cursor.skipNewlines()
    // What is tried runs; what catches may.
    var branches = [Branch(body: body())]
    while true {
      var ahead = cursor
      ahead.skipNewlines()
      guard ahead.kind == .word, ["catch", "finally"].contains(ahead.string.lowercased()) else { return branches }
      cursor = ahead
      cursor.index += 1
      while !cursor.isAtEnd, !cursor.has("{") { cursor.skip() }
      branches.append(Branch(body: body()))
    }
  }

  private mutating func forEach() -> Loop {
    cursor.index += 1
    var variables: [String] = []
    var sequence: Expression?
    cursor.skipNewlines()
    if cursor.has("(") {
      _ = within { parser in
        if parser.cursor.kind == .variable {
          variables.append(Self.name(parser.cursor.string))
          parser.cursor.index += 1
        }
        if parser.cursor.kind == .word { parser.cursor.index += 1 }
        sequence = parser.pipeline()
      }
    }
    cursor.skipNewlines()
    return Loop(variables: variables, sequence: sequence, body: body())
  }

  private mutating func whileLoop() -> Loop {
    cursor.index += 1
    cursor.skipNewlines()
    if cursor.kind == .open { cursor.skip() }
    cursor.skipNewlines()
    return Loop(variables: [], sequence: nil, body: body())
  }

  /// A variable's name without its sign, braces and scope.
  static func name(_ variable: String) -> String {
    var name = variable.dropFirst()
    if name.hasPrefix("{") { name = name.dropFirst().dropLast() }
    for scope in ["script:", "global:", "local:", "private:", "using:"] where name.lowercased().hasPrefix(scope) {
      name = name.dropFirst(scope.count)
    }
    return String(name)
  }
}
