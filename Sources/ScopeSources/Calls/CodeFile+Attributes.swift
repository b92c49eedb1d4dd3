// Attributes, each with what it stands before.
extension CodeFile {
  /// Keeps the attributes that stand before methods and types among some statements.
  func keepAttributes(of statements: [Statement], _ scope: Int, _ block: Int) {
    var ahead: [CallSite] = []
    for statement in statements {
      switch statement.kind {
      case .expression(let value):
        if case .prefixed("[", let inner) = value.kind {
          ahead.append(CallSite(expression: inner, scope: scope, block: block))
        } else {
          ahead = []
        }
      case .function where !ahead.isEmpty:
        if let type = scopes[scope].type { annotated += ahead.map { ($0, type) } }
        ahead = []
      case .type(let declaration) where !ahead.isEmpty:
        typeAttributes[declaration.name, default: []] += ahead
        ahead = []
      default: ahead = []
      }
    }
  }
}
