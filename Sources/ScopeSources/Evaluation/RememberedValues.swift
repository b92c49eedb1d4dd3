/// What a declaration's names came to, each evaluated once: with the defaults of switches, and apart without them.
package struct RememberedValues: Sendable {
  /// Nil while a value is being evaluated.
  private var known: [String: SourceValue?] = [:]
  /// The same for the other state of the defaults.
  private var others: [String: SourceValue?] = [:]
  /// Whether switches have no defaults at the moment.
  private(set) var defaultsAreOpen = false

  /// - Returns: the value; nil within where it is being evaluated, nil without where nobody has asked.
  subscript(key: String) -> SourceValue?? {
    get { known[key] }
    set { known[key] = newValue }
  }

  fileprivate mutating func turn() {
    swap(&known, &others)
    defaultsAreOpen.toggle()
  }
}

/// An evaluator of declarations, in which a name has one value and a switch may have a default.
package protocol RemembersValues: Evaluating {
  var memory: RememberedValues { get set }
}

extension RemembersValues {
  /// Evaluates once; what stands for itself is a hole.
  ///
  /// - Parameter name: how the hole is called; the key where it is nil.
  mutating func remembered(
    _ key: String, _ span: SourceSpan, name: String? = nil, reason: Hole.Reason = .variable,
    _ evaluate: (inout Self) -> SourceValue
  ) -> SourceValue {
    if let value = memory[key] { return value ?? hole(name ?? key, reason, span) }
    memory[key] = .some(nil)
    let value = evaluate(&self)
    memory[key] = value
    return value
  }

  package mutating func hangsOnDefault(_ condition: Expression) -> Bool {
    guard !memory.defaultsAreOpen else { return false }
    memory.turn()
    defer { memory.turn() }
    return truth(evaluate(condition)) == nil
  }

  package mutating func hangsOnDefault(_ condition: Expression, with names: [(String, SourceValue)]) -> Bool {
    guard !memory.defaultsAreOpen else { return false }
    memory.turn()
    defer { memory.turn() }
    return truth(evaluate(condition, with: names)) == nil
  }

  package mutating func hangsOnDefault(key: Expression) -> Bool {
    guard !memory.defaultsAreOpen else { return false }
    memory.turn()
    defer { memory.turn() }
    return evaluate(key).text == nil
  }
}
