import ScopeValues

// Annotations of Java that matter: fields that a container fills, and interfaces that a library makes clients of.
extension CodeParser {
  /// Annotations that make an interface a client, or one of its methods a request.
  ///
  /// Sources: the documentation of OpenFeign, Spring Cloud OpenFeign, Spring's HTTP interfaces, Retrofit, Micronaut and
  /// MicroProfile's REST client.
  private static let clientAnnotations: Set<String> = [
    "FeignClient", "Client", "RegisterRestClient", "HttpExchange", "RequestLine", "RequestMapping", "GetMapping",
    "PostMapping", "PutMapping", "PatchMapping", "DeleteMapping", "GetExchange", "PostExchange", "PutExchange",
    "PatchExchange", "DeleteExchange", "GET", "POST", "PUT", "PATCH", "DELETE", "Get", "Post", "Put", "Patch", "Delete",
  ]

  /// `@GetMapping("/users/{id}")` after the sign, as an attribute of what follows; false where it is any other.
  mutating func clientAnnotation(_ result: inout [Statement]) -> Bool {
    let start = at
    guard isWord(at), Self.clientAnnotations.contains(string(at)), isOpen(at + 1, ASCII.openParenthesis) else {
      return false
    }
    let end = match(at + 1)
    let name = Expression(.name(string(at)), span)
    var arguments: [Argument] = []
    at += 2
    while at < end, arguments.count < 16 {
      let before = at
      skipNewlines()
      var label: String?
      if isWord(at), isSymbol(at + 1, "=") {
        label = string(at)
        at += 2
      }
      if at < end {
        let value = isOpen(at, ASCII.openBrace) ? braces() : expression()
        arguments.append(Argument(label: label, value: value, span: value.span))
      }
      if isSymbol(at, ",") { at += 1 }
      if at == before { at += 1 }
    }
    at = max(end, start) + 1
    let call = Expression(.chain(name, [Access(.call(arguments), span(from: start))]), span(from: start))
    result.append(Statement(.expression(Expression(.prefixed("[", call), call.span)), call.span))
    return true
  }

  /// `@Value("${graph.url:https://…}") String url;` after the sign: a field that is the setting, or what stands behind
  /// the colon; false where something else follows.
  ///
  /// Source: the documentation of Spring's Value annotation.
  mutating func settingField(_ result: inout [Statement]) -> Bool {
    let start = at
    guard isOpen(at + 1, ASCII.openParenthesis), kind(at + 2) == .textOpen else { return false }
    let end = match(at + 1)
    at += 2
    let text = self.text()
    guard case .text(let parts) = text.kind, parts.count == 1, case .literal(let literal, let span) = parts[0],
      literal.hasPrefix("${"), literal.hasSuffix("}")
    else {
      at = start
      return false
    }
    at = end + 1
    skipNewlines()
    var fields: [Statement] = []
    guard declaration(&fields, isMember: true), fields.count == 1, case .assignment(var field) = fields[0].kind,
      case .unknown = field.value.kind
    else {
      result += fields
      return !fields.isEmpty
    }
    let inner = literal.dropFirst(2).dropLast()
    let key = inner.prefix { $0 != ":" }
    let setting = Argument(value: Expression(.text([.literal(String(key), span)]), span), span: span)
    let call = Expression(
      .chain(
        Expression(.name("environment"), span),
        [Access(.member("getProperty"), span), Access(.call([setting]), span)]), span)
    let other = inner.dropFirst(key.count + 1)
    field.value =
      other.isEmpty
      ? call
      : Expression(
        .operation(call, [Operand(sign: "??", value: Expression(.text([.literal(String(other), span)]), span))]), span)
    result.append(Statement(.assignment(field), fields[0].span))
    return true
  }
}
