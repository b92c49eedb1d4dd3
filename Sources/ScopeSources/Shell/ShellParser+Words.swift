import ScopeValues

// Simple commands, assignments and words.
extension ShellParser {
  /// Assignments, a command, or both.
  mutating func simpleCommand() -> Statement? {
    let start = cursor.token.span
    var assignments: [Statement] = []
    while let assignment = assignment() { assignments.append(assignment) }
    if endsCommand {
      guard let first = assignments.first else { return nil }
      return assignments.count == 1 ? first : Statement(.body(assignments), cursor.span(from: start))
    }
    // `NAME=value command` sets the variable for the command alone, which reads it all the same.
    let name = word()
    var arguments: [Argument] = []
    while !endsCommand {
      let before = cursor.index
      if let argument = argument() { arguments.append(argument) }
      if cursor.index == before { cursor.skip() }
    }
    let span = cursor.span(from: start)
    let call = Expression(.chain(bare(name), [Access(.call(arguments), span)]), span)
    guard !assignments.isEmpty else { return Statement(.expression(call), span) }
    return Statement(.body(assignments + [Statement(.expression(call), span)]), span)
  }

  /// A word that is only literal as a name.
  private func bare(_ word: Expression) -> Expression {
    guard case .text(let parts) = word.kind, parts.count == 1, case .literal(let text, let span) = parts[0] else {
      return word
    }
    return Expression(.name(text), span)
  }

  private mutating func argument() -> Argument? {
    let span = cursor.token.span
    if cursor.kind == .word, ["0", "1", "2"].contains(cursor.string), cursor.kind(ahead: 1) == .symbol,
      cursor.list[cursor.index + 1].span.start == span.end
    {
      // `2>`, `1>`: errors are nothing to us.
      let isOutput = cursor.has("1")
      cursor.index += 1
      let redirection = argument()
      return isOutput ? redirection : nil
    }
    if cursor.has("<<") || cursor.has("<<-") {
      let body = Int(cursor.token.match)
      cursor.index += 1
      guard body > cursor.index - 1, cursor.list[body].kind == .textOpen else { return nil }
      return Argument(label: "<<", value: document(at: body), span: span)
    }
    if cursor.kind == .symbol {
      let label = cursor.string
      cursor.index += 1
      guard [">", ">>", "<", "<<<", ">|"].contains(label) else {
        if label == ">&", !endsCommand { _ = word() }
        return nil
      }
      guard !endsCommand else { return nil }
      return Argument(label: label == ">|" ? ">" : label, value: word(), span: cursor.span(from: span))
    }
    return Argument(value: word(), span: cursor.span(from: span))
  }

  private mutating func document(at index: Int) -> Expression {
    let outer = cursor
    var inner = TokenCursor(outer.list)
    inner.index = index
    inner.depth = outer.depth
    cursor = inner
    let text = self.text()
    cursor = outer
    return text
  }

