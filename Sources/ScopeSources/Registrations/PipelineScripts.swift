import ScopeValues

/// The scripts in a pipeline's file: the texts below `run:`, `script:` and their like, of GitHub, Azure and GitLab.
enum PipelineScripts {
  private static let keys: Set<String> = [
    "run", "script", "inlinescript", "inline", "bash", "pwsh", "powershell", "before_script", "after_script", "command",
    "commands", "args", "cmd", "cmds",
  ]

  static func texts(_ source: SourceText) -> [EmbeddedSource] {
    guard SourceMarks.shell.found(in: source.bytes) || SourceMarks.powerShell.found(in: source.bytes) else { return [] }
    return all(source)
  }

  /// Every script of the file, whatever it does.
  static func all(_ source: SourceText) -> [EmbeddedSource] {
    var stretches: [EmbeddedSource.Stretch] = []
    var line = 1
    let count = source.line(at: UInt32(source.bytes.count))
    while line <= count {
      let span = source.lineSpan(line).bytes
      line += 1
      guard let (key, value) = member(source, span) else { continue }
      line = read(source, key, value, indent(source, span), line, count, &stretches)
    }
    return EmbeddedSource.texts(source, stretches, assigning: variables(source, count))
  }

  /// Reads a script that begins on the line before `line`.
  /// - Returns: the line after it.
  private static func read(
    _ source: SourceText, _ key: String, _ value: Range<Int>, _ indent: Int, _ line: Int, _ count: Int,
    _ stretches: inout [EmbeddedSource.Stretch]
  ) -> Int {
    func add(_ bytes: Range<Int>, isFolded: Bool = false) {
      guard !bytes.isEmpty else { return }
      let language: SourceLanguage =
        key == "pwsh" || key == "powershell" ? .powerShell : EmbeddedSource.language(of: source.bytes[bytes])
      stretches.append(EmbeddedSource.Stretch(bytes: bytes, language: language, isFolded: isFolded))
    }
    if let mark = value.first.map({ source.bytes[$0] }), mark == ASCII.bar || mark == ASCII.greater {
      let end = self.end(of: source, deeperThan: indent, from: line, count)
      add(lines(source, line..<end), isFolded: mark == ASCII.greater)
      return end
    }
    guard value.isEmpty else {
      add(unquoted(source, value))
      return line
    }
    // A list, each of whose items is a script.
    var line = line
    while line <= count {
      let span = source.lineSpan(line).bytes
      let start = span.first { !source.bytes[$0].isBlank } ?? span.upperBound
      if start == span.upperBound || source.bytes[start] == ASCII.number || source.bytes[start] == ASCII.carriageReturn
      {
        line += 1
        continue
      }
      guard start - span.lowerBound >= indent, source.bytes[start] == ASCII.hyphen else { return line }
      var content = start + 1
      while content < span.upperBound, source.bytes[content].isBlank { content += 1 }
      let depth = start - span.lowerBound
      line += 1
      // A member is the next step's, not a command.
      if let (inner, value) = member(source, span) {
        line = read(source, inner, value, self.indent(source, span), line, count, &stretches)
      } else if content < span.upperBound, source.bytes[content] == ASCII.bar || source.bytes[content] == ASCII.greater
      {
        let end = self.end(of: source, deeperThan: depth, from: line, count)
        add(lines(source, line..<end), isFolded: source.bytes[content] == ASCII.greater)
        line = end
      } else {
        let end = self.end(of: source, deeperThan: depth, from: line, count)
        add(
          unquoted(source, content..<max(content, source.lineSpan(max(end - 1, line - 1)).bytes.upperBound)),
          isFolded: true)
        line = end
      }
    }
    return line
  }

  /// The first line that is not indented more than this.
  private static func end(of source: SourceText, deeperThan indent: Int, from line: Int, _ count: Int) -> Int {
    var line = line
    while line <= count {
      let span = source.lineSpan(line).bytes
      let start =
        span.first { !source.bytes[$0].isSpace && source.bytes[$0] != ASCII.carriageReturn } ?? span.upperBound
      if start < span.upperBound, start - span.lowerBound <= indent { break }
      line += 1
    }
    return line
  }

