import ScopeValues

// Blocks.
extension PowerShellParser {
  /// `Type 'label' { Name = value }` of Desired State Configuration, and `configuration X { … }`.
  mutating func declaration(_ start: SourceSpan) -> Statement? {
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

  mutating func function(_ start: SourceSpan) -> Function {
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

  mutating func conditional() -> [Branch] {
    var branches: [Branch] = []
    while true {
      cursor.index += 1
      cursor.skipNewlines()
      let condition = cursor.kind == .open && cursor.has("(") ? value() : nil
      cursor.skipNewlines()
      branches.append(Branch(condition: condition, body: body(), role: .choice))
      var ahead = cursor
      ahead.skipNewlines()
      guard ahead.kind == .word, ["elseif", "else"].contains(ahead.string.lowercased()) else { return branches }
      cursor = ahead
      if cursor.string.lowercased() == "else" {
        cursor.index += 1
        cursor.skipNewlines()
        branches.append(Branch(body: body(), role: .otherwise))
        return branches
      }
    }
  }

  mutating func switchBranches() -> [Branch] {
    cursor.index += 1
    while !cursor.isAtEnd, !cursor.has("{"), cursor.kind != .newline { cursor.skip() }
    cursor.skipNewlines()
    guard cursor.has("{") else { return [] }
    return within { parser -> [Branch] in
      var branches: [Branch] = []
      var role = Branch.Role.choice
      while !parser.cursor.isAtEnd {
        if parser.cursor.has("{") {
          branches.append(Branch(body: parser.body(), role: role))
          role = .choice
        } else {
          if parser.cursor.kind == .word, parser.cursor.string.lowercased() == "default" { role = .otherwise }
          parser.cursor.skip()
        }
      }
      return branches
    } ?? []
  }

  mutating func attempt() -> [Branch] {
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

  mutating func forEach() -> Loop {
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

  mutating func whileLoop() -> Loop {
    cursor.index += 1
    cursor.skipNewlines()
    if cursor.kind == .open { cursor.skip() }
    cursor.skipNewlines()
    return Loop(variables: [], sequence: nil, body: body())
  }
}
