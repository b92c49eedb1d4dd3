import ScopeValues

/// What the lines around a body tell: request line, status, headers; as PowerShell, curl, Python and SDKs print them.
struct TranscriptReader {
  private(set) var headers: [ServiceError.Header] = []
  private var statuses: [(line: Int, number: Int)] = []
  private var requests: [(line: Int, request: StatedRequest)] = []
  /// The lines whose request went through, as a log says behind its address.
  private var successes: Set<Int> = []

  private var host: String?
  private var targets: [(line: Int, method: String, path: String)] = []
  /// What HTTP/2 sends in the place of a request line.
  private var pseudo: [String: String] = [:]
  /// A method that stands alone on a line before, as Graph Explorer shows it.
  private var methodAlone: (line: Int, method: String)?
  private var isInReferences = false

  private static let knownHeaders: Set<String> = [
    "client-request-id", "clientrequestid", "date", "request-id", "retry-after", "www-authenticate",
  ]
  private static let failures = Set(400...451).union(500...511)
  /// Words of which one stands shortly before a number that is a status.
  private static let statusWords: Set<String> = [
    "code", "error", "failed", "http", "response", "returned", "server", "status", "statuscode", "success", "with",
  ]
  /// The first word of a reason phrase, which stands right after a number that is a status.
  private static let reasons: Set<String> = [
    "bad", "client", "conflict", "forbidden", "gone", "internal", "not", "on", "precondition", "service", "too",
    "unauthorized",
  ]
  private static let mostRequests = 500
  /// More lines than a log of the largest size has.
  private static let mostLines = 1 << 15

  init(_ prose: [ArraySlice<UInt8>]) {
    var count = 0
    for text in prose {
      let lines = text.split { $0 == ASCII.lineFeed || $0 == ASCII.carriageReturn }
      for line in lines.prefix(Self.mostLines) {
        count += 1
        read(Self.withoutMark(String(decoding: line.prefix(8_192), as: UTF8.self)), count)
      }
    }
  }

  /// The status that says that a call failed.
  var status: Int? { statuses.first?.number }

