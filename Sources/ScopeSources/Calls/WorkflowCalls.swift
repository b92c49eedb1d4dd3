import ScopeValues

extension EmbeddedCode {
  /// The requests of a workflow's definition: objects with an address and a method.
  package static func workflow(_ source: SourceText) -> Outline {
    var lexer = CodeLexer(source, .javascript)
    var parser = CodeParser(lexer.read(), .javascript)
    let whole = parser.braces()
    var known: [String: String] = [:]
    defaults(whole, &known)
    var statements: [Statement] = []
    collect(whole, known, &statements)
    return Outline(source: source, statements: statements, comments: [], faults: parser.faults)
  }

  /// Texts that parameters and variables of the workflow begin with, by their names.
  private static func defaults(_ value: Expression, _ known: inout [String: String]) {
    switch value.kind {
    case .list(let values):
      for inner in values {
        defaults(inner, &known)
        if case .object(let members) = inner.kind, let name = text("name", members), let value = text("value", members)
        {
          known[name] = value
        }
      }
    case .object(let members):
      for member in members {
        if case .text(let key) = member.key.kind, case .literal(let name, _)? = key.first,
          case .object(let inner) = member.value.kind,
          let value = text("defaultValue", inner) ?? text("value", inner)
        {
          known[name] = value
        }
        defaults(member.value, &known)
      }
    default: break
    }
  }

  private static func text(_ name: String, _ members: [ObjectMember]) -> String? {
    for member in members {
      guard case .text(let key) = member.key.kind, case .literal(name, _)? = key.first,
        case .text(let parts) = member.value.kind, parts.count == 1, case .literal(let text, _) = parts[0]
      else { continue }
      return text
    }
    return nil
  }

  private static func collect(_ value: Expression, _ known: [String: String], _ statements: inout [Statement]) {
    switch value.kind {
    case .list(let values): for inner in values { collect(inner, known, &statements) }
    case .object(let members):
      var method: String?
      var address: (text: String, span: SourceSpan)?
      var isAction = false
      for member in members {
        guard case .text(let key) = member.key.kind, case .literal(let name, _)? = key.first else { continue }
        if case .text(let parts) = member.value.kind, case .literal(let text, _)? = parts.first, parts.count == 1 {
          switch name.lowercased() {
          case "method", "request/method": method = text.uppercased()
          case "uri", "url", "request/url":
            address = (text, value.span)
            isAction = name.lowercased() == "uri"
          default: break
          }
        }
        if case .list(let parts) = member.value.kind, name.lowercased() == "requests" {
          // The body of a batch.
          statements += parts.map { Statement(.expression($0), $0.span) }
        }
        collect(member.value, known, &statements)
      }
      guard let method, let address, GraphPaths.methods.contains(method) || method.hasPrefix("@") else { return }
      let parts = WorkflowAddress.parts(address.text, known, address.span)
      let literal = parts.reduce(into: "") { text, part in if case .literal(let more, _) = part { text += more } }
      let isOpen = if case .hole? = parts.first { isAction } else { false }
      if isOpen || literal.lowercased().contains("graph.") || literal.contains("/v1.0/") || literal.contains("/beta/") {
        // `@variables('method')` is known when the workflow runs.
        let verb = Expression(
          method.hasPrefix("@") ? .unknown : .text([.literal(method, address.span)]), address.span)
        statements.append(request(verb, Expression(.text(parts), address.span), address.span))
      }
    default: break
    }
  }
}

/// Addresses with `{{name}}`, `@{expression}` or `@concat(…)` in them.
enum WorkflowAddress {
  /// - Parameter known: what parameters and variables are, by their names.
  static func parts(_ address: String, _ known: [String: String], _ span: SourceSpan) -> [TextPart] {
    if address.hasPrefix("@"), !address.hasPrefix("@{") {
      return expression(address.dropFirst(), known, span)
    }
    var parts: [TextPart] = []
    var rest = Substring(address)
    while !rest.isEmpty {
      let mustache = rest.firstRange(of: "{{")
      let braces = rest.firstRange(of: "@{")
      guard let open = [mustache, braces].compactMap({ $0 }).min(by: { $0.lowerBound < $1.lowerBound }) else { break }
      let end = open == mustache ? "}}" : "}"
      if open.lowerBound > rest.startIndex { parts.append(.literal(String(rest[..<open.lowerBound]), span)) }
      guard let close = rest[open.upperBound...].firstRange(of: end) else {
        return parts + [.hole(Expression(.unknown, span))]
      }
      let inner = rest[open.upperBound..<close.lowerBound]
      parts += open == mustache ? [.hole(Expression(.unknown, span))] : expression(inner, known, span)
      rest = rest[close.upperBound...]
    }
    if !rest.isEmpty { parts.append(.literal(String(rest), span)) }
    return parts
  }

  /// `concat('a', x)`, `parameters('name')`, `'text'`; anything else is a hole.
  private static func expression(_ text: Substring, _ known: [String: String], _ span: SourceSpan) -> [TextPart] {
    let text = text.drop { $0 == " " }
    if text.lowercased().hasPrefix("concat("), let close = text.lastIndex(of: ")") {
      return arguments(text.dropFirst(7).prefix(upTo: close)).flatMap { expression($0, known, span) }
    }
    if text.first == "'", let close = text.dropFirst().lastIndex(of: "'") {
      return [.literal(String(text[text.index(after: text.startIndex)..<close]).replacing("''", with: "'"), span)]
    }
    for name in ["parameters('", "variables('", "appsetting('"] where text.lowercased().hasPrefix(name) {
      let key = text.dropFirst(name.count).prefix { $0 != "'" }
      if let value = known[String(key)], text.dropFirst(name.count + key.count) == "')" {
        return [.literal(value, span)]
      }
    }
    return [.hole(Expression(.unknown, span))]
  }

  /// What stands between the commas that no bracket and no quote encloses.
  private static func arguments(_ text: Substring) -> [Substring] {
    var result: [Substring] = []
    var depth = 0
    var isQuoted = false
    var start = text.startIndex
    for index in text.indices {
      switch text[index] {
      case "'": isQuoted.toggle()
      case "(" where !isQuoted: depth += 1
      case ")" where !isQuoted: depth -= 1
      case "," where !isQuoted && depth == 0:
        result.append(text[start..<index])
        start = text.index(after: index)
      default: break
      }
    }
    result.append(text[start...])
    return result
  }
}
