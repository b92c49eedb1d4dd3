import ScopeValues

// Functions that are handed to what calls them with the arguments beside them.
extension CodeFile {
  /// Where the function stands among the arguments of such a method, its own arguments behind it.
  ///
  /// Source: the documentation of Python's concurrent.futures, asyncio and multiprocessing.
  private static let callers: [String: Int] = [
    "submit": 0, "to_thread": 0, "run_in_executor": 1, "apply": 0, "apply_async": 0, "run_sync": 0,
  ]

  /// `fetch(session, path)` of `pool.submit(fetch, session, path)` and of `Thread(target=fetch, args=(session, path))`;
  /// nil of any other chain.
  func handedCall(_ base: Expression, _ steps: [Access], _ span: SourceSpan) -> Expression? {
    guard language == "python", case .call(let arguments)? = steps.last?.kind, arguments.count > 1 else { return nil }
    var name: String?
    if case .name(let first) = base.kind { name = first }
    for step in steps.dropLast() { if case .member(let member) = step.kind { name = member } }
    guard let name else { return nil }
    if name == "Thread" || name == "Process" {
      guard let function = arguments.first(where: { $0.label == "target" })?.value,
        case .list(let values)? = arguments.first(where: { $0.label == "args" })?.value.kind
      else { return nil }
      return called(function, values.map { Argument(value: $0, span: $0.span) }, span)
    }
    guard let place = Self.callers[name], arguments.count > place + 1, !arguments[place].isSpread,
      arguments[place].label == nil
    else { return nil }
    var own = Array(arguments[(place + 1)...])
    if name.hasPrefix("apply"), case .list(let values)? = own.first?.value.kind {
      own = values.map { Argument(value: $0, span: $0.span) }
    }
    return called(arguments[place].value, own, span)
  }

  private func called(_ function: Expression, _ arguments: [Argument], _ span: SourceSpan) -> Expression? {
    let call = Access(.call(arguments), span)
    switch function.kind {
    case .name: return Expression(.chain(function, [call]), span)
    case .chain(let base, let steps):
      guard case .name = base.kind, steps.allSatisfy({ if case .member = $0.kind { true } else { false } }) else {
        return nil
      }
      return Expression(.chain(base, steps + [call]), span)
    default: return nil
    }
  }
}
