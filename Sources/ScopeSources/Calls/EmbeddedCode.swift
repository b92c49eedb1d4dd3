import ScopeValues

/// Code within documents of other kinds, with its lines where they are in the document.
package enum EmbeddedCode {
  /// The scripts of a component with markup around them; all else as empty lines.
  package static func component(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var isScript = false
    for line in bytes.split(separator: ASCII.lineFeed, omittingEmptySubsequences: false) {
      let text = line.drop { $0 == ASCII.space || $0 == ASCII.tab }
      if text.starts(with: Array("<script".utf8)) {
        isScript = true
      } else if text.starts(with: Array("</script".utf8)) {
        isScript = false
      } else if isScript {
        result += line
      }
      result.append(ASCII.lineFeed)
    }
    return result
  }

  // MARK: Requests

  /// The requests of an HTTP file: `GET https://…` and `@name = value`.
  package static func requests(_ source: SourceText) -> Outline {
    var variables: [String: String] = [:]
    var statements: [Statement] = []
    var start = 0
    var isRequest = true
    var body: (bytes: [UInt8], start: Int) = ([], 0)
    func endBody() {
      if let parts = batch(body.bytes, at: body.start, in: source) { statements.append(parts) }
      body.bytes = []
    }
    for line in source.bytes.split(separator: ASCII.lineFeed, omittingEmptySubsequences: false) {
      let span = SourceSpan(start..<start + line.count)
      start += line.count + 1
      guard line.count < 8_192 else { continue }
      let text = String(decoding: line, as: UTF8.self)
      if !isRequest, !body.bytes.isEmpty || line.first == ASCII.openBrace, !text.hasPrefix("###") {
        if body.bytes.isEmpty { body.start = Int(span.start) }
        body.bytes += line + [ASCII.lineFeed]
        continue
      }
      endBody()
      if text.hasPrefix("@"), let equals = text.firstIndex(of: "=") {
        let name = text[..<equals].dropFirst().filter { $0 != " " }
        variables[name] = filled(trimmed(text[text.index(after: equals)...]), variables)
        continue
      }
      let words = text.split(separator: " ", maxSplits: 2).map { trimmed($0) }
      // A line before the headers; an address alone is read.
      if let first = words.first, isRequest, !first.hasPrefix("#"), !first.hasPrefix("//") {
        let isMethod = words.count >= 2 && GraphPaths.methods.contains(first.uppercased())
        let isAddress = first.hasPrefix("http") || first.hasPrefix("{{")
        if isMethod || isAddress {
          statements.append(
            request(
              isMethod ? first.uppercased() : "GET", filled(isMethod ? words[1] : first, variables), span))
        }
        isRequest = false
      } else if text.hasPrefix("###") {
        isRequest = true
      } else if words.count >= 2, GraphPaths.methods.contains(words[0]) {
        statements.append(request(words[0], filled(words[1], variables), span))
      }
    }
    endBody()
    return Outline(source: source, statements: statements, comments: [])
  }

  /// The body of a request as a text with its place, where it is that of a batch.
  private static func batch(_ bytes: [UInt8], at start: Int, in source: SourceText) -> Statement? {
    let text = String(decoding: bytes, as: UTF8.self)
    guard !bytes.isEmpty, text.contains("requests"), text.utf8.count == bytes.count else { return nil }
    let span = SourceSpan(start..<min(start + bytes.count, source.bytes.count))
    var parts: [TextPart] = []
    var offset = start
    for (index, piece) in text.split(separator: "{{", omittingEmptySubsequences: false).enumerated() {
      var literal = piece
      if index > 0 {
        let close = piece.firstRange(of: "}}")?.upperBound ?? piece.startIndex
        let hole = SourceSpan(offset..<offset + 2 + piece[..<close].utf8.count)
        parts.append(.hole(Expression(.unknown, hole)))
        literal = piece[close...]
        offset = Int(hole.end)
      }
      if !literal.isEmpty {
        parts.append(.literal(String(literal), SourceSpan(offset..<offset + literal.utf8.count)))
        offset += literal.utf8.count
      }
    }
    return Statement(.expression(Expression(.text(parts), span)), span)
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " || $0 == "\r" }.reversed())
  }

  /// A text with its variables; those that are not known stay.
  private static func filled(_ text: String, _ variables: [String: String]) -> String {
    variables.reduce(text) { $0.replacing("{{\($1.key)}}", with: $1.value) }
  }

  static func request(_ method: String, _ address: String, _ span: SourceSpan) -> Statement {
    request(method, WorkflowAddress.parts(address, [:], span), span)
  }

  static func request(_ method: String, _ address: [TextPart], _ span: SourceSpan) -> Statement {
    request(Expression(.text([.literal(method, span)]), span), Expression(.text(address), span), span)
  }

  static func request(_ method: Expression, _ address: Expression, _ span: SourceSpan) -> Statement {
    let call = Access(
      .call([
        Argument(label: "Method", value: method, span: span), Argument(label: "Uri", value: address, span: span),
      ]), span)
    return Statement(.expression(Expression(.chain(Expression(.name("http-request"), span), [call]), span)), span)
  }
}
