import ScopeValues

/// What an address means in the tree of paths.
package enum PathMatch {
  /// Known, or at least not ambiguous: the segments to print.
  case one([String])
  /// A hole that several literal segments fill: the addresses that have the method.
  case several([String])
  /// No path with this method: what was read of it, and whether a hole stands where a name is to be.
  case none([String], isOpen: Bool)
}

extension GraphPaths {
  /// Reads a path without host and version.
  ///
  /// - Parameter path: with ``CodeAddress/hole`` for holes, without a query.
  func match(_ path: String, method: String) -> PathMatch {
    let segments = Self.segments(path)
    guard !segments.isEmpty else { return .none([], isOpen: true) }
    if segments[0].prefix(while: { $0 != "(" }).contains(CodeAddress.hole) {
      return .none(segments.map(Self.printed), isOpen: true)
    }
    guard segments.count <= 40 else { return .none(segments.map(Self.printed), isOpen: false) }
    var states: [(node: Int32, printed: [String], isGuess: Bool)] = [(0, [], false)]
    var printed: [String] = []
    for (index, segment) in segments.enumerated() {
      var next: [(Int32, [String], Bool)] = []
      for state in states {
        for step in steps(state.node, segment, isFirst: index == 0) {
          next.append((step.node, state.printed + [step.printed], state.isGuess || step.isGuess))
        }
        if next.count > 256 { break }
      }
      printed.append(Self.printed(segment))
      if next.isEmpty {
        // Below what the tree knows everything may stand; a hole that had to be a name stays open.
        let rest = segments[index...].map(Self.printed)
        let isOpen =
          segment == String(CodeAddress.hole) && (index == 0 || !(states.first.map { isEmpty($0.node) } ?? true))
        if states.count == 1, !states[0].isGuess { return .none(states[0].printed + rest, isOpen: isOpen) }
        return .none(segments.map(Self.printed), isOpen: true)
      }
      states = next
    }
    let bit = Self.bit(method)
    let certain = states.filter { !$0.isGuess }
    if let first = certain.first {
      // A key or a literal comes before what a hole might be.
      let fitting = certain.first { nodes[Int($0.node)].methods & bit != 0 }
      return .one((fitting ?? first).printed)
    }
    let fitting = states.filter { nodes[Int($0.node)].methods & bit != 0 }
    if fitting.isEmpty { return .none(segments.map(Self.printed), isOpen: true) }
    if fitting.count == 1 { return .one(fitting[0].printed) }
    return .several(fitting.map { $0.printed.joined(separator: "/") })
  }

  /// Whether any path has this segment, or it is a version.
  func hasSegment(_ segment: Substring) -> Bool {
    let small = segment.lowercased()
    return ["v1.0", "beta", "me", "drive", "$batch", "root:"].contains(small) || small.hasPrefix("$")
      || small.contains("microsoft.graph") || small.hasSuffix(":") || segments.contains(Self.normal(small))
  }

  /// Whether a path of two segments or more, or of one that is a collection, has a method.
  func has(_ path: String, method: String) -> Bool {
    guard hasRoot(path) else { return false }
    switch match(path, method: method) {
    case .one(let printed): return nodes[Int(node(of: printed))].methods & Self.bit(method) != 0
    case .several: return true
    case .none: return false
    }
  }

  /// The node of segments as ``match(_:method:)`` prints them; the root where they are none.
  func node(of printed: [String]) -> Int32 {
    var node: Int32 = 0
    for (index, segment) in printed.enumerated() {
      guard let next = steps(node, segment, isFirst: index == 0).first?.node else { return 0 }
      node = next
    }
    return node
  }

  /// Whether a path begins with a segment that Microsoft Graph has, after a version or without.
  func hasRoot(_ path: String) -> Bool {
    var segments = Self.segments(path)[...]
    if let first = segments.first, ["v1.0", "beta"].contains(first.lowercased()) { segments = segments.dropFirst() }
    guard let root = segments.first?.lowercased() else { return false }
    return root == "me" || root == "drive" || child(0, segment: root) != nil
  }

  private func isEmpty(_ node: Int32) -> Bool { nodes[Int(node)].first < 0 }

