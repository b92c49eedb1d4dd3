import ScopeValues

// Functions that put addresses together: URI builders, joins of paths, queries added to an address.
extension CodeEvaluator {
  /// What a builder of addresses gives for texts; nil for any other function.
  ///
  /// Sources: the documentation of Flurl, QueryHelpers, UriComponentsBuilder, OkHttp's HttpUrl, yarl, net/url and path.
  func built(
    _ value: CodeValue?, _ name: String, _ arguments: [Argument], _ path: [String], _ context: ChainContext
  ) -> [CodeValue]? {
    let place = context.place
    let positional = arguments.filter { $0.label == nil }
    func argument(_ index: Int) -> [CodeValue] {
      positional.indices.contains(index) ? evaluate(positional[index].value, place) : []
    }
    let owner = path.count > 1 ? path[path.count - 2] : ""
    if ["strings", "path", "filepath", "posixpath", "url", "QueryHelpers", "string", "String"].contains(owner),
      let made = ofTexts(owner, name, positional, context)
    {
      return made
    }
    if let value, let entries = entries(value, name, owner, argument(0)) { return [.list(entries)] }
    if let value, let parts = part(of: value, name, positional, context) { return parts }
    guard let value, let base = value.pieces, !base.isEmpty, name != "get" else { return nil }
    switch name {
    case "pathSegment", "AppendPathSegment", "AppendPathSegments", "addPathSegment", "addPathSegments", "joinpath",
      "JoinPath", "appendPath", "appendEncodedPath":
      return segments(positional, context).map { more in .text(base + more.flatMap { [.literal("/")] + $0 }) }
    case "path" where isAddress(value) && positional.count == 1:
      return argument(0).compactMap(\.pieces).map { .text(base + $0) }
    case "ResolveReference" where isAddress(value), "resolve" where isAddress(value):
      return argument(0).compactMap(\.pieces).map { .text(CodeAddress.resolve(base, $0)) }
    case "queryParam", "queryParams", "replaceQueryParam", "query", "addQueryParameter", "SetQueryParam",
      "SetQueryParams", "SetQueryParamMulti", "with_query", "update_query", "addEncodedQueryParameter", "newBuilder",
      "replaceQuery", "fragment", "encode", "addParameter", "setParameter", "addParameters", "setParameters":
      return isAddress(value) ? [value] : nil
    case "rstrip", "TrimEnd", "trimEnd", "upper", "toUpperCase", "ToUpper", "ToUpperInvariant", "lstrip", "TrimStart",
      "removeprefix", "removesuffix", "lower", "toLowerCase", "casefold", "capitalize", "title", "trimStart":
      if case .hole(let hole) = value, hole.isParameter { return [value] }
      return name.lowercased().contains("upper") ? [value] : nil
    default:
      let isWrapped = name.hasPrefix("With") && isAddress(value) && project.files.language(place.file) == "csharp"
      return isWrapped ? [value] : nil
    }
  }

  /// A builder of addresses with its scheme, its host or its path said one by one.
  ///
  /// Sources: the documentation of Apache's URIBuilder, of OkHttp's HttpUrl.Builder and of Spring's UriComponentsBuilder.
  private func part(
    of value: CodeValue, _ name: String, _ positional: [Argument], _ context: ChainContext
  ) -> [CodeValue]? {
    guard case .text(let pieces) = value, positional.count > 0 else { return nil }
    let isBegun = !pieces.isEmpty
    switch name {
    case "setScheme", "scheme": return isBegun ? nil : [value]
    case "setHost", "host":
      guard !isBegun else { return nil }
      return evaluate(positional[0].value, context.place).compactMap(\.pieces).map {
        .text([.literal("https://")] + $0)
      }
    case "setPath", "setPathSegments", "encodedPath":
      guard isBegun else { return nil }
      return segments(positional, context).map { parts in
        .text((CodeAddress.host(pieces) ?? pieces) + parts.flatMap { [.literal("/")] + $0 })
      }
    default: return nil
    }
  }

  /// What a table is gone through by: its pairs, its keys or its values.
  private func entries(_ value: CodeValue, _ name: String, _ owner: String, _ given: [CodeValue]) -> [CodeValue]? {
    func members(_ value: CodeValue?) -> [(key: String, value: CodeValue)]? {
      if case .object(let members)? = value { members } else { nil }
    }
    let own = owner == "Object" ? members(given.first) : members(value)
    guard let own else { return nil }
    func text(_ key: String) -> CodeValue { .text([.literal(key)]) }
    switch name {
    case "GetEnumerator":
      return own.map { .object([("Key", text($0.key)), ("Name", text($0.key)), ("Value", $0.value)]) }
    case "entrySet": return own.map { .object([("getKey", text($0.key)), ("getValue", $0.value)]) }
    case "items", "entries", "iteritems": return own.map { .list([text($0.key), $0.value]) }
    case "values": return own.map(\.value)
    case "keys": return own.map { text($0.key) }
    default: return nil
    }
  }

