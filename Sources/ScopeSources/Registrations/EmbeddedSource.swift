/// Source of one language that stands in a file of another kind: everything else is blanked, so that what is left
/// stands at its own line and column.
struct EmbeddedSource {
  var language: SourceLanguage
  var text: SourceText

  /// A stretch of a file that is kept.
  struct Stretch {
    var bytes: Range<Int>
    var language: SourceLanguage
    /// Whether its lines are one: YAML's folded texts.
    var isFolded = false
  }

  /// The stretches of each language together, as one text; those of templates each by itself.
  static func texts(_ source: SourceText, _ stretches: [Stretch]) -> [EmbeddedSource] {
    var result: [EmbeddedSource] = []
    for language in [SourceLanguage.shell, .powerShell] {
      let own = stretches.filter { $0.language == language }
      if !own.isEmpty { result.append(EmbeddedSource(language: language, text: blanked(source, own))) }
    }
    for stretch in stretches where stretch.language == .terraform || stretch.language == .bicep {
      result.append(EmbeddedSource(language: stretch.language, text: blanked(source, [stretch])))
    }
    return result
  }

  private static func blanked(_ source: SourceText, _ stretches: [Stretch]) -> SourceText {
    var bytes = source.bytes.map { $0 == 0x0A ? $0 : 0x20 }
    for stretch in stretches {
      bytes.replaceSubrange(stretch.bytes, with: source.bytes[stretch.bytes])
      guard stretch.isFolded else { continue }
      var end = stretch.bytes.upperBound
      while end > stretch.bytes.lowerBound, bytes[end - 1].isSpace { end -= 1 }
      for index in stretch.bytes.lowerBound..<end where bytes[index] == 0x0A {
        // An empty line stays a line's end.
        var next = index + 1
        while next < end, bytes[next].isBlank { next += 1 }
        if next < end, bytes[next] != 0x0A { bytes[index] = 0x20 }
      }
    }
    return SourceText(inPlaceOf: source, bytes: bytes)
  }

  /// The language that a script without a name is written in.
  static func language(of bytes: ArraySlice<UInt8>) -> SourceLanguage {
    let bytes = Array(bytes)
    if SourceMarks.shell.found(in: bytes) { return .shell }
    return SourceMarks.cmdlets.found(in: bytes) || hasCmdlet(bytes) ? .powerShell : .shell
  }

  private static let verbs: [[UInt8]] = [
    "Get", "Set", "New", "Invoke", "Connect", "Import", "Install", "Write", "Remove", "Update", "Add",
  ].map { Array($0.utf8) }

  /// Whether a word is a cmdlet's name: one of PowerShell's verbs, a dash, and a noun.
  private static func hasCmdlet(_ bytes: [UInt8]) -> Bool {
    for (index, byte) in bytes.enumerated() where byte == 0x2D {
      guard index + 1 < bytes.count, (0x41...0x5A).contains(bytes[index + 1]) else { continue }
      for verb in verbs where index >= verb.count && bytes[(index - verb.count)..<index].elementsEqual(verb) {
        let before = index - verb.count
        if before == 0 || bytes[before - 1].isSpace || [0x28, 0x7B, 0x3D, 0x7C].contains(bytes[before - 1]) {
          return true
        }
      }
    }
    return false
  }
}
