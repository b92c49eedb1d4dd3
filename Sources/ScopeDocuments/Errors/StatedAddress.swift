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
      guard !word[..<start].contains("@odata"), !(index > 0 && words[index - 1].contains("@odata")),
        !word.contains("$metadata")
      else { continue }
      let url = trimmed(word[start...], after: start == word.startIndex ? nil : word[word.index(before: start)])
      guard isService(url) else { continue }
      let full = url.hasPrefix("https://") ? String(url) : "https://" + url
      return StatedRequest(method: StatedMethod.find(words, before: index, lead: word[..<start]), url: full)
    }
    return nil
  }

  /// Where an address begins in a word: at its scheme, or at the host of Microsoft Graph.
  private static func start(in word: Substring) -> Substring.Index? {
    if let scheme = ErrorText.range(of: "https://", in: word) { return scheme.lowerBound }
    return word.lowercased().hasPrefix("graph.microsoft.") && word.contains("/") ? word.startIndex : nil
  }

  private static func trimmed(_ word: Substring, after mark: Character?) -> Substring {
    var url = word
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
    let path = word.trimmed(["\"", "'", "`", ",", ";", ")", "("])
    let bare = index > 0 ? words[index - 1].trimmed(["\"", "'", "[", "]", "(", ":"]) : ""
    let options: Set<String> = ["-uri", "-url", "--url", "--uri", "-u", "uri", "url"]
    let isVersioned = ["v1.0/", "/v1.0/", "beta/", "/beta/"].contains { path.lowercased().hasPrefix($0) }
    guard isVersioned, index > 0, options.contains(bare.lowercased()) else { return nil }
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
