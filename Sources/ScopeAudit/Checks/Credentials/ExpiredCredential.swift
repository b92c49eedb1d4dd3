internal import ScopeDocuments

extension Checks {
  /// A secret or certificate whose end has passed.
  static let expiredCredential = Check(application: "expired-credential") { application, context in
    for entry in context.credentials(of: application) {
      let (credential, kind) = (entry.credential, entry.kind)
      guard case .value(let end, let place) = credential.end else {
        if !credential.isEndless { context.cannotJudgeEnd(of: credential, kind) }
        continue
      }
      guard end <= context.options.now else { continue }
      context.report(credential, at: place, "This \(kind.rawValue) expired on \(end.day).")
    }
  }
}
