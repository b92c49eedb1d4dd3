import ScopeValues

// What the statements and expressions of a file give to its scopes, bindings, functions and calls.
extension CodeFile {
  private func newBlock(_ parent: Int) -> Int {
    blocks.append(parent)
    choices.append(-1)
    return blocks.count - 1
  }

  /// A number for branches of which one runs at most; -1 for others.
  private func choice(_ branches: [Branch]) -> Int {
    guard branches.count > 1, branches.allSatisfy({ $0.role != .possible }) else { return -1 }
    // A branch that leaves the function binds nothing for what follows.
    let staying = branches.count { if case .result? = $0.body.last?.kind { false } else { true } }
    choiceSizes.append(branches.contains { $0.role == .otherwise } ? staying : 0)
    return choiceSizes.count - 1
  }

  func walk(_ statements: [Statement], scope: Int, block: Int) {
    if language == "java" || language == "csharp" { keepAttributes(of: statements, scope, block) }
    for statement in statements { walk(statement, scope, block) }
  }

  private func walk(_ statement: Statement, _ scope: Int, _ block: Int) {
    switch statement.kind {
    case .expression(let value):
      grow(value, scope, block)
      noteVersion(value, scope, block)
      if case .prefixed("[", let inner) = value.kind {
        attributes.append(CallSite(expression: inner, scope: scope, block: block))
        if language.hasSuffix("script") { visit(inner, scope, block) }
      } else {
        visit(value, scope, block)
      }
    case .assignment(let assignment): walk(assignment, statement.span, scope, block)
    case .block(let inner):
      if inner.type == "import" {
        for case .text(let parts) in inner.labels.map(\.kind) {
          for case .literal(let text, _) in parts {
            imports.append(text)
            importSites.append((text, inner.head))
          }
        }
      } else {
        for label in inner.labels { visit(label, scope, block) }
        walk(inner.body, scope: scope, block: newBlock(block))
      }
    case .branch(let branches):
      let choice = choice(branches)
      for branch in branches {
        if let condition = branch.condition { visit(condition, scope, block) }
        let inner = newBlock(block)
        choices[inner] = choice
        walk(branch.body, scope: scope, block: inner)
      }
    case .loop(let loop):
      let inner = newBlock(block)
      if let sequence = loop.sequence {
        visit(sequence, scope, block)
        for (number, name) in loop.variables.enumerated() {
          let isPart = loop.variables.count > 1
          let binding = Binding(
            position: sequence.span.end, end: sequence.span.end,
            value: isPart ? .part(number, of: sequence) : .element(of: sequence), mode: .set, block: inner,
            scope: scope)
          bindings[Key(scope: scope, name: key(name)), default: []].append(binding)
        }
      }
      walk(loop.body, scope: scope, block: inner)
    case .function(let function): _ = enter(function, scope, block)
    case .type(let type):
      if let receiver = type.bases.first(where: { $0.hasPrefix("receiver:") }) {
        // A method of Go: the receiver's members are the type's fields.
        let inner = newScope(scope, type: type.name, start: statement.span.start)
        bindings[Key(scope: inner, name: String(receiver.dropFirst(9)))] = [
          Binding(
            position: 0, end: 0, value: .none, mode: .set, block: block, scope: inner, type: "self:" + type.name)
        ]
        walk(type.body, scope: inner, block: block)
        return
      }
      bases[type.name, default: []] += type.bases
      let inner = newScope(scope, type: type.name, start: statement.span.start)
      walk(type.body, scope: inner, block: newBlock(block))
    case .result(let value):
      guard let value else { return }
      visit(value, scope, block)
      var owner = scope
      while owner > 0, scopes[owner].function == nil { owner = scopes[owner].parent }
      if let function = scopes[owner].function { functions[function].results.append((value, scope, block)) }
    case .body(let statements): walk(statements, scope: scope, block: newBlock(block))
    }
  }

  private func newScope(_ parent: Int, type: String?, function: Int? = nil, start: UInt32) -> Int {
    scopes.append(Scope(parent: parent, function: function, type: type ?? scopes[parent].type, start: start))
    return scopes.count - 1
  }