  /// The request that failed: of several, the last one before the status that says so.
  var request: StatedRequest? {
    var all = requests
    for target in targets {
      let url = host.map { "https://\($0)\(target.path)" } ?? target.path
      // The same address may stand there in full, without its method.
      if let index = all.firstIndex(where: { $0.request.method == nil && $0.request.url.hasSuffix(target.path) }) {
        all[index].request.method = target.method
      } else if !all.contains(where: { $0.request.url.hasSuffix(target.path) }) {
        all.append((target.line, StatedRequest(method: target.method, url: url)))
      }
    }
    if all.isEmpty, let path = pseudo[":path"], let method = pseudo[":method"] {
      return StatedRequest(method: method, url: (pseudo[":authority"].map { "https://" + $0 } ?? "") + path)
    }
    all.sort { $0.line < $1.line }
    let others = all.filter { !successes.contains($0.line) }
    if !others.isEmpty { all = others }
    guard all.count > 1, let failed = statuses.first else { return all.first?.request }
    return (all.last { $0.line <= failed.line } ?? all.first)?.request
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

  private mutating func read(_ line: Substring, _ number: Int) {
    // Of a list that a body refers to, no line is a call: "members@odata.bind" = @(
    if isInReferences, let first = line.first, "\"'h".contains(first) { return }
    isInReferences = line.contains("@odata.") && line.last { $0 != " " }.map { "([".contains($0) } == true
    if header(line) { return }
    let words = AddressLine.words(line)
    if let method = Self.method(words) { methodAlone = (number, method) }
    requestLine(words, number)
    if host == nil, targets.last?.line == number { host = words.lazy.compactMap { StatedAddress.host($0) }.first }
    if var request = StatedAddress.find(words) {
      if request.method == nil, let alone = methodAlone, number - alone.line <= 3 { request.method = alone.method }
      Self.keep((number, request), in: &requests, isOpen: statuses.isEmpty)
    } else if let alone = methodAlone, alone.line == number, let last = requests.indices.last,
      requests[last].request.method == nil, number - requests[last].line <= 3
    {
      requests[last].request.method = alone.method
    }
    let last = requests.last?.line == number || targets.last?.line == number ? Self.last(words) : nil
    if let last, 200..<300 ~= last { pass(number) }
    let status = Self.status(words) ?? last.flatMap { Self.failures.contains($0) ? $0 : nil }
    if let status { statuses.append((number, status)) }
  }

  /// Keeps one of the calls that a text shows: where they are very many, the last one before the first failure.
  private static func keep<Call>(_ call: Call, in calls: inout [Call], isOpen: Bool) {
    if calls.count == mostRequests {
      guard isOpen else { return }
      calls.removeLast()
    }
    calls.append(call)
  }

  /// Notes that the call of a line went through; of those only a first one is kept.
  private mutating func pass(_ number: Int) {
    successes.insert(number)
    if requests.count > 1, requests.last?.line == number { requests.removeLast() }
    if targets.count > 1, targets.last?.line == number { targets.removeLast() }
  }

  /// The status behind the address of a line: `PATCH https://… - 403`, `… => 200`.
  private static func last(_ words: [Substring]) -> Int? {
    let word = words.last?.trimmed(["(", ")", "[", "]", ",", ".", ":", ";"]) ?? ""
    return word.utf8.count == 3 ? Int(word) : nil
  }

  /// A method that stands alone on a line, or behind its name: `GET`, `cli.azure.cli.core.util: Request method: 'GET'`.
  private static func method(_ words: [Substring]) -> String? {
    guard let last = words.last, words.count == 1 || words[words.count - 2].lowercased().hasSuffix("method:"),
      words.count <= 8
    else { return nil }
    let method = last.trimmed(["'", "\"", ",", "."])
    return StatedMethod.all.contains(method) ? method : nil
  }

  /// Reads a header line that matters; an Authorization header is passed over, nothing of it is kept.
  private mutating func header(_ line: Substring) -> Bool {
    let isPseudo = line.hasPrefix("[HTTP/2]") && line.contains("[:")
    if isPseudo, let start = ErrorText.range(of: "[:", in: line)?.lowerBound {
      let inside = line[line.index(after: start)...].prefix { $0 != "]" }
      if let end = inside.dropFirst().firstIndex(of: ":") {
        pseudo[String(inside[..<end])] = String(inside[inside.index(after: end)...].drop { $0 == " " })
      }
      return true
    }
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
    headers.append(.init(name: name, value: value.trimmed(["{", "}"])))
    return true
  }

  /// Reads `GET /v1.0/me HTTP/1.1`, at the start of a line or quoted in a log.
  private mutating func requestLine(_ words: [Substring], _ number: Int) {
    for (method, path) in zip(words, words.dropFirst()) {
      let method = method.trimmed(["\"", "'", "[", "`"])
      guard StatedMethod.all.contains(method), path.hasPrefix("/") else { continue }
      let target = StatedAddress.withoutPlaceholders(path).trimmed(["\"", "'", "]", ",", "`", "*"])
      Self.keep((number, method, target), in: &targets, isOpen: statuses.isEmpty)
      return
    }
  }

  private static func status(_ words: [Substring]) -> Int? {
    let bare = words.map {
      $0.trimmed(["\"", "'", ":", "[", "]", "(", ")", ",", ".", "=", "{", "}"]).lowercased()
    }
    for (index, word) in bare.enumerated() {
      guard word.utf8.count == 3, let number = Int(word), failures.contains(number) else {
        // Status=403, StatusCode:403.
        if let number = assigned(word) { return number }
        continue
      }
      let previous = bare[max(0, index - 3)..<index]
      let isStated = previous.contains { word in
        statusWords.contains(word) || word.hasPrefix("http/") || word.hasSuffix("status")
          || word.hasSuffix("statuscode")
      }
      let next = index + 1 < bare.count ? bare[index + 1] : ""
      if isStated || index == 0 || reasons.contains(next) { return number }
    }
    return nil
  }

  private static func assigned(_ word: String) -> Int? {
    for name in ["status=", "status:", "statuscode=", "statuscode:", "code=", "code:"] where word.hasPrefix(name) {
      guard let number = Int(word.dropFirst(name.count)), failures.contains(number) else { continue }
      return number
    }
    return nil
  }
}
