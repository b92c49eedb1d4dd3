import ScopeValues

// What a file's constructs give to its fields and lambdas.
extension CodeFile {
  private static let eachElement: Set<String> = [
    "forEach", "map", "flatMap", "filter", "ForEach", "Select", "SelectMany", "ForEachAsync", "foreach-object", "%",
    "foreach", "where-object", "?", "Where",
  ]

  /// Tells a lambda among the arguments what it is called with.
  func giveInput(
    _ base: Expression, _ steps: [Access], _ index: Int, _ arguments: [Argument], _ value: Expression,
    _ input: Expression?, _ scope: Int, _ block: Int
  ) {
    // What a lambda far down a chain is given is not followed: it stays open.
    guard index <= 64, arguments.contains(where: { if case .function = $0.value.kind { true } else { false } }) else {
      return
    }
    var sequence: Expression?
    if index > 0, case .member(let name) = steps[index - 1].kind, Self.eachElement.contains(name) {
      sequence = index == 1 ? base : Expression(.chain(base, Array(steps[..<(index - 1)])), base.span)
    } else if index == 0, case .name(let name) = base.kind, Self.eachElement.contains(name.lowercased()) {
      sequence = input
    }
    if language.hasSuffix("script"), index == 0, case .name(let name) = base.kind, name.hasPrefix("useSWR"),
      let key = arguments.first?.value
    {
      // What fetches is given the key.
      sequence = Expression(.list([key]), key.span)
    }
    guard let sequence else { return }
    for argument in arguments {
      if case .function(let function) = argument.value.kind, let number = functionAt[function.span.start] {
        functions[number].input = (sequence, scope, block)
      }
    }
  }