  /// The children that a segment may mean, and how it is printed.
  private func steps(
    _ node: Int32, _ segment: String, isFirst: Bool
  ) -> [(node: Int32, printed: String, isGuess: Bool)] {
    let hole = String(CodeAddress.hole)
    if segment == hole {
      if let wildcard = wildcard(node) { return [(wildcard, "{}", false)] }
      if let last = twinOf(node), let wildcard = wildcard(last) { return [(wildcard, "{}", false)] }
      guard !isFirst else { return [] }
      return children(node).map { ($0, nodes[Int($0)].segment, true) }
    }
    let small = segment.lowercased()
    let shown = Self.printed(segment)
    if isFirst, small == "me" { return [(me, "me", false)] }
    if isFirst, small == "drive", child(0, segment: "drive") == nil { return [(drive, "drive", false)] }
    if let found = literal(node, small) { return [(found, shown, false)] }
    if let twin = twinOf(node), let found = literal(twin, small) { return [(found, shown, false)] }
    if small.contains(":"), small.hasPrefix("root:") || small.hasSuffix(":"), node > 0 {
      // `root:/a/b:` and `items/{id}:/a:` were put into one segment.
      return [(item, shown.replacing(":{}", with: ":/{}"), false)]
    }
    // A cast changes nothing.
    if small.hasPrefix("microsoft.graph.") || small.hasPrefix("graph.") { return [(node, shown, false)] }
    if let wildcard = wildcard(node), !isName(small), !isFunction(small) {
      // A key of which a part is literal is as open as any other.
      if segment.contains(CodeAddress.hole) { return [(wildcard, small.contains(":") ? shown : "{}", false)] }
      return [(wildcard, segment.hasPrefix("{") ? shown : "{" + segment + "}", false)]
    }
    return []
  }

  /// `$count` and its like are never keys.
  private func isName(_ segment: String) -> Bool { segment.hasPrefix("$") }

  /// Nor is what has parameters: `getCalls(from=…)`.
  private func isFunction(_ segment: String) -> Bool {
    guard segment.hasSuffix(")"), let open = segment.firstIndex(of: "("), open > segment.startIndex else {
      return false
    }
    return Self.hasParameters(segment[open...].dropFirst().dropLast())
  }

  private func twinOf(_ node: Int32) -> Int32? {
    node > 0 ? twin(node) : nil
  }

  private func literal(_ node: Int32, _ small: String) -> Int32? {
    if let found = child(node, segment: small) { return found }
    if small.hasPrefix("microsoft.graph.") {
      if let found = child(node, segment: String(small.dropFirst("microsoft.".count))) { return found }
      if let found = child(node, segment: String(small.dropFirst("microsoft.graph.".count))) { return found }
    }
    if let open = small.firstIndex(of: "("), let found = child(node, segment: String(small[..<open])) {
      if nodes[Int(found)].segment.contains("(") { return found }
      // An alternate key: `users(userPrincipalName='x')`; without keys it is a function that is listed by its name.
      return small.contains("=") ? wildcard(found) ?? found : nil
    }
    return nil
  }

  // MARK: Segments

  /// A segment as it is printed: `{}` for a hole.
  static func printed(_ segment: String) -> String {
    segment.contains(CodeAddress.hole) ? segment.replacing(String(CodeAddress.hole), with: "{}") : segment
  }

  /// A path's segments: keys in parentheses as segments of their own, a path within a drive as part of its beginning.
  static func segments(_ path: String) -> [String] {
    var result: [String] = []
    var current = ""
    var depth = 0
    var quote = false
    var inDrive = false
    func flush() {
      guard !current.isEmpty else { return }
      result += parts(current)
      current = ""
    }
    for character in path {
      switch character {
      case "'": quote.toggle(); current.append(character)
      case "(" where !quote: depth += 1; current.append(character)
      case ")" where !quote: depth -= 1; current.append(character)
      case "/" where depth <= 0 && !quote || depth > 8:
        if current.contains(":"), !inDrive, current.last == ":", current.first != ":" {
          inDrive = true
          current.append(character)
        } else if inDrive {
          if current.last == ":" { inDrive = false; flush() } else { current.append(character) }
        } else {
          flush()
        }
      case "?" where depth <= 0, "#" where depth <= 0:
        flush()
        return result
      default: current.append(character)
      }
    }
    flush()
    return result
  }

  /// Whether what stands in parentheses begins with a parameter's name; the end of a key may be `=`.
  private static func hasParameters(_ inner: Substring) -> Bool {
    let name = inner.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "@" }
    let rest = inner[name.endIndex...].drop { $0 == " " }
    return !name.isEmpty && rest.first == "=" && rest.contains { $0 != "=" }
  }

  /// `users('x')` is `users` and the key x; a function stays whole.
  private static func parts(_ segment: String) -> [String] {
    guard segment.hasSuffix(")"), let open = segment.firstIndex(of: "(") else { return [segment] }
    let inner = segment[segment.index(after: open)...].dropLast()
    if inner.isEmpty || hasParameters(inner) { return [segment] }
    let key = inner.filter { $0 != "'" && $0 != "\"" }
    let isHole = key == String(CodeAddress.hole)
    return [
      String(segment[..<open]), isHole ? key : key.contains(CodeAddress.hole) ? String(CodeAddress.hole) : String(key),
    ]
  }
}
