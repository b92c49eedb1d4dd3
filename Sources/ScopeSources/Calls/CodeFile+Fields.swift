import ScopeValues

// What a file's constructs give to its fields and lambdas.
extension CodeFile {
  private static let eachElement: Set<String> = [
    "forEach", "map", "flatMap", "filter", "ForEach", "Select", "SelectMany", "ForEachAsync", "foreach-object", "%",
    "foreach", "where-object", "?", "Where",
  ]

  /// Tells a lambda among the arguments what it is called with.
  mutating func giveInput(
    _ base: Expression, _ steps: [Access], _ index: Int, _ arguments: [Argument], _ value: Expression,
    _ input: Expression?, _ scope: Int, _ block: Int
  ) {
    var sequence: Expression?
    if index > 0, case .member(let name) = steps[index - 1].kind, Self.eachElement.contains(name) {
      sequence = index == 1 ? base : Expression(.chain(base, Array(steps[..<(index - 1)])), base.span)
    } else if index == 0, case .name(let name) = base.kind, Self.eachElement.contains(name.lowercased()) {
      sequence = input
    }
    guard let sequence else { return }
    for argument in arguments {
      if case .function(let function) = argument.value.kind, let number = functionAt[function.span.start] {
        functions[number].input = (sequence, scope, block)
      }
    }
  }

  /// `client{base: root}` of Go: what a struct is made with is what its fields are.
  mutating func giveFields(_ base: Expression, _ arguments: [Argument], _ scope: Int, _ block: Int) {
    guard language == "go", case .name(let type) = base.kind else { return }
    for argument in arguments where argument.label == "{}" {
      guard case .object(let members) = argument.value.kind else { continue }
      for member in members {
        guard case .text(let parts) = member.key.kind, case .literal(let name, _)? = parts.first, parts.count == 1
        else { continue }
        fields[type, default: [:]][key(name), default: []].append(
          Binding(
            position: member.span.start, end: member.span.end, value: .expression(member.value), mode: .set,
            block: block, scope: scope))
      }
    }
  }

  /// `http.BaseAddress = x` in a type's method: what a field's member is, for its other methods.
  mutating func giveMember(_ name: String, _ steps: [Access], _ binding: Binding, _ scope: Int) {
    guard steps.count <= 3, let type = scopes[scope].type else { return }
    var names = isSelf(name, scope) ? [] : [name]
    for step in steps {
      guard case .member(let member) = step.kind else { return }
      names.append(member)
    }
    guard names.count >= 2 else { return }
    fields[type, default: [:]][key(names.joined(separator: ".")), default: []].append(binding)
  }

  /// Whether a value is called like a function without being one of a name: a member that is chosen when the program
  /// runs, an instance of axios.
  func isPicked(_ value: Expression) -> Bool {
    guard case .chain(let base, let steps) = value.kind else { return false }
    if case .name("getattr") = base.kind { return true }
    if language.hasSuffix("script"), steps.count == 2, case .member(let name) = steps[0].kind,
      name == "create" || name == "extend" || name == "defaults"
    {
      return true
    }
    guard case .index(let key)? = steps.last?.kind, case .name = key.kind else { return false }
    return true
  }
}
