import ScopeValues

// The commands of the language itself: those that pass values on, and those that read and write files.
extension ScriptInterpreter {
  package mutating func pipeline(_ stages: [Expression], _ span: SourceSpan) -> SourceValue {
    var value: SourceValue?
    for stage in stages {
      guard let input = value else {
        value = evaluate(stage)
        continue
      }
      if case .chain(let base, let steps) = stage.kind, case .name(let name) = base.kind, steps.count == 1,
        case .call(let arguments) = steps[0].kind
      {
        value = run(name, evaluated(arguments), input: input, stage.span)
      } else {
        value = evaluate(stage)
      }
    }
    return value ?? SourceValue(.null, origin(span))
  }

  /// What a command of the language answers; nil for any other.
  mutating func builtIn(_ command: ScriptCommand) -> SourceValue? {
    let span = command.origin.span
    let none = SourceValue(.null, command.origin)
    if dialect == .shell { return shellBuiltIn(command) }
    switch command.name.lowercased() {
    case "write-host", "write-verbose", "write-debug", "write-warning", "write-error", "write-information", "out-null",
      "start-sleep", "format-list", "format-table", "fl", "ft", "import-module", "install-module", "set-strictmode",
      "pause",
      "clear-host", "read-host", "add-content":
      return command.name.lowercased() == "read-host" ? hole("Read-Host", .call, span) : none
    case "write-output", "echo", "out-string", "convertto-json", "sort-object", "get-unique", "tee-object",
      "join-string":
      if let input = command.input { return input }
      if let object = command.argument("inputobject") { return object }
      return command.words.count == 1
        ? command.words[0] : SourceValue.list(command.words, rest: nil, at: command.origin)
    case "convertfrom-json":
      let value = command.input ?? command.argument("inputobject") ?? command.words.first ?? none
      return value.alternatives.count == 1 ? EmbeddedJSON.read(value) ?? value : value
    case "where-object", "where", "?": return whereObject(command)
    case "foreach-object", "foreach", "%":
      guard let input = command.input else { return none }
      for argument in command.arguments {
        if case .function(let function) = argument.value.shape { return mapped(input, function, span) }
        if let name = argument.value.text { return member(name, of: input, span) ?? ownMember(name, of: input, span) }
      }
      return input
    case "select-object", "select":
      guard let input = command.input else { return none }
      if let name = command.argument("expandproperty", "expand")?.text {
        return member(name, of: input, span) ?? ownMember(name, of: input, span)
      }
      if command.argument("first", "last") != nil, case .list(let items, _) = input.shape {
        return (command.argument("first") != nil ? items.first : items.last) ?? none
      }
      return input
    case "new-object":
      var type = (command.argument("typename", "type") ?? command.words.first)?.text ?? ""
      var given =
        (command.argument("argumentlist", "args")
        ?? (command.argument("typename") == nil ? command.words.dropFirst().first : command.words.first)).map { [$0] }
        ?? []
      let word = command.arguments.first { $0.label == nil }?.expression
      if let word, case .text(let parts) = word.kind, parts.count > 1, case .literal(let name, _) = parts[0],
        given.isEmpty
      {
        // `Type(arguments)`, without a space.
        type = name
        if parts.count == 2, case .hole(let inner) = parts[1] { given = evaluate(inner).elements }
      }
      return made(type: type, given, command.argument("property"), span)
    case "get-content", "gc", "cat", "type":
      guard let path = command.argument("path", "literalpath") ?? command.words.first else { return none }
      return Self.content(path, files, open) ?? hole(path.text ?? path.hole?.name ?? "Get-Content", .call, span)
    case "out-file", "set-content":
      guard let path = command.argument("filepath", "path", "literalpath") ?? command.words.first else { return none }
      files[Self.fileKey(path)] = command.input ?? command.argument("value") ?? none
      return none
    case "join-path":
      let parts = [command.argument("path"), command.argument("childpath")].compactMap { $0 } + command.words
      guard let head = parts.first else { return none }
      return parts.dropFirst().reduce(head) { path, part in
        let separator = SourceValue.literal("/", at: command.origin)
        return SourceValue.text((path.pieces ?? []) + (separator.pieces ?? []) + (part.pieces ?? []), at: part.origin)
      }
    case "resolve-path", "convert-path", "get-item":
      return command.argument("path") ?? command.words.first
    case "invoke-expression", "iex": return hole("Invoke-Expression", .call, span)
    default: return nil
    }
  }

