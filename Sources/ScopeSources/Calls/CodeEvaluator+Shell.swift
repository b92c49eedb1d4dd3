import ScopeValues

// Functions of a shell that hand on what they are given: `api() { curl -H … "$@"; }`.
extension CodeEvaluator {
  /// Reads a function's own command with the arguments of a call in place of `"$@"`; false where the function has none.
  func passesOn(_ name: String, _ arguments: [Argument], _ context: ChainContext) -> Bool {
    guard context.emits, depth < 6 else { return false }
    var isRead = false
    for id in project.functions(named: name).prefix(2) {
      let (file, record) = project.function(id)
      guard project.files.isShell(file) else { continue }
      for site in project.files[file].calls(within: record.span) {
        guard case .chain(let base, let steps) = site.expression.kind, case .name(let command) = base.kind,
          case .call(let own)? = steps.first?.kind, own.contains(where: { Self.isAll($0.value) })
        else { continue }
        let inner = CodePlace(
          file: file, scope: site.scope, block: site.block, position: site.expression.span.start)
        let hasAddress = own.contains { argument in
          !Self.isAll(argument.value)
            && evaluate(argument.value, inner).contains { value in
              value.pieces.map { CodeAddress.isGraph($0) || CodeAddress.text($0).contains("://") } ?? false
            }
        }
        // An address of its own is followed like any other wrapper's.
        if hasAddress { return false }
        let whole = own.flatMap { Self.isAll($0.value) ? arguments : [$0] }
        depth += 1
        _ = self.command(command, whole, context)
        depth -= 1
        isRead = true
      }
    }
    return isRead
  }

  /// Whether a word is all that a function was given.
  static func isAll(_ value: Expression) -> Bool {
    switch value.kind {
    case .name(let name): return name == "@" || name == "*"
    case .text(let parts):
      guard parts.count == 1, case .hole(let inner) = parts[0] else { return false }
      return isAll(inner)
    default: return false
    }
  }
}
