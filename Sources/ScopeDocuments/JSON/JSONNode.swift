import ScopeValues

/// What a value on the tape is.
package enum JSONKind: UInt8, Sendable {
  case object, array, string, number, `true`, `false`, null
  /// The name of the member whose value follows.
  case key

  /// The kind as a message says it, with its article.
  package var phrase: String {
    switch self {
    case .object: "an object"
    case .array: "an array"
    case .string: "a string"
    case .number: "a number"
    case .true, .false: "a boolean"
    case .null: "null"
    case .key: "a member name"
    }
  }
}

/// One token on the tape: where it stands in the bytes and where its subtree ends on the tape.
package struct JSONNode: Sendable {
  /// Byte offset of the token's first byte, the quote or bracket included.
  package var start: UInt32
  /// Byte offset after the token's last byte.
  package var end: UInt32
  /// Index of the node after this one's subtree.
  package var next: UInt32
  package var kind: JSONKind
  /// Whether a string holds escapes, so that its bytes are not its text.
  package var hasEscapes: Bool
  /// What a member's name goes by, if a registration is read by it; looked up once, as many ask for it.
  var name: MemberName?
}

/// Something that was accepted although RFC 8259 does not allow it.
package enum JSONLeniency: CaseIterable, Hashable, Sendable {
  case comment, trailingComma, byteOrderMark, utf16, surroundingText, noBraces

  /// What was seen, as a sentence without a full stop.
  package var sentence: String {
    switch self {
    case .comment: "the file has comments, which JSON does not allow; they were passed over"
    case .trailingComma: "the file has trailing commas, which JSON does not allow; they were passed over"
    case .byteOrderMark: "the file begins with a byte order mark, which JSON does not allow; it was passed over"
    case .surroundingText: "text stands around the JSON; it was passed over"
    case .noBraces: "the members have no braces around them; they were read as one object"
    case .utf16: "the file is UTF-16, and JSON is UTF-8; positions count in the text all the same"
    }
  }
}
