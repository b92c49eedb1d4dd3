import ScopeValues

/// The method of a request as commands, code and logs write it.
enum StatedMethod {
  static let all: Set<String> = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]

  private static let options: Set<String> = [
    "-method", "-x", "--request", "--method", "-m", "method", "-httpmethod", "verb", "requestmethod", ":method",
  ]
  private static let between: Set<String> = [
    "v1.0", "beta", "to", "request", "for", "from", "on", "against", "url", "uri", "with",
  ]
  private static let marks: Set<Character> = ["\"", "'", ":", "[", "]", "(", ")", ",", ";", "{", "}", "<", ">", "`"]

  /// The method of the address in the word at `index`, as the same line shows it.
  ///
  /// - Parameter lead: what stands in that word before the address, such as `requests.get("`.
  static func find(_ words: [Substring], before index: Int, lead: Substring) -> String? {
    let bare = words.map { $0.trimmed(marks) }
    if let called = call(lead) ?? call(index > 0 && lead.allSatisfy { marks.contains($0) } ? words[index - 1] : "") {
      return called
    }
    // A version or a small word may stand between: GET v1.0 https://…, a GET to https://…
    for back in 1...3 where index >= back {
      if all.contains(bare[index - back]) { return bare[index - back] }
      if !between.contains(bare[index - back].lowercased()) { break }
    }
    for (option, value) in zip(bare, bare.dropFirst()) where options.contains(option.lowercased()) {
      return all.contains(value.uppercased()) ? value.uppercased() : nil
    }
    // method=GET, -XPOST, HttpMethod.Get
    for word in bare {
      let lower = word.lowercased()
      for prefix in ["method=", "method:", "-x", "httpmethod.", "httpmethod::", "method.", "--request=", "--method="]
      where lower.hasPrefix(prefix) {
        let method = word.dropFirst(prefix.count).uppercased().trimmed(marks)
        if all.contains(method) { return method }
      }
    }
    return command(bare)
  }

  /// The method of a call such as `client.GetAsync(` or `axios.post('`.
  static func call(_ text: Substring) -> String? {
    guard let open = text.lastIndex(of: "(") else { return nil }
    let name = text[..<open].split { !($0.isLetter || $0.isNumber || $0 == "_") }.last.map { $0.lowercased() } ?? ""
    return name.isEmpty ? nil : verb(name)
  }

  /// The method of a function's name, such as getAsync, postForObject or patch_async.
  static func verb(_ name: String) -> String? {
    let name = name.lowercased()
    for (prefix, method) in [
      ("get", "GET"), ("post", "POST"), ("add", "POST"), ("create", "POST"), ("patch", "PATCH"), ("update", "PATCH"),
      ("put", "PUT"), ("delete", "DELETE"), ("list", "GET"),
    ] where name.hasPrefix(prefix) {
      let rest = name.dropFirst(prefix.count)
      return ["", "async", "_async", "asjsonasync", "json", "forobject", "forentity", "string", "stringasync"].contains(
        rest) ? method : nil
    }
    return nil
  }

  /// Commands that read unless another method or a body is named.
  private static func command(_ words: [String]) -> String? {
    let lower = words.map { $0.lowercased() }
    let reads =
      lower.contains {
        ["curl", "invoke-restmethod", "invoke-webrequest", "irm", "iwr", "invoke-mggraphrequest"].contains($0)
      }
      || zip(lower, lower.dropFirst()).contains { $0 == "az" && $1 == "rest" }
    guard reads else { return nil }
    let body: Set<String> = ["-d", "--data", "--data-raw", "--data-binary", "-body", "--json"]
    if lower.contains(where: body.contains) { return lower.contains("curl") ? "POST" : nil }
    return "GET"
  }
}

extension StringProtocol {
  /// The text without these characters at its ends.
  func trimmed(_ characters: Set<Character>) -> String {
    var text = self[...]
    while let first = text.first, characters.contains(first) { text = text.dropFirst() }
    while let last = text.last, characters.contains(last) { text = text.dropLast() }
    return String(text)
  }
}
