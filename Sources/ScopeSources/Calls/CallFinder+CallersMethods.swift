import ScopeValues

// The method of a request that a caller says: behind the call that makes the request, or beside what a shell's function
// takes itself.
extension CallFinder {
  /// The method that the steps behind a call say of the request that it gives: `request(path).DELETE().build()`; nil
  /// where they say none.
  func laterMethods(_ expression: Expression, after name: String, _ place: CodePlace) -> [CodeValue]? {
    guard case .chain(let base, let steps) = expression.kind else { return nil }
    var last: String?
    if case .name(let first) = base.kind { last = first }
    var isBehind = false
    var methods: [CodeValue]?
    for step in steps {
      switch step.kind {
      case .member(let member): last = member
      case .call(let arguments):
        if isBehind, let last {
          if GraphPaths.methods.contains(last.uppercased()), last == last.uppercased() || last == last.lowercased() {
            methods = [.text([.literal(last.uppercased())])]
          } else if ["method", "setMethod"].contains(last), let argument = arguments.first {
            methods = evaluator.evaluate(argument.value, place)
          }
        }
        if last == name { isBehind = true }
        last = nil
      default: last = nil
      }
    }
    return methods
  }

  /// The method that a caller gives to a shell's function that hands on the rest: `api /me/sendMail -X POST -d @mail`;
  /// nil where it gives none.
  func handedMethods(_ arguments: [Argument], _ place: CodePlace) -> [CodeValue]? {
    var hasBody = false
    for (index, argument) in arguments.enumerated() {
      guard let word = evaluator.evaluate(argument.value, place).first?.text else { continue }
      switch word {
      case "-X", "--request", "--method", "-m":
        guard index + 1 < arguments.count else { return nil }
        return evaluator.evaluate(arguments[index + 1].value, place)
      case "-d", "--data", "--data-raw", "--data-binary", "--json": hasBody = true
      default:
        if word.hasPrefix("-X"), word.count > 2 { return [.text([.literal(String(word.dropFirst(2)))])] }
      }
    }
    return hasBody ? [.text([.literal("POST")])] : nil
  }
}
