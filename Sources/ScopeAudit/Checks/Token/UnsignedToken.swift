internal import ScopeDocuments

extension Checks {
  /// Claims that anybody could have written.
  static let unsignedToken = Check(token: "unsigned-token") { facts, context in
    guard facts.token.isUnsigned else { return }
    let reason =
      facts.token.header?.signatureLength == 0 ? "Its signature is empty" : "Its header says that it has no signature"
    context.report(facts.claims.document.root, "\(reason): anybody can have written this token.")
  }
}
