import ScopeValues

/// The sources in fences of a Markdown file: ```` ```bash ````, ```` ```powershell ````, ```` ```hcl ```` and their like.
enum FencedSources {
  private static let languages: [String: SourceLanguage] = [
    "bash": .shell, "sh": .shell, "shell": .shell, "zsh": .shell, "console": .shell, "azurecli": .shell,
    "azurecli-interactive": .shell, "shellscript": .shell, "terminal": .shell, "shell-session": .shell,
    "powershell": .powerShell, "pwsh": .powerShell, "ps1": .powerShell, "ps": .powerShell,
    "azurepowershell": .powerShell, "azurepowershell-interactive": .powerShell, "powershell-interactive": .powerShell,
    "hcl": .terraform, "terraform": .terraform, "tf": .terraform, "bicep": .bicep,
  ]

  static func texts(_ source: SourceText) -> [EmbeddedSource] {
    var stretches: [EmbeddedSource.Stretch] = []
    var line = 1
    let count = source.line(at: UInt32(source.bytes.count))
    while line <= count {
      let span = source.lineSpan(line).bytes
      line += 1
      guard let fence = fence(source, span) else { continue }
      let start = line
      while line <= count {
        if let end = self.fence(source, source.lineSpan(line).bytes), end.mark == fence.mark,
          end.length >= fence.length,
          end.word.isEmpty
        {
          break
        }
        line += 1
      }
      let bytes =
        Int(
          source.lineSpan(start).start)..<max(
          Int(source.lineSpan(start).start), Int(source.lineSpan(line - 1).end))
      line += 1
      guard start < line - 1 || !bytes.isEmpty, let language = language(fence.word, source.bytes[bytes]) else {
        continue
      }
      stretches.append(EmbeddedSource.Stretch(bytes: bytes, language: language))
    }
    return EmbeddedSource.texts(source, stretches)
  }

  /// A fence without a word may hold any script.
  private static func language(_ word: String, _ bytes: ArraySlice<UInt8>) -> SourceLanguage? {
    if let known = languages[word] { return known }
    guard word.isEmpty || word == "text" || word == "cli" else { return nil }
    return EmbeddedSource.language(of: bytes)
  }

  private static func fence(_ source: SourceText, _ line: Range<Int>) -> (mark: UInt8, length: Int, word: String)? {
    var start = line.lowerBound
    while start < line.upperBound, source.bytes[start].isBlank || source.bytes[start] == ASCII.greater { start += 1 }
    guard start < line.upperBound, source.bytes[start] == ASCII.backtick || source.bytes[start] == ASCII.tilde else {
      return nil
    }
    let mark = source.bytes[start]
    var end = start
    while end < line.upperBound, source.bytes[end] == mark { end += 1 }
    guard end - start >= 3 else { return nil }
    let info = source.string(SourceSpan(end..<line.upperBound))
    let word = info.drop { $0 == " " || $0 == "{" || $0 == "." }.prefix { !$0.isWhitespace && $0 != "}" && $0 != "," }
    return (mark, end - start, word.lowercased())
  }
}