  private func enter(_ function: Function, _ scope: Int, _ block: Int) -> Int {
    let index = functions.count
    let inner = newScope(scope, type: nil, function: index, start: function.span.start)
    // A shell's functions know what they are given by number.
    let parameters =
      isShell && function.parameters.isEmpty
      ? (1...9).map { Parameter(name: String($0), span: function.span) } : function.parameters
    functions.append(
      FunctionRecord(
        name: function.name, parameters: parameters, scope: inner, type: scopes[scope].type,
        span: function.span))
    functionAt[function.span.start] = index
    let body = newBlock(block)
    for parameter in function.parameters {
      if let value = parameter.defaultValue { visit(value, scope, block) }
    }
    walk(function.body, scope: inner, block: body)
    if isPowerShell, functions[index].results.isEmpty {
      // What a function of PowerShell writes last is its result.
      if case .expression(let value)? = function.body.last?.kind {
        functions[index].results.append((value, inner, body))
      }
    }
    return index
  }

  private func walk(_ assignment: Assignment, _ span: SourceSpan, _ scope: Int, _ block: Int) {
    visit(assignment.value, scope, block)
    var value = Binding.Value.expression(assignment.value)
    if case .unknown = assignment.value.kind { value = .none }
    let binding = Binding(
      position: span.start, end: span.end, value: value, mode: assignment.mode, block: block, scope: scope,
      type: assignment.type)
    let isMember = scopes[scope].function == nil && scopes[scope].type != nil
    switch assignment.target.kind {
    case .name(let name):
      let name = plain(name)
      if isMember, let type = scopes[scope].type { fields[type, default: [:]][key(name), default: []].append(binding) }
      if isPicked(assignment.value) { pickedFunctions.insert(name) }
      nameMembers(of: assignment.value, holder: name == CodeWords.defaultExport ? nil : name)
      // A function by a variable's name.
      if case .function(let function) = assignment.value.kind, let index = functionAt[function.span.start],
        functions[index].name.isEmpty
      {
        functions[index].name = name
      }
      bindings[Key(scope: declaring(name, assignment, scope), name: key(name)), default: []].append(binding)
    case .chain(let base, let steps):
      visit(assignment.target, scope, block)
      guard case .name(let name) = base.kind else { return }
      if name == "module" { nameMembers(of: assignment.value, holder: nil) }
      if case .member(let member)? = steps.last?.kind, CodeWords.pathMembers.contains(member) { assignsPaths = true }
      giveMember(name, steps, binding, scope)
      if steps.count == 2, case .member("defaults") = steps[0].kind, case .member(let member) = steps[1].kind {
        // `api.defaults.baseURL = …` of axios.
        bindings[Key(scope: scope, name: key(plain(name) + ".defaults." + member)), default: []].append(binding)
      }
      if steps.count == 1, case .member(let member) = steps[0].kind {
        if isSelf(name, scope), let type = scopes[scope].type {
          fields[type, default: [:]][key(member), default: []].append(binding)
        }
        if isPicked(assignment.value) { pickedFunctions.insert(member) }
        if case .function(let function) = assignment.value.kind, let index = functionAt[function.span.start],
          functions[index].name.isEmpty
        {
          functions[index].name = member
        }
        bindings[Key(scope: scope, name: key(plain(name) + "." + member)), default: []].append(binding)
      } else if steps.count == 1, case .index(let index) = steps[0].kind, case .text(let parts) = index.kind,
        case .literal(let member, _)? = parts.first, parts.count == 1
      {
        bindings[Key(scope: scope, name: key(plain(name) + "." + member)), default: []].append(binding)
      }
    default: visit(assignment.target, scope, block)
    }
  }

  /// The scope whose variable an assignment means: that of the declaration, in languages that declare.
  private func declaring(_ name: String, _ assignment: Assignment, _ scope: Int) -> Int {
    guard !assignment.isDeclaration, !isPowerShell, language != "python" else { return scope }
    var next = scope
    while next >= 0 {
      if bindings[Key(scope: next, name: name)] != nil { return next }
      next = scopes[next].parent
    }
    return scope
  }

  /// A variable's name without the scope that PowerShell writes before it.
  func plain(_ name: String) -> String {
    guard isPowerShell, let colon = name.firstIndex(of: ":"), !name.lowercased().hasPrefix("env:") else { return name }
    return String(name[name.index(after: colon)...])
  }

