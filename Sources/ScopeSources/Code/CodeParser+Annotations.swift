import ScopeValues

// Fields of Java that a container fills.
extension CodeParser {
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
