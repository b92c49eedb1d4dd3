import ScopeValues

// Functions.
extension ScriptInterpreter {
  package mutating func call(_ name: String, _ arguments: [EvaluatedArgument], _ span: SourceSpan) -> SourceValue {
    run(name, arguments, input: nil, span)
  }

  mutating func run(
    _ name: String, _ arguments: [EvaluatedArgument], input: SourceValue?, _ span: SourceSpan
  ) -> SourceValue {
    if let function = functions[key(name)] {
      calledFunctions.insert(key(name))
      guard callDepth < Self.maximumCallDepth else { return hole(name, .limit, span) }
      return call(function, name, arguments, isUncalled: false, span)
    }
    let command = ScriptCommand(
      name: name, arguments: spread(arguments), input: input.map { resolved($0) }, origin: origin(span))
    if let value = builtIn(command) { return value }
    var resolvedCommand = command
    for index in resolvedCommand.arguments.indices {
      resolvedCommand.arguments[index].value = resolved(resolvedCommand.arguments[index].value)
    }
    let files = self.files
    let open = self.open
    let answer = commands.run(resolvedCommand) { path in Self.content(path, files, open) }
    return answer ?? hole(name, .call, span)
  }

  /// What a file holds that the script wrote or that stands beside it.
  static func content(_ path: SourceValue, _ files: [String: SourceValue], _ open: (String) -> SourceText?)
    -> SourceValue?
  {
    if let written = files[fileKey(path)] { return written }
    guard let name = fileName(path), let file = open(name) else { return nil }
    return SourceValue.literal(
      String(decoding: file.bytes, as: UTF8.self), at: SourceOrigin(file, SourceSpan(0..<file.bytes.count)))
  }

  /// What a path is known by: its text, or the place of what decides it.
  static func fileKey(_ path: SourceValue) -> String {
    path.text { hole in "\u{0}\(hole.origin.span.start)" } ?? ""
  }

  /// A path relative to the script: what stands before its first separator may be the script's own folder.
  static func fileName(_ path: SourceValue) -> String? {
    guard case .text(var pieces) = path.shape else { return nil }
    if case .hole? = pieces.first { pieces.removeFirst() }
    var name = ""
    for piece in pieces {
      guard case .literal(let text, _) = piece else { return nil }
      name += text
    }
    name = String(name.map { $0 == "\\" ? "/" : $0 })
    while name.hasPrefix("/") || name.hasPrefix("./") { name = String(name.dropFirst(name.hasPrefix("/") ? 1 : 2)) }
    return name.isEmpty ? nil : name
  }

  /// Arguments with the members of spread objects in their place.
  private func spread(_ arguments: [EvaluatedArgument]) -> [EvaluatedArgument] {
    arguments.flatMap { argument -> [EvaluatedArgument] in
      guard argument.label == Self.spreadLabel else { return [argument] }
      let value = resolved(argument.value)
      var result: [EvaluatedArgument] = []
      for alternative in value.alternatives {
        switch alternative.shape {
        case .object(let members, _):
          result += members.map {
            EvaluatedArgument(
              label: $0.key, value: $0.value, span: $0.value.origin.span, expression: argument.expression)
          }
        case .list(let items, _):
          result += items.map {
            EvaluatedArgument(label: nil, value: $0, span: $0.origin.span, expression: argument.expression)
          }
        default: break
        }
      }
      return result
    }
  }

  /// Stands for the label of an argument whose members are arguments.
  static var spreadLabel: String { "@" }

  package mutating func evaluated(_ arguments: [Argument]) -> [EvaluatedArgument] {
    arguments.map {
      EvaluatedArgument(
        label: $0.isSpread ? Self.spreadLabel : $0.label, value: evaluate($0.value), span: $0.span, expression: $0.value
      )
    }
  }

  mutating func call(
    _ function: Function, _ name: String, _ arguments: [EvaluatedArgument], isUncalled: Bool, _ span: SourceSpan
  ) -> SourceValue {
    var frame: [String: SourceValue] = [:]
    let arguments = spread(arguments)
    if dialect == .shell {
      for (index, argument) in arguments.filter({ $0.label == nil }).enumerated() {
        frame[String(index + 1)] = argument.value
      }
    }
    var positional = arguments.filter { $0.label == nil }[...]
    for parameter in function.parameters {
      let wanted = key(parameter.name)
      if let labelled = arguments.first(where: { argument in
        argument.label.map { key($0) == wanted || $0.count > 2 && wanted.hasPrefix(key($0)) } ?? false
      }) {
        frame[wanted] = labelled.value
      } else if let next = positional.popFirst() {
        frame[wanted] = next.value
      } else if let value = parameter.defaultValue {
        frame[wanted] = evaluate(value)
        noteDefault(parameter.name, value)
      } else {
        frame[wanted] =
          isUncalled
          ? hole(spelling(parameter.name), .parameter(of: name), parameter.span)
          : SourceValue(.null, origin(parameter.span))
      }
    }
    let outer = (results, returned, isReturning)
    (results, returned, isReturning) = ([], [], false)
    scopes.append(frame)
    callDepth += 1
    run(function.body)
    callDepth -= 1
    scopes.removeLast()
    let (printed, answers) = (results, returned)
    (results, returned, isReturning) = outer
    if !answers.isEmpty { return SourceValue.any(answers, at: origin(span)) }
    switch printed.count {
    case 0: return SourceValue(.null, origin(span))
    case 1: return printed[0]
    default:
      return dialect == .shell ? printed[printed.count - 1] : SourceValue.list(printed, rest: nil, at: origin(span))
    }
  }

  /// Runs a script block with `$_` bound.
  mutating func apply(_ function: Function, to element: SourceValue, _ span: SourceSpan) -> SourceValue {
    guard callDepth < Self.maximumCallDepth else { return hole("blocks within blocks", .limit, span) }
    let outer = results
    results = []
    scopes.append(["_": element, "psitem": element])
    callDepth += 1
    run(function.body)
    callDepth -= 1
    scopes.removeLast()
    let inner = results
    results = outer
    switch inner.count {
    case 0: return SourceValue(.null, origin(span))
    case 1: return inner[0]
    default: return SourceValue.list(inner, rest: nil, at: origin(span))
    }
  }
}
