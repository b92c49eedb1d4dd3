import ScopeValues

// Requests that a table lists: method and address belong together, entry by entry.
extension CodeEvaluator {
  /// Notes a request for each entry, where its arguments take more than one member of a variable that goes through
  /// entries; false where they do not.
  func noteEach(_ receiver: CodeValue?, _ path: [String], _ arguments: [Argument], _ context: ChainContext) -> Bool {
    guard let (name, entries) = entries(of: arguments, context) else { return false }
    var isNoted = false
    for value in entries {
      entry = (name, value)
      isNoted = noteSink(receiver, path, arguments, context) || isNoted
    }
    entry = nil
    return isNoted
  }

  private static let makers: Set<String> = [
    "HttpRequestMessage", "RestRequest", "RequestInformation", "Request", "NewRequest", "NewRequestWithContext",
  ]

  /// The requests that are made of the entries; nil where the arguments take none, or nothing makes a request.
  func madeOfEach(
    _ name: String, _ arguments: [Argument], _ context: ChainContext, _ make: () -> [CodeValue]?
  ) -> [CodeValue]? {
    guard Self.makers.contains(name), let (variable, entries) = entries(of: arguments, context) else { return nil }
    var made: [CodeValue] = []
    for value in entries {
      entry = (variable, value)
      made += make() ?? []
    }
    entry = nil
    return made
  }

  /// The variable that goes through the entries of a table, where arguments take more than one member of it.
  private func entries(of arguments: [Argument], _ context: ChainContext) -> (String, [CodeValue])? {
    guard entry == nil else { return nil }
    var members: [String: Set<String>] = [:]
    for argument in arguments { Self.collect(argument.value, &members, depth: 0) }
    guard let name = members.sorted(by: { $0.key < $1.key }).first(where: { $0.value.count > 1 })?.key else {
      return nil
    }
    let entries = self.name(name, context.place)
    guard entries.count > 1, entries.allSatisfy({ if case .object = $0 { true } else { false } }) else { return nil }
    return (name, entries)
  }

  /// The members of variables that an expression takes, by the variable.
  private static func collect(_ expression: Expression, _ members: inout [String: Set<String>], depth: Int) {
    guard depth < 8 else { return }
    switch expression.kind {
    case .chain(let base, let steps):
      guard case .name(let name) = base.kind, let step = steps.first else { return }
      switch step.kind {
      case .member(let member): members[name, default: []].insert(member)
      case .index(let index):
        if case .text(let parts) = index.kind, case .literal(let key, _)? = parts.first {
          members[name, default: []].insert(key)
        }
      default: break
      }
    case .text(let parts): for case .hole(let inner) in parts { collect(inner, &members, depth: depth + 1) }
    case .operation(let first, let operands):
      collect(first, &members, depth: depth + 1)
      for operand in operands { collect(operand.value, &members, depth: depth + 1) }
    case .object(let all): for member in all { collect(member.value, &members, depth: depth + 1) }
    case .prefixed(_, let inner): collect(inner, &members, depth: depth + 1)
    default: break
    }
  }
}
