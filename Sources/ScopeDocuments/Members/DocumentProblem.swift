import ScopeValues

/// Something in an input that could not be used, and what to do about it.
package struct DocumentProblem: Error, Hashable, Sendable {
  package var message: String
  package var remedy: String
  package var position: TextPosition
  /// What the value is, where it is no registration and holds nothing of one.
  package var otherKind: DocumentKind?

  package init(message: String, remedy: String, position: TextPosition) {
    self.message = ShownText.of(message)
    self.remedy = remedy
    self.position = position
  }
}

extension DocumentProblem {
  /// A member that programs may read differently, because its name stands twice.
  static func repeatedMember(_ key: JSONPlace, _ document: JSONDocument, at position: TextPosition) -> DocumentProblem {
    DocumentProblem(
      message:
        "the member \u{201C}\(document.text(key).prefix(40))\u{201D} stands twice, and programs differ in which one they believe",
      remedy: "Remove one of the two.", position: position)
  }
}
