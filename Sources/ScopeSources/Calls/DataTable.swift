import ScopeValues

/// A data file beside the code whose values may be addresses, as an outline of nested objects.
package enum DataTable {
  /// Files beyond these bytes are no tables that somebody wrote.
  package static let limit = 1 << 20

  /// Whether a file may be a table of addresses, by its name and content.
  package static func isTable(_ path: String, _ bytes: [UInt8]) -> Bool {
    guard bytes.count <= limit else { return false }
    let name = path.split(separator: "/").last?.lowercased() ?? ""
    guard !others.contains(where: name.hasPrefix) else { return false }
    let text = SourceText(path: "", bytes: bytes)
    return text.mentions("graph") || text.mentions("uri") || text.mentions("url") || text.mentions("path")
      || text.mentions("endpoint") || text.mentions("resource")
  }

  /// What tools write, or read for themselves.
  private static let others = [
    "package", "tsconfig", "composer", "launchsettings", "angular.json", "nx.json", "project.assets", "manifest",
    "openapi", "swagger", "renovate", "global.json", "jsconfig", "eslint", ".eslintrc", "deno.json",
  ]

  /// The objects of JSON, or the rows of a table whose first line names its columns.
  package static func outline(_ path: String, _ bytes: [UInt8]) -> Outline {
    let source = SourceText(path: path, bytes: bytes)
    let statements = path.lowercased().hasSuffix(".csv") ? rows(source) : [json(source)]
    return Outline(source: source, statements: statements, comments: [])
  }

  private static func json(_ source: SourceText) -> Statement {
    var lexer = CodeLexer(source, .javascript)
    var parser = CodeParser(lexer.read(), .javascript)
    parser.skipNewlines()
    let value = parser.expression()
    return Statement(.expression(value), value.span)
  }

  private static func rows(_ source: SourceText) -> [Statement] {
    var columns: [Expression] = []
    var statements: [Statement] = []
    var start = 0
    let separator = [ASCII.comma, ASCII.semicolon, ASCII.tab].max { left, right in
      let head = source.bytes.prefix { $0 != ASCII.lineFeed }
      return head.count { $0 == left } < head.count { $0 == right }
    }
    for line in source.bytes.split(separator: ASCII.lineFeed, omittingEmptySubsequences: false) {
      defer { start += line.count + 1 }
      guard line.count < 8_192, let separator else { continue }
      let cells = cells(source, start..<start + line.count, separator)
      if columns.isEmpty {
        columns = cells
        continue
      }
      let members = zip(columns, cells).map { ObjectMember(key: $0, value: $1, span: $1.span) }
      let span = SourceSpan(start..<start + line.count)
      statements.append(Statement(.expression(Expression(.object(members), span)), span))
    }
    return statements
  }

  /// The cells of a line, without quotes around them.
  private static func cells(_ source: SourceText, _ line: Range<Int>, _ separator: UInt8) -> [Expression] {
    var cells: [Expression] = []
    var start = line.lowerBound
    var isQuoted = false
    for index in line.lowerBound...line.upperBound {
      let isEnd = index == line.upperBound
      if !isEnd, source.bytes[index] == ASCII.quote { isQuoted.toggle() }
      guard isEnd || source.bytes[index] == separator && !isQuoted else { continue }
      var cell = start..<index
      func trims(_ byte: UInt8) -> Bool { byte == ASCII.quote || byte == ASCII.space || byte == ASCII.carriageReturn }
      while let first = cell.first, trims(source.bytes[first]) { cell.removeFirst() }
      while let last = cell.last, trims(source.bytes[last]) { cell.removeLast() }
      let span = SourceSpan(cell)
      cells.append(Expression(.text([.literal(source.string(span), span)]), span))
      start = index + 1
    }
    return cells
  }
}
