import ScopeValues

/// The calls that Terraform's provider for Microsoft Graph makes for a file's resources, each on its block.
///
/// A resource is created, read, changed and deleted in the course of its life, and its provider has to be allowed all
/// four. Source: the documentation of the provider microsoft/msgraph.
package enum TerraformCalls {
  package static func outline(_ source: SourceText) -> Outline {
    let whole = source.path.hasSuffix(".json") ? TerraformJSON.outline(source) : TerraformParser.outline(source)
    var statements: [Statement] = []
    for statement in whole.statements {
      guard case .block(let block) = statement.kind else { continue }
      let labels = block.labels.map(TerraformModule.label)
      switch (block.type, labels.first) {
      case ("locals", _): statements += block.body.compactMap { named("local", $0) }
      case ("variable", let name?):
        statements += block.body.compactMap { value in
          guard let (key, expression) = attribute(value), key == "default" else { return nil }
          return assigned("var", name, expression, statement.span)
        }
      case ("resource", "msgraph_resource"): statements += resource(block)
      case ("resource", "msgraph_update_resource"):
        statements += calls(block, "url", [("PATCH", []), ("GET", [])])
      case ("resource", "msgraph_resource_action"), ("data", "msgraph_resource_action"),
        ("ephemeral", "msgraph_resource_action"):
        statements += action(block)
      case ("data", "msgraph_resource"), ("data", "msgraph_resource_list"):
        statements += calls(block, "url", [("GET", [])])
      case ("data", "http"):
        guard let url = value(block, "url") else { continue }
        let method = value(block, "method") ?? Expression(.text([.literal("GET", block.head)]), block.head)
        statements.append(EmbeddedCode.request(method, url, block.head))
      default: break
      }
    }
    return Outline(source: source, statements: statements, comments: [], faults: whole.faults)
  }

  static func attribute(_ statement: Statement) -> (name: String, value: Expression)? {
    guard case .assignment(let assignment) = statement.kind, case .name(let name) = assignment.target.kind else {
      return nil
    }
    return (name, assignment.value)
  }

  private static func named(_ owner: String, _ statement: Statement) -> Statement? {
    attribute(statement).map { assigned(owner, $0.name, $0.value, statement.span) }
  }

  private static func assigned(_ owner: String, _ name: String, _ value: Expression, _ span: SourceSpan) -> Statement {
    let target = Expression(.chain(Expression(.name(owner), span), [Access(.member(name), span)]), span)
    return Statement(.assignment(Assignment(target: target, value: value)), span)
  }

  static func value(_ block: Block, _ name: String) -> Expression? {
    block.body.lazy.compactMap { attribute($0) }.first { $0.name == name }?.value
  }

  /// A resource's life: its collection is posted to, itself is read, changed and deleted; a reference is added to a
  /// collection and taken out of it.
  private static func resource(_ block: Block) -> [Statement] {
    guard let url = value(block, "url") else { return [] }
    if case .text(let parts) = url.kind, case .literal(let last, let span)? = parts.last, last.hasSuffix("/$ref") {
      let collection = Expression(.text(parts.dropLast() + [.literal(String(last.dropLast(5)), span)]), url.span)
      return calls(block, url, [("POST", [])])
        + calls(block, collection, [("GET", []), ("DELETE", [slash(url.span), hole(url.span), reference(url.span)])])
    }
    let item = [slash(url.span), hole(url.span)]
    return calls(block, url, [("POST", []), ("GET", item), ("PATCH", item), ("DELETE", item)])
  }

  private static func action(_ block: Block) -> [Statement] {
    guard let url = value(block, "resource_url") else { return [] }
    var more: [TextPart] = []
    if let action = value(block, "action") { more = [slash(action.span)] + parts(of: action) }
    let method = value(block, "method") ?? Expression(.text([.literal("POST", url.span)]), url.span)
    return [request(block, method, parts(of: url) + more)]
  }

  private static func slash(_ span: SourceSpan) -> TextPart { .literal("/", span) }
  private static func hole(_ span: SourceSpan) -> TextPart { .hole(Expression(.unknown, span)) }
  private static func reference(_ span: SourceSpan) -> TextPart { .literal("/$ref", span) }

  private static func parts(of value: Expression) -> [TextPart] {
    if case .text(let parts) = value.kind { parts } else { [.hole(value)] }
  }

  private static func calls(_ block: Block, _ name: String, _ all: [(String, [TextPart])]) -> [Statement] {
    value(block, name).map { calls(block, $0, all) } ?? []
  }

  private static func calls(_ block: Block, _ url: Expression, _ all: [(String, [TextPart])]) -> [Statement] {
    all.map { method, more in
      request(block, Expression(.text([.literal(method, url.span)]), url.span), parts(of: url) + more)
    }
  }

  private static func request(_ block: Block, _ method: Expression, _ address: [TextPart]) -> Statement {
    let span = block.head
    let version = value(block, "api_version").map(parts) ?? [.literal("v1.0", span)]
    let whole = Expression(.text([slash(span)] + version + [slash(span)] + address), span)
    let call = Access(
      .call([
        Argument(label: "Method", value: method, span: span), Argument(label: "Uri", value: whole, span: span),
      ]), span)
    return Statement(.expression(Expression(.chain(Expression(.name("msgraph-request"), span), [call]), span)), span)
  }
}
