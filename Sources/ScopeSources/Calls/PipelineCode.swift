import ScopeValues

/// The scripts of a pipeline's or workflow's YAML file, with their lines where they are in the file.
package enum PipelineCode {
  package static func outlines(_ source: SourceText) -> [(outline: Outline, language: String)] {
    let scripts = PipelineScripts.all(source).map { script in
      script.language == .powerShell
        ? (PowerShellParser.outline(script.text), "powershell") : (ShellParser.outline(script.text), "shell")
    }
    return scripts + namedScripts(source)
  }

  private struct Line {
    var bytes: Range<Int>
    /// How far its key is from the left, the dash of a list's item not counted.
    var indent: Int
    var isItem: Bool
    var text: String
  }

  /// The scripts of steps that say that they are JavaScript or Python: those of `actions/github-script`, and of
  /// `shell: python`.
  ///
  /// Source: the documentation of GitHub Actions and of actions/github-script.
  private static func namedScripts(_ source: SourceText) -> [(outline: Outline, language: String)] {
    guard source.mentions("github-script") || source.mentions("shell: python") else { return [] }
    let lines = lines(of: source)
    var result: [(outline: Outline, language: String)] = []
    for (index, line) in lines.enumerated() {
      let language: CodeLanguage
      let key: String
      if line.text.hasPrefix("uses:"), line.text.contains("/github-script") {
        (language, key) = (.javascript, "script:")
      } else if line.text.hasPrefix("shell: python") {
        (language, key) = (.python, "run:")
      } else {
        continue
      }
      guard let number = member(key, of: index, in: lines) else { continue }
      let own = lines[number].indent
      let body = lines[(number + 1)...].prefix { $0.text.isEmpty || $0.indent > own }
      guard let first = body.first, let last = body.last else { continue }
      var bytes = source.bytes.map { $0 == ASCII.lineFeed ? $0 : ASCII.space }
      let range = first.bytes.lowerBound..<last.bytes.upperBound
      bytes.replaceSubrange(range, with: source.bytes[range])
      let text = SourceText(inPlaceOf: source, bytes: bytes)
      result.append((language.outline(of: text), language.rawValue))
      if result.count == 64 { break }
    }
    return result
  }

  private static func lines(of source: SourceText) -> [Line] {
    var start = 0
    return source.bytes.split(separator: ASCII.lineFeed, omittingEmptySubsequences: false).map { bytes in
      let range = start..<start + bytes.count
      start += bytes.count + 1
      let content = bytes.drop { $0 == ASCII.space || $0 == ASCII.hyphen }
      let isItem = bytes.drop { $0 == ASCII.space }.first == ASCII.hyphen
      let text = content.count < 256 ? String(decoding: content, as: UTF8.self) : "…"
      return Line(
        bytes: range, indent: content.startIndex - bytes.startIndex, isItem: isItem,
        text: String(text.reversed().drop { $0 == " " || $0 == "\r" }.reversed()))
    }
  }

  /// The line on which the step of a line has a key that begins a text of several lines: beside it, or one level below.
  private static func member(_ key: String, of index: Int, in lines: [Line]) -> Int? {
    let indent = lines[index].indent
    func isKey(_ line: Line) -> Bool {
      guard line.text.hasPrefix(key) else { return false }
      let value = line.text.dropFirst(key.count).drop { $0 == " " }
      return value.first == "|" || value.first == ">"
    }
    for number in lines[(index + 1)...].prefix(64).indices {
      let line = lines[number]
      if line.text.isEmpty { continue }
      if line.indent < indent || line.indent == indent && line.isItem { break }
      if isKey(line) { return number }
    }
    var number = index
    while number > 0, index - number < 64, !(lines[number].isItem && lines[number].indent == indent) {
      number -= 1
      if !lines[number].text.isEmpty, lines[number].indent < indent { break }
      if lines[number].indent == indent, isKey(lines[number]) { return number }
    }
    return nil
  }
}
