import ScopeValues

/// A path in prose that may be one of Microsoft Graph: `/users/{id}/manager`, GET users/{id}.
enum WrittenPath {
  /// The path in the word at `index`; nil where the word is none, or where nothing speaks for a short one.
  static func read(_ words: [Substring], _ index: Int) -> String? {
    let marks: Set<Character> = ["\"", "'", "`", ",", ";", ":", "*", ".", "[", "]", ")", "<", ">"]
    let path = StatedAddress.withoutPlaceholders(words[index]).trimmed(marks)
    let segments = path.prefix { $0 != "?" }.split(separator: "/")
    guard let first = segments.first?.utf8.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first),
      !path.contains("//"), path.utf8.allSatisfy(isOfPath), path.utf8.count < 400
    else { return nil }
    // "Caller does not have access to '/teams('1')/channels' resource": what a subscription is about, not its call.
    if words.indices.contains(index + 1), words[index + 1].lowercased().hasPrefix("resource") { return nil }
    let before = index > 0 ? words[index - 1].trimmed(marks.union(["(", "|", "-"])) : ""
    // "403 on users/7a/licenseDetails"
    let isRefused =
      ["on", "for", "at", "from"].contains(before.lowercased()) && index > 1
      && ["401", "403"].contains(words[index - 2].trimmed(marks))
    let isNamed = isRefused || StatedMethod.all.contains(before.uppercased()) || names.contains(before.lowercased())
    let isQuoted = words[index].hasPrefix("`")
    // Alone on its line, as who lists the parts of a call writes it.
    let isAlone = words.count == 1
    guard path.hasPrefix("/") else { return (isNamed || isAlone) && segments.count > 1 ? "/" + path : nil }
    return segments.count > 1 || isNamed || isQuoted ? path : nil
  }

  /// Words after which a path of one segment is meant as an address.
  private static let names: Set<String> = [
    "endpoint", "url", "uri", "path", "route", "api", "calling", "call", "request", "against", "query", "resource",
  ]

  private static func isOfPath(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte.isASCIIDigit || "/{}$_-().'=,@%?&:+~!".utf8.contains(byte)
  }
}
