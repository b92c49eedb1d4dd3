import ScopeValues

/// Code within documents of other kinds, with its lines where they are in the document.
package enum EmbeddedCode {
  /// The scripts of a component with markup around them; all else as empty lines.
  package static func component(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var isScript = false
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let text = line.drop { $0 == 0x20 || $0 == 0x09 }
      if text.starts(with: Array("<script".utf8)) {
        isScript = true
      } else if text.starts(with: Array("</script".utf8)) {
        isScript = false
      } else if isScript {
        result += line
      }
      result.append(0x0A)
    }
    return result
  }

  // MARK: Requests

  /// The requests of an HTTP file: `GET https://…` and `@name = value`.
  package static func requests(_ source: SourceText) -> Outline {
    var variables: [String: String] = [:]
    var statements: [Statement] = []
    var start = 0
    for line in source.bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let span = SourceSpan(start..<start + line.count)
      start += line.count + 1
      guard line.count < 8_192 else { continue }
      let text = String(decoding: line, as: UTF8.self)
      if text.hasPrefix("@"), let equals = text.firstIndex(of: "=") {
        let name = text[..<equals].dropFirst().filter { $0 != " " }
        variables[name] = filled(trimmed(text[text.index(after: equals)...]), variables)
        continue
      }
      let words = text.split(separator: " ", maxSplits: 2).map(String.init)
      guard words.count >= 2, GraphPaths.methods.contains(words[0]) else { continue }
      statements.append(request(words[0], filled(words[1], variables), span))
    }
    return Outline(source: source, statements: statements, comments: [])
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " || $0 == "\r" }.reversed())
  }

  /// A text with its variables; those that are not known stay.
  private static func filled(_ text: String, _ variables: [String: String]) -> String {
    variables.reduce(text) { $0.replacing("{{\($1.key)}}", with: $1.value) }
  }

  private static func request(_ method: String, _ address: String, _ span: SourceSpan) -> Statement {
    let call = Access(
      .call([
        Argument(label: "Method", value: Expression(.text([.literal(method, span)]), span), span: span),
        Argument(label: "Uri", value: Expression(.text(parts(address, span)), span), span: span),
      ]), span)
    return Statement(.expression(Expression(.chain(Expression(.name("http-request"), span), [call]), span)), span)
  }

  /// An address with holes where `{{name}}` or `@{…}` stands.
  private static func parts(_ address: String, _ span: SourceSpan) -> [TextPart] {
    var parts: [TextPart] = []
    var rest = Substring(address)
    while !rest.isEmpty {
      let mustache = rest.firstRange(of: "{{")
      let expression = rest.firstRange(of: "@{")
      guard let open = [mustache, expression].compactMap({ $0 }).min(by: { $0.lowerBound < $1.lowerBound }) else {
        break
      }
      let end = open == mustache ? "}}" : "}"
      if open.lowerBound > rest.startIndex { parts.append(.literal(String(rest[..<open.lowerBound]), span)) }
      parts.append(.hole(Expression(.unknown, span)))
      guard let close = rest[open.upperBound...].firstRange(of: end) else { return parts }
      rest = rest[close.upperBound...]
    }
    if !rest.isEmpty { parts.append(.literal(String(rest), span)) }
    return parts
  }

  /// The requests of a workflow's definition: objects with an address and a method.
  package static func workflow(_ source: SourceText) -> Outline {
    var lexer = CodeLexer(source, .javascript)
    var parser = CodeParser(lexer.read(), .javascript)
    let whole = parser.braces()
    var statements: [Statement] = []
    collect(whole, &statements)
    return Outline(source: source, statements: statements, comments: [], faults: parser.faults)
  }

  private static func collect(_ value: Expression, _ statements: inout [Statement]) {
    switch value.kind {
    case .list(let values): for inner in values { collect(inner, &statements) }
    case .object(let members):
      var method: String?
      var address: (text: String, span: SourceSpan)?
      for member in members {
        guard case .text(let key) = member.key.kind, case .literal(let name, _)? = key.first else { continue }
        if case .text(let parts) = member.value.kind, case .literal(let text, _)? = parts.first, parts.count == 1 {
          switch name.lowercased() {
          case "method", "request/method": method = text.uppercased()
          case "uri", "url", "request/url": address = (text, value.span)
          default: break
          }
        }
        collect(member.value, &statements)
      }
      if let method, let address, GraphPaths.methods.contains(method), address.text.lowercased().contains("graph.") {
        statements.append(request(method, address.text, address.span))
      }
    default: break
    }
  }
}
