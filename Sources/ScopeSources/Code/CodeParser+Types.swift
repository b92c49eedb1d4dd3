import ScopeValues

// Members.
extension CodeParser {
  /// The members of a class in braces.
  mutating func typeBody() -> [Statement] {
    nested([]) { parser in
      let end = parser.match(parser.at)
      parser.at += 1
      var result: [Statement] = []
      while parser.at < end {
        let before = parser.at
        if parser.kind == .newline || parser.isSymbol(parser.at, ";") || parser.isSymbol(parser.at, ",") {
          parser.at += 1
          continue
        }
        if parser.isSymbol(parser.at, "@") {
          parser.at += 1
          if parser.language == .java, parser.spells("Value"), parser.settingField(&result) { continue }
          if parser.language == .java, parser.clientAnnotation(&result) { continue }
          while parser.isWord(parser.at) || parser.isSymbol(parser.at, ".") {
            parser.at += 1
            if !parser.isSymbol(parser.at, "."), !parser.isSymbol(parser.at - 1, ".") { break }
          }
          if parser.isOpen(parser.at, ASCII.openParenthesis) { parser.at = parser.match(parser.at) + 1 }
        } else if parser.isOpen(parser.at, ASCII.openBracket), parser.language == .csharp {
          parser.attribute(&result)
        } else if !parser.declaration(&result, isMember: true) {
          parser.statementInType(&result)
        }
        if parser.at == before { parser.at += 1 }
      }
      parser.at = end + 1
      return result
    }
  }

  /// A declaration that begins with modifiers and a type; of a script's class with a name.
  mutating func declaration(_ result: inout [Statement], isMember: Bool) -> Bool {
    let start = at
    var next = at
    var hasModifier = false
    while isWord(next), CodeWords.isModifier(list, next),
      isWord(next + 1) || isOpen(next + 1, ASCII.openBracket) && isMember
        || isOpen(next + 1, ASCII.openParenthesis) && language == .csharp
        || isSymbol(next + 1, "@") || isSymbol(next + 1, "*") || isSymbol(next + 1, "<") && language == .java
        || isOpen(next + 1, ASCII.openBrace)
          && (spells(next, "static") || spells(next, "default") || spells(next, "export"))
    {
      if !language.putsTypesFirst, spells(next, "const") || spells(next, "let") || spells(next, "var") { break }
      if spells(next, "new"), !isMember { break }
      hasModifier = true
      next += 1
      if spells(next, "function"), language.isScript { break }
      if language == .java, let after = afterGenerics(next) { next = after }
    }
    if isWord(next), CodeWords.types.contains(string(next)), isWord(next + 1), language != .go || spells(next, "class")
    {
      at = next
      return typeDeclaration(&result, start)
    }
    if language.isScript {
      if hasModifier, !isMember, next > start {
        at = next
        var inner: [Statement] = []
        if isWord(at), named(&inner, at) { result += inner; return true }
        if spells(start, "export"), spells(next - 1, "default") {
          let value = expression()
          flush(&result)
          let target = Expression(.name(CodeWords.defaultExport), span(from: start))
          result.append(.declaration(target, nil, value, span(from: start)))
          return true
        }
        if isOpen(at, ASCII.openBrace), spells(start, "export") { at = match(at) + 1; return true }
        at = next
        if spells(start, "export") || spells(start, "declare") { simple(&result); return true }
        at = start
        return false
      }
      at = isMember ? next : start
      return isMember ? scriptMember(&result, start) : false
    }
    guard language.putsTypesFirst else { return false }
    return typedDeclaration(&result, start, next, hasModifier, isMember)
  }

  private mutating func typeDeclaration(_ result: inout [Statement], _ start: Int) -> Bool {
    at += 1
    if spells("class") || spells("struct"), isWord(at + 1) { at += 1 }
    let name = string(at)
    at += 1
    if let after = afterGenerics(at) { at = after }
    var fields: [Statement] = []
    if isOpen(at, ASCII.openParenthesis) {
      // A primary constructor: its parameters are fields.
      for parameter in parameters() {
        let target = Expression(.name(parameter.name), parameter.span)
        fields.append(.declaration(target, parameter.type, Expression(.unknown, parameter.span), parameter.span))
      }
    }
    var bases: [String] = []
    while !isAtEnd, !isOpen(at, ASCII.openBrace), !isSymbol(at, ";"), kind != .close {
      // `extends Base<{}>`: not the body.
      if let after = afterGenerics(at) {
        at = after
        continue
      }
      if isWord(at), !spells("extends"), !spells("implements"), !spells("where") { bases.append(string(at)) }
      at = kind == .open || kind == .textOpen ? match(at) + 1 : at + 1
    }
    if isOpen(at, ASCII.openBrace) { fields += typeBody() }
    result.append(Statement(.type(TypeDeclaration(name: name, bases: bases, body: fields)), span(from: start)))
    return true
  }
}
