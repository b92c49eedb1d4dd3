import ScopeValues

extension CodeEvaluator {
  /// Functions and methods that make texts of texts; nil for any other.
  func text(
    _ value: CodeValue?, _ name: String, _ arguments: [Argument], _ path: [String], _ context: ChainContext
  ) -> [CodeValue]? {
    let place = context.place
    let allArguments = arguments
    let positional = arguments.filter { $0.label == nil }
    func argument(_ index: Int) -> [CodeValue] {
      positional.indices.contains(index) ? evaluate(positional[index].value, place) : []
    }
    func pieces(_ index: Int) -> [[CodePiece]] {
      positional.indices.contains(index) ? self.pieces(argument(index), positional[index].value, place) : []
    }
    let isText = value.map { if case .text = $0 { true } else { false } } ?? false
    if let value,
      let chosen = overChoices(value, { self.text($0, name, arguments, path, context) ?? [.hole(.unknown(name))] })
    {
      return chosen
    }
    if let built = built(value, name, arguments, path, context) { return built }
    switch name {
    case "format", "Format", "formatted", "Sprintf", "sprintf":
      if isText, let format = value?.pieces {
        let arguments = positional.indices.map { pieces($0) }
        return self.format(format, arguments, named: labelled(arguments: allArguments, place)).map { .text($0) }
      }
      if positional.allSatisfy(\.isSpread), case .hole(let hole)? = value, hole.isParameter {
        return value.map { [$0] }
      }
      guard positional.count >= 1, path.count > 1 || name == "sprintf" else { return nil }
      let offset =
        argument(0).first?.text == nil && positional.count > 1 && name == "format"
          && !["String", "string"].contains(path[0]) ? 1 : 0
      return argument(offset).flatMap { format -> [CodeValue] in
        guard let format = format.pieces else { return [] }
        return self.format(format, positional.indices.dropFirst(offset + 1).map { pieces($0) }).map { .text($0) }
      }
    case "substitute" where isText, "safe_substitute" where isText:
      // Python's `Template("…/$group").substitute(group=…)`.
      guard let template = value?.pieces else { return nil }
      var named = labelled(arguments: allArguments, place)
      for case .object(let members) in positional.indices.flatMap({ argument($0) }) {
        for member in members { named[member.key] = member.value.pieces.map { [$0] } ?? [] }
      }
      return filled(template, named).map { .text($0) }
    case "Concat", "Sprint", "JoinPath":
      return positional.indices.reduce([[CodePiece]()]) { texts, index in
        joined(joined(texts, name == "JoinPath" && index > 0 ? [[.literal("/")]] : [[]]), pieces(index))
      }.map { .text($0) }
    case "concat" where isText, "append" where isText, "Append" where isText, "plus" where isText:
      return joined(value?.pieces.map { [$0] } ?? [], positional.indices.reduce([[]]) { joined($0, pieces($1)) })
        .map { .text($0) }
    case "urljoin", "resolve":
      guard positional.count == 2, let base = argument(0).compactMap(\.pieces).first else { return nil }
      return pieces(1).map { .text(CodeAddress.join(base, $0)) }
    case "create" where path.contains("URI"), "get" where path.count == 2 && path[0] == "HttpUrl",
      "parse" where path.contains("HttpUrl") || path.contains("Uri"),
      "Parse" where path.contains("url"):
      return argument(0)
    case "fromUriString", "fromHttpUrl":
      return argument(0)
    case "replace" where value.map(Self.isParameter) ?? false, "Replace" where value.map(Self.isParameter) ?? false:
      return value.map { [$0] }
    case "replace" where isText, "Replace" where isText:
      guard let from = argument(0).first?.text, !from.isEmpty, let whole = value?.pieces else {
        return value.map { [$0] }
      }
      return joined([[]], pieces(1)).map { .text(replaced(whole, from, $0)) }
    case "rstrip" where isText, "TrimEnd" where isText, "trimEnd" where isText, "stripTrailing" where isText:
      guard case .literal(let last)? = value?.pieces?.last, let all = value?.pieces, argument(0).first?.text == "/"
      else {
        return value.map { [$0] }
      }
      return [.text(all.dropLast() + [.literal(String(last.reversed().drop { $0 == "/" }.reversed()))])]
    case "toString", "ToString", "trim", "Trim", "strip", "lstrip", "TrimStart", "toLowerCase", "ToLower", "lower",
      "build", "buildAndExpand", "AsUri", "as_uri", "String", "toUriString", "encode", "toURI", "toURL", "toUri",
      "ToLowerInvariant",
      "Clone", "clone", "await", "unref", "value":
      if let value, isText { return [value] }
      if case .hole(let hole)? = value, case .parameter = hole.reason { return value.map { [$0] } }
      return name == "String" && value == nil ? argument(0) : nil
    case "str" where value == nil: return argument(0)
    case "stringify", "dumps", "Serialize", "SerializeObject", "writeValueAsString", "valueOf", "of", "from",
      "encodeURI", "freeze", "JsonConvert":
      return argument(0)
    case "encodeURIComponent", "quote", "EscapeDataString", "UrlEncode", "QueryEscape", "PathEscape", "EscapeUriString":
      let texts = argument(0)
      return texts.contains { $0.text != nil } ? texts : pieces(0).map { .text($0) }
    case "getenv", "GetEnvironmentVariable", "Getenv", "LookupEnv":
      let key = argument(0).first?.text ?? ""
      let defaults = argument(1)
      return defaults.isEmpty
        ? setting(key) : limited((project.setting(key) != nil ? setting(key) : []) + defaults)
    case "getOrDefault" where positional.count == 2,
      "requireNonNullElse", "defaultIfBlank", "defaultIfEmpty", "defaultString", "firstNonNull", "firstNonEmpty":
      // What holds where nothing is set.
      if case .object(let members)? = value {
        let key = argument(0).first?.text
        let found = members.filter { $0.key == key }.map(\.value)
        return found.isEmpty ? argument(1) : found
      }
      if name == "getOrDefault", let key = argument(0).first?.text, project.setting(key) != nil { return setting(key) }
      return argument(1).isEmpty ? nil : argument(1)
    case "orElse", "orElseGet", "GetValueOrDefault", "DefaultIfEmpty":
      guard positional.count == 1 else { return nil }
      if case .text? = value { return value.map { [$0] } }
      let other = argument(0).flatMap { value -> [CodeValue] in
        if case .function(let id) = value { results(of: id, [], place) } else { [value] }
      }
      return other.contains { $0.text != nil } ? other : nil
    case "get" where path.contains("environ"):
      let key = argument(0).first?.text ?? ""
      return argument(1).isEmpty ? setting(key) : argument(1)
    case "GetValue", "getProperty", "getString", "GetSection", "GetString", "get":
      guard let key = argument(0).first?.text, !key.isEmpty else { return nil }
      if case .object? = value {
        if let found = value?.member(key) { return [found] }
        return argument(1).isEmpty ? nil : argument(1)
      }
      if Self.namesNextPage(key) { return [.hole(CodeHole(reason: .nextPage, name: key))] }
      if project.setting(key) != nil { return setting(key) }
      let other = argument(1).filter { $0.text?.contains("/") ?? false }
      return other.isEmpty ? nil : other
    case "join", "Join":
      if case .list(let elements)? = value, let separator = positional.isEmpty ? "," : argument(0).first?.text {
        return [.text(list(elements, separator))]
      }
      if isText, let separator = value?.text, case .list(let elements)? = argument(0).first {
        return [.text(list(elements, separator))]
      }
      return nil
    default: return nil
    }
  }

