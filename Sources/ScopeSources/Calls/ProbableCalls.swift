import ScopeValues

/// Calls that a project probably makes: addresses that stand in tables, where a call that could not be resolved may read
/// them. None is proven.
///
/// An entry is a literal that is a path of two segments or more, or any path under a key that speaks of addresses.
struct ProbableCalls {
  private let paths: GraphPaths
  private var found: [CodeCall] = []
  private var seen: Set<CodeCall> = []

  /// Entries beyond these are not listed.
  static let limit = 2_000

  init(_ paths: GraphPaths) { self.paths = paths }

  /// The entries that were seen and are no calls that were found, nor in the lines of calls that could not be resolved,
  /// whose own literals are no table.
  func calls(beside result: CodeCalls) -> [CodeCall] {
    let known = Set(result.calls.map { Self.bare($0.url) })
    let openLines = Set(
      result.unresolved.map { CodePosition(file: $0.position.file, line: $0.position.line, column: 0) })
    return found.lazy.filter { call in
      let line = CodePosition(file: call.position.file, line: call.position.line, column: 0)
      return !known.contains(Self.bare(call.url)) && !openLines.contains(line)
    }.prefix(Self.limit).sorted { ($0.position, $0.method, $0.url) < ($1.position, $1.method, $1.url) }
  }

  private static let keys = ["uri", "url", "path", "resource", "endpoint"]

  /// Looks through a scanned file, or a data file beside it.
  mutating func look(in file: CodeFile) {
    var keyed: Set<UInt32> = []
    for object in file.objects where object.members.count <= 64 {
      var address: (text: String, span: SourceSpan)?
      var method: String?
      var version: String?
      for member in object.members {
        guard let key = Self.literal(member.key)?.text.lowercased(), let value = Self.literal(member.value) else {
          continue
        }
        if key == "method" || key == "verb" || key == "httpmethod" { method = value.text.uppercased() }
        if key.contains("version") { version = value.text.lowercased() }
        if address == nil, Self.keys.contains(where: key.hasSuffix) { address = value }
      }
      guard let address else { continue }
      keyed.insert(address.span.start)
      add(address.text, address.span, file, method: method, version: version, isKeyed: true)
    }
    for (text, span) in file.pathTexts where !keyed.contains(span.start) {
      add(text, span, file, method: nil, version: nil, isKeyed: false)
    }
  }

  private static func literal(_ value: Expression) -> (text: String, span: SourceSpan)? {
    guard case .text(let parts) = value.kind, parts.count == 1, case .literal(let text, let span) = parts[0] else {
      return nil
    }
    return (text, span)
  }

  private mutating func add(
    _ text: String, _ span: SourceSpan, _ file: CodeFile, method: String?, version: String?, isKeyed: Bool
  ) {
    guard found.count < 16 * Self.limit, text.utf8.count <= 300 else { return }
    var host = "graph.microsoft.com"
    var path: Substring
    switch CodeAddress.target(text) {
    case .graph(let name, let rest):
      host = name
      path = rest[...]
    case .relative(let rest): path = rest[...]
    default: return
    }
    let query = path.firstIndex(of: "?").map { String(path[path.index(after: $0)...]) } ?? ""
    path = path.prefix { $0 != "?" }.drop { $0 == "/" }
    var version = version.flatMap { $0 == "beta" || $0 == "v1.0" ? $0 : nil } ?? "v1.0"
    let head = path.prefix { $0 != "/" }.lowercased()
    if head == "beta" || head == "v1.0" {
      version = head
      path = path.dropFirst(head.count).drop { $0 == "/" }
    }
    guard isKeyed || path.contains("/") || head == "beta" || head == "v1.0",
      let (printed, methods) = paths.exact(String(path))
    else { return }
    let given = method.flatMap { GraphPaths.methods.contains($0) ? $0 : nil }
    if let given, methods & GraphPaths.bit(given) == 0 { return }
    guard let verb = given ?? GraphPaths.methods.first(where: { methods & GraphPaths.bit($0) != 0 }) else { return }
    let url = "https://\(host)/\(version)/\(printed.joined(separator: "/"))"
    let place = file.source.position(at: span.start)
    let call = CodeCall(
      position: CodePosition(file: file.source.path, line: place.line, column: place.column), method: verb, url: url,
      query: query, how: .probable, language: file.language)
    if seen.insert(call).inserted { found.append(call) }
  }

  /// An address without its host and version, every key alike.
  private static func bare(_ url: String) -> String {
    let path = url.split(separator: "/", maxSplits: 3).last.map(String.init) ?? url
    return path.lowercased().split(separator: "/").map { $0.hasPrefix("{") ? "{}" : String($0) }.joined(separator: "/")
  }
}

extension GraphPaths {
  /// The segments of a path that is known as a whole, with its methods; ids in it have to be placeholders or GUIDs.
  func exact(_ path: String) -> (printed: [String], methods: UInt8)? {
    guard hasRoot(path), case .one(let printed) = match(path, method: "GET") else { return nil }
    for segment in printed where segment.hasPrefix("{") && segment != "{}" {
      let key = segment.dropFirst().dropLast()
      let isPlaceholder = key.contains { "{}<>%:@".contains($0) } || key.hasPrefix("$") || GUID(String(key)) != nil
      // A placeholder keeps its own braces.
      guard isPlaceholder || path.contains("{" + key + "}") else { return nil }
    }
    let methods = nodes[Int(node(of: printed))].methods
    return methods == 0 ? nil : (printed.map { $0.hasPrefix("{") ? "{}" : $0 }, methods)
  }
}
