import ScopeValues

/// A path template of upstream, taken apart: what its spellings have in common.
struct TemplatePath {
  enum Segment: Hashable {
    /// In lower case; a function with the names of its parameters in order.
    case literal(String)
    case wildcard
    /// A placeholder with something before or after it in its segment.
    case affixes(before: String, after: String)
    /// Three dots: any number of segments.
    case anySegments

    /// Whether a path within a drive or site begins after it.
    var opensPath: Bool {
      switch self {
      case .literal(let text): text.hasSuffix(":")
      case .affixes(_, let after): after == ":"
      case .wildcard, .anySegments: false
      }
    }
  }

  var segments: [Segment] = []
  /// A query that the template demands, in lower case, up to its placeholder.
  var query: String?

  init(_ template: String) {
    let parts = template.lowercased().split(separator: "?", maxSplits: 1)
    for segment in parts[0].split(separator: "/") { segments += Self.parse(String(segment)) }
    if parts.count > 1 { query = String(parts[1].prefix { $0 != "{" }) }
  }

  /// The same for every spelling of the template.
  var key: String {
    segments.reduce(into: "") { key, segment in
      switch segment {
      case .literal(let text): key += "/\(text)"
      case .wildcard: key += "/{}"
      case .affixes(let before, let after): key += "/\(before){}\(after)"
      case .anySegments: key += "/..."
      }
    } + (query.map { "?\($0)" } ?? "")
  }

  private static func parse(_ segment: String) -> [Segment] {
    if segment == "..." { return [.anySegments] }
    if let open = segment.firstIndex(of: "("), open > segment.startIndex, let close = segment.lastIndex(of: ")"),
      open < close
    {
      let name = segment[..<open]
      let inner = segment[segment.index(after: open)..<close]
      let rest = segment[segment.index(after: close)...]
      if inner.isEmpty { return [.literal("\(name)\(rest)")] }
      guard inner.contains("=") else { return [.literal(String(name)), .wildcard] }
      let parameters = inner.split(separator: ",").map { parameter in
        String(parameter.prefix { $0 != "=" }.drop { $0 == " " })
      }.sorted()
      return [.literal("\(name)(\(parameters.joined(separator: ",")))\(rest)")]
    }
    guard let open = segment.firstIndex(of: "{"), let close = segment[open...].firstIndex(of: "}") else {
      return [.literal(segment)]
    }
    let before = String(segment[..<open])
    let after = String(segment[segment.index(after: close)...])
    return before.isEmpty && after.isEmpty ? [.wildcard] : [.affixes(before: before, after: after)]
  }
}

/// A path in corrections.tsv: ** for any number of segments, (a|b) for either.
struct PathPattern {
  private var alternatives: [[Substring]]

  /// The only path that the pattern stands for; nil for a family.
  private(set) var single: String?
  /// What its paths begin with; nil where they may begin with anything.
  private let heads: Set<Substring>?

  init(_ pattern: String) {
    let all = Self.expand(pattern)
    alternatives = all.map { $0.split(separator: "/") }
    let first = alternatives.map { $0.first ?? "" }
    heads = first.contains("**") || first.contains("") ? nil : Set(first)
    if all.count == 1, !pattern.contains("**") { single = pattern }
  }

  /// Whether a path in lower case belongs to the pattern.
  func matches(_ path: [Substring]) -> Bool {
    if let heads, !heads.contains(path.first ?? "") { return false }
    return alternatives.contains { Self.matches($0[...], path[...]) }
  }

  private static func matches(_ pattern: ArraySlice<Substring>, _ path: ArraySlice<Substring>) -> Bool {
    guard let first = pattern.first else { return path.isEmpty }
    if first == "**" {
      return (path.startIndex...path.endIndex).contains { matches(pattern.dropFirst(), path[$0...]) }
    }
    guard let segment = path.first, segment == first else { return false }
    return matches(pattern.dropFirst(), path.dropFirst())
  }

  private static func expand(_ pattern: String) -> [String] {
    guard let open = pattern.firstIndex(of: "("), let close = pattern[open...].firstIndex(of: ")"),
      pattern[open...close].contains("|")
    else { return [pattern] }
    return pattern[pattern.index(after: open)..<close].split(separator: "|").flatMap { choice in
      expand("\(pattern[..<open])\(choice)\(pattern[pattern.index(after: close)...])")
    }
  }
}