  /// `NAME=value`, `NAME+=value`, `NAME=( … )`; nil where something else stands.
  mutating func assignment() -> Statement? {
    guard cursor.kind == .word else { return nil }
    let span = cursor.token.span
    let bytes = cursor.list.source.bytes
    var end = Int(span.start)
    guard bytes[end].isWordStart, bytes[end] < 0x80 else { return nil }
    while end < Int(span.end), bytes[end].isWordPart { end += 1 }
    let name = cursor.list.source.string(SourceSpan(start: span.start, end: UInt32(end)))
    var target = Expression(.name(name), SourceSpan(start: span.start, end: UInt32(end)))
    if end < Int(span.end), bytes[end] == ASCII.openBracket {
      let open = end + 1
      while end < Int(span.end), bytes[end] != ASCII.closeBracket { end += 1 }
      let index = SourceSpan(open..<end)
      let key = Expression(.text([.literal(cursor.list.source.string(index), index)]), index)
      target = Expression(.chain(target, [Access(.index(key), index)]), target.span)
      end = min(end + 1, Int(span.end))
    }
    var mode = Assignment.Mode.set
    if end < Int(span.end), bytes[end] == ASCII.plus {
      mode = .append
      end += 1
    }
    guard end < Int(span.end), bytes[end] == ASCII.equals else { return nil }
    let rest = SourceSpan(start: UInt32(end + 1), end: span.end)
    cursor.index += 1
    var value: Expression
    if rest.isEmpty, cursor.isAdjacent, cursor.has("(") {
      let open = cursor.token.span
      let items = within { parser -> [Expression] in
        var items: [Expression] = []
        while !parser.cursor.isAtEnd {
          if parser.cursor.kind == .newline { parser.cursor.index += 1 } else { items.append(parser.word()) }
        }
        return items
      }
      let span = cursor.span(from: open)
      value = items.map { Self.table($0, span) ?? Expression(.list($0), span) } ?? Expression(.unknown, span)
    } else {
      var parts: [TextPart] = rest.isEmpty ? [] : [.literal(cursor.list.source.string(rest), rest)]
      while cursor.isAdjacent, !endsCommand, cursor.kind != .symbol { parts += self.parts() }
      value = joined(parts, rest.through(cursor.previous))
    }
    if case .text(let parts) = value.kind, parts.isEmpty { value.span = rest }
    return Statement(
      .assignment(Assignment(target: target, mode: mode, value: value)), cursor.span(from: span))
  }

  /// `([key]=value …)` of an associative array as an object; nil for any other list.
  private static func table(_ items: [Expression], _ span: SourceSpan) -> Expression? {
    var members: [ObjectMember] = []
    for item in items {
      guard case .text(let parts) = item.kind, case .literal(let text, let place)? = parts.first, text.hasPrefix("[")
      else { return nil }
      var key = text.dropFirst()
      var rest = Array(parts.dropFirst())
      var keyPlace = place
      if let close = key.firstRange(of: "]=") {
        let value = key[close.upperBound...]
        key = key[..<close.lowerBound]
        if !value.isEmpty {
          let start = place.end - min(place.end - place.start, UInt32(value.utf8.count))
          rest.insert(.literal(String(value), SourceSpan(start: start, end: place.end)), at: 0)
        }
      } else if key.isEmpty, case .literal(let quoted, let inner)? = rest.first,
        case .literal(let sign, _)? = rest.dropFirst().first, sign.hasPrefix("]=")
      {
        // `["key"]=value`.
        key = quoted[...]
        keyPlace = inner
        let value = sign.dropFirst(2)
        rest = (value.isEmpty ? [] : [.literal(String(value), inner)]) + rest.dropFirst(2)
      } else {
        return nil
      }
      var value = Expression(.text(rest), item.span)
      if rest.count == 1, case .hole(let only) = rest[0] { value = only }
      members.append(
        ObjectMember(
          key: Expression(.text([.literal(String(key), keyPlace)]), keyPlace), value: value, span: item.span))
    }
    return members.isEmpty ? nil : Expression(.object(members), span)
  }

  /// The pieces that stand next to each other at the place.
  mutating func word() -> Expression {
    let start = cursor.token.span
    var parts = self.parts()
    while cursor.isAdjacent, !endsCommand, cursor.kind != .symbol, cursor.kind != .newline { parts += self.parts() }
    return joined(parts, cursor.span(from: start))
  }

  /// What stands between the brackets of an index: a variable or a text.
  private static func key(_ inner: Substring, _ span: SourceSpan) -> Expression {
    let bare = inner.filter { $0 != "\"" && $0 != "{" && $0 != "}" }
    guard bare.hasPrefix("$") else { return Expression(.text([.literal(bare, span)]), span) }
    return Expression(.name(String(bare.dropFirst())), span)
  }

  /// A word that is nothing but one variable or substitution is its value.
  private func joined(_ parts: [TextPart], _ span: SourceSpan) -> Expression {
    if parts.count == 1, case .hole(let value) = parts[0] { return value }
    return Expression(.text(parts), span)
  }

