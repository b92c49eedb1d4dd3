// The members of a class.
extension PowerShellParser {
  /// Properties as assignments and methods as functions, between the brackets at the place.
  mutating func classMembers() -> [Statement] {
    guard cursor.kind == .open else { return [] }
    return within { parser in
      var result: [Statement] = []
      while !parser.cursor.isAtEnd {
        let before = parser.cursor.index
        if let member = parser.classMember() { result.append(member) }
        if parser.cursor.index == before { parser.cursor.skip() }
      }
      return result
    } ?? []
  }

  private mutating func classMember() -> Statement? {
    let start = cursor.token.span
    while cursor.kind == .newline || cursor.has(";") { cursor.index += 1 }
    var type: String?
    while cursor.has("[") || cursor.has("static") || cursor.has("hidden") {
      let open = cursor.token
      cursor.skip()
      if open.kind == .open {
        type = cursor.list.source.string(
          SourceSpan(start: open.span.end, end: max(cursor.previous.start, open.span.end)))
      }
      cursor.skipNewlines()
    }
    if cursor.kind == .variable {
      let target = Expression(.name(Self.name(cursor.string)), cursor.token.span)
      cursor.index += 1
      var value = Expression(.unknown, target.span)
      if cursor.take("=") {
        cursor.skipNewlines()
        value = pipeline()
      }
      var assignment = Assignment(target: target, value: value)
      assignment.isDeclaration = true
      assignment.type = type
      return Statement(.assignment(assignment), cursor.span(from: start))
    }
    guard cursor.kind == .word else { return nil }
    let name = cursor.string
    cursor.index += 1
    guard cursor.has("(") else { return nil }
    let list = parameters()
    while !cursor.isAtEnd, !cursor.has("{"), cursor.kind != .newline || cursor.has("{", ahead: 1) { cursor.skip() }
    cursor.skipNewlines()
    let function = Function(name: name, parameters: list, body: body(), span: cursor.span(from: start))
    return Statement(.function(function), function.span)
  }
}
