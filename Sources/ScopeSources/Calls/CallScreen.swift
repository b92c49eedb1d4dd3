/// Tells quickly which chains may send a request, and in which files anything at all can be found.
struct CallScreen {
  private let sinks: CallSinks
  /// What was asked before of names, as functions and as commands: few names make many calls.
  private var functions: [String: Bool] = [:]
  private var commands: [String: Bool] = [:]

  init(_ sinks: CallSinks) { self.sinks = sinks }

  /// Whether a chain calls anything that may send a request.
  mutating func mayCall(_ base: Expression, _ steps: [Access], _ file: CodeFile) -> Bool {
    let isCommand = file.isPowerShell || file.isShell
    var last: String?
    switch base.kind {
    case .name(let name):
      if file.pickedFunctions.contains(name) || file.usesInvokedPaths && name.lowercased().contains("graph") {
        return true
      }
      if file.isPowerShell, case .call? = steps.first?.kind,
        file.isVariable(base.span) || !file.aliases.isEmpty && file.aliases[name.lowercased()] != nil
      {
        return true
      }
      last = name
    case .text(let parts):
      if case .literal(let text, _)? = parts.first { last = text }
    default: break
    }
    for (index, step) in steps.enumerated() {
      switch step.kind {
      case .member(let member): last = member
      case .call:
        if let last {
          if mayCall(last, isCommand: isCommand && index == 0) { return true }
          if file.usesQueryBase, CodeEvaluator.endpointMakers.contains(last) { return true }
          if file.pickedFunctions.contains(last) { return true }
        }
        last = nil
      // A member that is chosen when the program runs: `axios[method](…)`.
      case .index where file.isScript && index + 1 < steps.count:
        if case .call = steps[index + 1].kind { return true }
        last = nil
      default: last = nil
      }
    }
    return false
  }

  private mutating func mayCall(_ name: String, isCommand: Bool) -> Bool {
    if let known = isCommand ? commands[name] : functions[name] { return known }
    let answer = sinks.mayCall(name, isCommand: isCommand)
    if isCommand { commands[name] = answer } else { functions[name] = answer }
    return answer
  }

  /// Whether a file has calls that may send requests, parts of batches, or permissions in words. Nothing can be found
  /// in any other, whatever its names mean, although other files may use them.
  mutating func isBusy(_ file: CodeFile) -> Bool {
    // The functions of a shell hand on their arguments to commands: which do is known once all files are read.
    if file.isShell || file.mentionsBatch || file.language == "json" || !file.attributes.isEmpty { return true }
    for site in file.calls {
      guard case .chain(let base, let steps) = site.expression.kind else { continue }
      if mayCall(base, steps, file) || StatedScopeFinder.mayState(base, steps) { return true }
    }
    return file.objects.contains { object in object.members.contains { StatedScopeFinder.isStated($0) } }
  }
}
