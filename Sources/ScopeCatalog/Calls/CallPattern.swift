/// The methods and paths that a row of a table is about.
enum CallPattern {
  /// 0 where the methods of a row leave one out; otherwise the more, the narrower they are.
  static func weight(of methods: String, _ method: String) -> Int {
    let reads = method == "GET" || method == "HEAD"
    switch methods {
    case "all": return 1
    case "read": return reads ? 2 : 0
    case "write": return reads ? 0 : 2
    default: return methods.split(separator: ",").contains { $0 == method } ? 3 : 0
    }
  }

  static func fits(_ pattern: String, _ path: [String]) -> Bool {
    let parts = pattern.split(separator: "/")
    for (index, part) in parts.enumerated() {
      if part == "**" { return true }
      guard index < path.count else { return false }
      if part == "*" { continue }
      if part.hasSuffix("*") {
        guard path[index].hasPrefix(part.dropLast()) else { return false }
      } else if path[index] != part {
        return false
      }
    }
    return parts.count == path.count
  }
}
