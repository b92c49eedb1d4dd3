import ScopeValues

/// A call in source code that somebody pasted beside the error: `graphClient.Users["x"].Messages.GetAsync()`.
enum FluentCall {
  /// Parts of a chain that add nothing to the path.
  private static let silent: Set<String> = [
    "request", "buildrequest", "filter", "select", "top", "orderby", "expand", "header", "headers", "configureawait",
    "toget", "skip", "count", "search", "query", "version",
  ]

  /// The first chain that begins at a client and ends in a verb.
  static func find(in text: String) -> CallClue? {
    var rest = text[...]
    while let start = ErrorText.range(of: "client", in: rest) {
      if let clue = chain(rest[start.upperBound...]) { return clue }
      rest = rest[start.upperBound...]
    }
    return nil
  }

  private static func chain(_ text: Substring) -> CallClue? {
    var rest = text.prefix(600)
    var path: [String] = []
    while true {
      rest = rest.drop { $0.isWhitespace || $0 == "?" || $0 == "!" }
      if rest.first == "[" {
        guard let end = rest.firstIndex(of: "]") else { return nil }
        path.append("{id}")
        rest = rest[rest.index(after: end)...]
        continue
      }
      guard rest.first == "." else { return nil }
      let name = rest.dropFirst().prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
      guard !name.isEmpty else { return nil }
      rest = rest[name.endIndex...]
      var isKey = false
      if rest.first == "(" {
        guard let end = rest.firstIndex(of: ")") else { return nil }
        let arguments = rest[rest.index(after: rest.startIndex)..<end]
        // Two arguments are those of an action.
        isKey = arguments.contains { !$0.isWhitespace } && !arguments.contains(",")
        if !path.isEmpty, let method = StatedMethod.verb(String(name)) {
          return .path("/" + path.joined(separator: "/"), method: method)
        }
        rest = rest[rest.index(after: end)...]
      }
      let lower = name.lowercased().filter { $0 != "_" }
      if silent.contains(lower) { continue }
      if lower.hasPrefix("by"), lower.hasSuffix("id") {
        path.append("{id}")
        continue
      }
      path.append(camel(name))
      // Java and older Python: users("x").messages()
      if isKey { path.append("{id}") }
      if path.count > 12 { return nil }
    }
  }

  private static func camel(_ name: Substring) -> String {
    let words = name.split { $0 == "_" }
    let joined = words.dropFirst().reduce(String(words.first ?? "")) { $0 + $1.prefix(1).uppercased() + $1.dropFirst() }
    return joined.prefix(1).lowercased() + joined.dropFirst()
  }
}
