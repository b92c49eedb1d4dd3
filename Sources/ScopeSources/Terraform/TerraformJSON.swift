/// Reads Terraform's JSON syntax (.tf.json, .tfvars.json) into the outline of the same blocks and attributes.
///
/// HCL's expressions take JSON as it is written, templates in its strings included; only the blocks have to be told
/// from attributes. Source: Terraform's documentation, "JSON Configuration Syntax".
package enum TerraformJSON {
  /// The outline of a .tf.json file.
  package static func outline(_ source: SourceText) -> Outline {
    read(source) { key, value in blocks(key, value) }
  }

  /// The outline of a .tfvars.json file: each member gives a variable's value.
  package static func values(_ source: SourceText) -> Outline {
    read(source) { key, value in [assignment(key, value)] }
  }

  private static func read(
    _ source: SourceText, _ statements: (_ key: Expression, _ value: Expression) -> [Statement]
  ) -> Outline {
    let list = TerraformLexer.tokens(source)
    var parser = InfixParser(list, .terraform)
    parser.cursor.skipNewlines()
    let value = parser.expression()
    let found = members(value).flatMap { statements($0.key, $0.value) }
    return Outline(source: source, statements: found, comments: [], faults: parser.faults)
  }

  private static func blocks(_ key: Expression, _ value: Expression) -> [Statement] {
    let type = TerraformModule.label(key)
    switch type {
    case "resource", "data", "ephemeral":
      return members(value).flatMap { kind in
        members(kind.value).flatMap { block(type, [kind.key, $0.key], $0.value, head: $0.key) }
      }
    case "locals": return block(type, [], value, head: key)
    case "variable", "module", "output", "provider":
      return members(value).flatMap { block(type, [$0.key], $0.value, head: $0.key) }
    default: return []
    }
  }

  private static func block(_ type: String, _ labels: [Expression], _ value: Expression, head: Expression)
    -> [Statement]
  {
    elements(value).map { element in
      Statement(
        .block(Block(type: type, labels: labels, body: body(element), head: head.span)),
        head.span.through(element.span))
    }
  }

  private static func body(_ value: Expression) -> [Statement] {
    members(value).flatMap { member -> [Statement] in
      let key = TerraformModule.label(member.key)
      if key == "//" { return [] }
      if key == "dynamic" {
        return members(member.value).flatMap { named in
          elements(named.value).map { dynamic(named.key, $0) }
        }
      }
      guard isDynamic(member.value, depth: 0) else { return [assignment(member.key, member.value)] }
      return block(key, [], member.value, head: member.key)
    }
  }

  /// `"dynamic": { "resource_access": { "for_each": …, "content": { … } } }`
  private static func dynamic(_ name: Expression, _ value: Expression) -> Statement {
    let statements = members(value).flatMap { member -> [Statement] in
      switch TerraformModule.label(member.key) {
      case "content": return block("content", [], member.value, head: member.key)
      case "iterator":
        let iterator = Expression(.name(TerraformModule.label(member.value)), member.value.span)
        return [assignment(member.key, iterator)]
      default: return [assignment(member.key, member.value)]
      }
    }
    return Statement(
      .block(Block(type: "dynamic", labels: [name], body: statements, head: name.span)),
      name.span.through(value.span))
  }

  /// Whether a value holds a `dynamic` block, so that it is a block itself.
  private static func isDynamic(_ value: Expression, depth: Int) -> Bool {
    guard depth < Outline.maximumDepth else { return false }
    return elements(value).contains { element in
      members(element).contains {
        TerraformModule.label($0.key) == "dynamic" || isDynamic($0.value, depth: depth + 1)
      }
    }
  }

  private static func assignment(_ key: Expression, _ value: Expression) -> Statement {
    Statement(
      .assignment(Assignment(target: Expression(.name(TerraformModule.label(key)), key.span), value: value)),
      key.span.through(value.span))
  }

  /// The members of an object, or of all objects of a list.
  private static func members(_ value: Expression) -> [ObjectMember] {
    elements(value).flatMap { element -> [ObjectMember] in
      if case .object(let members) = element.kind { members } else { [] }
    }
  }

  private static func elements(_ value: Expression) -> [Expression] {
    if case .list(let items) = value.kind { items } else { [value] }
  }
}
