import ScopeValues

/// What may be kept of a URL that the catalog does not know: its path without ids, names and addresses.
enum RedactedPath {
  private static let maximumLength = 200

  static func of(_ url: String) -> String {
    var path = url[...]
    if let scheme = path.firstRange(of: "://") {
      path = path[scheme.upperBound...].drop { $0 != "/" }
    }
    path = path.prefix { $0 != "?" && $0 != "#" }
    var isAddressed = false
    var parts: [String] = []
    for segment in path.split(separator: "/") {
      // `root:/folder/file.txt:` addresses an item by names that are nobody else's business.
      if isAddressed {
        if segment.hasSuffix(":") { isAddressed = false }
        if parts.last != "{path}" { parts.append("{path}") }
        continue
      }
      if segment.hasSuffix(":") { isAddressed = true }
      parts.append(redacted(segment))
    }
    return String(("/" + parts.joined(separator: "/")).prefix(maximumLength)).lowercased()
  }

  private static func redacted(_ segment: Substring) -> String {
    if let parenthesis = segment.firstIndex(of: "("), isWord(segment[..<parenthesis]) {
      return segment[..<parenthesis] + "({id})"
    }
    return isWord(segment) ? String(segment) : "{id}"
  }

  /// Whether the segment looks like a name in an API: letters, and few digits.
  private static func isWord(_ segment: Substring) -> Bool {
    guard segment.utf8.count <= 64 else { return false }
    var digits = 0
    for byte in segment.utf8 {
      switch byte {
      case 0x30...0x39: digits += 1
      case 0x41...0x5A, 0x61...0x7A, 0x24, 0x2E, 0x5F, 0x3A: break
      default: return false
      }
    }
    return digits <= 4 && digits < segment.utf8.count
  }
}

extension Substring {
  fileprivate func firstRange(of text: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
      start = index(after: start)
    }
    return nil
  }
}
