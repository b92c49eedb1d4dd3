import ScopeValues

/// The code of a Razor page: what `@inject` declares, and the blocks `@code { … }`, `@functions { … }` and `@{ … }`, each
/// line where it stands in the page.
///
/// Source: the Razor syntax reference of ASP.NET Core.
package enum RazorCode {
  package static func code(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var depth = 0
    var isWaiting = false
    for line in bytes.split(separator: ASCII.lineFeed, omittingEmptySubsequences: false) {
      defer { result.append(ASCII.lineFeed) }
      let text = line.drop { $0 == ASCII.space || $0 == ASCII.tab }
      if depth > 0 || isWaiting && text.first == ASCII.openBrace {
        depth = max(depth + balance(line), 0)
        isWaiting = false
        result += line
        continue
      }
      isWaiting = false
      let indentation = Array(repeating: ASCII.space, count: text.startIndex - line.startIndex)
      if let rest = after("@inject ", text) {
        result += indentation + rest + [ASCII.semicolon]
      } else if let rest = after("@using ", text) {
        result += indentation + Array("using ".utf8) + rest + [ASCII.semicolon]
      } else if let rest = after("@code", text) ?? after("@functions", text) ?? after("@", text),
        rest.allSatisfy({ $0 == ASCII.space }) || rest.drop(while: { $0 == ASCII.space }).first == ASCII.openBrace
      {
        depth = balance(rest)
        isWaiting = depth == 0
        result += rest
      }
    }
    return result
  }

  private static func after(_ word: String, _ line: ArraySlice<UInt8>) -> [UInt8]? {
    line.starts(with: word.utf8) ? Array(line.dropFirst(word.utf8.count).filter { $0 != ASCII.carriageReturn }) : nil
  }

  private static func balance(_ line: some Collection<UInt8>) -> Int {
    line.reduce(0) { $0 + ($1 == ASCII.openBrace ? 1 : $1 == ASCII.closeBrace ? -1 : 0) }
  }
}
