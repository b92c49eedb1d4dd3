import ScopeValues

/// Why a text is not JSON that can be read, told without quoting the text.
package enum JSONProblem: Hashable, Sendable {
  case empty
  case endsInside(JSONKind, openedAt: TextPosition?)
  case endsInComment
  case unexpected(byte: UInt8, expected: Expectation)
  case notUTF8(byte: UInt8)
  case controlCharacter(UInt8)
  case invalidEscape
  case invalidNumber
  case invalidLiteral
  case tooDeep(limit: Int)
  case tooLarge(limit: Int)
  case foreign(ForeignText)
  /// Text around JSON that was passed over, and that speaks of permissions.
  case surroundingPermissions
  case unreadable(String, remedy: String = ReadFailure.checkPath)

  /// What would have been right at the place of the problem.
  package enum Expectation: String, Sendable {
    case value = "a value"
    case name = "a member name in double quotes"
    case colon = "a colon"
    case commaOrBrace = "a comma or }"
    case commaOrBracket = "a comma or ]"
  }

  /// What is wrong, as one sentence without a full stop.
  package var sentence: String {
    switch self {
    case .empty: "the input is empty"
    case .endsInside(let kind, let opened):
      "the text ends inside \(kind.phrase)"
        + (opened.map { " that begins at line \($0.line), column \($0.column)" } ?? "")
    case .endsInComment: "the text ends inside a comment"
    case .unexpected(let byte, let expected):
      "expected \(expected.rawValue), found \(Self.name(of: byte))"
    case .notUTF8(let byte): "byte 0x\(Self.hex(byte)) is not valid UTF-8 here"
    case .controlCharacter(let byte):
      byte == ASCII.lineFeed || byte == ASCII.carriageReturn
        ? "a string is not closed before the line ends"
        : "a string holds the raw control character U+00\(Self.hex(byte))"
    case .invalidEscape: "a string holds an escape that JSON does not know"
    case .invalidNumber: "a number is not written as JSON writes numbers"
    case .invalidLiteral: "a word that is neither true, false nor null"
    case .tooDeep(let limit): "brackets nest more than \(limit) deep"
    case .tooLarge(let limit): "one value is larger than \(limit >> 20) MiB"
    case .foreign(let text): text.sentence
    case .surroundingPermissions: "the text around the JSON speaks of permissions and could not be read"
    case .unreadable(let reason, _): reason
    }
  }

  /// What the reader of the message can do about it.
  package var remedy: String {
    switch self {
    case .empty: "Export again; an empty file is often a command that failed."
    case .endsInside, .endsInComment: "The file was cut off: export it again."
    case .unexpected, .invalidEscape, .invalidNumber, .invalidLiteral, .controlCharacter:
      "Correct the JSON at this place."
    case .notUTF8: "Save the file as UTF-8."
    case .tooDeep, .tooLarge: "No app registration looks like this: check where the file comes from."
    case .foreign(let text): text.remedy
    case .surroundingPermissions: "Give the JSON alone."
    case .unreadable(_, let remedy): remedy
    }
  }

  private static func name(of byte: UInt8) -> String {
    switch byte {
    case ASCII.exclamation...ASCII.tilde: "\u{201C}\(Character(Unicode.Scalar(byte)))\u{201D}"
    case ASCII.space: "a space"
    default: "byte 0x\(hex(byte))"
    }
  }

  private static func hex(_ byte: UInt8) -> String {
    String(decoding: HexadecimalDigits.capitals(byte), as: UTF8.self)
  }
}

/// A problem and where it stands.
package struct JSONError: Error, Hashable, Sendable {
  package var problem: JSONProblem
  package var position: TextPosition

  package init(_ problem: JSONProblem, at position: TextPosition) {
    self.problem = problem
    self.position = position
  }
}
