import ScopeCatalog
import ScopeValues

/// In what way a name makes people think of Microsoft.
enum MicrosoftLikeness {
  /// It begins with the company's name, or with one that looks like it.
  case company
  /// It is the name of one of Microsoft's applications.
  case name

  init?(_ text: String, _ catalog: Catalog) {
    let letters = Self.letters(text)
    guard let first = letters.split(separator: ASCII.space).first else { return nil }
    if Self.looksLikeCompany(first) || letters.starts(with: "microsoft".utf8) {
      self = .company
      return
    }
    guard Self.products.contains(where: { String(decoding: letters, as: UTF8.self).contains($0) }) else { return nil }
    let isKnown = (0..<catalog.applicationCount).contains { Self.letters(catalog.applicationName($0)) == letters }
    guard isKnown else { return nil }
    self = .name
  }

  private static func looksLikeCompany(_ word: ArraySlice<UInt8>) -> Bool {
    guard (8...10).contains(word.count) else { return false }
    return EditDistance.between(Array(word), Array("microsoft".utf8), limit: 1) != nil
  }

  /// Names that Microsoft alone has; others of its names are everyday words.
  private static let products = [
    "azure", "office", "sharepoint", "onedrive", "outlook", "exchange online", "power bi", "intune", "entra", "windows",
    "teams", "dynamics 365", "defender",
  ]

  /// The name in small letters and single spaces, with look-alikes of other alphabets, and digits that stand for letters,
  /// turned into what they look like.
  ///
  /// Source: Unicode Technical Standard 39, confusables, for the letters of "Microsoft" and of its products.
  private static func letters(_ text: String) -> [UInt8] {
    var letters: [UInt8] = []
    for scalar in text.lowercased().unicodeScalars.prefix(120) {
      switch scalar {
      case "\u{0430}", "\u{03B1}": letters.append(UInt8(ascii: "a"))
      case "\u{0441}", "\u{03F2}": letters.append(UInt8(ascii: "c"))
      case "\u{0435}", "3": letters.append(UInt8(ascii: "e"))
      case "\u{0456}", "\u{03B9}", "1", "\u{0131}": letters.append(UInt8(ascii: "i"))
      case "\u{043C}": letters.append(UInt8(ascii: "m"))
      case "\u{043E}", "\u{03BF}", "0": letters.append(UInt8(ascii: "o"))
      case "\u{0440}", "\u{03C1}": letters.append(UInt8(ascii: "p"))
      case "\u{0455}", "5": letters.append(UInt8(ascii: "s"))
      case "\u{0442}", "\u{03C4}": letters.append(UInt8(ascii: "t"))
      case "\u{200B}", "\u{200C}", "\u{200D}", "\u{FEFF}", "\u{00AD}": break
      case _ where scalar.isASCII && (scalar.properties.isAlphabetic || scalar.value >= 0x30 && scalar.value <= 0x39):
        letters.append(UInt8(scalar.value))
      default: if letters.last != ASCII.space, !letters.isEmpty { letters.append(ASCII.space) }
      }
    }
    while letters.last == ASCII.space { letters.removeLast() }
    return letters
  }
}