  /// Functions of a package or a type that take texts and give one.
  private func ofTexts(
    _ owner: String, _ name: String, _ positional: [Argument], _ context: ChainContext
  ) -> [CodeValue]? {
    guard let first = positional.first else { return nil }
    let place = context.place
    switch (owner, name) {
    case ("strings", "TrimPrefix"), ("strings", "TrimSuffix"), ("strings", "TrimLeft"), ("strings", "TrimRight"),
      ("strings", "TrimSpace"), ("strings", "ToLower"), ("strings", "ToUpper"), ("strings", "Trim"):
      let values = evaluate(first.value, place)
      guard positional.count > 1, let cut = evaluate(positional[1].value, place).first?.text else { return values }
      return values.map { value in
        guard var pieces = value.pieces else { return value }
        if name == "TrimSuffix" || name == "TrimRight", case .literal(let last)? = pieces.last, last.hasSuffix(cut) {
          pieces[pieces.count - 1] = .literal(String(last.dropLast(cut.count)))
        }
        if name == "TrimPrefix" || name == "TrimLeft", case .literal(let text)? = pieces.first, text.hasPrefix(cut) {
          pieces[0] = .literal(String(text.dropFirst(cut.count)))
        }
        return .text(pieces)
      }
    case ("strings", "Join"):
      let given = evaluate(first.value, place)
      // What takes the rest is joined where a caller gives it.
      if case .hole(let hole)? = given.first, hole.isParameter { return given }
      guard positional.count == 2, let separator = evaluate(positional[1].value, place).first?.text,
        case .list(let elements)? = given.first
      else { return nil }
      return [.text(list(elements, separator))]
    case ("path", "Join"), ("path", "join"), ("filepath", "Join"), ("posixpath", "join"), ("url", "JoinPath"):
      return segments(positional, context).map { parts in
        var result: [CodePiece] = []
        for (index, part) in parts.enumerated() { result += (index > 0 ? [.literal("/")] : []) + part }
        return .text(result)
      }
    case ("QueryHelpers", "AddQueryString"): return evaluate(first.value, place)
    case ("string", "Join"), ("String", "Join"), ("String", "join"):
      guard let separator = evaluate(first.value, place).first?.text, positional.count > 1 else { return nil }
      var elements = positional.dropFirst().flatMap { evaluate($0.value, place).prefix(1) }
      if elements.count == 1, case .list(let inner) = elements[0] { elements = inner }
      return [.text(list(elements, separator))]
    default: return nil
    }
  }

  /// The arguments as segments, each without slashes around it.
  private func segments(_ arguments: [Argument], _ context: ChainContext) -> [[[CodePiece]]] {
    var results: [[[CodePiece]]] = [[]]
    for argument in arguments.prefix(32) {
      var values: [[CodePiece]] = []
      for value in evaluate(argument.value, context.place) {
        if case .list(let elements) = value {
          for index in results.indices { results[index] += elements.map { $0.pieces ?? [.hole(.unknown("element"))] } }
          continue
        }
        values.append(Self.bare(value.pieces ?? [.hole(.unknown("segment"))]))
      }
      if values.isEmpty { continue }
      guard results.count * values.count <= CodeValue.limit else {
        return [[[.hole(CodeHole(reason: .limit, name: ""))]]]
      }
      results = results.flatMap { left in values.map { left + [$0] } }
    }
    return results
  }

  private static func bare(_ pieces: [CodePiece]) -> [CodePiece] {
    var pieces = CodeAddress.afterSlash(pieces)
    if case .literal(let last)? = pieces.last, last.hasSuffix("/") {
      pieces[pieces.count - 1] = .literal(String(last.reversed().drop { $0 == "/" }.reversed()))
    }
    return pieces
  }

  private func isAddress(_ value: CodeValue) -> Bool {
    guard let pieces = value.pieces else { return false }
    switch CodeAddress.target(CodeAddress.text(pieces)) {
    case .graph, .other, .unknown: return true
    case .relative(let path): return path.hasPrefix("/")
    }
  }

  // MARK: Choices

  /// A member of a table that a parameter picks: all that may be meant, until a caller says which.
  func chosen(_ members: [(key: String, value: CodeValue)], by hole: CodeHole) -> CodeValue {
    var hole = hole
    hole.choices = Array(members.prefix(CodeValue.limit))
    hole.fallback = []
    return .hole(hole)
  }

  /// A function of what a parameter picks is picked by it as well.
  func overChoices(_ value: CodeValue, _ change: (CodeValue) -> [CodeValue]) -> [CodeValue]? {
    guard case .hole(var hole) = value, !hole.choices.isEmpty else { return nil }
    hole.choices = hole.choices.flatMap { choice in change(choice.value).map { (choice.key, $0) } }
    return [.hole(hole)]
  }
}