  private mutating func whereObject(_ command: ScriptCommand) -> SourceValue {
    guard let input = command.input else { return SourceValue(.null, command.origin) }
    for argument in command.arguments {
      if case .function(let function) = argument.value.shape { return filtered(input, function, command.origin.span) }
    }
    // `Where-Object Value -eq 'name'`
    let property = (command.argument("property") ?? command.words.first)?.text?.lowercased() ?? ""
    let wanted = command.argument("eq", "in", "match", "like", "value") ?? command.words.dropFirst().first
    guard let wanted else { return input }
    switch (input.shape, property) {
    case (.lookup(.permissions(let resource, let type)), "value"):
      let named = wanted.elements.map { name in
        SourceValue(.lookup(.permission(resource: resource, type: type, name: name)), name.origin)
      }
      return named.count == 1 ? named[0] : SourceValue.list(named, rest: nil, at: input.origin)
    case (.lookup(.principal), "displayname"), (.lookup(.principal), "appid"):
      return SourceValue(.lookup(.principal(resource: wanted)), wanted.origin)
    case (.list(let items, let rest), _):
      guard let text = wanted.text?.lowercased() else { return input }
      let kept = items.filter { item in item.member(property)?.text.map { $0.lowercased() == text } ?? true }
      return kept.count == 1 && rest == nil ? kept[0] : SourceValue.list(kept, rest: rest, at: input.origin)
    default: return input
    }
  }

  // MARK: Shell

  private mutating func shellBuiltIn(_ command: ScriptCommand) -> SourceValue? {
    let none = SourceValue(.null, command.origin)
    let output: SourceValue?
    switch command.name {
    case "echo", "printf":
      var words = command.words[...]
      while let first = words.first?.text, first.hasPrefix("-"), first.count <= 3 { words = words.dropFirst() }
      if command.name == "printf", let template = words.first {
        output = printed(template, Array(words.dropFirst()), command.origin)
      } else {
        // One word may stand for something that the directory answered.
        output =
          words.count == 1
          ? words.first
          : SourceValue.list(Array(words), rest: nil, at: command.origin).joined(separator: " ", at: command.origin)
      }
    case "cat":
      if let text = command.argument("<<", "<<<") {
        output = text
      } else if let path = command.argument("<") ?? command.words.first {
        output =
          Self.content(path, files, open) ?? hole(path.text ?? path.hole?.name ?? "cat", .call, command.origin.span)
      } else {
        output = command.input ?? none
      }
    case "tee":
      if let path = command.words.first(where: { $0.text?.hasPrefix("-") != true }) {
        files[Self.fileKey(path)] = command.input ?? command.argument("<<") ?? none
      }
      output = command.input ?? none
    case "jq":
      // What jq makes of a declaration's answer still leads to that declaration.
      output = selected(command) ?? hole("jq", .call, command.origin.span)
    case "tr", "sed", "sort", "uniq", "xargs", "head", "tail", "cut", "awk", "grep":
      if case .lookup? = command.input?.shape { return command.input }
      output =
        command.name == "tr" || command.name == "sort" ? command.input : hole(command.name, .call, command.origin.span)
    case "mktemp": return hole("mktemp", .call, command.origin.span)
    case "read":
      for word in command.words {
        if let name = word.text, !name.hasPrefix("-") { set(name, hole(name, .variable, word.origin.span)) }
      }
      return none
    case "[", "[[", "test", ":", "true", "false", "exit", "set", "shift", "sleep", "rm", "mkdir", "cd", "trap",
      "source", ".":
      return hole(command.name, .call, command.origin.span)
    default: return nil
    }
    if let path = command.argument(">", ">>") {
      let value = output ?? none
      let key = Self.fileKey(path)
      if command.argument(">>") != nil, let old = files[key] {
        files[key] = sum(old, value, command.origin.span)
      } else {
        files[key] = value
      }
      return none
    }
    return output
  }

  private func printed(_ template: SourceValue, _ values: [SourceValue], _ origin: SourceOrigin) -> SourceValue {
    guard case .text(let pieces) = template.shape else { return template }
    var result: [ValuePiece] = []
    var next = 0
    for piece in pieces {
      guard case .literal(let text, let place) = piece, text.contains("%s") else {
        result.append(piece)
        continue
      }
      var rest = Substring(text)
      while let verb = rest.range(of: "%s") {
        if verb.lowerBound > rest.startIndex { result.append(.literal(String(rest[..<verb.lowerBound]), place)) }
        if values.indices.contains(next) {
          result += values[next].pieces ?? values[next].joined(separator: " ", at: origin).pieces ?? []
        }
        next += 1
        rest = rest[verb.upperBound...]
      }
      if !rest.isEmpty { result.append(.literal(String(rest), place)) }
    }
    return SourceValue.text(result, at: template.origin)
  }
}

extension Substring {
  /// Where a text first stands in this one.
  fileprivate func range(of wanted: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(wanted) { return start..<index(start, offsetBy: wanted.count) }
      start = index(after: start)
    }
    return nil
  }
}
