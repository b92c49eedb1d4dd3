import ScopeValues

/// What the lines around a body tell: request line, status, headers; as PowerShell, curl, Python and SDKs print them.
struct TranscriptReader {
  private(set) var status: Int?
  private(set) var headers: [ServiceError.Header] = []
  private(set) var request: StatedRequest?

  private var host: String?
  private var target: (method: String, path: String)?

  private static let knownHeaders: Set<String> = [
    "client-request-id", "clientrequestid", "date", "request-id", "retry-after", "www-authenticate",
  ]
  static let methods: Set<String> = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]
  private static let statuses = Set(400...451).union(500...511)
  /// Words of which one stands shortly before a number that is a status.
  private static let statusWords: Set<String> = [
    "code", "error", "failed", "http", "response", "returned", "server", "status", "statuscode", "success", "with",
  ]
  /// The first word of a reason phrase, which stands right after a number that is a status.
  private static let reasons: Set<String> = [
    "bad", "client", "conflict", "forbidden", "gone", "internal", "not", "on", "precondition", "service", "too",
    "unauthorized",
  ]

  init(_ prose: [ArraySlice<UInt8>]) {
    for text in prose {
      for line in text.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).prefix(5_000) {
        read(Self.withoutMark(String(decoding: line.prefix(8_192), as: UTF8.self)))
      }
    }
    guard let target else { return }
    if let stated = request {
      if stated.method == nil, stated.url.hasSuffix(target.path) { request?.method = target.method }
    } else {
      request = StatedRequest(method: target.method, url: host.map { "https://\($0)\(target.path)" } ?? target.path)
    }
  }

  /// The line without what curl and PowerShell put before it.
  private static func withoutMark(_ line: String) -> Substring {
    var text = line.drop { $0 == " " || $0 == "\t" }
    for mark in ["< ", "> ", "* ", "VERBOSE: ", "DEBUG: "] where text.hasPrefix(mark) {
      text = text.dropFirst(mark.count).drop { $0 == " " }
      break
    }
    return text
  }

  private mutating func read(_ line: Substring) {
    if header(line) { return }
    let words = line.split { $0 == " " || $0 == "\t" }
    requestLine(words)
    if request == nil { address(words) }
    if status == nil { status(words) }
  }

  /// Reads a header line that matters; an Authorization header is passed over, nothing of it is kept.
  private mutating func header(_ line: Substring) -> Bool {
    guard let colon = line.firstIndex(of: ":"), colon != line.startIndex,
      line.distance(from: line.startIndex, to: colon) < 40
    else { return false }
    var name = line[..<colon].lowercased()
    while name.last == " " { name.removeLast() }
    if name == "authorization" { return true }
    let value = ErrorText.clean(line[line.index(after: colon)...].utf8)
    if name == "host", !value.isEmpty, !value.contains(" ") {
      host = value
      return true
    }
    guard Self.knownHeaders.contains(name) else { return false }
    headers.append(.init(name: name, value: value.trimmingCharacters(["{", "}"])))
    return true
  }

  /// Reads `GET /v1.0/me HTTP/1.1`.
  private mutating func requestLine(_ words: [Substring]) {
    guard target == nil, words.count >= 2, Self.methods.contains(String(words[0])), words[1].hasPrefix("/") else {
      return
    }
    target = (String(words[0]), String(words[1]))
  }

  /// Reads an address with the method before it, or in an option such as -Method or -X.
  private mutating func address(_ words: [Substring]) {
    for (index, word) in words.enumerated() {
      guard let start = ErrorText.range(of: "https://", in: word)?.lowerBound else { continue }
      let before = start == word.startIndex ? nil : word[word.index(before: start)]
      var url = word[start...]
      // A message of Intune gives the address of its backend, and documentation is no request.
      if words.indices.contains(index - 1), words[index - 1].lowercased() == "url:", BackendAddress(url) != nil {
        continue
      }
      if let before, before == "\"" || before == "'" { url = url.prefix { $0 != before } }
      url = url.prefix { !"\"<>|`".contains($0) }
      while let last = url.last,
        ",.;".contains(last) || (last == ")" && !url.contains("(")) || (last == "'" && url.count { $0 == "'" } % 2 == 1)
      {
        url.removeLast()
      }
      guard Self.isService(url) else { continue }
      request = StatedRequest(method: method(in: words, before: index), url: String(url))
      return
    }
  }

  private func method(in words: [Substring], before index: Int) -> String? {
    let bare = words.map { $0.trimmingCharacters(["\"", "'", ":", "[", "]", "(", ")", ","]) }
    if index > 0, Self.methods.contains(bare[index - 1]) { return bare[index - 1] }
    for (option, value) in zip(bare, bare.dropFirst())
    where ["-method", "-x", "--request", "--method"].contains(option.lowercased()) {
      let method = value.uppercased()
      return Self.methods.contains(method) ? method : nil
    }
    return nil
  }

  /// Whether an address is one that a caller of Microsoft's interfaces would have called.
  private static func isService(_ url: Substring) -> Bool {
    let host = url.dropFirst("https://".count).prefix { $0 != "/" && $0 != "?" }.lowercased()
    return host.hasPrefix("graph.") || host.hasPrefix("dod-graph.") || host.hasPrefix("microsoftgraph.")
      || host.hasPrefix("canary.graph.") || host.hasPrefix("api.manage.")
  }

  private mutating func status(_ words: [Substring]) {
    let bare = words.map {
      $0.trimmingCharacters(["\"", "'", ":", "[", "]", "(", ")", ",", ".", "=", "{", "}"]).lowercased()
    }
    for (index, word) in bare.enumerated() {
      guard word.utf8.count == 3, let number = Int(word), Self.statuses.contains(number) else {
        // Status=403, StatusCode:403.
        if let number = Self.assigned(word) {
          status = number
          return
        }
        continue
      }
      let previous = bare[max(0, index - 3)..<index]
      let isStated = previous.contains { word in
        Self.statusWords.contains(word) || word.hasPrefix("http/") || word.hasSuffix("status")
          || word.hasSuffix("statuscode")
      }
      let next = index + 1 < bare.count ? bare[index + 1] : ""
      if isStated || index == 0 || Self.reasons.contains(next) {
        status = number
        return
      }
    }
  }

  private static func assigned(_ word: String) -> Int? {
    for name in ["status=", "status:", "statuscode=", "statuscode:", "code=", "code:"] where word.hasPrefix(name) {
      guard let number = Int(word.dropFirst(name.count)), statuses.contains(number) else { continue }
      return number
    }
    return nil
  }
}

extension StringProtocol {
  /// The text without these characters at its ends.
  fileprivate func trimmingCharacters(_ characters: Set<Character>) -> String {
    var text = self[...]
    while let first = text.first, characters.contains(first) { text = text.dropFirst() }
    while let last = text.last, characters.contains(last) { text = text.dropLast() }
    return String(text)
  }
}