  private static func isParameter(_ value: CodeValue) -> Bool {
    if case .hole(let hole) = value { hole.isParameter } else { false }
  }

  /// A template's `$name` and `${name}` with what is given for them; two dollar signs are one.
  ///
  /// Source: the documentation of Python's string.Template.
  private func filled(_ template: [CodePiece], _ named: [String: [[CodePiece]]]) -> [[CodePiece]] {
    var texts: [[CodePiece]] = [[]]
    func append(_ piece: CodePiece) { for index in texts.indices { texts[index].append(piece) } }
    for piece in template {
      guard case .literal(let literal) = piece, literal.contains("$") else {
        append(piece)
        continue
      }
      var rest = Substring(literal)
      while let dollar = rest.firstIndex(of: "$") {
        append(.literal(String(rest[..<dollar])))
        rest = rest[rest.index(after: dollar)...]
        let isBraced = rest.first == "{"
        let name = rest.dropFirst(isBraced ? 1 : 0).prefix { $0 == "_" || $0.isASCII && ($0.isLetter || $0.isNumber) }
        guard !name.isEmpty else {
          append(.literal("$"))
          if rest.first == "$" { rest = rest.dropFirst() }
          continue
        }
        rest = rest[name.endIndex...].dropFirst(isBraced ? 1 : 0)
        let values = named[String(name)] ?? []
        texts = joined(texts, values.isEmpty ? [[.hole(.unknown(String(name)))]] : values)
      }
      append(.literal(String(rest)))
    }
    return texts
  }

  /// Named arguments of a format, each with its possibilities.
  private func labelled(arguments: [Argument], _ place: CodePlace) -> [String: [[CodePiece]]] {
    var result: [String: [[CodePiece]]] = [:]
    for argument in arguments {
      if let label = argument.label { result[label] = pieces(evaluate(argument.value, place), argument.value, place) }
    }
    return result
  }

  func list(_ elements: [CodeValue], _ separator: String) -> [CodePiece] {
    var pieces: [CodePiece] = []
    for (index, element) in elements.enumerated() {
      if index > 0 { pieces.append(.literal(separator)) }
      pieces += element.pieces ?? [.hole(.unknown("element"))]
    }
    return pieces
  }

  /// Texts after PowerShell's `-replace`, whose pattern is plain text; nil of any other pattern.
  func replaced(_ values: [CodeValue], _ words: [CodeValue]) -> [CodeValue]? {
    guard words.count == 2, let pattern = words[0].text, let with = words[1].pieces, !pattern.isEmpty,
      pattern.allSatisfy({ $0.isLetter || $0.isNumber || "/-_ :".contains($0) })
    else { return nil }
    return values.map { value in
      if case .text(let pieces) = value { return .text(replaced(pieces, pattern, with)) }
      return value
    }
  }

  private func replaced(_ pieces: [CodePiece], _ from: String, _ to: [CodePiece]) -> [CodePiece] {
    var result: [CodePiece] = []
    for piece in pieces {
      guard case .literal(let literal) = piece, literal.contains(from) else {
        result.append(piece)
        continue
      }
      var rest = Substring(literal)
      while let range = rest.firstRange(of: from) {
        if range.lowerBound > rest.startIndex { result.append(.literal(String(rest[..<range.lowerBound]))) }
        result += to
        rest = rest[range.upperBound...]
      }
      if !rest.isEmpty { result.append(.literal(String(rest))) }
    }
    return result
  }
}
