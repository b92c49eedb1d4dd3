import ScopeValues

/// The path that a class of one of Microsoft's client libraries stands for, as a stack trace names it.
enum BuilderPath {
  /// Segments after which a library's own path begins.
  private static let roots: Set<String> = [
    "graph", "generated", "msgraph-sdk-go", "msgraph-beta-sdk-go", "beta", "msgraph",
  ]

  /// Reads `Microsoft.Graph.Users.Item.Messages.MessagesRequestBuilder.GetAsync(`, and what Java, Python, Go and PHP
  /// print of the same.
  static func read(_ words: [Substring], _ index: Int) -> CallClue? {
    let word = words[index]
    guard
      let name = word.firstRange(of: "RequestBuilder") ?? word.firstRange(of: "request_builder")
    else { return nil }
    let separators: Set<Character> = [".", "/", "\\"]
    let before = word[..<name.lowerBound]
    guard let last = before.lastIndex(where: { separators.contains($0) }) else { return nil }
    var segments = before[..<last].split { separators.contains($0) }.map(String.init)
    if let root = segments.lastIndex(where: { roots.contains($0.trimmed(["\"", "("]).lowercased()) }) {
      segments = Array(segments[(root + 1)...])
    } else {
      return nil
    }
    var path: [String] = []
    for segment in segments { path.append(marked(segment, after: path.last) ?? self.segment(segment)) }
    // Go keeps the builders of a whole tree in one package: users.(*ItemMessagesRequestBuilder).Get
    let builder = before[before.index(after: last)...]
    if builder.hasPrefix("(*"), builder.contains("Item"), let first = path.first {
      path = [first] + nested(String(builder.dropFirst(2)))
    }
    guard !path.isEmpty, path.count < 20 else { return nil }
    let rest = word[name.upperBound...]
    let method =
      rest.split { !($0.isLetter || $0 == "_") }.lazy.compactMap { StatedMethod.verb(String($0)) }.first
      ?? words[(index + 1)...].prefix(5).lazy.compactMap {
        $0 == "get" || $0 == "post" || $0 == "patch" || $0 == "delete" || $0 == "put"
          ? StatedMethod.verb(String($0)) : nil
      }.first
    return .path("/" + path.joined(separator: "/"), method: method)
  }

  /// Names by which the libraries write the segments that begin with a dollar sign.
  private static let marks = ["ref": "$ref", "count": "$count", "value": "$value"]

  /// A segment that begins with a dollar sign; nil for any other, such as the functions of a workbook.
  private static func marked(_ name: String, after last: String?) -> String? {
    last == nil || last == "functions" ? nil : marks[name.lowercased()]
  }

  /// A segment as Microsoft Graph writes it: item stands for a key, Python's words are joined.
  private static func segment(_ name: String) -> String {
    if name.lowercased() == "item" { return "{id}" }
    let words = name.split { $0 == "_" }
    let joined = words.dropFirst().reduce(String(words.first ?? "")) { $0 + $1.prefix(1).uppercased() + $1.dropFirst() }
    return joined.prefix(1).lowercased() + joined.dropFirst()
  }

  /// The segments of a name such as ItemMessagesMessageItem.
  private static func nested(_ name: String) -> [String] {
    var segments: [String] = []
    var rest = name[...]
    while !rest.isEmpty {
      if key(in: rest) == rest.startIndex {
        segments.append("{id}")
        rest = rest.dropFirst(4)
        continue
      }
      let end = key(in: rest) ?? rest.endIndex
      let part = rest[..<end]
      // MessagesMessageItem: the collection, then its singular before the key.
      let collection = part.indices.dropFirst().first { index in
        part[index].isUppercase && part[..<index].hasSuffix("s")
          && part[index...].count <= part[..<index].count
      }
      let own = String(end == rest.endIndex ? part : part[..<(collection ?? end)])
      // ItemMembersRef: the links of a collection.
      let isLinks = end == rest.endIndex && own.hasSuffix("Ref") && own.utf8.count > 3
      segments += isLinks ? [segment(String(own.dropLast(3))), "$ref"] : [segment(own)]
      rest = rest[end...]
      // ItemsListItemItem: the singular of this collection ends in Item itself.
      if collection != nil, part.hasSuffix("List"), rest.hasPrefix("ItemItem") { rest = rest.dropFirst(4) }
    }
    return segments
  }

  /// Where Item stands for a key: nothing in small letters goes on from it, as in Items.
  private static func key(in name: Substring) -> Substring.Index? {
    var rest = name
    while let range = rest.firstRange(of: "Item") {
      guard range.upperBound < rest.endIndex, rest[range.upperBound].isLowercase else { return range.lowerBound }
      rest = rest[range.upperBound...]
    }
    return nil
  }

  /// Reads `Microsoft.Graph.UserMessagesCollectionRequest.GetAsync(`.
  static func requestClass(_ word: Substring) -> CallClue? {
    guard word.lowercased().contains("graph."), let end = word.firstRange(of: "Request.")?.lowerBound else {
      return nil
    }
    let name = word[..<end].split { $0 == "." }.last.map(String.init) ?? ""
    guard !["Base", "Http", "BaseCollection", "SimpleHttp", ""].contains(name), name.utf8.count < 120 else {
      return nil
    }
    // Older stacks write the name of an asynchronous method in angle brackets: DriveItemRequest.<GetAsync>d__6
    let verb = word[end...].dropFirst("Request.".count).drop { $0 == "<" }.prefix { $0.isLetter }
    guard let method = StatedMethod.verb(String(verb)) else { return nil }
    return .requestClass(name + "Request", method: method)
  }
}
