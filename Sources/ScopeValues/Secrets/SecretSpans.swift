/// Finds the secrets in a text: tokens and random words, and what stands after a name or a scheme that announces one.
package struct SecretSpans {
  private let bytes: ArraySlice<UInt8>
  private var spans: [Range<Int>] = []
  private var introduction = Introduction.none
  /// The word that was read last.
  private var name: ArraySlice<UInt8> = []
  /// Where the run of base64 ends that was looked at last, so that each is walked once, and whether it is a secret.
  private var base64 = (end: 0, isRandom: false)

  /// Where secrets stand, in order and apart, in linear time.
  package static func find(in bytes: ArraySlice<UInt8>) -> [Range<Int>] {
    guard mayHoldSecret(bytes) else { return [] }
    var search = SecretSpans(bytes)
    search.walk()
    return search.spans
  }

  private init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    base64.end = bytes.startIndex
  }

  /// Whether it is worth looking: most texts have neither long words with digits nor signs that follow a name.
  package static func mayHoldSecret(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.withUnsafeBufferPointer { mayHoldSecret($0) }
  }

  /// The same of a text in memory.
  static func mayHoldSecret(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var length = 0
    var hasDigit = false
    var index = 0
    while index < bytes.count {
      if length == 0, index &+ 8 <= bytes.count {
        let word = UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: index, as: UInt64.self)
        let skipped = UInt64(littleEndian: word).harmlessBytes
        if skipped > 0 {
          index &+= skipped
          continue
        }
      }
      defer { index &+= 1 }
      let byte = bytes[index]
      if byte == ASCII.equals || byte == ASCII.colon { return true }
      guard TokenShape.isTokenByte(byte) || byte >= 0x80 else {
        if length == 5, bytes[index - 5].lowercased == UInt8(ascii: "b"),
          case .basic = Introduction(scheme: Array(bytes[(index - 5)..<index])[...])
        {
          return true
        }
        (length, hasDigit) = (0, false)
        continue
      }
      length += 1
      hasDigit = hasDigit || byte.isASCIIDigit
      if length >= 16, hasDigit || length >= 20 { return true }
    }
    return false
  }

  private mutating func walk() {
    var index = bytes.startIndex
    while index < bytes.endIndex {
      if let end = lineEnd(from: index) ?? quotedEnd(from: index) {
        introduction = .none
        index = end
        continue
      }
      let end = wordEnd(from: index)
      guard end > index else {
        introduction.take(bytes[index], after: name)
        index += 1
        continue
      }
      let word = bytes[index..<end]
      if introduction.masks(word) {
        let valueEnd = max(bytes[index...].firstIndex(where: Self.endsValue) ?? bytes.endIndex, end)
        spans.append(index..<valueEnd)
        introduction = .none
        index = valueEnd
      } else {
        if isSecret(word) { spans.append(index..<end) }
        introduction = Introduction(scheme: word)
        name = word
        index = end
      }
    }
  }

  // MARK: Values

  /// The end of a line of which everything is secret, where its value begins here.
  private mutating func lineEnd(from index: Int) -> Int? {
    guard introduction == .line, bytes[index] > ASCII.space else { return nil }
    guard bytes[index] != ASCII.quote, bytes[index] != ASCII.apostrophe, bytes[index] != ASCII.backslash else {
      introduction = .colon
      return nil
    }
    let end = bytes[index...].firstIndex { $0 == ASCII.lineFeed || $0 == ASCII.carriageReturn } ?? bytes.endIndex
    spans.append(index..<end)
    return end
  }

  /// The end of a secret in quotes, where its opening quote stands here.
  ///
  /// In JSON that stands in a string the quotes are escaped: the closing one has as many backslashes as the opening one.
  private mutating func quotedEnd(from index: Int) -> Int? {
    let quote = bytes[index]
    guard quote == ASCII.quote || quote == ASCII.apostrophe, introduction.announcesSecret else { return nil }
    let depth = backslashes(before: index)
    var end = index + 1
    var run = 0
    while end < bytes.endIndex {
      if bytes[end] == quote, run <= depth { break }
      run = bytes[end] == ASCII.backslash ? run + 1 : 0
      end += 1
    }
    let valueEnd = end < bytes.endIndex ? end - run : end
    if valueEnd > index + 1 { spans.append(index + 1..<valueEnd) }
    return min(end + 1, bytes.endIndex)
  }

  private func backslashes(before index: Int) -> Int {
    bytes[..<index].suffix(16).reversed().prefix { $0 == ASCII.backslash }.count
  }

  // MARK: Words

  /// The end of the word at an index: a run of base64 whole where it is a secret, otherwise up to the next slash or
  /// equals sign.
  private mutating func wordEnd(from start: Int) -> Int {
    let end = bytes[start...].firstIndex { !Self.isWord($0) } ?? bytes.endIndex
    guard end > start, end < bytes.endIndex, bytes[end] == ASCII.slash || bytes[end] == ASCII.equals else { return end }
    if base64.end <= start {
      let runEnd = bytes[start...].firstIndex { !Self.isBase64($0) } ?? bytes.endIndex
      let run = bytes[start..<runEnd]
      let isKey = !TokenShape.isItem(run) && run.count { $0 == ASCII.slash } * 12 <= run.count
      base64 = (runEnd, isKey && RandomWord.isRandom(run))
      if base64.isRandom { return max(end, runEnd) }
    }
    let padding = bytes[base64.end...].prefix(3).prefix { $0 == ASCII.equals }
    return !padding.isEmpty && isPaddedBase64(bytes[start..<padding.endIndex]) ? padding.endIndex : end
  }

  private func isSecret(_ word: ArraySlice<UInt8>) -> Bool {
    TokenShape.isSecret(word) || isPaddedBase64(word) || base64.isRandom && word.endIndex == base64.end
  }

  /// Keys of 30 bytes and more, as they are printed.
  private func isPaddedBase64(_ word: ArraySlice<UInt8>) -> Bool {
    word.count >= 40 && word.count % 4 == 0 && word.last == ASCII.equals && !TokenShape.isItem(word)
  }

  private static func isBase64(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte.isASCIIDigit || byte == ASCII.plus || byte == ASCII.slash
  }

  /// What a secret is made of, without what separates it from its name.
  private static func isWord(_ byte: UInt8) -> Bool {
    TokenShape.isTokenByte(byte) && byte != ASCII.equals && byte != ASCII.slash && byte != ASCII.percent || byte >= 0x80
  }

  private static func endsValue(_ byte: UInt8) -> Bool {
    byte <= ASCII.space || byte == ASCII.quote || byte == ASCII.ampersand || byte == ASCII.semicolon
      || byte == ASCII.apostrophe || byte == ASCII.backslash || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
      || byte == UInt8(ascii: "`")
  }
}

extension UInt64 {
  /// How many of eight bytes of a text, the first one lowest, are words that end here and neither are secrets nor
  /// announce one: up to the last space, where nothing that stands in a name's place precedes it.
  @inline(__always)
  fileprivate var harmlessBytes: Int {
    // The letter is what the word for basic authentication begins with, in either letter case.
    let signs = matching(ASCII.equals) | matching(ASCII.colon) | matching(UInt8(ascii: "b"), without: 0x20)
    guard signs == 0 else { return 0 }
    // The high bit of each space, and of no other byte.
    let space = self ^ .ones &* UInt64(ASCII.space)
    let spaces = ~((space & ~.highs &+ ~.highs) | space) & .highs
    return spaces == 0 ? 0 : 8 &- spaces.leadingZeroBitCount / 8
  }
}
