import ScopeValues

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
  var functions: [String: Function] = [:]
  var calledFunctions: Set<String> = []
  /// What the script wrote into files, by their path.
  var files: [String: SourceValue] = [:]
  /// What assignments replaced, while a body runs that may not run.
  var journals: [[Change]] = []
  var results: [SourceValue] = []
  var isReturning = false
  var callDepth = 0
  /// A file beside the script.
  let open: (String) -> SourceText?

  enum Change {
    case variable(scope: Int, name: String, old: SourceValue?)
    case object(Int, old: SourceValue)
  }

  static var maximumCallDepth: Int { 6 }

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

  mutating func run(_ statement: Statement) {
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

  var returned: [SourceValue] = []
  /// Variables that nothing but a default decides.
  var defaulted: Set<String> = []

  mutating func declare(_ block: Block, _ span: SourceSpan) {
    let type = block.type.lowercased()
    guard type != "configuration", type != "node" else { return run(block.body) }
    let value = object(of: block)
    commands.declare(
      block.type, block.labels.first.map { evaluate($0).text ?? "" } ?? "", resolved(value), at: origin(block.head))
  }

  /// The assignments of a block as an object.
  mutating func object(of block: Block) -> SourceValue {
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
    defaulted.remove(key)
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
    if dialect == .powerShell, source.bytes.indices.contains(Int(span.start)),
      source.bytes[Int(span.start)] != ASCII.dollar,
      source.bytes[Int(span.start)] != ASCII.at
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
}