  private static func lines(_ source: SourceText, _ lines: Range<Int>) -> Range<Int> {
    guard let first = lines.first else { return 0..<0 }
    return Int(source.lineSpan(first).start)..<Int(source.lineSpan(lines.upperBound - 1).end)
  }

  private static func unquoted(_ source: SourceText, _ bytes: Range<Int>) -> Range<Int> {
    var (start, end) = (bytes.lowerBound, bytes.upperBound)
    while end > start, source.bytes[end - 1].isSpace || source.bytes[end - 1] == ASCII.carriageReturn { end -= 1 }
    if end - start > 1, source.bytes[start] == source.bytes[end - 1],
      source.bytes[start] == ASCII.quote || source.bytes[start] == ASCII.apostrophe
    {
      start += 1
      end -= 1
    }
    return start..<end
  }

  /// The key of a script and the bytes of what stands beside it; nil where the line is none.
  private static func member(_ source: SourceText, _ line: Range<Int>) -> (key: String, value: Range<Int>)? {
    var start = line.lowerBound
    while start < line.upperBound, source.bytes[start].isBlank || source.bytes[start] == ASCII.hyphen { start += 1 }
    var colon = start
    while colon < line.upperBound, source.bytes[colon].isWordPart { colon += 1 }
    guard colon < line.upperBound, colon > start, source.bytes[colon] == ASCII.colon,
      colon + 1 == line.upperBound || source.bytes[colon + 1].isSpace || source.bytes[colon + 1] == ASCII.carriageReturn
    else { return nil }
    let key = source.string(SourceSpan(start..<colon)).lowercased()
    guard keys.contains(key) else { return nil }
    var value = colon + 1
    while value < line.upperBound, source.bytes[value].isBlank { value += 1 }
    var end = line.upperBound
    while end > value, source.bytes[end - 1].isSpace || source.bytes[end - 1] == ASCII.carriageReturn { end -= 1 }
    return (key, value..<end)
  }

  private static func indent(_ source: SourceText, _ line: Range<Int>) -> Int {
    source.bytes[line].prefix { $0.isBlank || $0 == ASCII.hyphen }.count
  }

  /// Lines of `env:` and `variables:` that give a name a plain value: the name and the value with its quotes.
  private static func variables(
    _ source: SourceText, _ count: Int
  ) -> [(name: Range<Int>, value: Range<Int>)] {
    var result: [(Range<Int>, Range<Int>)] = []
    var depth: Int?
    for line in 1...max(count, 1) {
      let span = source.lineSpan(line).bytes
      let start = span.first { !source.bytes[$0].isBlank } ?? span.upperBound
      guard start < span.upperBound, source.bytes[start] != ASCII.number else { continue }
      let indent = start - span.lowerBound
      if let outer = depth, indent <= outer { depth = nil }
      let colon = source.bytes[start..<span.upperBound].firstIndex { !$0.isWordPart } ?? span.upperBound
      guard colon > start, colon < span.upperBound, source.bytes[colon] == ASCII.colon else { continue }
      var value = colon + 1
      while value < span.upperBound, source.bytes[value].isBlank { value += 1 }
      var end = value
      // A comment begins after a blank.
      while end < span.upperBound, !(source.bytes[end] == ASCII.number && end > value && source.bytes[end - 1].isBlank)
      {
        end += 1
      }
      while end > value, source.bytes[end - 1].isSpace || source.bytes[end - 1] == ASCII.carriageReturn { end -= 1 }
      if value == end {
        let key = source.string(SourceSpan(start..<colon)).lowercased()
        if key == "env" || key == "variables" { depth = depth ?? indent }
      } else if depth != nil, indent > 0, value == colon + 2,
        !source.bytes[value..<end].contains(where: {
          $0.isSpace || $0 == ASCII.dollar || $0 == ASCII.openBrace || $0 == ASCII.bar
        })
      {
        result.append((start..<colon, value..<end))
      }
    }
    return result
  }
}
