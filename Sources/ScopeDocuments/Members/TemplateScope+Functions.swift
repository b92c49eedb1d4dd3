// The functions of template expressions whose value the template itself tells.
//
// Source: Azure Resource Manager, template functions (array, comparison, lambda, logical, object and string).
extension TemplateScope {
  func call(_ function: String, _ arguments: [TemplateExpression], depth: Int) -> Value? {
    switch (function, arguments.first) {
    case ("variables", .some(let name)), ("parameters", .some(let name)):
      return text(name, depth: depth).flatMap { binding(function, $0, depth: depth) }
    case ("copyindex", _): return copyIndex(arguments, depth: depth)
    case ("lambdavariables", .text(let name)): return locals[name]
    case ("reference", .text(let symbol)), ("resourceinfo", .text(let symbol)): return .resource(symbol)
    case ("filter", _): return filter(arguments, depth: depth)
    case ("map", _): return map(arguments, depth: depth)
    case ("first", .some(let list)):
      guard let list = evaluate(list, depth: depth) else { return nil }
      if case .named = list { return list }
      let first = elements(of: list)?.first
      return first == .unknown ? nil : first
    case ("tolower", .some(let argument)): return text(argument, depth: depth).map { .text($0.lowercased()) }
    case ("string", .some(let argument)): return text(argument, depth: depth).map { .text($0) }
    case ("concat", _): return joinedText(arguments, depth: depth) ?? joinedList(arguments, depth: depth)
    case ("union", _): return joinedList(arguments, depth: depth).map(distinct)
    case ("flatten", .some(let lists)):
      return list(lists, depth: depth).map { lists in joined(lists.map { elements(of: $0) }) }
    case ("createarray", _): return .list(arguments.map { evaluate($0, depth: depth) ?? .unknown })
    case ("array", .some(let argument)):
      guard let value = evaluate(argument, depth: depth) else { return nil }
      return elements(of: value).map(Value.list) ?? .list([value])
    case ("createobject", _): return object(arguments, depth: depth)
    case ("length", .some(let argument)):
      return list(argument, depth: depth).map { .number($0.count) }
    case ("tryget", .some(let base)):
      guard arguments.count == 2, case .text(let name) = arguments[1] else { return nil }
      return evaluate(.property(base, name), depth: depth)
    case ("if", _): return choice(arguments, depth: depth)
    default: return condition(function, arguments, depth: depth).map(Value.boolean)
    }
  }

  // MARK: Texts and numbers

  func text(_ value: Value?) -> String? {
    switch value {
    case .text(let text): text
    case .place(let place): document.string(place)
    default: nil
    }
  }

  func number(_ value: Value?) -> Int? {
    switch value {
    case .number(let number): number
    case .place(let place): document.kind(place) == .number ? document.integer(place) : nil
    default: nil
    }
  }

  private func text(_ expression: TemplateExpression, depth: Int) -> String? {
    text(evaluate(expression, depth: depth))
  }

  private func joinedText(_ arguments: [TemplateExpression], depth: Int) -> Value? {
    var joined = ""
    for argument in arguments {
      guard let part = text(argument, depth: depth), joined.utf8.count + part.utf8.count <= 1 << 16 else { return nil }
      joined += part
    }
    return .text(joined)
  }

  // MARK: Lists and objects

  /// The elements of a list; nil for anything else.
  func elements(of value: Value) -> [Value]? {
    switch value {
    case .list(let elements): return elements
    case .place(let place) where document.kind(place) == .array:
      let elements = document.elements(of: place)
      budget -= elements.count
      return budget > 0 ? elements.map { self.value(of: $0) ?? .unknown } : nil
    default: return nil
    }
  }

  private func list(_ expression: TemplateExpression, depth: Int) -> [Value]? {
    guard let value = evaluate(expression, depth: depth) else { return nil }
    return elements(of: value)
  }

  /// Some lists as one; of one that only the deployment tells, that much is said.
  private func joined(_ lists: [[Value]?]) -> Value {
    let all = lists.flatMap { $0 ?? [.unknown] }
    budget -= all.count
    return .list(budget > 0 ? all : [.unknown])
  }

  private func joinedList(_ arguments: [TemplateExpression], depth: Int) -> Value? {
    let lists = arguments.map { list($0, depth: depth) }
    // Without any list it may be anything.
    return lists.contains { $0 != nil } ? joined(lists) : nil
  }