  /// Whether a name means the object whose method this is.
  func isSelf(_ name: String, _ scope: Int) -> Bool {
    if name == "this" || name == "self" || name == "cls" { return true }
    var scope = scope
    while scope > 0 {
      if let own = bindings[Key(scope: scope, name: name)]?.first { return own.type?.hasPrefix("self:") ?? false }
      scope = scopes[scope].parent
    }
    return false
  }

  // MARK: Expressions

  /// Whether a literal may be a path of two segments or more, or an address.
  private static func mayBePath(_ text: String) -> Bool {
    let bytes = text.utf8
    guard bytes.count <= 300, let first = bytes.first, first == ASCII.slash || first.isASCIILetter
    else { return false }
    var hasSlash = false
    for byte in bytes.dropFirst() {
      if byte <= ASCII.space || byte == ASCII.backslash { return false }
      hasSlash = hasSlash || byte == ASCII.slash
    }
    return hasSlash
  }

  private func visit(_ value: Expression, _ scope: Int, _ block: Int, input: Expression? = nil) {
    switch value.kind {
    case .text(let parts):
      if case .literal(let text, let span)? = parts.first, text.hasPrefix("http") || text.hasPrefix("urn:") {
        addresses.append((text, span))
      }
      if case .literal(let text, let span)? = parts.first, parts.count == 1, Self.mayBePath(text) {
        pathTexts.append((text, span))
      }
      if mentionsBatch,
        parts.contains(where: { if case .literal(let text, _) = $0 { text.contains("requests") } else { false } })
      {
        batchTexts.append(TextSite(parts: parts, span: value.span, scope: scope, block: block))
      }
      for case .hole(let inner) in parts { visit(inner, scope, block) }
    case .list(let values): for inner in values { visit(inner, scope, block) }
    case .object(let members):
      objects.append(ObjectSite(members: members, span: value.span, scope: scope, block: block))
      for member in members {
        visit(member.key, scope, block)
        visit(member.value, scope, block)
      }
    case .chain(let base, let steps):
      visit(base, scope, block)
      var isCall = false
      for (index, step) in steps.enumerated() {
        switch step.kind {
        case .index(let inner): visit(inner, scope, block)
        case .call(let arguments):
          isCall = true
          if index == 0 { giveFields(base, arguments, scope, block) }
          for argument in arguments { visit(argument.value, scope, block) }
          giveInput(base, steps, index, arguments, value, input, scope, block)
        default: break
        }
      }
      if case .name("require") = base.kind, case .call(let arguments)? = steps.first?.kind,
        case .text(let parts)? = arguments.first?.value.kind, case .literal(let text, _)? = parts.first
      {
        imports.append(text)
        importSites.append((text, value.span))
      }
      if isPowerShell { noteAlias(base, steps) }
      if isShell, case .name("shift") = base.kind { noteShift(steps, value.span, scope) }
      if isCall, let handed = handedCall(base, steps, value.span) {
        calls.append(CallSite(expression: handed, scope: scope, block: block))
      }
      if isCall { callingScopes.insert(scope) }
      if isCall { calls.append(CallSite(expression: value, scope: scope, block: block, input: input)) }
    case .operation(let first, let operands):
      visit(first, scope, block)
      for operand in operands { visit(operand.value, scope, block) }
    case .prefixed(_, let inner): visit(inner, scope, block)
    case .conditional(let condition, let then, let other):
      visit(condition, scope, block)
      visit(then, scope, block)
      visit(other, scope, block)
    case .comprehension(let comprehension):
      visit(comprehension.sequence, scope, block)
      let inner = newBlock(block)
      for (number, name) in comprehension.variables.enumerated() {
        let isPart = comprehension.variables.count > 1
        bindings[Key(scope: scope, name: key(name)), default: []].append(
          Binding(
            position: value.span.start, end: value.span.start,
            value: isPart ? .part(number, of: comprehension.sequence) : .element(of: comprehension.sequence),
            mode: .set,
            block: inner, scope: scope))
      }
      visit(comprehension.value, scope, inner)
    case .function(let function): _ = enter(function, scope, block)
    case .pipeline(let stages):
      for (index, stage) in stages.enumerated() {
        visit(stage, scope, block, input: index > 0 ? stages[index - 1] : nil)
      }
    case .block(let statements): walk(statements, scope: scope, block: newBlock(block))
    case .number, .boolean, .null, .name, .unknown: break
    }
  }
}
