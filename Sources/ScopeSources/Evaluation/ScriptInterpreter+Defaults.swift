import ScopeValues

// Switches of a script: parameters and variables that nothing but a default decides.
extension ScriptInterpreter {
  /// Takes note of a variable that its default alone decides.
  mutating func noteDefault(_ name: String, _ value: Expression) {
    switch dialect {
    case .powerShell:
      switch value.kind {
      case .boolean: defaulted.insert(key(name))
      // A word that a caller picks another one for.
      case .text(let parts):
        if parts.count == 1, case .literal(let text, _) = parts[0], text.count <= 24,
          !text.contains(where: { " ./".contains($0) })
        {
          defaulted.insert(key(name))
        }
      default: break
      }
    case .shell:
      let text = source.string(value.span)
      if text.contains(":-") || text.contains(":=") { defaulted.insert(key(name)) }
    }
  }

  package mutating func hangsOnDefault(_ condition: Expression) -> Bool {
    !defaulted.isEmpty && mentionsDefault(condition, depth: 0)
  }

  private func mentionsDefault(_ expression: Expression, depth: Int) -> Bool {
    guard depth < 32 else { return false }
    func any(_ values: [Expression]) -> Bool { values.contains { mentionsDefault($0, depth: depth + 1) } }
    switch expression.kind {
    case .name(let name): return defaulted.contains(key(name))
    case .text(let parts):
      return any(parts.compactMap { if case .hole(let inner) = $0 { inner } else { nil } })
    case .list(let values): return any(values)
    case .chain(let base, let steps):
      return any(
        [base]
          + steps.flatMap { step -> [Expression] in
            switch step.kind {
            case .call(let arguments): arguments.map(\.value)
            case .index(let inner): [inner]
            default: []
            }
          })
    case .operation(let first, let operands): return any([first] + operands.map(\.value))
    case .prefixed(_, let inner): return any([inner])
    case .pipeline(let stages): return any(stages)
    case .block(let statements):
      return any(statements.compactMap { if case .expression(let value) = $0.kind { value } else { nil } })
    default: return false
    }
  }
}
