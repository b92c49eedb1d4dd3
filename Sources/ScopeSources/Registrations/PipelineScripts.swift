import ScopeValues

/// The scripts in a pipeline's file: the block texts below `run:`, `script:` and their like.
///
/// Everything else is blanked, so that what is left stands at its own line and column.
struct PipelineScripts {
  private(set) var shell: SourceText?
  private(set) var powerShell: SourceText?

  private static let keys: Set<String> = [
    "run", "script", "inlinescript", "inline", "bash", "pwsh", "powershell", "azcliversion", "azpowershellversion",
  ]

  init(_ source: SourceText) {
    var kept: [(lines: Range<Int>, isPowerShell: Bool)] = []
    var line = 1
    let count = source.line(at: UInt32(source.bytes.count))
    while line <= count {
      let text = source.string(source.lineSpan(line))
      line += 1
      guard let key = Self.blockKey(text) else { continue }
      let indent = Self.indent(text)
      let start = line
      while line <= count {
        let inner = source.string(source.lineSpan(line))
        if !inner.allSatisfy(\.isWhitespace), Self.indent(inner) <= indent { break }
        line += 1
      }
      let block = SourceSpan(start: source.lineSpan(start).start, end: source.lineSpan(max(line - 1, start)).end)
      let bytes = Array(source.bytes[block.bytes])
      let isPowerShell =
        key == "pwsh" || key == "powershell"
        || SourceMarks.cmdlets.found(in: bytes) && !SourceMarks.shell.found(in: bytes)
      kept.append((start..<line, isPowerShell))
    }
    shell = Self.blanked(source, kept.filter { !$0.isPowerShell }.map(\.lines))
    powerShell = Self.blanked(source, kept.filter(\.isPowerShell).map(\.lines))
  }

  /// The key of a line whose value is a block text: `run: |`.
  private static func blockKey(_ line: String) -> String? {
    var text = line.drop { $0 == " " || $0 == "-" }
    while text.last?.isWhitespace == true { text.removeLast() }
    guard let colon = text.firstIndex(of: ":"),
      text[colon...].dropFirst().drop(while: { $0 == " " }).first.map({ $0 == "|" || $0 == ">" }) == true
    else { return nil }
    let key = text[..<colon].lowercased()
    return keys.contains(key) ? key : nil
  }

  private static func indent(_ line: String) -> Int { line.prefix { $0 == " " || $0 == "-" }.count }

  /// The text with all but some lines blanked; nil where none is left.
  private static func blanked(_ source: SourceText, _ lines: [Range<Int>]) -> SourceText? {
    guard !lines.isEmpty else { return nil }
    var bytes = source.bytes.map { $0 == 0x0A ? $0 : 0x20 }
    for range in lines {
      for line in range {
        let span = source.lineSpan(line).bytes
        bytes.replaceSubrange(span, with: source.bytes[span])
      }
    }
    return SourceText(path: source.path, bytes: bytes)
  }
}
