internal import ScopeDocuments
import ScopeValues

extension Checks {
  /// A live credential that was made long ago.
  static let unrotatedCredential = Check(application: "unrotated-credential") { application, context in
    let maximum = context.options.threshold("maximumCredentialAgeDays", of: context.rule)
    for entry in context.credentials(of: application) where entry.kind != .signingCertificate {
      let (credential, kind) = (entry.credential, entry.kind)
      guard !credential.hasExpired(at: context.options.now) else { continue }
      guard case .value(let start, let place) = credential.start else {
        context.cannotAssess("a \(kind.rawValue) shows no start date")
        continue
      }
      let days = context.options.now.seconds(since: start) / CheckContext.secondsPerDay
      guard days > Int64(maximum) else { continue }
      context.report(credential, at: place, "This \(kind.rawValue) has been in use for \(days) days.")
    }
  }
}
