import ScopeValues

/// An address as pieces: which host it goes to, and what follows.
enum CodeAddress {
  /// A hole within an address, while it is one text.
  static let hole: Character = "\u{FFFC}"

  static func text(_ pieces: [CodePiece]) -> String {
    pieces.reduce(into: "") { text, piece in
      switch piece {
      case .literal(let literal): text += literal
      case .hole: text.append(hole)
      }
    }
  }

  private static let hosts =
    Cloud.allCases.map(\.graphHost) + Cloud.previewGraphHosts.map { String(describing: $0) }

  enum Target {
    /// Microsoft Graph: its host, and the rest from the version on.
    case graph(host: String, path: String)
    /// A path without a host.
    case relative(String)
    case other
    /// Nothing is known of where it goes; what follows the hole.
    case unknown(String)
  }

  static func target(_ address: String) -> Target { plain(address) ?? whole(address) }

  /// The same of an address of plain ASCII that has no scheme; nil of any other.
  private static func plain(_ address: String) -> Target? {
    let target: Target?? = address.utf8.withContiguousStorageIfAvailable { bytes -> Target? in
      var start = 0
      while start < bytes.count,
        bytes[start] == ASCII.space || bytes[start] == ASCII.quote || bytes[start] == ASCII.apostrophe
      {
        start += 1
      }
      for index in bytes.indices {
        let byte = bytes[index]
        if byte >= 0x80 || byte == ASCII.carriageReturn { return nil }
        if byte == ASCII.slash, index > 1, bytes[index - 1] == ASCII.slash, bytes[index - 2] == ASCII.colon {
          return nil
        }
      }
      let rest = bytes[start...]
      if rest.first == ASCII.openBrace { return nil }
      func begins(_ word: StaticString) -> Bool {
        rest.count >= word.utf8CodeUnitCount
          && (0..<word.utf8CodeUnitCount).allSatisfy { rest[start + $0] | 0x20 == word.utf8Start[$0] | 0x20 }
      }
      if begins("mailto:") || begins("api:") { return nil }
      return .relative(start == 0 ? address : String(decoding: rest, as: UTF8.self))
    }
    return target ?? nil
  }

  /// The same of any address, which takes ten times as long.
  static func whole(_ address: String) -> Target {
    var rest = Substring(address)
    while let first = rest.first, first == " " || first == "\"" || first == "'" { rest = rest.dropFirst() }
    rest = absolute(rest)
    let small = rest.prefix(16).lowercased()
    if small.hasPrefix("https://") || small.hasPrefix("http://") {
      rest = rest.drop { $0 != "/" }.dropFirst(2)
      var host = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
      rest = rest[host.endIndex...]
      if let colon = host.lastIndex(of: ":") { host = host[..<colon] }
      let name = host.lowercased()
      if hosts.contains(name) { return .graph(host: name, path: String(rest)) }
      return name.contains(hole) && mayBeGraph(host: name) ? .unknown(String(rest)) : .other
    }
    if rest.hasPrefix("{+baseurl}") {
      let path = rest.dropFirst(10)
      return .graph(host: hosts[0], path: "/v1.0" + (path.firstRange(of: "{?").map { path[..<$0.lowerBound] } ?? path))
    }
    if let first = rest.first, first == hole { return .unknown(String(rest.dropFirst())) }
    if rest.contains("://") || small.hasPrefix("mailto:") || small.hasPrefix("api:") { return .other }
    return .relative(String(rest))
  }

  /// Whether a host with holes may be one of Microsoft Graph: by what stands before the first hole, and by the domain
  /// behind the last one. What follows a hole without a dot may be a path that a base ends before.
  private static func mayBeGraph(host: String) -> Bool {
    let parts = host.split(separator: hole, omittingEmptySubsequences: false)
    guard let head = parts.first, let tail = parts.last else { return false }
    return hosts.contains { $0.hasPrefix(head) && (!tail.hasPrefix(".") || $0.hasSuffix(tail)) }
  }

  /// The absolute address that a join put behind a base: HTTP clients take it instead.
  private static func absolute(_ address: Substring) -> Substring {
    guard let first = address.firstRange(of: "://"), address[..<first.lowerBound].count < 2_000 else { return address }
    let path = address[first.upperBound...].prefix { $0 != "?" }
    guard path.contains("://"), let second = path.firstRange(of: "https://") else {
      // A hole may stand before it.
      guard let start = address.prefix(while: { $0 != "?" }).firstRange(of: "https://"),
        start.lowerBound != address.startIndex
      else { return address }
      return address[start.lowerBound...]
    }
    return address[second.lowerBound...]
  }

