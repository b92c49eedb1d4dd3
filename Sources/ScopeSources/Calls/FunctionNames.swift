/// What the name of a function says of a request that it is handed the address of.
enum FunctionNames {
  /// Functions that do something else with an address than to send a request to it.
  private static let harmless: Set<String> = [
    "add", "all", "append", "assert", "assign", "attr", "cast", "concat", "contains", "debug", "describe", "dump",
    "encode", "endswith", "entry", "equal", "equals", "error", "escape", "exec", "expect", "fail", "fatal", "find",
    "format", "greet", "has", "href", "import", "include", "includes", "info", "insert", "is", "it", "join", "link",
    "log", "match", "matches", "mock", "move", "navigate", "nock", "normalize", "open", "parse", "print", "printf",
    "println", "push", "quote", "redirect", "regex", "register", "remember", "replace", "require", "resolve", "respond",
    "route", "scope", "scopes", "set", "should", "split", "sprintf", "starts", "startswith", "string", "strip", "stub",
    "test", "throw", "to", "trace", "trim", "uri", "url", "urljoin", "urlparse", "validate", "valueof", "verify",
    "warn", "warning", "when", "with", "write",
  ]

  /// What makes something of an address, whatever it is called.
  private static let makers: Set<String> = [
    "build", "validate", "normalize", "encode", "format", "parse", "is", "has", "assert", "to", "log", "extract",
    "resolve", "combine", "join", "compose", "sanitize", "print", "convert", "match", "expect", "register", "write",
  ]

  /// What stands before such a function in a test.
  private static let pretenders = [
    "mock", "nock", "stub", "expect", "fake", "respx", "responses", "assert", "spy", "msw", "logger", "console",
  ]

  /// What answers requests: its methods of the same names say who does.
  private static let servers: Set<String> = [
    "app", "application", "router", "route", "routes", "server", "express", "fastify", "koa", "hono", "mux",
    "blueprint",
  ]

  private static let readers: Set<String> = [
    "get", "fetch", "list", "collect", "all", "page", "pages", "paged", "paging", "paginate", "paginated", "paginator",
    "iterate", "iterator", "download", "retrieve", "stream", "delta",
  ]

  /// What the names of a function and of what it is called on say together.
  struct Said {
    /// Something else is done with an address.
    var isHarmless: Bool
    var isOfGraph: Bool
    /// Requests may be sent, by whatever is called so.
    var maySend: Bool
    var reads: Bool
  }

  static func said(by name: String, after receiver: String) -> Said {
    Said(
      isHarmless: isHarmless(name, after: receiver), isOfGraph: (name + " " + receiver).lowercased().contains("graph"),
      maySend: isOfSender(receiver) || isOfSender(name), reads: reads(name))
  }

  private static let clients = ["client", "session", "http", "request", "api", "fetch", "conn", "graph"]

  /// Whether a name is one that what sends requests has.
  static func isOfSender(_ name: String) -> Bool { clients.contains(where: name.lowercased().contains) }

  /// Whether a name is one of what answers requests, or of what stands in for it in a test.
  static func serves(_ name: String) -> Bool {
    let small = name.lowercased()
    return pretenders.contains(where: small.contains) || words(name).contains { servers.contains($0) }
  }

  private static let holders: Set<String> = [
    "header", "headers", "cookie", "cookies", "param", "params", "parameters", "query", "cache", "map", "dict",
    "dictionary", "table", "items", "list", "values", "options", "settings", "config", "attributes", "properties",
  ]

  /// Whether a name is one of what holds entries, whosever they are: `requestHeaders`, `clientCache`.
  static func holds(_ name: String) -> Bool { words(name).last.map(holders.contains) ?? false }

  /// Whether much else has a method of this name: it is one word, whatever follows by convention.
  static func isCommon(_ name: String) -> Bool {
    let words = words(name)
    return words.count < 2 || words.count == 2 && words[1] == "async"
  }

  private static func isHarmless(_ name: String, after receiver: String) -> Bool {
    let receiver = receiver.lowercased()
    // The resource that notices are wanted of is not read.
    if name.lowercased().contains("subscri") { return true }
    if pretenders.contains(where: receiver.contains) { return true }
    guard let first = words(name).first else { return true }
    if makers.contains(first) || harmless.contains(first) && !name.lowercased().contains("graph") { return true }
    return name.hasPrefix("use") && name.dropFirst(3).first?.isUppercase ?? false
  }

  /// The method that a name spells: `makeGETCall`, `http_post`, `getAllItems`; nil where it spells none or two.
  static func verb(_ name: String) -> String? {
    let found = Set(words(name).map { $0.uppercased() }.filter { GraphPaths.methods.contains($0) })
    if found.count == 1 { return found.first }
    return found.isEmpty && words(name).first == "remove" ? "DELETE" : nil
  }

  private static let senders: Set<String> = [
    "request", "requests", "call", "send", "execute", "api", "graph", "http", "rest", "query", "batch",
  ]

  /// Whether a name says that a request is sent, whatever its method.
  static func sends(_ name: String) -> Bool {
    words(name).contains { word in senders.contains(word) || word.hasSuffix("request") || word.hasPrefix("graph") }
      || reads(name)
  }

  /// Whether a name says that many requests are sent at once, whose addresses begin with what is handed over.
  static func sendsMany(_ name: String) -> Bool { words(name).contains { $0.hasPrefix("batch") } }

  /// Whether a name says that what it is given is read: `collect_all`, `GraphPaginator`.
  static func reads(_ name: String) -> Bool { words(name).contains { readers.contains($0) } }

  /// The words of a name in small letters: of `makeGETAPICall` make, get, apicall.
  static func words(_ name: String) -> [String] {
    var words: [String] = []
    var current = ""
    var wasUpper = false
    for character in name {
      guard character.isLetter else {
        if !current.isEmpty { words.append(current) }
        current = ""
        wasUpper = false
        continue
      }
      // A row of capitals may begin with a method and go on with another word.
      let isMethod = wasUpper && GraphPaths.methods.contains(current.uppercased())
      if !current.isEmpty, character.isUppercase, !wasUpper || isMethod {
        words.append(current)
        current = ""
      }
      current += character.lowercased()
      wasUpper = character.isUppercase
    }
    if !current.isEmpty { words.append(current) }
    return words
  }

  private static let addressLabels = ["uri", "url", "path", "resource", "endpoint", "address", "route", "request"]

  /// Whether a parameter's name speaks of an address.
  static func isAddress(_ label: String) -> Bool {
    let small = label.lowercased()
    return addressLabels.contains(where: small.hasSuffix) && !small.contains("resourcetype")
  }

  private static let settingWords = [
    "uri", "url", "path", "resource", "endpoint", "address", "route", "graph", "base", "host", "root", "api",
    "audience", "service", "server", "instance", "domain", "scope", "site", "authority",
  ]

  /// Whether a setting or a field of a name in small letters may hold the address that requests go to: nothing that any
  /// record has, such as an `id` or a `value`.
  static func mayHoldAddress(_ name: String) -> Bool { settingWords.contains(where: name.contains) }

  static func isVersion(_ label: String) -> Bool { label.lowercased().contains("version") }

  static func isBody(_ label: String) -> Bool {
    ["body", "json", "data", "payload", "content"].contains(label.lowercased())
  }
}
