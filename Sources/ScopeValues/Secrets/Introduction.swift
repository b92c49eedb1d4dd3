/// What was said before a word, as far as it announces a secret.
enum Introduction: Equatable {
  case none
  /// `Bearer`, which a token of at least twenty characters follows, or a parameter of a challenge.
  case bearer
  /// `Basic`, which a name and a password in base64 follow.
  case basic
  case equals(isSecret: Bool)
  case colon
  /// The name and the colon of a header of which everything is secret.
  case line

  /// What a word announces by itself.
  init(scheme word: ArraySlice<UInt8>) {
    self = Self.isCalled("bearer", word) ? .bearer : Self.isCalled("basic", word) ? .basic : .none
  }

  private static func isCalled(_ name: String, _ word: ArraySlice<UInt8>) -> Bool {
    word.count == name.utf8.count && word.elementsEqual(name.utf8) { $0.lowercased == $1 }
  }

  /// Takes in a sign that stands between words.
  mutating func take(_ byte: UInt8, after name: ArraySlice<UInt8>) {
    switch byte {
    case ASCII.equals, ASCII.colon:
      let text = String(decoding: name, as: UTF8.self)
      if byte == ASCII.colon {
        self = SecretName.holdsSecretLine(text) ? .line : SecretName.holdsSecret(text) ? .colon : .none
      } else {
        self = .equals(isSecret: SecretName.isAssignedSecret(text))
      }
    case ASCII.space, ASCII.tab, ASCII.quote, ASCII.apostrophe, ASCII.backslash: break
    default: self = .none
    }
  }

  /// Whether a text in quotes is a secret, whatever it looks like.
  var announcesSecret: Bool { self == .equals(isSecret: true) || self == .colon }

  func masks(_ word: ArraySlice<UInt8>) -> Bool {
    switch self {
    case .none: false
    case .bearer: word.count >= 20
    case .basic: word.count >= 8 && Self.isNoProse(word)
    case .equals(let isSecret): isSecret || word.count > 100
    case .colon: Self.isNoProse(word)
    case .line: true
    }
  }

  /// Whether a word is none of prose, which may go on after a colon: a digit, a capital or a sign stands inside of it.
  private static func isNoProse(_ word: ArraySlice<UInt8>) -> Bool {
    let inner = word.dropFirst().dropLast()
    guard !word.starts(with: "AADSTS".utf8) else { return false }
    return word.contains(where: \.isASCIIDigit) || inner.contains { !$0.isASCIILetter || $0 != $0.lowercased }
  }
}
