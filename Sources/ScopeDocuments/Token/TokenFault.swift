import ScopeValues

/// Why a text is no token that can be judged, told without a byte of it.
package enum TokenFault: Error, Hashable, Sendable {
  package enum Part: String, Hashable, Sendable {
    case header, claims, signature
  }

  case empty
  /// More bytes than any token has.
  case tooLarge(limit: Int)
  case tooMany(limit: Int)
  /// JSON was given, but it cannot be read.
  case inputNotJSON(TextPosition)
  /// JSON without a member that holds a token.
  case noTokenInJSON
  /// JSON that holds only a refresh token, which no resource accepts.
  case onlyRefreshToken
  /// PowerShell's object that keeps the token's text back.
  case secureString
  /// An id such as an application's.
  case identifier
  /// Dots at the end, which stand for the rest of a token that was shortened.
  case shortened
  /// Text in which nothing looks like a token.
  case noToken
  case character(TextPosition)
  /// A number of parts that neither a signed (three) nor an encrypted (five) token has.
  case partCount(Int)
  case emptyPart(Part)
  case padding(Part)
  case plainBase64(Part)
  case notBase64(Part)
  case cutOff(Part)
  case notUTF8(Part)
  case notJSON(Part)
  case tooDeep(Part)
  case notAnObject(Part)
  /// Five parts, but the header does not say how they are encrypted.
  case encryptionMissing

  /// What is wrong, as one sentence without a full stop.
  package var sentence: String {
    switch self {
    case .empty: "the input is empty"
    case .tooLarge(let limit): "the input is larger than any token: more than \(limit >> 10) KiB"
    case .tooMany(let limit): "the input holds more than \(limit) tokens"
    case .inputNotJSON(let position):
      "the input begins like JSON, but is broken at line \(position.line), column \(position.column)"
    case .noTokenInJSON: "the JSON holds no access token"
    case .onlyRefreshToken: "the JSON holds a refresh token, but no access token"
    case .secureString: "the input shows a SecureString of PowerShell's, which keeps the token's text back"
    case .identifier: "the input is an id and no token"
    case .shortened: "the token ends in dots, as a text does that was shortened"
    case .noToken: "nothing in the input looks like a token"
    case .character(let position):
      "line \(position.line), column \(position.column) holds a character that no token can hold"
    case .partCount(let count):
      "the token has \(CountPhrase.of(count, "part")); a signed one has 3, an encrypted one 5"
    case .emptyPart(let part): "the \(part.rawValue) part is empty"
    case .padding(let part): "the \(part.rawValue) part is padded with =, which tokens are not"
    case .plainBase64(let part): "the \(part.rawValue) part is plain base64 and not base64url"
    case .notBase64(let part): "the \(part.rawValue) part is not base64url"
    case .cutOff(let part): "the \(part.rawValue) part is cut off or changed: no bytes encode to it"
    case .notUTF8(let part): "the \(part.rawValue) part is not UTF-8"
    case .notJSON(let part): "the \(part.rawValue) part is not JSON"
    case .tooDeep(let part): "brackets in the \(part.rawValue) part nest too deep"
    case .notAnObject(let part): "the \(part.rawValue) part is not a JSON object"
    case .encryptionMissing: "the token has 5 parts, but its header names no encryption"
    }
  }

  /// What the person who pasted the text can do about it.
  package var remedy: String {
    switch self {
    case .secureString:
      "Turn it into text: (Get-AzAccessToken -ResourceTypeName MSGraph).Token | ConvertFrom-SecureString -AsPlainText | scopeaudit token"
    case .empty, .noToken, .noTokenInJSON, .tooLarge, .inputNotJSON, .identifier:
      "Get one and pipe it: az account get-access-token --resource https://graph.microsoft.com | scopeaudit token"
    case .tooMany: "Give one token, or a part of them."
    case .onlyRefreshToken: "Exchange it for an access token first; a refresh token says nothing about permissions."
    case .shortened, .character, .partCount, .emptyPart, .padding, .plainBase64, .notBase64, .cutOff, .notUTF8,
      .notJSON, .tooDeep,
      .notAnObject, .encryptionMissing:
      "Copy the whole token again, straight from where it was issued."
    }
  }
}
