/// Tells words that a machine drew at random from names, which people make of words and numbers.
enum RandomWord {
  /// Whether a word of 32 characters and more mixes capitals, small letters and digits as base64 does.
  ///
  /// In random base64 about two of three neighbours are of different kinds; in names of words and numbers hardly one of
  /// three. Ids in the usual form are left aside, which names carry and which are no secrets.
  static func isRandom(_ word: ArraySlice<UInt8>) -> Bool {
    guard word.count >= 32 else { return false }
    var counts = (capitals: 0, small: 0, digits: 0)
    var changes = 0
    var before = Kind.other
    var index = word.startIndex
    while index < word.endIndex {
      if let end = identifierEnd(word[index...]) {
        before = .other
        index = end
        continue
      }
      let kind = Kind(word[index])
      switch kind {
      case .capital: counts.capitals += 1
      case .small: counts.small += 1
      case .digit: counts.digits += 1
      case .other: break
      }
      if kind != .other, before != .other, kind != before { changes += 1 }
      before = kind
      index += 1
    }
    let letters = counts.capitals + counts.small + counts.digits
    return letters >= 28 && counts.capitals >= 3 && counts.small >= 3 && counts.digits >= 2 && changes * 3 >= letters
  }

  private enum Kind {
    case capital, small, digit, other

    init(_ byte: UInt8) {
      self = byte.isASCIIDigit ? .digit : !byte.isASCIILetter ? .other : byte == byte.lowercased ? .small : .capital
    }
  }

  /// Where the id ends with which a text begins: 8, 4, 4, 4 and 12 hexadecimal digits with hyphens between.
  private static func identifierEnd(_ text: ArraySlice<UInt8>) -> Int? {
    let start = text.startIndex
    guard text.count >= 36, text[start + 8] == ASCII.hyphen, text[start + 13] == ASCII.hyphen else { return nil }
    for offset in 0..<36 {
      let isHyphen = offset == 8 || offset == 13 || offset == 18 || offset == 23
      guard isHyphen ? text[start + offset] == ASCII.hyphen : text[start + offset].hexadecimalValue != nil else {
        return nil
      }
    }
    return start + 36
  }
}
