/// The files of one Terraform folder, and what their names stand for.
package struct TerraformModule: RemembersValues {
  package private(set) var source: SourceText
  package var budget: EvaluationBudget

  struct Definition {
    var source: SourceText
    var block: Block
    var span: SourceSpan
  }

  /// Resources and data by their address: `azuread_application.mail`, `data.azuread_service_principal.graph`.
  private(set) var definitions: [String: Definition] = [:]
  /// The addresses in the order of the text.
  private(set) var addresses: [String] = []
  /// The place of each among them.
  private var numbers: [String: Int] = [:]
  private var variables: [String: Definition] = [:]
  private var locals: [String: (source: SourceText, value: Expression)] = [:]
  private(set) var modules: [(name: String, definition: Definition)] = []
  /// What .tfvars files and the calling module give.
  private var given: [String: SourceValue] = [:]
  package var memory = RememberedValues()
  /// Names that stand for values in the expression at hand: iterators, `each`, loop variables.
  var bound: [(String, SourceValue)] = []
  /// A file by its path relative to the module's folder.
  let open: (String) -> SourceText?

  /// - Parameters:
  ///   - files: the outlines of the folder's .tf files.
  ///   - values: the outlines of its .tfvars files.
  ///   - given: what a module's caller gives.
  ///   - open: a file by its path relative to the module's folder.
  package init(
    _ files: [Outline], values: [Outline] = [], given: [String: SourceValue] = [:],
    open: @escaping (String) -> SourceText? = { _ in nil }
  ) {
    self.open = open
    source = files.first?.source ?? SourceText(path: "", bytes: [])
    budget = EvaluationBudget(bytes: files.reduce(0) { $0 + $1.source.bytes.count })
    for file in files { add(file) }
    for file in values {
      source = file.source
      for statement in file.statements {
        guard case .assignment(let assignment) = statement.kind, case .name(let name) = assignment.target.kind else {
          continue
        }
        self.given[name] = evaluate(assignment.value)
      }
    }
    self.given.merge(given) { $1 }
  }

  private mutating func add(_ file: Outline) {
    for statement in file.statements {
      guard case .block(let block) = statement.kind else { continue }
      let labels = block.labels.map(Self.label)
      let definition = Definition(source: file.source, block: block, span: statement.span)
      switch (block.type, labels.count) {
      case ("resource", 2...), ("data", 2...):
        let address = (block.type == "data" ? "data." : "") + labels[0] + "." + labels[1]
        if definitions[address] == nil {
          numbers[address] = addresses.count
          addresses.append(address)
        }
        definitions[address] = definition
      case ("variable", 1...): variables[labels[0]] = definition
      case ("module", 1...): modules.append((labels[0], definition))
      case ("locals", _):
        for item in block.body {
          guard case .assignment(let assignment) = item.kind, case .name(let name) = assignment.target.kind else {
            continue
          }
          locals[name] = (file.source, assignment.value)
        }
      default: break
      }
    }
  }

  static func label(_ expression: Expression) -> String {
    guard case .text(let parts) = expression.kind else { return "" }
    return parts.reduce(into: "") { if case .literal(let text, _) = $1 { $0 += text } }
  }

  /// Evaluates within a definition's file.
  mutating func within<Result>(_ definition: Definition, _ body: (inout TerraformModule) -> Result) -> Result {
    let outer = source
    source = definition.source
    defer { source = outer }
    return body(&self)
  }

  // MARK: Names

  package mutating func value(named name: String, _ span: SourceSpan) -> SourceValue {
    if let value = bound.last(where: { $0.0 == name })?.1 { return value }
    return hole(written(span), .variable, span)
  }

  package mutating func evaluate(_ expression: Expression, with names: [(String, SourceValue)]) -> SourceValue {
    let count = bound.count
    bound += names
    defer { bound.removeLast(bound.count - count) }
    return evaluate(expression)
  }

  package mutating func results(of statements: [Statement], _ span: SourceSpan) -> SourceValue {
    hole(written(span), .unsupported, span)
  }

  package mutating func reference(
    _ name: String, _ steps: [Access], _ span: SourceSpan
  ) -> (value: SourceValue, used: Int)? {
    if case .call? = steps.first?.kind { return nil }
    if bound.contains(where: { $0.0 == name }) { return nil }
    guard let first = steps.first, case .member(let member) = first.kind else { return nil }
    let here = SourceSpan(start: span.start, end: first.span.end)
    switch name {
    case "var": return (variable(member, here), 1)
    case "local": return (local(member, here), 1)
    case "path":
      // The module's own folder; a root module's is the same.
      return (SourceValue.literal(".", at: origin(here)), 1)
    case "each", "count", "self", "terraform": return (hole(written(here), .variable, here), 1)
    case "module": return (hole(written(span), .resource, span), steps.count)
    case "data":
      guard steps.count > 1, case .member(let second) = steps[1].kind else { return nil }
      return directory("data.\(member).\(second)", steps, 2, span)
    default: return directory("\(name).\(member)", steps, 1, span)
    }
  }

  private mutating func variable(_ name: String, _ span: SourceSpan) -> SourceValue {
    if let value = given[name] { return value }
    guard let definition = variables[name] else { return hole("var.\(name)", .variable, span) }
    guard let value = attribute("default", of: definition.block) else { return hole("var.\(name)", .variable, span) }
    let evaluated = remembered("var.\(name)", span) { module in
      module.within(definition) { $0.evaluate(value) }
    }
    return memory.defaultsAreOpen ? evaluated.withOpenSwitches("var.\(name)", origin(span)) : evaluated
  }

  private mutating func local(_ name: String, _ span: SourceSpan) -> SourceValue {
    guard let definition = locals[name] else { return hole("local.\(name)", .variable, span) }
    return remembered("local.\(name)", span) { module in
      let outer = (module.source, module.bound)
      module.source = definition.source
      module.bound = []
      defer { (module.source, module.bound) = outer }
      return module.evaluate(definition.value)
    }
  }

  func attribute(_ name: String, of block: Block) -> Expression? {
    for case .assignment(let assignment) in block.body.lazy.map(\.kind) {
      if case .name(name) = assignment.target.kind { return assignment.value }
    }
    return nil
  }

  /// What a resource of the directory is known by; of any other, nothing is known before it is deployed.
  private mutating func directory(
    _ address: String, _ steps: [Access], _ used: Int, _ span: SourceSpan
  ) -> (value: SourceValue, used: Int)? {
    let type = address.split(separator: ".").dropFirst(address.hasPrefix("data.") ? 1 : 0).first.map(String.init) ?? ""
    var used = used
    // One of several instances.
    if steps.indices.contains(used), case .index = steps[used].kind, type != "azuread_application_published_app_ids" {
      used += 1
    }
    switch type {
    case "azuread_application_published_app_ids":
      guard steps.indices.contains(used), case .member("result") = steps[used].kind, steps.indices.contains(used + 1)
      else { return (hole(written(span), .resource, span), steps.count) }
      switch steps[used + 1].kind {
      case .member(let name): return (SourceValue.literal(name, at: origin(steps[used + 1].span)), used + 2)
      case .index(let index): return (evaluate(index), used + 2)
      default: return (hole(written(span), .resource, span), steps.count)
      }
    case "azuread_service_principal": return (principal(address, span), used)
    case "azuread_directory_role":
      guard let role = directoryRole(address) else { return (hole(written(span), .resource, span), steps.count) }
      return (role, steps.count)
    case "azuread_application", "azuread_application_registration":
      guard let number = numbers[address], !address.hasPrefix("data.") else {
        return (hole(written(span), .resource, span), steps.count)
      }
      return (SourceValue(.lookup(.application(number)), origin(span)), used)
    case "random_uuid", "random_id", "time_rotating", "time_offset":
      return (hole(written(span), .resource, span), steps.count)
    default:
      guard type.contains("_") else { return nil }
      return (hole(written(span), .resource, span), steps.count)
    }
  }

  /// The service principal that a resource or a look-up names: an API's, a declared application's, or another one.
  private mutating func principal(_ address: String, _ span: SourceSpan) -> SourceValue {
    guard let definition = definitions[address] else {
      return SourceValue(.lookup(.holder(address)), origin(span))
    }
    return remembered(address, span) { module in
      module.within(definition) { module in
        for name in ["client_id", "application_id", "display_name", "object_id"] {
          guard let expression = module.attribute(name, of: definition.block) else { continue }
          let value: SourceValue
          if let loop = module.attribute("for_each", of: definition.block) {
            let each = module.evaluate(loop)
            let holes = module.elementHole(each, loop.span)
            let (entries, _) = module.entries(of: each, loop.span)
            let values = entries.map { entry in
              module.evaluate(expression, with: [("each", module.eachValue(entry, in: each, loop.span))])
            }
            value =
              values.isEmpty
              ? module.evaluate(expression, with: [("each", holes)])
              : SourceValue.any(values, at: module.origin(expression.span))
          } else {
            value = module.evaluate(expression)
          }
          if case .lookup(.application) = value.shape { return value }
          if value.text != nil || value.alternatives.count > 1 {
            return SourceValue(.lookup(.principal(resource: value)), module.origin(definition.span))
          }
        }
        return SourceValue(.lookup(.holder(address)), module.origin(definition.span))
      }
    }
  }
}
