import ScopeValues

extension CodeEvaluator {
  /// What a call gives; with `emits`, noted where it sends a request.
  ///
  /// - Parameter receivers: what the method is called on; nil for a function or a command.
  func call(
    _ receivers: [CodeValue]?, _ name: String, _ arguments: [Argument], _ path: [String], _ context: ChainContext
  ) -> [CodeValue] {
    let file = project.files[context.place.file]
    if receivers == nil, file.isPowerShell || file.isShell { return command(name, arguments, context) }
    guard let receivers else {
      if noteSink(nil, path, arguments, context) { return [.hole(.unknown(name))] }
      if noteClient(self.name(name, context.place), arguments, context) { return [.hole(.unknown(name))] }
      if noteAlias(name, arguments, context) { return [.hole(.unknown(name))] }
      noteVariable(name, arguments, context)
      if let made = made(name, arguments, path, context) { return made }
      let functions = self.functions(named: name, near: context)
      let values = functions.prefix(4).flatMap { results(of: $0, arguments, context.place) }
      if !functions.isEmpty { return limited(values) }
      if let known = text(nil, name, arguments, path, context) { return known }
      noteUnknownFunction(name, arguments, context)
      if let record = record(name, arguments, context) { return [record] }
      let isType = name.first?.isUppercase ?? false || file.language == "go" && project.hasType(name)
      return [isType ? .instance(name) : .hole(.unknown(name))]
    }
    var result: [CodeValue] = []
    var isNoted = false
    for value in receivers.isEmpty ? [.hole(.unknown(path.first ?? ""))] : receivers {
      switch value {
      case .client:
        if notePath(name, arguments, context) {
          result.append(.hole(.unknown(name)))
        } else if name == "api" || !(noteSink(value, path, arguments, context)) {
          result.append(step(CodeBuilder(segments: [], node: 0, isCertain: true), name, arguments, context))
        }
      case .builder(let builder): result.append(step(builder, name, arguments, context))
      case .api(let api): result.append(step(api, name, arguments, context))
      case .request(let request):
        if let next = step(request, name, arguments, context) {
          result.append(next)
        } else {
          _ = noteSink(value, path, arguments, context)
          result.append(value)
        }
      default:
        if let next = client(value, name, arguments, path, context) {
          result.append(next)
        } else if noteEndpoint(name, arguments, context) {
          result.append(.hole(.unknown(name)))
        } else if isNoted {
          continue
        } else if noteSink(value, path, arguments, context) {
          isNoted = true
          result.append(.hole(.unknown(name)))
        } else if let values = method(value, name, arguments, path, context) {
          result += values
        } else {
          result.append(.hole(.unknown(name)))
        }
      }
    }
    return limited(result)
  }

  /// A method of something that is no client: of the project's own types, of texts, of a type by its name.
  private func method(
    _ value: CodeValue, _ name: String, _ arguments: [Argument], _ path: [String], _ context: ChainContext
  ) -> [CodeValue]? {
    if case .function(let id)? = value.member(name) { return results(of: id, arguments, context.place) }
    if case .list = value, name == "map" || name == "Select", arguments.count == 1,
      case .function(let id)? = evaluate(arguments[0].value, context.place).first
    {
      // Its parameter stands for every element.
      return [.list(results(of: id, [], context.place))]
    }
    if arguments.isEmpty, let held = accessed(value, name, context) ?? opened(value, name, context) { return held }
    if let made = made(name, arguments, path, context) { return made }
    if let known = text(value, name, arguments, path, context) { return known }
    if name == "api", let argument = arguments.first {
      let addresses = evaluate(argument.value, context.place)
      let isClient = mayBeClient(Array(path.dropLast()), context) != nil
      var api = CodeAPI(address: addresses)
      api.origin = CodeOrigin(file: context.place.file, span: context.span)
      api.isCertain = isClient || addresses.contains { $0.pieces.map { CodeAddress.isGraph($0) } ?? false }
      let isPath = addresses.contains { value in
        guard case .literal(let text)? = value.pieces?.first else { return false }
        return text.hasPrefix("/")
      }
      return api.isCertain || isPath ? [.api(api)] : nil
    }
    if case .hole = value, let client = mayBeClient(Array(path.dropLast()), context) {
      let first = step(CodeBuilder(segments: [], node: 0, isCertain: client), name, arguments, context)
      if case .builder(let builder) = first, builder.node >= 0 { return [first] }
    }
    if case .hole(let hole) = value, hole.reason == .nextPage { return [value] }
    let functions = self.functions(named: name, near: context)
    if !functions.isEmpty {
      let values = functions.prefix(4).flatMap { results(of: $0, arguments, context.place) }
      guard case .instance(let type) = value, project.hasType(type) else { return limited(values) }
      // What was left open for derived types is what this one has.
      return limited(
        values.flatMap { value -> [CodeValue] in
          guard case .text(let pieces) = value else { return [value] }
          return filled(pieces, by: type, context.place).map { .text($0) }
        })
    }
    if case .instance = value, noteClient(member([value], name, Array(path.dropLast()), context), arguments, context) {
      return [.hole(.unknown(name))]
    }
    noteUnknownFunction(name, arguments, context)
    return nil
  }
}