  /// `client{base: root}` of Go: what a struct is made with is what its fields are.
  func giveFields(_ base: Expression, _ arguments: [Argument], _ scope: Int, _ block: Int) {
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
  func giveMember(_ name: String, _ steps: [Access], _ binding: Binding, _ scope: Int) {
    guard steps.count <= 3, let type = scopes[scope].type else { return }
    var names = isSelf(name, scope) ? [] : [name]
    for step in steps {
      guard case .member(let member) = step.kind else { return }
      names.append(member)
    }
    guard names.count >= 2 else { return }
    givesMembers = true
    fields[type, default: [:]][key(names.joined(separator: ".")), default: []].append(binding)
  }

  /// Whether a value is called like a function without being one of a name: a member that is chosen when the program
  /// runs, an instance of axios.
  func isPicked(_ value: Expression) -> Bool {
    guard case .chain(let base, let steps) = value.kind else { return false }
    if case .name("getattr") = base.kind { return true }
    if case .name("partial") = base.kind { return language == "python" }
    if language == "python", case .member("partial")? = steps.first?.kind { return true }
    if case .member(let name)? = steps.last?.kind,
      steps.allSatisfy({ if case .member = $0.kind { true } else { false } }),
      ["get", "post", "put", "patch", "delete", "request", "fetch", "urlopen"].contains(name)
    {
      return true
    }
    if language.hasSuffix("script"), steps.count == 2, case .member(let name) = steps[0].kind,
      name == "create" || name == "extend" || name == "defaults"
    {
      return true
    }
    guard case .index(let key)? = steps.last?.kind, case .name = key.kind else { return false }
    return true
  }

  /// Names the functions that an object literal holds by their keys: `const api = { get: path => … }`.
  func nameMembers(of value: Expression, holder: String?) {
    guard language.hasSuffix("script"), case .object(let members) = value.kind else { return }
    for member in members {
      guard case .function(let function) = member.value.kind, let index = functionAt[function.span.start],
        case .text(let parts) = member.key.kind, parts.count == 1, case .literal(let name, _) = parts[0],
        functions[index].name.isEmpty || functions[index].name == name
      else { continue }
      functions[index].name = name
      functions[index].holder = holder
    }
  }

  /// `shift` and `shift 2`: what was the second or third argument is the first one then.
  func noteShift(_ steps: [Access], _ span: SourceSpan, _ scope: Int) {
    var count = 1
    if case .call(let arguments)? = steps.first?.kind, case .text(let parts)? = arguments.first?.value.kind,
      case .literal(let text, _)? = parts.first, let number = Int(text), number >= 0, number < 10
    {
      count = number
    }
    shifts[scope, default: []].append((span.start, count))
  }

  /// The number of the argument that a shell's `$1` means at a place.
  func argumentName(_ key: String, _ scope: Int, before position: UInt32) -> String {
    guard isShell, let number = Int(key), let own = shifts[scope] else { return key }
    return String(number + own.reduce(0) { $1.position < position ? $0 + $1.count : $0 })
  }

  /// Whether a variable stands at a span, and no name of a command.
  func isVariable(_ span: SourceSpan) -> Bool {
    Int(span.start) < source.bytes.count && source.bytes[Int(span.start)] == ASCII.dollar
  }

  /// Whether what a function is called on may be a module: it is imported, or bound to nothing else around a scope.
  ///
  /// - Parameter isCommon: whether much else has a function of that name, so that the import has to be seen.
  func mayBeModule(_ name: String, from scope: Int, isCommon: Bool) -> Bool {
    var scope = scope
    while scope >= 0 {
      if let own = bindings[Key(scope: scope, name: key(name))] {
        return own.allSatisfy { binding in
          guard case .expression(let value) = binding.value else { return false }
          if case .prefixed("await", let made) = value.kind { return !isCommon || Self.calls(made, "import") }
          return Self.calls(value, "require")
        }
      }
      scope = scopes[scope].parent
    }
    return !isCommon || imports(name)
  }

  private static func calls(_ value: Expression, _ name: String) -> Bool {
    if case .chain(let base, _) = value.kind, case .name(name) = base.kind { true } else { false }
  }

  /// `builder.WriteString(x)`, `builder.Append(x).Append(y)`: the text grows.
  func grow(_ value: Expression, _ scope: Int, _ block: Int) {
    let isGo = language == "go"
    if isPowerShell {
      switch value.kind {
      case .prefixed(_, let inner): return grow(inner, scope, block)
      case .pipeline(let stages): return stages.first.map { grow($0, scope, block) } ?? ()
      default: break
      }
    }
    guard isGo || language == "csharp" || language == "java" || isPowerShell,
      case .chain(let base, let steps) = value.kind, case .name(let name) = base.kind, steps.count >= 2,
      steps.count % 2 == 0
    else { return }
    if isGo, name == "fmt", steps.count == 2 { return growByFormat(steps, scope, block) }
    var texts: [Expression] = []
    for index in stride(from: 0, to: steps.count, by: 2) {
      guard case .member(let member) = steps[index].kind, case .call(let arguments) = steps[index + 1].kind,
        let first = arguments.first
      else { return }
      switch isPowerShell ? member.lowercased() : member {
      case "WriteString" where isGo, "Append" where !isGo, "append" where !isGo: texts.append(first.value)
      case "AppendFormat" where !isGo:
        let format = Expression(.name("string"), first.span)
        texts.append(
          Expression(
            .chain(format, [Access(.member("Format"), first.span), steps[index + 1]]), first.span))
      default: return
      }
    }
    grow(name, by: texts, scope, block)
  }

  /// `request.version("beta")` of Microsoft Graph's library for scripts, on a line of its own.
  func noteVersion(_ value: Expression, _ scope: Int, _ block: Int) {
    guard isScript, case .chain(let base, let steps) = value.kind, steps.count == 2, case .name(let name) = base.kind,
      case .member("version") = steps[0].kind, case .call(let arguments) = steps[1].kind, let argument = arguments.first
    else { return }
    bindings[Key(scope: scope, name: name + "." + CodeWords.versionCall), default: []].append(
      Binding(
        position: value.span.start, end: value.span.end, value: .expression(argument.value), mode: .set, block: block,
        scope: scope))
  }

  private func grow(_ name: String, by texts: [Expression], _ scope: Int, _ block: Int) {
    for text in texts {
      // Each is there before the next one of the chain.
      bindings[Key(scope: scope, name: key(name)), default: []].append(
        Binding(
          position: text.span.start, end: text.span.end, value: .expression(text), mode: .append, block: block,
          scope: scope))
    }
  }

  /// `fmt.Fprintf(&builder, format, …)` and `fmt.Fprint(&builder, …)` of Go.
  private func growByFormat(_ steps: [Access], _ scope: Int, _ block: Int) {
    guard case .member(let member) = steps[0].kind, case .call(let arguments) = steps[1].kind, arguments.count > 1,
      let making = ["Fprintf": "Sprintf", "Fprint": "Sprint"][member], case .name(let builder) = arguments[0].value.kind
    else { return }
    let span = SourceSpan(start: arguments[1].span.start, end: arguments[arguments.count - 1].span.end)
    let made = Access(.call(Array(arguments.dropFirst())), span)
    let text = Expression(
      .chain(Expression(.name("fmt"), span), [Access(.member(making), span), made]), span)
    grow(builder, by: [text], scope, block)
  }

  /// Fills up what a file that is gone had, so that the places in it that are known stay in range.
  func pad(scopes: Int, blocks: Int, functions: Int, calls: Int) {
    let nothing = SourceSpan(0..<0)
    while self.scopes.count < scopes { self.scopes.append(Scope(parent: -1, function: nil, type: nil, start: 0)) }
    while self.blocks.count < blocks {
      self.blocks.append(-1)
      choices.append(-1)
    }
    while self.functions.count < functions {
      self.functions.append(FunctionRecord(name: "", parameters: [], scope: 0, type: nil, span: nothing))
    }
    while self.calls.count < calls {
      self.calls.append(CallSite(expression: Expression(.unknown, nothing), scope: 0, block: 0))
    }
  }
}
