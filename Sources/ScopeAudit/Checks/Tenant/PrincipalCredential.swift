internal import ScopeDocuments

extension Checks {
  /// A secret or certificate on the service principal itself, where reviews of the application do not see it.
  static let principalCredential = Check(principal: "principal-credential") { facts, context in
    guard let principal = facts.principal else {
      return context.cannotAssess("no input shows this service principal: az ad sp list --all")
    }
    // The platform itself puts certificates on managed identities and changes them.
    guard !facts.isManagedIdentity else { return }
    guard let credentials = principal.credentials else {
      return context.cannotAssess("the export does not show both passwordCredentials and keyCredentials")
    }
    let live = zip(credentials, facts.credentialPlaces).filter { credential, _ in
      !credential.isForSigning && credential.end.map { $0 > context.options.now } ?? true
    }
    guard let first = live.first else { return }
    let what =
      live.count > 1
      ? "\(live.count) credentials stand" : first.0.isCertificate ? "A certificate stands" : "A secret stands"
    let whose = facts.isMicrosofts == true ? " Microsoft's own applications never need one." : ""
    context.report(
      first.1, "\(what) on the service principal itself, where nobody sees it who reviews the application.\(whose)",
      severity: facts.isMicrosofts == true ? .high : nil)
  }
}