  private mutating func parts() -> [TextPart] {
    let token = cursor.token
    switch cursor.kind {
    case .word:
      cursor.index += 1
      return [.literal(cursor.list.source.string(token.span), token.span)]
    case .text:
      cursor.index += 1
      let text = cursor.list.source.string(token.span)
      return [.literal(token.flag ? String(text.dropFirst()) : text, token.span)]
    case .variable: return [.hole(variable())]
    case .textOpen:
      let value = text()
      if case .text(let parts) = value.kind { return parts.isEmpty ? [.literal("", value.span)] : parts }
      return [.hole(value)]
    case .open: return [.hole(substitution())]
    default:
      cursor.index += 1
      return []
    }
  }

  private mutating func variable() -> Expression {
    let span = cursor.token.span
    var name = cursor.string.dropFirst()
    cursor.index += 1
    if name.hasPrefix("((") { return Expression(.unknown, span) }
    if name.hasPrefix("{") { name = name.dropFirst().dropLast() }
    return Expression(.name(String(name)), span)
  }

  /// A text with the holes between its pieces.
  mutating func text() -> Expression {
    let open = cursor.token
    let close = Int(open.match)
    // Of `$'…'` the escapes mean control characters.
    let isEscaped = cursor.list.spells(cursor.index, "$'")
    var parts: [TextPart] = []
    cursor.index += 1
    while !cursor.isAtEnd, cursor.index < close {
      let token = cursor.token
      switch token.kind {
      case .text:
        let text = cursor.list.source.string(token.span)
        parts.append(.literal(token.flag ? Self.escape(text, isEscaped) : text, token.span))
        cursor.index += 1
      case .variable: parts.append(.hole(variable()))
      case .open: parts.append(.hole(substitution()))
      default: cursor.index += 1
      }
    }
    if cursor.index == close, !cursor.isAtEnd { cursor.index += 1 }
    return Expression(.text(parts), cursor.span(from: open.span))
  }

  private static func escape(_ text: String, _ isControl: Bool) -> String {
    guard isControl else { return String(text.dropFirst()) }
    switch text.dropFirst().first {
    case "n": return "\n"
    case "t": return "\t"
    case "r": return "\r"
    default: return String(text.dropFirst())
    }
  }

  /// `$( … )`, `` ` … ` `` and `${ … }`.
  private mutating func substitution() -> Expression {
    let span = cursor.token.span
    if cursor.has("${") { return within { $0.parameter(span) } ?? Expression(.unknown, span) }
    let statements = within { $0.statements(until: []) }
    return Expression(statements.map { .block($0) } ?? .unknown, cursor.span(from: span))
  }

  private mutating func parameter(_ open: SourceSpan) -> Expression {
    let isKeys = cursor.has("!")
    if isKeys { cursor.index += 1 }
    guard cursor.kind == .word, !isKeys || cursor.list.string(min(cursor.index + 1, cursor.limit)).hasPrefix("[") else {
      // `${#name}` is a length, `${!name}` a name of a name.
      cursor.index = cursor.limit
      return Expression(.unknown, open)
    }
    if isKeys {
      // `${!table[@]}`: the keys.
      let span = cursor.token.span
      let keys = Expression(.chain(Expression(.name(cursor.string), span), [Access(.member("Keys"), span)]), span)
      cursor.index = cursor.limit
      return keys
    }
    let span = cursor.token.span
    var value = Expression(.name(cursor.string), span)
    cursor.index += 1
    if cursor.kind == .word, cursor.string.hasPrefix("[") {
      let inner = cursor.string.dropFirst().dropLast()
      let index = cursor.token.span
      let step: Access =
        inner == "@" || inner == "*"
        ? Access(.all, index)
        : Access(.index(Self.key(inner, index)), index)
      value = Expression(.chain(value, [step]), span.through(index))
      cursor.index += 1
    }
    guard cursor.kind == .symbol else { return value }
    let sign = cursor.string
    cursor.index += 1
    var parts: [TextPart] = []
    while !cursor.isAtEnd { parts += self.parts() }
    let right = Expression(.text(parts), cursor.span(from: open))
    return Expression(.operation(value, [Operand(sign: "${\(sign)", value: right)]), cursor.span(from: open))
  }
}
