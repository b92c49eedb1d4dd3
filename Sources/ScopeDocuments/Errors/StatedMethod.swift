import ScopeValues

/// The method of a request as commands, code and logs write it.
enum StatedMethod {
  static let all: Set<String> = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]

  private static let options: Set<String> = [
    "-method", "-x", "--request", "--method", "-m", "method", "-httpmethod", "verb", "requestmethod", ":method",
  ]
  private static let between: Set<String> = [
    "v1.0", "beta", "to", "request", "for", "from", "on", "against", "url", "uri", "with", "the", "endpoint", "call",
    "path",
  ]
  private static let marks: Set<Character> = [
    "\"", "'", ":", "[", "]", "(", ")", ",", ";", "{", "}", "<", ">", "`", "*", "|", "-", "=", "\u{2192}", "\u{2013}",
    "\u{2014}",
  ]

  /// The method of the address in the word at `index`, as the same line shows it.
  ///
  /// - Parameter lead: what stands in that word before the address, such as `requests.get("`.
  static func find(_ words: [Substring], before index: Int, lead: Substring) -> String? {
    // An option keeps its hyphens: -X is none of the words that a mark may surround.
    let bare = words.map { word in
      let inner = word.trimmed(marks)
      return word.hasPrefix("-") && !inner.isEmpty ? word.trimmed(marks.subtracting(["-"])) : inner
    }
    if let called = call(lead) ?? call(index > 0 && lead.allSatisfy { marks.contains($0) } ? words[index - 1] : "") {
      return called
    }
    if let named = named(in: bare.prefix(index)) { return named }
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
    return alone(in: words, around: index) ?? command(bare)
  }

  /// The method that stands before an address, from which marks, a version or small words may part it: GET v1.0 https://…,
  /// PATCH | https://…, a GET request to the endpoint https://…
  private static func named(in words: ArraySlice<String>) -> String? {
    var passed = 0
    for word in words.reversed() where !word.isEmpty {
      // Nobody writes a method small but right before its address.
      let method = passed == 0 ? word.uppercased() : word
      if all.contains(method) { return method }
      guard between.contains(word.lowercased()), passed < 4 else { return nil }
      passed += 1
    }
    return nil
  }

  /// The one method that a line names behind its address, or as a text or a constant: https://… (PATCH),
  /// `NewRequest("PATCH", …)`, `HttpMethod.Patch`, `new HttpPatch(…)`; nil where it names none, or two.
  ///
  /// A bare word further in front belongs to the sentence.
  private static func alone(in words: [Substring], around index: Int) -> String? {
    var found: String?
    for (place, word) in words.enumerated() where !word.hasPrefix("https://") {
      if place < index, all.contains(String(word)) { continue }
      var before = ""
      for part in word.split(whereSeparator: { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_")) }) {
        if part.hasPrefix("https") { break }
        let name = part.lowercased()
        defer { before = name }
        let constant = name.hasPrefix("http") ? name.dropFirst(4).uppercased() : ""
        let method =
          all.contains(String(part))
          ? String(part)
          : all.contains(constant) ? constant : before == "httpmethod" ? name.uppercased() : ""
        guard all.contains(method) else { continue }
        if let found, found != method { return nil }
        found = method
      }
    }
    return found
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