  /// Whether an address goes to a host of Microsoft Graph, or by its shape can go nowhere else.
  static func isGraph(_ pieces: [CodePiece]) -> Bool {
    switch target(text(pieces)) {
    case .graph(_, let path): return !isBare(path)
    case .unknown(let rest): return hasVersion(rest)
    default: return false
    }
  }

  /// Whether an address is that of a next page: as a whole, or behind a base that a whole address replaces.
  static func isNextPage(_ pieces: [CodePiece]) -> Bool {
    var base = ""
    for piece in pieces {
      switch piece {
      case .literal(let text): base += text
      case .hole(let hole):
        guard hole.reason == .nextPage else { return false }
        if base.isEmpty { return true }
        if case .graph(_, let path) = target(base) { return isBare(path) }
        return false
      }
    }
    return false
  }

  /// Whether nothing follows the host: a scope such as `https://graph.microsoft.com/.default`.
  static func isBare(_ path: String) -> Bool {
    let path = path.drop { $0 == "/" }
    return path.isEmpty || path.hasPrefix(".default") || path.hasPrefix("$metadata")
      || path.lowercased() == "v1.0" || path.lowercased() == "beta"
      || path.lowercased() == "v1.0/" || path.lowercased() == "beta/"
      || path.hasSuffix("/$metadata") && path.count < 16
      || path.contains(".") && !path.contains("/") && path.first?.isUppercase ?? false
  }

  private static func hasVersion(_ rest: String) -> Bool {
    let path = rest.drop { $0 == "/" }.lowercased()
    return path.hasPrefix("v1.0/") || path.hasPrefix("beta/")
  }

  /// Whether what decides where an address goes is a parameter.
  static func hangsOnParameter(_ pieces: [CodePiece]) -> Bool {
    pieces.contains {
      if case .hole(let hole) = $0, case .parameter = hole.reason { true } else { false }
    } && { if case .unknown = target(text(pieces)) { true } else { isGraph(pieces) } }()
  }

  /// The same pieces, literals that stand in a row as one.
  private static func merged(_ pieces: [CodePiece]) -> [CodePiece] {
    pieces.reduce(into: []) { result, piece in
      if case .literal(let more) = piece, case .literal(let text)? = result.last {
        result[result.count - 1] = .literal(text + more)
      } else {
        result.append(piece)
      }
    }
  }

  /// An address up to its path; nil where it has no host.
  static func host(_ pieces: [CodePiece]) -> [CodePiece]? {
    let pieces = merged(pieces)
    guard case .literal(let first)? = pieces.first else { return Array(pieces.prefix(1)) }
    guard let scheme = first.firstRange(of: "://") else { return nil }
    let host = first[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" }
    if host.isEmpty { return Array(pieces.prefix(2)) }
    return [.literal(String(first[..<host.endIndex]))]
  }

  /// The path of an address, without its host and its query; nil where it has no host.
  static func path(_ pieces: [CodePiece]) -> [CodePiece]? {
    let pieces = merged(pieces)
    guard case .literal(let first)? = pieces.first, let scheme = first.firstRange(of: "://") else { return nil }
    let rest = first[scheme.upperBound...].drop { $0 != "/" }
    return [.literal(String(rest))] + pieces.dropFirst()
  }

  /// Two addresses one after the other, as HTTP clients join them.
  static func join(_ base: [CodePiece], _ path: [CodePiece]) -> [CodePiece] {
    if base.isEmpty { return path }
    switch target(text(path)) {
    case .graph, .other: return path
    default: break
    }
    var base = base
    if case .literal(let last)? = base.last, last.hasSuffix("/") {
      base[base.count - 1] = .literal(String(last.dropLast()))
    }
    return base + [.literal("/")] + afterSlash(path)
  }

  /// A reference against a base, as `new URL(path, base)` resolves it; a base without a slash at its end keeps its path,
  /// since nobody means that its last segment goes away.
  static func resolve(_ base: [CodePiece], _ path: [CodePiece]) -> [CodePiece] {
    if case .literal(let first)? = path.first, case .graph(let host, _) = target(text(base)) {
      let head = first.drop { $0 == "/" }.lowercased()
      if head.hasPrefix("v1.0") || head.hasPrefix("beta") {
        return [.literal("https://\(host)/")] + afterSlash(path)
      }
    }
    return join(base, path)
  }

  /// Pieces without slashes before them.
  static func afterSlash(_ pieces: [CodePiece]) -> [CodePiece] {
    guard case .literal(let first)? = pieces.first else { return pieces }
    return [.literal(String(first.drop { $0 == "/" }))] + pieces.dropFirst()
  }
}
