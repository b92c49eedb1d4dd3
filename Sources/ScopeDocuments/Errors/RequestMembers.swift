import ScopeValues

/// The properties that a request's body sets: a call may need more for one of them than for itself.
enum RequestMembers {
  private static let most = 100
  /// Names that an answer has and a request's body has not.
  private static let answers: Set<String> = [
    "error", "odata.error", "errors", "statuscode", "status", "responses", "_version", "errorcode", "error_description",
    "log", "requests", "serverinfo", "access_token", "innererror", "request-id", "client-request-id",
    "www-authenticate", "errormessage", "errordescription", "errordetails", "traceback",
  ]

  /// The names at the top of an object, in the order of the text; none for anything else.
  static func names(in text: ArraySlice<UInt8>) -> [String] {
    JSONPieces.find(in: text).first.map { names(of: $0.document) } ?? []
  }

  /// The names at the top of the first piece that can be a request's body.
  static func names(in pieces: [JSONPieces.Piece]) -> [String] {
    for piece in pieces {
      let names = names(of: piece.document)
      let lower = Set(names.map { $0.lowercased() })
      let isError = lower.contains("code") && lower.contains("message")
      if !names.isEmpty, lower.isDisjoint(with: answers), !isError { return names }
    }
    return []
  }

  private static func names(of document: JSONDocument) -> [String] {
    document.members(of: document.root).prefix(most).map { document.text($0.name) }
      .filter { $0.utf8.count <= 80 && !$0.contains { $0 == "@" || $0 == " " } }
  }
}
