import ScopeValues

/// What an interpreter of scripts tells about the commands that it comes across.
package protocol ScriptCommands {
  /// What a command answers that is no function of the script; nil where nothing is known of it.
  mutating func run(_ command: ScriptCommand, open: (SourceValue) -> SourceValue?) -> SourceValue?
  /// A block that declares something: a resource of Desired State Configuration.
  mutating func declare(_ type: String, _ label: String, _ value: SourceValue, at origin: SourceOrigin)
}

/// A command with what is known of its arguments.
package struct ScriptCommand: Sendable {
  package var name: String
  package var arguments: [EvaluatedArgument]
  /// What a pipeline gives it.
  package var input: SourceValue?
  package var origin: SourceOrigin

  /// The value of a labelled argument, by any of some names in lower case.
  package func argument(_ names: String...) -> SourceValue? {
    for name in names {
      if let found = arguments.last(where: { $0.label?.lowercased() == name }) { return found.value }
    }
    return nil
  }

  /// The arguments without a label.
  package var words: [SourceValue] { arguments.filter { $0.label == nil }.map(\.value) }
}

/// Runs a script as far as its text tells, in order: both sides of a condition that is not known, every turn of a
/// loop over a list that is, each function where it is called. Nothing is executed; commands are told to `Commands`.
package struct ScriptInterpreter<Commands: ScriptCommands>: Evaluating {
  package enum Dialect: Sendable { case powerShell, shell }

  package private(set) var source: SourceText
  package var budget: EvaluationBudget
  package let dialect: Dialect
  package var commands: Commands

  /// Variables, the script's own first; of functions the innermost last.
  var scopes: [[String: SourceValue]] = [[:]]
  /// Objects that several names may share.
  var heap: [SourceValue] = []
  private var functions: [String: Function] = [:]
  private var calledFunctions: Set<String> = []
  /// What the script wrote into files, by their path.
  var files: [String: SourceValue] = [:]
  /// What assignments replaced, while a body runs that may not run.
  private var journals: [[Change]] = []
  private var results: [SourceValue] = []
  private var isReturning = false
  var callDepth = 0
  /// A file beside the script.
  let open: (String) -> SourceText?

  private enum Change {
    case variable(scope: Int, name: String, old: SourceValue?)
    case object(Int, old: SourceValue)
  }

  private static var maximumCallDepth: Int { 6 }

  package init(
    _ outline: Outline, _ dialect: Dialect, _ commands: Commands, open: @escaping (String) -> SourceText?
  ) {
    source = outline.source
    budget = EvaluationBudget(bytes: outline.source.bytes.count)
    self.dialect = dialect
    self.commands = commands
    self.open = open
    collect(outline.statements)
    run(outline.statements)
    // What nobody here calls, others may.
    for (name, function) in functions.sorted(by: { $0.value.span < $1.value.span })
    where !calledFunctions.contains(name) {
      _ = call(function, name, [], isUncalled: true, function.span)
    }
  }

  private mutating func collect(_ statements: [Statement]) {
    for statement in statements {
      switch statement.kind {
      case .function(let function): functions[key(function.name)] = function
      case .body(let body): collect(body)
      case .branch(let branches): for branch in branches { collect(branch.body) }
      default: break
      }
    }
  }

  func key(_ name: String) -> String { dialect == .powerShell ? name.lowercased() : name }

  // MARK: Statements

  package mutating func run(_ statements: [Statement]) {
    budget.depth += 1
    defer { budget.depth -= 1 }
    guard budget.depth < 300 else { return }
    for statement in statements {
      budget.spend()
      guard !budget.isSpent, !isReturning else { return }
      run(statement)
    }
  }

  private mutating func run(_ statement: Statement) {
    switch statement.kind {
    case .expression(let expression):
      if mutate(expression) { return }
      let value = evaluate(expression)
      if case .null = value.shape { return }
      results.append(value)
    case .assignment(let assignment): assign(assignment)
    case .block(let block): declare(block, statement.span)
    case .branch(let branches): run(branches)
    case .loop(let loop): run(loop)
    case .function(let function): functions[key(function.name)] = function
    case .type: break
    case .result(let value):
      let value = value.map { evaluate($0) } ?? SourceValue(.null, origin(statement.span))
      guard callDepth > 0 else { return }
      returned.append(value)
      isReturning = true
    case .body(let body): run(body)
    }
  }

  private var returned: [SourceValue] = []

  private mutating func declare(_ block: Block, _ span: SourceSpan) {
    let type = block.type.lowercased()
    guard type != "configuration", type != "node" else { return run(block.body) }
    let value = object(of: block)
    commands.declare(
      block.type, block.labels.first.map { evaluate($0).text ?? "" } ?? "", resolved(value), at: origin(block.head))
  }

  /// The assignments of a block as an object.
  private mutating func object(of block: Block) -> SourceValue {
    var members: [ValueMember] = []
    for statement in block.body {
      switch statement.kind {
      case .assignment(let assignment):
        guard case .name(let name) = assignment.target.kind else { continue }
        members.append(
          ValueMember(key: name, keyOrigin: origin(assignment.target.span), value: evaluate(assignment.value)))
      case .block(let inner):
        members.append(ValueMember(key: inner.type, keyOrigin: origin(inner.head), value: object(of: inner)))
      default: break
      }
    }
    return SourceValue(.object(members, rest: nil), origin(block.head))
  }

  /// What statements in brackets yield: what they print, or what a typed block describes.
  package mutating func results(of statements: [Statement], _ span: SourceSpan) -> SourceValue {
    let outer = results
    results = []
    for statement in statements {
      if case .block(let block) = statement.kind {
        results.append(object(of: block))
      } else {
        run([statement])
      }
    }
    let inner = results
    results = outer
    if dialect == .shell { return inner.last ?? SourceValue(.null, origin(span)) }
    switch inner.count {
    case 0: return SourceValue(.null, origin(span))
    case 1: return inner[0]
    default: return SourceValue.list(inner.flatMap(\.elements), rest: nil, at: origin(span))
    }
  }

  // MARK: Branches and loops

  private mutating func run(_ branches: [Branch]) {
    var changed: [(Change, SourceValue)] = []
    var isCertain = false
    var hasElse = false
    var speculated = 0
    for branch in branches {
      var truth: Bool? =
        branch.condition == nil && speculated == 0 && branches.count > 1 && branches.first?.condition == nil
        ? true : nil
      var narrowed: (String, SourceValue)?
      if let condition = branch.condition {
        narrowed = self.narrowed(by: condition)
        truth = narrowed != nil ? true : self.truth(evaluate(condition))
      } else {
        hasElse = true
      }
      if truth == false { continue }
      if let narrowed { set(narrowed.0, narrowed.1) }
      if truth == true, speculated == 0 {
        let wasTried = branch.condition == nil && branches.first?.condition == nil
        run(branch.body)
        // What catches an error may run as well.
        if wasTried { continue }
        isCertain = true
        break
      }
      speculated += 1
      changed += speculate(branch.body)
      if truth == true {
        hasElse = true
        break
      }
    }
    guard !isCertain, !changed.isEmpty else { return }
    merge(changed, isExhaustive: hasElse, branches: speculated)
  }

  /// Runs a body that may not run, and takes back what it changed.
  private mutating func speculate(_ body: [Statement]) -> [(Change, SourceValue)] {
    journals.append([])
    run(body)
    isReturning = false
    let changes = journals.removeLast()
    var result: [(Change, SourceValue)] = []
    for change in changes.reversed() {
      switch change {
      case .variable(let scope, let name, let old):
        if let value = scopes.indices.contains(scope) ? scopes[scope][name] : nil { result.append((change, value)) }
        if scopes.indices.contains(scope) { scopes[scope][name] = old }
      case .object(let index, let old):
        result.append((change, heap[index]))
        heap[index] = old
      }
    }
    return result
  }

  /// Takes what branches set, each as a possibility; what was there before is one where no branch need run.
  private mutating func merge(_ changed: [(Change, SourceValue)], isExhaustive: Bool, branches: Int) {
    var values: [String: (change: Change, values: [SourceValue])] = [:]
    var order: [String] = []
    for (change, value) in changed {
      let name =
        switch change {
        case .variable(let scope, let name, _): "\(scope) \(name)"
        case .object(let index, _): "#\(index)"
        }
      if values[name] == nil { order.append(name) }
      values[name, default: (change, [])].values.append(value)
    }
    for name in order {
      guard let (change, found) = values[name] else { continue }
      switch change {
      case .variable(let scope, let name, _):
        guard scopes.indices.contains(scope) else { continue }
        let base = isExhaustive && found.count >= branches ? nil : scopes[scope][name]
        let merged = SourceValue.merged((base.map { [$0] } ?? []) + found, at: found[0].origin)
        note(.variable(scope: scope, name: name, old: scopes[scope][name]))
        scopes[scope][name] = merged
      case .object(let index, _):
        let merged = SourceValue.merged([heap[index]] + found, at: found[0].origin)
        note(.object(index, old: heap[index]))
        heap[index] = merged
      }
    }
  }

  private mutating func note(_ change: Change) {
    if !journals.isEmpty { journals[journals.count - 1].append(change) }
  }

  /// `$permission.Value -eq $name` of a loop over what an API publishes: in the body the permission is that one.
  private mutating func narrowed(by condition: Expression) -> (String, SourceValue)? {
    guard dialect == .powerShell, case .operation(let first, let rest) = condition.kind, let operand = rest.first,
      ["-eq", "-ieq", "-ceq", "-in", "-match", "-like"].contains(operand.sign)
    else { return nil }
    for (side, other) in [(first, operand.value), (operand.value, first)] {
      guard case .chain(let base, let steps) = side.kind, case .name(let name) = base.kind, steps.count == 1,
        case .member(let member) = steps[0].kind, member.lowercased() == "value",
        case .lookup(.permission(let resource, let type, let known))? = get(name)?.shape, known.hole != nil
      else { continue }
      let named = evaluate(other)
      return (name, SourceValue(.lookup(.permission(resource: resource, type: type, name: named)), named.origin))
    }
    return nil
  }

  private mutating func run(_ loop: Loop) {
    guard let sequence = loop.sequence else {
      // It may run or not.
      return merge(speculate(loop.body), isExhaustive: false, branches: 1)
    }
    let name = loop.variables.last ?? ""
    let (values, rest) = turns(sequence)
    for value in values.prefix(SourceValue.maximumElements) {
      guard !budget.isSpent, !isReturning else { return }
      set(name, value)
      run(loop.body)
    }
    if let rest {
      set(name, SourceValue(.hole(Hole(rest.name, .element, origin(sequence.span))), origin(sequence.span)))
      run(loop.body)
    }
  }

  /// The values of a loop's turns, and why there may be more.
  private mutating func turns(_ sequence: Expression) -> ([SourceValue], Hole?) {
    if dialect == .shell, case .list(let items) = sequence.kind {
      var values: [SourceValue] = []
      var rest: Hole?
      for item in items {
        let value = evaluate(item)
        if case .list(let more, let open) = value.shape {
          values += more
          rest = rest ?? open
        } else if case .hole(let hole) = value.shape {
          rest = rest ?? hole
        } else {
          // A variable without quotes is as many words as its text has.
          if case .name = item.kind {
            values += value.alternatives.flatMap { $0.split(\.isSpace) }
          } else {
            values += value.alternatives
          }
        }
      }
      return (values, rest)
    }
    let value = resolved(evaluate(sequence))
    switch value.shape {
    case .list(let items, let rest): return (items, rest)
    case .anyOf(let values):
      let lists = values.map(\.elements)
      return (lists.flatMap { $0 }, values.lazy.compactMap(\.openHole).first)
    case .hole(let hole): return ([], hole)
    case .null: return ([], nil)
    case .lookup(.permissions(let resource, let type)):
      let name = hole("what the API publishes", .resource, sequence.span)
      return ([SourceValue(.lookup(.permission(resource: resource, type: type, name: name)), value.origin)], nil)
    default: return ([value], nil)
    }
  }

  // MARK: Variables

  func get(_ name: String) -> SourceValue? {
    let key = key(name)
    for scope in scopes.reversed() { if let value = scope[key] { return value } }
    return nil
  }

  mutating func set(_ name: String, _ value: SourceValue) {
    let key = key(name)
    // A shell's functions change the script's variables; PowerShell's have their own.
    let scope = dialect == .shell ? 0 : scopes.count - 1
    note(.variable(scope: scope, name: key, old: scopes[scope][key]))
    scopes[scope][key] = value
  }

  mutating func store(_ value: SourceValue, at index: Int) {
    note(.object(index, old: heap[index]))
    heap[index] = value
  }

  /// A new object that several names may share.
  mutating func shared(_ value: SourceValue) -> SourceValue {
    heap.append(value)
    return SourceValue(.handle(heap.count - 1), value.origin)
  }

  /// A value without references to shared objects.
  func resolved(_ value: SourceValue, depth: Int = 0) -> SourceValue {
    guard depth < 16 else { return hole("objects within objects", .limit, value.origin.span) }
    switch value.shape {
    case .handle(let index): return resolved(heap[index], depth: depth + 1)
    case .list(let items, let rest):
      return SourceValue(.list(items.map { resolved($0, depth: depth + 1) }, rest: rest), value.origin)
    case .object(let members, let rest):
      let members = members.map {
        ValueMember(key: $0.key, keyOrigin: $0.keyOrigin, value: resolved($0.value, depth: depth + 1))
      }
      return SourceValue(.object(members, rest: rest), value.origin)
    case .anyOf(let values):
      return SourceValue.any(values.map { resolved($0, depth: depth + 1) }, at: value.origin)
    default: return value
    }
  }

  package func spelling(_ name: String) -> String {
    dialect == .powerShell || name.utf8.allSatisfy(\.isDigit) ? "$" + name : name
  }

  package mutating func value(named name: String, _ span: SourceSpan) -> SourceValue {
    if let value = get(name) { return value }
    if dialect == .powerShell, source.bytes.indices.contains(Int(span.start)), source.bytes[Int(span.start)] != 0x24,
      source.bytes[Int(span.start)] != 0x40
    {
      // A bare word in brackets is a command without arguments.
      if name.hasPrefix("[") { return SourceValue.literal(name, at: origin(span)) }
      return call(name, [], span)
    }
    return hole(spelling(name), .variable, span)
  }

  package mutating func evaluate(_ expression: Expression, with names: [(String, SourceValue)]) -> SourceValue {
    scopes.append(Dictionary(names.map { (key($0.0), $0.1) }, uniquingKeysWith: { $1 }))
    defer { scopes.removeLast() }
    return evaluate(expression)
  }

  // MARK: Functions

  package mutating func call(_ name: String, _ arguments: [EvaluatedArgument], _ span: SourceSpan) -> SourceValue {
    run(name, arguments, input: nil, span)
  }

  mutating func run(
    _ name: String, _ arguments: [EvaluatedArgument], input: SourceValue?, _ span: SourceSpan
  ) -> SourceValue {
    if let function = functions[key(name)] {
      calledFunctions.insert(key(name))
      guard callDepth < Self.maximumCallDepth else { return hole(name, .limit, span) }
      return call(function, name, arguments, isUncalled: false, span)
    }
    let command = ScriptCommand(
      name: name, arguments: spread(arguments), input: input.map { resolved($0) }, origin: origin(span))
    if let value = builtIn(command) { return value }
    var resolvedCommand = command
    for index in resolvedCommand.arguments.indices {
      resolvedCommand.arguments[index].value = resolved(resolvedCommand.arguments[index].value)
    }
    let files = self.files
    let open = self.open
    let answer = commands.run(resolvedCommand) { path in Self.content(path, files, open) }
    return answer ?? hole(name, .call, span)
  }

  /// What a file holds that the script wrote or that stands beside it.
  static func content(_ path: SourceValue, _ files: [String: SourceValue], _ open: (String) -> SourceText?)
    -> SourceValue?
  {
    if let written = files[fileKey(path)] { return written }
    guard let name = fileName(path), let file = open(name) else { return nil }
    return SourceValue.literal(
      String(decoding: file.bytes, as: UTF8.self), at: SourceOrigin(file, SourceSpan(0..<file.bytes.count)))
  }

  /// What a path is known by: its text, or the place of what decides it.
  static func fileKey(_ path: SourceValue) -> String {
    path.text { hole in "\u{0}\(hole.origin.span.start)" } ?? ""
  }

  /// A path relative to the script: what stands before its first separator may be the script's own folder.
  static func fileName(_ path: SourceValue) -> String? {
    guard case .text(var pieces) = path.shape else { return nil }
    if case .hole? = pieces.first { pieces.removeFirst() }
    var name = ""
    for piece in pieces {
      guard case .literal(let text, _) = piece else { return nil }
      name += text
    }
    name = String(name.map { $0 == "\\" ? "/" : $0 })
    while name.hasPrefix("/") || name.hasPrefix("./") { name = String(name.dropFirst(name.hasPrefix("/") ? 1 : 2)) }
    return name.isEmpty ? nil : name
  }

  /// Arguments with the members of spread objects in their place.
  private func spread(_ arguments: [EvaluatedArgument]) -> [EvaluatedArgument] {
    arguments.flatMap { argument -> [EvaluatedArgument] in
      guard argument.label == Self.spreadLabel else { return [argument] }
      let value = resolved(argument.value)
      var result: [EvaluatedArgument] = []
      for alternative in value.alternatives {
        switch alternative.shape {
        case .object(let members, _):
          result += members.map {
            EvaluatedArgument(
              label: $0.key, value: $0.value, span: $0.value.origin.span, expression: argument.expression)
          }
        case .list(let items, _):
          result += items.map {
            EvaluatedArgument(label: nil, value: $0, span: $0.origin.span, expression: argument.expression)
          }
        default: break
        }
      }
      return result
    }
  }

  /// Stands for the label of an argument whose members are arguments.
  static var spreadLabel: String { "@" }

  package mutating func evaluated(_ arguments: [Argument]) -> [EvaluatedArgument] {
    arguments.map {
      EvaluatedArgument(
        label: $0.isSpread ? Self.spreadLabel : $0.label, value: evaluate($0.value), span: $0.span, expression: $0.value
      )
    }
  }

  private mutating func call(
    _ function: Function, _ name: String, _ arguments: [EvaluatedArgument], isUncalled: Bool, _ span: SourceSpan
  ) -> SourceValue {
    var frame: [String: SourceValue] = [:]
    let arguments = spread(arguments)
    if dialect == .shell {
      for (index, argument) in arguments.filter({ $0.label == nil }).enumerated() {
        frame[String(index + 1)] = argument.value
      }
    }
    var positional = arguments.filter { $0.label == nil }[...]
    for parameter in function.parameters {
      let wanted = key(parameter.name)
      if let labelled = arguments.first(where: { argument in
        argument.label.map { key($0) == wanted || $0.count > 2 && wanted.hasPrefix(key($0)) } ?? false
      }) {
        frame[wanted] = labelled.value
      } else if let next = positional.popFirst() {
        frame[wanted] = next.value
      } else if let value = parameter.defaultValue {
        frame[wanted] = evaluate(value)
      } else {
        frame[wanted] =
          isUncalled
          ? hole(spelling(parameter.name), .parameter(of: name), parameter.span)
          : SourceValue(.null, origin(parameter.span))
      }
    }
    let outer = (results, returned, isReturning)
    (results, returned, isReturning) = ([], [], false)
    scopes.append(frame)
    callDepth += 1
    run(function.body)
    callDepth -= 1
    scopes.removeLast()
    let (printed, answers) = (results, returned)
    (results, returned, isReturning) = outer
    if !answers.isEmpty { return SourceValue.any(answers, at: origin(span)) }
    switch printed.count {
    case 0: return SourceValue(.null, origin(span))
    case 1: return printed[0]
    default:
      return dialect == .shell ? printed[printed.count - 1] : SourceValue.list(printed, rest: nil, at: origin(span))
    }
  }

  /// Runs a script block with `$_` bound.
  mutating func apply(_ function: Function, to element: SourceValue, _ span: SourceSpan) -> SourceValue {
    guard callDepth < Self.maximumCallDepth else { return hole("blocks within blocks", .limit, span) }
    let outer = results
    results = []
    scopes.append(["_": element, "psitem": element])
    callDepth += 1
    run(function.body)
    callDepth -= 1
    scopes.removeLast()
    let inner = results
    results = outer
    switch inner.count {
    case 0: return SourceValue(.null, origin(span))
    case 1: return inner[0]
    default: return SourceValue.list(inner, rest: nil, at: origin(span))
    }
  }
}

