import ScopeValues

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
  ///
  /// - Parameter variables: what the scripts of a shell know by name; stands where it is in the source.
  static func texts(
    _ source: SourceText, _ stretches: [Stretch], assigning variables: [(name: Range<Int>, value: Range<Int>)] = []
  ) -> [EmbeddedSource] {
    var result: [EmbeddedSource] = []
    for language in [SourceLanguage.shell, .powerShell] {
      let own = stretches.filter { $0.language == language }
      if !own.isEmpty {
        let known = language == .shell ? variables : []
        result.append(EmbeddedSource(language: language, text: blanked(source, own, known)))
      }
    }
    for stretch in stretches where stretch.language == .terraform || stretch.language == .bicep {
      result.append(EmbeddedSource(language: stretch.language, text: blanked(source, [stretch])))
    }
    return result
  }

  /// Makes variables of a workflow's expressions: `${{ vars.APP }}` as `${__vars.APP__}`, of the same length.
  private static func nameExpressions(_ stretch: Range<Int>, _ bytes: inout [UInt8]) {
    var index = stretch.lowerBound
    while index + 4 < stretch.upperBound {
      guard bytes[index] == ASCII.dollar, bytes[index + 1] == ASCII.openBrace, bytes[index + 2] == ASCII.openBrace
      else {
        index += 1
        continue
      }
      var end = index + 3
      while end + 1 < stretch.upperBound, bytes[end] != ASCII.lineFeed,
        !(bytes[end] == ASCII.closeBrace && bytes[end + 1] == ASCII.closeBrace)
      {
        end += 1
      }
      guard end + 1 < stretch.upperBound, bytes[end] == ASCII.closeBrace else {
        index = end
        continue
      }
      for inner in (index + 2)...end where !bytes[inner].isWordPart { bytes[inner] = ASCII.underscore }
      index = end + 2
    }
  }

  private static func blanked(
    _ source: SourceText, _ stretches: [Stretch], _ variables: [(name: Range<Int>, value: Range<Int>)] = []
  ) -> SourceText {
    var bytes = source.bytes.map { $0 == ASCII.lineFeed ? $0 : ASCII.space }
    for (name, value) in variables where name.lowerBound > 0 && value.lowerBound == name.upperBound + 2 {
      // `NAME: value` as ` NAME=''value`, one to the left, so that the value stays where it is.
      let start = name.lowerBound - 1
      bytes.replaceSubrange(start..<start + name.count, with: source.bytes[name])
      bytes.replaceSubrange(
        start + name.count..<value.lowerBound, with: [ASCII.equals, ASCII.apostrophe, ASCII.apostrophe])
      bytes.replaceSubrange(value, with: source.bytes[value])
    }
    for stretch in stretches {
      bytes.replaceSubrange(stretch.bytes, with: source.bytes[stretch.bytes])
      nameExpressions(stretch.bytes, &bytes)
      guard stretch.isFolded else { continue }
      var end = stretch.bytes.upperBound
      while end > stretch.bytes.lowerBound, bytes[end - 1].isSpace { end -= 1 }
      for index in stretch.bytes.lowerBound..<end where bytes[index] == ASCII.lineFeed {
        // An empty line stays a line's end.
        var next = index + 1
        while next < end, bytes[next].isBlank { next += 1 }
        if next < end, bytes[next] != ASCII.lineFeed { bytes[index] = ASCII.space }
      }
    }
    return SourceText(inPlaceOf: source, bytes: bytes)
  }

  /// The language that a script without a name is written in.
  static func language(of bytes: ArraySlice<UInt8>) -> SourceLanguage {
    let bytes = Array(bytes)
    if beginsLikePowerShell(bytes) { return .powerShell }
    if SourceMarks.shell.found(in: bytes) { return .shell }
    return SourceMarks.cmdlets.found(in: bytes) || hasCmdlet(bytes) ? .powerShell : .shell
  }

  /// Whether a line begins as only PowerShell's do: with a variable that is assigned.
  private static func beginsLikePowerShell(_ bytes: [UInt8]) -> Bool {
    bytes.split(separator: ASCII.lineFeed).contains { line in
      let rest = line.drop { $0.isBlank }
      guard rest.first == ASCII.dollar else { return false }
      let name = rest.dropFirst().prefix { $0.isWordPart || $0 == ASCII.colon }
      guard let first = name.first, !first.isASCIIDigit else { return false }
      let after = rest[name.endIndex...].drop { $0.isBlank }
      return after.first == ASCII.equals && after.dropFirst().first != ASCII.equals
    }
  }

  private static let verbs: [[UInt8]] = [
    "Get", "Set", "New", "Invoke", "Connect", "Import", "Install", "Write", "Remove", "Update", "Add",
  ].map { Array($0.utf8) }

  /// Whether a word is a cmdlet's name: one of PowerShell's verbs, a dash, and a noun.
  private static func hasCmdlet(_ bytes: [UInt8]) -> Bool {
    for (index, byte) in bytes.enumerated() where byte == ASCII.hyphen {
      guard index + 1 < bytes.count, ASCII.capitals.contains(bytes[index + 1]) else {
        continue
      }
      for verb in verbs where index >= verb.count && bytes[(index - verb.count)..<index].elementsEqual(verb) {
        let before = index - verb.count
        if before == 0 || bytes[before - 1].isSpace
          || [ASCII.openParenthesis, ASCII.openBrace, ASCII.equals, ASCII.bar].contains(bytes[before - 1])
        {
          return true
        }
      }
    }
    return false
  }
}
