/// Reads the outline of a shell script.
package struct ShellParser {
  var cursor: TokenCursor
  var faults: [Outline.Fault] = []
  /// How many compound commands are open around the place.
  private var nesting = 0

  package static func outline(_ source: SourceText) -> Outline { outline(ShellLexer.tokens(source)) }

  package static func outline(_ list: TokenList) -> Outline {
    var parser = ShellParser(list)
    let statements = parser.statements(until: [])
    return Outline(source: list.source, statements: statements, comments: list.comments, faults: parser.faults)
  }

  init(_ list: TokenList) { cursor = TokenCursor(list) }

  // MARK: Statements

  /// The commands up to one of these words, or to the end of the brackets.
  mutating func statements(until ends: Set<String>) -> [Statement] {
    var statements: [Statement] = []
    while true {
      skipSeparators()
      guard !cursor.isAtEnd else { return statements }
      if cursor.kind == .word, ends.contains(cursor.string) { return statements }
      if cursor.has(";;") { return statements }
      let before = cursor.index
      statements += pipeline()
      if cursor.index == before { cursor.skip() }
    }
  }

  private mutating func skipSeparators() {
    while true {
      if cursor.kind == .newline || cursor.has(";") || cursor.has("&") || cursor.has("&&") || cursor.has("||")
        || cursor.has(")") || cursor.has("}")
      {
        cursor.index += 1
      } else if cursor.kind == .textOpen, cursor.token.span.isEmpty {
        // A here-document, which its command has read already.
        cursor.skip()
      } else {
        return
      }
    }
  }

  var endsCommand: Bool {
    cursor.isAtEnd || cursor.kind == .newline || cursor.has(";") || cursor.has(";;") || cursor.has("&")
      || cursor.has("&&") || cursor.has("||") || cursor.has("|") || cursor.has("|&") || cursor.has(")")
  }

  private mutating func pipeline() -> [Statement] {
    let start = cursor.token.span
    var stages: [Statement] = []
    while true {
      if cursor.kind == .word, cursor.has("!") || cursor.has("time") { cursor.index += 1 }
      if let statement = statement() { stages.append(statement) }
      guard cursor.has("|") || cursor.has("|&") else { break }
      cursor.index += 1
      while cursor.kind == .newline { cursor.index += 1 }
    }
    let values = stages.compactMap { stage -> Expression? in
      if case .expression(let value) = stage.kind { value } else { nil }
    }
    // A compound command in a pipeline runs for itself.
    guard stages.count > 1, values.count == stages.count else { return stages }
    let span = cursor.span(from: start)
    return [Statement(.expression(Expression(.pipeline(values), span)), span)]
  }

  private mutating func statement() -> Statement? {
    let start = cursor.token.span
    func make(_ kind: Statement.Kind) -> Statement { Statement(kind, cursor.span(from: start)) }
    if cursor.kind == .open, !cursor.has("$("), !cursor.has("`"), !cursor.has("${") {
      let body = within { $0.statements(until: []) } ?? []
      skipRedirections()
      return make(.body(body))
    }
    guard cursor.kind == .word else { return simpleCommand() }
    let word = cursor.string
    guard nesting < Outline.maximumDepth else {
      if ["if", "while", "until", "for", "case"].contains(word) {
        faults.append(.tooDeep(start))
        cursor.index += 1
        return nil
      }
      return simpleCommand()
    }
    nesting += 1
    defer { nesting -= 1 }
    switch word {
    case "if": return make(.branch(conditional()))
    case "while", "until":
      cursor.index += 1
      _ = statements(until: ["do"])
      return make(.loop(Loop(variables: [], sequence: nil, body: loopBody())))
    case "for", "select": return make(.loop(forLoop()))
    case "case": return make(.branch(cases()))
    case "function":
      cursor.index += 1
      return function(start)
    case "then", "fi", "do", "done", "else", "elif", "esac", "in":
      cursor.index += 1
      return nil
    case "local", "export", "declare", "readonly", "typeset":
      return declaration(start)
    default:
      if cursor.has("(", ahead: 1), cursor.kind(ahead: 2) == .close, !word.contains("=") { return function(start) }
      return simpleCommand()
    }
  }

  private mutating func conditional() -> [Branch] {
    var branches: [Branch] = []
    while true {
      cursor.index += 1
      let tested = statements(until: ["then"])
      _ = cursor.take("then")
      let body = statements(until: ["elif", "else", "fi"])
      branches.append(Branch(condition: Expression(.block(tested), cursor.previous), body: body, role: .choice))
      if cursor.has("elif") { continue }
      if cursor.take("else") { branches.append(Branch(body: statements(until: ["fi"]), role: .otherwise)) }
      _ = cursor.take("fi")
      skipRedirections()
      return branches
    }
  }

  private mutating func loopBody() -> [Statement] {
    _ = cursor.take("do")
    let body = statements(until: ["done"])
    _ = cursor.take("done")
    skipRedirections()
    return body
  }

  private mutating func forLoop() -> Loop {
    cursor.index += 1
    if cursor.kind == .open {
      cursor.skip()
      _ = statements(until: ["do"])
      return Loop(variables: [], sequence: nil, body: loopBody())
    }
    let name = cursor.string
    cursor.index += 1
    while cursor.kind == .newline { cursor.index += 1 }
    var sequence: Expression?
    if cursor.take("in") {
      let start = cursor.token.span
      var items: [Expression] = []
      while !endsCommand { items.append(word()) }
      sequence = Expression(.list(items), cursor.span(from: start))
    }
    skipSeparators()
    return Loop(variables: [name], sequence: sequence, body: loopBody())
  }

  private mutating func cases() -> [Branch] {
    cursor.index += 1
    while !cursor.isAtEnd, !cursor.has("in") { cursor.skip() }
    _ = cursor.take("in")
    var branches: [Branch] = []
    while !cursor.isAtEnd {
      skipSeparators()
      while cursor.has(";;") || cursor.kind == .newline { cursor.index += 1 }
      if cursor.take("esac") || cursor.isAtEnd { break }
      // The patterns, up to their bracket.
      let role: Branch.Role = cursor.has("*") ? .otherwise : .choice
      while !cursor.isAtEnd, !cursor.has(")"), cursor.kind != .newline, !cursor.has("esac") { cursor.skip() }
      if !cursor.take(")") { continue }
      branches.append(Branch(body: statements(until: ["esac"]), role: role))
    }
    skipRedirections()
    return branches
  }

  private mutating func function(_ start: SourceSpan) -> Statement {
    let name = cursor.string
    cursor.index += 1
    if cursor.has("(") { cursor.skip() }
    while cursor.kind == .newline { cursor.index += 1 }
    let body = cursor.kind == .open ? within { $0.statements(until: []) } ?? [] : statement().map { [$0] } ?? []
    skipRedirections()
    let span = cursor.span(from: start)
    return Statement(.function(Function(name: name, parameters: [], body: body, span: span)), span)
  }

  private mutating func declaration(_ start: SourceSpan) -> Statement? {
    cursor.index += 1
    var statements: [Statement] = []
    while !endsCommand {
      if let assignment = assignment() { statements.append(assignment) } else { _ = word() }
    }
    return Statement(.body(statements), cursor.span(from: start))
  }

  private mutating func skipRedirections() {
    while cursor.has(">") || cursor.has(">>") || cursor.has("<") || cursor.has("<<<") || cursor.has("<<")
      || cursor.has(">&") || cursor.has("<<-")
    {
      let isDocument = cursor.has("<<") || cursor.has("<<-")
      cursor.index += 1
      if !isDocument, !endsCommand { _ = word() }
    }
  }

  /// Reads what stands between the brackets at the place; nil where they nest too deeply.
  mutating func within<Result>(_ read: (inout ShellParser) -> Result) -> Result? {
    let open = cursor.token.span
    guard cursor.depth < Outline.maximumDepth else {
      faults.append(.tooDeep(open))
      cursor.skip()
      return nil
    }
    if cursor.list[Int(cursor.token.match)].kind == .end { faults.append(.endsInside(open)) }
    var after = cursor
    cursor = after.enter()
    let result = read(&self)
    cursor = after
    return result
  }
}