  private func distinct(_ list: Value) -> Value {
    guard case .list(let values) = list else { return list }
    var known: Set<Value> = []
    return .list(values.filter { $0 == .unknown || known.insert(deep($0, keepsPlaces: false)).inserted })
  }

  private func object(_ arguments: [TemplateExpression], depth: Int) -> Value? {
    guard arguments.count.isMultiple(of: 2) else { return nil }
    var members: [Value.Member] = []
    for index in stride(from: 0, to: arguments.count, by: 2) {
      guard let name = text(arguments[index], depth: depth) else { return nil }
      members.append(.init(name: name, value: evaluate(arguments[index + 1], depth: depth) ?? .unknown))
    }
    return .object(members)
  }

  // MARK: Lambdas

  /// The permissions of a resource by their name, which only the tenant lists, or what is left of a list that is here.
  private func filter(_ arguments: [TemplateExpression], depth: Int) -> Value? {
    guard arguments.count == 2, case .call("lambda", let parts) = arguments[1], let test = parts.last else {
      return nil
    }
    guard case .property(.call(let function, _), _) = arguments[0], ["reference", "resourceinfo"].contains(function)
    else {
      guard let list = list(arguments[0], depth: depth) else { return nil }
      var left: [Value] = []
      for (index, element) in list.enumerated() {
        guard let fits = boolean(apply(parts, to: element, index, depth: depth)) else { return nil }
        if fits { left.append(element) }
      }
      return .list(left)
    }
    return test.compared(with: "value").flatMap { text($0, depth: depth) }.map(Value.named)
  }

  private func map(_ arguments: [TemplateExpression], depth: Int) -> Value? {
    guard arguments.count == 2, case .call("lambda", let parts) = arguments[1],
      let list = list(arguments[0], depth: depth)
    else { return nil }
    return .list(list.enumerated().map { apply(parts, to: $1, $0, depth: depth) ?? .unknown })
  }

  /// What a lambda gives for an element: its last part, with the names before it bound to the element and its index.
  private func apply(_ lambda: [TemplateExpression], to element: Value, _ index: Int, depth: Int) -> Value? {
    let outer = locals
    defer { locals = outer }
    for (name, value) in zip(lambda.dropLast(), [element, .number(index)]) {
      guard case .text(let name) = name, value != .unknown else { return nil }
      locals[name] = value
    }
    return lambda.last.flatMap { evaluate($0, depth: depth) }
  }

  // MARK: Conditions

  func boolean(_ value: Value?) -> Bool? {
    switch value {
    case .boolean(let flag): flag
    case .place(let place): document.boolean(place)
    default: nil
    }
  }

  private func condition(_ function: String, _ arguments: [TemplateExpression], depth: Int) -> Bool? {
    func flags() -> [Bool?] { arguments.map { boolean(evaluate($0, depth: depth)) } }
    switch (function, arguments.count) {
    case ("true", 0): return true
    case ("false", 0): return false
    case ("not", 1): return flags()[0].map { !$0 }
    case ("and", 1...):
      let flags = flags()
      return flags.contains(false) ? false : flags.contains(nil) ? nil : true
    case ("or", 1...):
      let flags = flags()
      return flags.contains(true) ? true : flags.contains(nil) ? nil : false
    case ("empty", 1):
      guard let value = evaluate(arguments[0], depth: depth) else { return nil }
      return text(value).map { $0.isEmpty } ?? elements(of: value).map { $0.isEmpty }
    case ("equals", 2):
      let (left, right) = (evaluate(arguments[0], depth: depth), evaluate(arguments[1], depth: depth))
      if let left = text(left), let right = text(right) { return left == right }
      if let left = number(left), let right = number(right) { return left == right }
      if let left = boolean(left), let right = boolean(right) { return left == right }
      return nil
    default: return nil
    }
  }

  /// One of two values. Of two lists between which a parameter chooses, both: a deployment may ask for either.
  private func choice(_ arguments: [TemplateExpression], depth: Int) -> Value? {
    guard arguments.count == 3 else { return nil }
    let before = parameterUses
    let flag = boolean(evaluate(arguments[0], depth: depth))
    if let flag, parameterUses == before { return evaluate(arguments[flag ? 1 : 2], depth: depth) }
    return joinedList(Array(arguments[1...]), depth: depth)
  }
}