extension SourceValue {
  /// What several branches made of one variable: lists and objects that grew from one another are their union.
  static func merged(_ values: [SourceValue], at origin: SourceOrigin) -> SourceValue {
    guard var result = values.first else { return SourceValue(.null, origin) }
    for value in values.dropFirst() {
      switch (result.shape, value.shape) {
      case (.list(let items, let rest), .list(let more, let open)):
        var all = items
        var known = Set(items.map(\.identity))
        for item in more where known.insert(item.identity).inserted { all.append(item) }
        result = SourceValue.list(all, rest: rest ?? open, at: result.origin)
      case (.object(let members, let rest), .object(let more, let open)):
        var all = members
        for member in more {
          if let index = all.firstIndex(where: { $0.key.lowercased() == member.key.lowercased() }) {
            if all[index].value.identity != member.value.identity {
              all[index].value = merged([all[index].value, member.value], at: member.value.origin)
            }
          } else {
            all.append(member)
          }
        }
        result = SourceValue(.object(all, rest: rest ?? open), result.origin)
      case (.null, _): result = value
      case (_, .null): break
      default: if result.identity != value.identity { result = any([result, value], at: origin) }
      }
    }
    return result
  }

  /// What tells two values of one place apart.
  private var identity: String {
    let content = text ?? hole?.name ?? ""
    if case .handle(let index) = shape { return "#\(index)" }
    return "\(ObjectIdentifier(origin.source).hashValue) \(origin.span.start) \(origin.span.end) \(content)"
  }
}
