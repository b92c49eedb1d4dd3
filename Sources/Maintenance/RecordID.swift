package import CatalogBuild
import ScopeValues

/// The id of a record in rules/: lower-case words with hyphens, such as "client-secret". Never reused, never renamed.
package struct RecordID: Sendable {
  package let text: String
  /// The id's words, in order.
  package let words: [String]

  /// - Throws: ``FactError`` for anything but two to six words of lower-case letters and digits with hyphens between
  ///   them, 60 letters at most.
  package init(_ text: String) throws(FactError) {
    let words = text.split(separator: "-", omittingEmptySubsequences: false)
    let isSound = words.allSatisfy { word in
      word.utf8.first.map { ASCII.smallLetters ~= $0 } == true
        && word.utf8.allSatisfy {
          ASCII.smallLetters ~= $0 || ASCII.digits ~= $0
        }
    }
    guard isSound, (2...6).contains(words.count), text.utf8.count <= 60 else {
      throw FactError(
        message:
          "\"\(text.prefix(60))\" is no id. Write two to six lower-case words with hyphens, such as client-secret.")
    }
    self.text = text
    self.words = words.map(String.init)
  }

  /// The name of the Swift file and type, such as InsecureRedirectURI.
  package var typeName: String { words.map(Self.capitalized).joined() }

  /// The name of the Swift constant, such as insecureRedirectURI.
  package var constantName: String { words[0] + words.dropFirst().map(Self.capitalized).joined() }

  private static func capitalized(_ word: String) -> String {
    ["id", "uri", "url", "api"].contains(word) ? word.uppercased() : word.prefix(1).uppercased() + word.dropFirst()
  }
}
