/// A quoted text as it may be shown: secrets in it masked, addresses in it as ``ShownAddress`` shows them.
package enum ShownText {
  /// The text of one line or more, in linear time.
  package static func of(_ text: String) -> String {
    var bytes = Array(text.utf8)
    guard bytes.count > 5 else { return text }
    bytes = addressesMasked(bytes)
    return String(decoding: wordsMasked(bytes), as: UTF8.self)
  }

  // MARK: Addresses

  /// Each run without white space, quotes and brackets that holds `://`, shown as an address.
  private static func addressesMasked(_ bytes: [UInt8]) -> [UInt8] {
    var shown: [UInt8] = []
    var index = 0
    while index < bytes.count {
      let end = bytes[index...].firstIndex(where: endsAddress) ?? bytes.count
      let run = bytes[index..<end]
      if let scheme = schemeStart(in: run) {
        shown += run[..<scheme]
        shown += ShownAddress.of(String(decoding: run[scheme...], as: UTF8.self)).utf8
      } else {
        shown += run
      }
      if end < bytes.count { shown.append(bytes[end]) }
      index = end + 1
    }
    return shown
  }

  private static func endsAddress(_ byte: UInt8) -> Bool {
    byte <= ASCII.space || byte == ASCII.quote || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
      || byte == UInt8(ascii: "`")
  }

  /// Where the scheme of the address in a run begins.
  private static func schemeStart(in run: ArraySlice<UInt8>) -> Int? {
    guard
      let colon = run.indices.dropLast(2).first(where: {
        run[$0] == ASCII.colon && run[$0 + 1] == ASCII.slash && run[$0 + 2] == ASCII.slash
      })
    else { return nil }
    var start = colon
    while start > run.startIndex, run[start - 1].isASCIILetter || run[start - 1].isASCIIDigit { start -= 1 }
    return start < colon ? start : nil
  }

  // MARK: Words

  /// Tokens and random words masked, and what follows `Bearer`, or the name of a secret and an equals sign or colon.
  private static func wordsMasked(_ bytes: [UInt8]) -> [UInt8] {
    var shown: [UInt8] = []
    var index = 0
    var name: ArraySlice<UInt8> = []
    var introduction = Introduction.none
    var base64End = 0
    while index < bytes.count {
      let end = wordEnd(bytes, from: index, &base64End)
      guard end > index else {
        introduction.take(bytes[index], after: name)
        shown.append(bytes[index])
        index += 1
        continue
      }
      let word = bytes[index..<end]
      if introduction.masks(word) {
        let valueEnd = bytes[index...].firstIndex(where: endsValue) ?? bytes.count
        shown += TokenShape.mark.utf8
        index = max(valueEnd, end)
        introduction = .none
      } else {
        shown += TokenShape.isSecret(word) || isPaddedBase64(word) ? Array(TokenShape.mark.utf8) : Array(word)
        introduction = isBearer(word) ? .scheme : .none
        name = word
        index = end
      }
    }
    return shown
  }

  /// What was said before a word.
  private enum Introduction {
    case none
    /// `Bearer`, which a token of at least twenty characters follows, or a parameter of a challenge.
    case scheme
    case equals(isSecret: Bool)
    case colon

    mutating func take(_ byte: UInt8, after name: ArraySlice<UInt8>) {
      switch byte {
      case ASCII.equals, ASCII.colon:
        let isSecret = SecretName.holdsSecret(String(decoding: name, as: UTF8.self))
        self = byte == ASCII.equals ? .equals(isSecret: isSecret) : isSecret ? .colon : .none
      case ASCII.space, ASCII.quote, ASCII.apostrophe, ASCII.backslash: break
      default: self = .none
      }
    }

    func masks(_ word: ArraySlice<UInt8>) -> Bool {
      switch self {
      case .none: false
      case .scheme: word.count >= 20
      case .equals(let isSecret): isSecret || word.count > 100
      // Prose may go on after a colon: a word of small letters is no secret.
      case .colon: word.count >= 8 && word.contains { !$0.isASCIILetter || $0 != $0.lowercased }
      }
    }
  }

  private static func isBearer(_ word: ArraySlice<UInt8>) -> Bool {
    word.count == 6 && word.elementsEqual("bearer".utf8) { $0.lowercased == $1 }
  }

  /// The end of the word at an index: padded base64 whole, otherwise up to the next slash or equals sign.
  ///
  /// - Parameter base64End: where the run of base64 ends that was looked at last, so that each is walked once.
  private static func wordEnd(_ bytes: [UInt8], from start: Int, _ base64End: inout Int) -> Int {
    let end = bytes[start...].firstIndex { !isWord($0) } ?? bytes.count
    guard end < bytes.count, bytes[end] == ASCII.slash || bytes[end] == ASCII.equals else { return end }
    if base64End <= start { base64End = bytes[start...].firstIndex { !isBase64($0) } ?? bytes.count }
    let padded = bytes[base64End...].prefix(3).firstIndex { $0 != ASCII.equals } ?? min(base64End + 3, bytes.count)
    return padded > base64End && isPaddedBase64(bytes[start..<padded]) ? padded : end
  }

  /// Keys of 30 bytes and more, as they are printed.
  private static func isPaddedBase64(_ word: ArraySlice<UInt8>) -> Bool {
    word.count >= 40 && word.count % 4 == 0 && word.last == ASCII.equals
  }

  private static func isBase64(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte.isASCIIDigit || byte == ASCII.plus || byte == ASCII.slash
  }

  /// What a secret is made of, without what separates it from its name.
  private static func isWord(_ byte: UInt8) -> Bool {
    TokenShape.isTokenByte(byte) && byte != ASCII.equals && byte != ASCII.slash && byte != ASCII.percent || byte >= 0x80
  }

  private static func endsValue(_ byte: UInt8) -> Bool {
    endsAddress(byte) || byte == ASCII.ampersand || byte == ASCII.semicolon || byte == ASCII.comma
      || byte == ASCII.apostrophe || byte == ASCII.backslash || byte == ASCII.closeParenthesis
      || byte == ASCII.closeBrace
  }
}
