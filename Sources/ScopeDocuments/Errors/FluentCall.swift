import ScopeValues

/// A call in source code that somebody pasted beside the error: `graphClient.Users["x"].Messages.GetAsync()`.
enum FluentCall {
  /// Parts of a chain that add nothing to the path.
  private static let silent: Set<String> = [
    "request", "buildrequest", "filter", "select", "top", "orderby", "expand", "header", "headers", "configureawait",
    "toget", "skip", "count", "search", "query", "version",
  ]

  /// Parts of a chain by the segment that they stand for.
  private static let segments = ["ref": "$ref", "reference": "$ref", "references": "$ref"]

  /// The first chain that begins at a client and ends in a verb; else the first one behind another name that ends in
  /// Graph, of which only a known path tells anything.
  static func find(in text: String) -> CallClue? {
    if let call = first(in: text, after: "client") { return .path(call.path, method: call.method) }
    return first(in: text, after: "graph", mayEnd: true).map { .written($0.path, method: $0.method) }
  }

  private static func first(
    in text: String, after root: String, mayEnd: Bool = false
  ) -> (path: String, method: String?)? {
    var rest = text[...]
    while let start = ErrorText.range(of: root, in: rest) {
      if let call = chain(rest[start.upperBound...], mayEnd: mayEnd) { return call }
      rest = rest[start.upperBound...]
    }
    return nil
  }

  /// - Parameter mayEnd: whether a chain without a verb tells of a call.
  private static func chain(_ text: Substring, mayEnd: Bool) -> (path: String, method: String?)? {
    var rest = text.prefix(600)
    var path: [String] = []
    while true {
      let end = rest
      rest = rest.drop { $0.isWhitespace || $0 == "?" || $0 == "!" }
      if rest.hasPrefix("->") { rest = rest.dropFirst() }
      if rest.first == "[" {
        guard let end = rest.firstIndex(of: "]") else { return nil }
        path.append("{id}")
        rest = rest[rest.index(after: end)...]
        continue
      }
      guard rest.first == "." || rest.first == ">", rest.dropFirst().first?.isLetter == true else {
        // Microsoft.Graph.Me.Messages, as people name it; other names behind Microsoft.Graph are modules.
        let isNamed = mayEnd && path.first == "me" && end.first.map { $0.isWhitespace || $0.isPunctuation } != false
        return isNamed ? ("/" + path.joined(separator: "/"), nil) : nil
      }
      let name = rest.dropFirst().prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
      guard !name.isEmpty else { return nil }
      rest = rest[name.endIndex...]
      // PutAsync<DriveItem>(
      if rest.first == "<", let close = rest.prefix(80).firstIndex(of: ">"), rest[close...].dropFirst().first == "(" {
        rest = rest[close...].dropFirst()
      }
      var isKey = false
      if rest.first == "(" {
        guard let end = rest.firstIndex(of: ")") else { return nil }
        let arguments = rest[rest.index(after: rest.startIndex)..<end]
        // Two arguments are those of an action.
        isKey = arguments.contains { !$0.isWhitespace } && !arguments.contains(",")
        if !path.isEmpty, let method = StatedMethod.verb(String(name)) {
          return ("/" + path.joined(separator: "/"), method)
        }
        rest = rest[rest.index(after: end)...]
      }
      let lower = name.lowercased().filter { $0 != "_" }
      if silent.contains(lower) { continue }
      // A class of a library, which a stack trace names.
      if lower.hasSuffix("request") || lower.hasSuffix("requestbuilder") { return nil }
      if lower.hasPrefix("by"), lower.hasSuffix("id") {
        path.append("{id}")
        continue
      }
      // client.usersById("x"), of the first releases for Go and PHP.
      if isKey, name.hasSuffix("ById"), name.count > 4 {
        path += [camel(name.dropLast(4)), "{id}"]
        continue
      }
      // drive.root.itemWithPath("a/b")
      if isKey, lower == "itemwithpath", let last = path.popLast() {
        path.append(last + ":/{id}:")
        continue
      }
      path.append(segments[lower] ?? camel(name))
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
