import ScopeValues

/// Finds the addresses that a line of text shows, with the method where the line shows it as well.
enum StatedAddress {
  /// The first request in a line; nil where none stands there.
  static func find(_ words: [Substring]) -> StatedRequest? {
    for (index, word) in words.enumerated() {
      guard let start = start(in: word) else {
        if let request = relative(words, index) { return request }
        continue
      }
      // A message of Intune gives the address of its backend, and metadata is no request.
      if words.indices.contains(index - 1), words[index - 1].lowercased().hasSuffix("url:"),
        BackendAddress(word[start...]) != nil
      {
        continue
      }
      guard !isReference(words, index, lead: word[..<start]), !word.contains("$metadata") else { continue }
      let url = trimmed(word[start...], after: start == word.startIndex ? nil : word[word.index(before: start)])
      guard isService(url), isCall(url) else { continue }
      let full = withoutPort(url.hasPrefix("https://") ? String(url) : "https://" + url)
      return StatedRequest(method: StatedMethod.find(words, before: index, lead: word[..<start]), url: full)
    }
    return nil
  }

  /// Whether the address in a word is one that a body refers to: `"@odata.id": "…"`, `"owners@odata.bind" = @("…"`.
  private static func isReference(_ words: [Substring], _ index: Int, lead: Substring) -> Bool {
    if lead.contains("@odata") { return true }
    let marks: Set<Character> = ["=", ":", "(", "[", "@", ">", "\"", "'", "{"]
    for word in words[..<index].reversed() {
      if word.contains("@odata") { return true }
      // Of a list the second one stands behind the first.
      guard word.allSatisfy(marks.contains) || marks.contains(word.first ?? " ") && word.contains("https://") else {
        return false
      }
    }
    return false
  }

  /// Where an address begins in a word: at its scheme, or at the host of Microsoft Graph.
  private static func start(in word: Substring) -> Substring.Index? {
    if let scheme = ErrorText.range(of: "https://", in: word) { return scheme.lowerBound }
    return word.lowercased().hasPrefix("graph.microsoft.") && word.contains("/") ? word.startIndex : nil
  }

  private static func trimmed(_ word: Substring, after mark: Character?) -> Substring {
    let named = withoutPlaceholders(word)
    var url = named[...]
    if let mark, mark == "\"" || mark == "'" { url = url.prefix { $0 != mark } }
    url = url.prefix { !"\"<>|`\\".contains($0) }
    while let last = url.last,
      ",.;:".contains(last) || (last == ")" && !url.contains("("))
        || (last == "'" && url.count { $0 == "'" } % 2 == 1) || last == "]" && !url.contains("[")
    {
      url.removeLast()
    }
    return url
  }

  /// The address with `{id}` where somebody wrote what belongs there: users/<object id> as /users/<object_id>.
  static func withoutPlaceholders(_ word: Substring) -> String {
    guard word.contains("<") || word.contains("/[") || word.contains("/***") else { return String(word) }
    var result = ""
    var rest = word
    while let open = rest.firstIndex(where: { $0 == "<" || $0 == "[" || $0 == "*" }) {
      let isMask = rest[open] == "*"
      let name = rest[rest.index(after: open)...].prefix(40).prefix {
        isMask ? $0 == "*" : $0.isASCII && ($0.isLetter || $0.isNumber || "_-.".contains($0))
      }
      let before = rest[..<open].last
      let close: Character = rest[open] == "<" ? ">" : rest[open] == "[" ? "]" : "/"
      guard !name.isEmpty, rest[name.endIndex...].first == close,
        before == "/" || !isMask && (before == "'" || before == "(")
      else { break }
      if isMask {
        result += rest[..<open] + "{id}"
        rest = rest[name.endIndex...]
        continue
      }
      result += rest[..<open] + "{id}"
      rest = rest[rest.index(after: name.endIndex)...]
    }
    return result + rest
  }

  private static func withoutPort(_ url: String) -> String {
    guard let port = url.firstRange(of: ":443/")?.lowerBound else { return url }
    let rest = url[url.index(port, offsetBy: 4)...]
    return url[..<port].contains("?") ? url : String(url[..<port] + rest)
  }

  /// Whether an address is more than a host, and no scope: https://graph.microsoft.com/.default, …/Mail.Read.
  private static func isCall(_ url: Substring) -> Bool {
    let rest = url.hasPrefix("https://") ? url.dropFirst("https://".count) : url
    let path = rest.drop { $0 != "/" && $0 != "?" }
    let segments = path.prefix { $0 != "?" && $0 != "#" }.split { $0 == "/" }
    guard let first = segments.first else { return false }
    // What calls begin with is none itself; its path may stand elsewhere.
    if segments.count == 1, ["v1.0", "beta"].contains(first.lowercased()) { return false }
    guard segments.count == 1, first.contains(".") else { return true }
    return first.first?.isUppercase != true && !first.hasPrefix(".")
  }

  /// The host of a service where a word names nothing more, such as https://graph.microsoft.com:443.
  static func host(_ word: Substring) -> String? {
    guard let start = start(in: word) else { return nil }
    let url = trimmed(word[start...], after: nil)
    let rest = url.dropFirst("https://".count)
    let host = rest.prefix { $0 != ":" && $0 != "/" }
    guard isService(url), ["", ":443", "/", ":443/"].contains(rest[host.endIndex...]) else { return nil }
    return host.lowercased()
  }

  /// `GET /v1.0/me`, `-Uri 'v1.0/users'`, `.api('/me/messages').get()`.
  private static func relative(_ words: [Substring], _ index: Int) -> StatedRequest? {
    let word = words[index]
    if let call = ErrorText.range(of: ".api(", in: word)?.upperBound {
      let path = word[call...].drop { $0 == "'" || $0 == "\"" || $0 == "`" }.prefix { !"'\"`".contains($0) }
      guard path.hasPrefix("/") else { return nil }
      let rest = word[path.endIndex...].split { $0 == "." }
      let method = rest.lazy.compactMap { StatedMethod.call($0 + "") ?? StatedMethod.verb(String($0)) }.first
      return StatedRequest(method: method, url: String(path))
    }
    let path = withoutPlaceholders(word[...]).trimmed(["\"", "'", "`", ",", ";", ")", "("])
    let bare = index > 0 ? words[index - 1].trimmed(["\"", "'", "`", "[", "]", "(", ":"]) : ""
    let options: Set<String> = [
      "-uri", "-url", "--url", "--uri", "-u", "uri", "url", "path", "endpoint", "route", "requesturl", "requesturi",
    ]
    // The `GET v1.0/shares/…` of a sentence: a request line has a slash before its path.
    let isNamed = options.contains(bare.lowercased()) || StatedMethod.all.contains(bare) && !path.hasPrefix("/")
    let isVersioned = ["v1.0/", "/v1.0/", "beta/", "/beta/"].contains { path.lowercased().hasPrefix($0) }
    guard isVersioned, index > 0, isNamed else { return nil }
    return StatedRequest(
      method: StatedMethod.find(words, before: index, lead: ""), url: path.hasPrefix("/") ? path : "/" + path)
  }

  /// Whether an address is one that a caller of Microsoft's interfaces would have called.
  static func isService(_ url: Substring) -> Bool {
    let rest = url.hasPrefix("https://") ? url.dropFirst("https://".count) : url
    let host = rest.prefix { $0 != "/" && $0 != "?" }.lowercased()
    return host.hasPrefix("graph.") || host.hasPrefix("dod-graph.") || host.hasPrefix("microsoftgraph.")
      || host.hasPrefix("canary.graph.") || host.hasPrefix("api.manage.")
  }
}
