internal import ScopeDocuments
import ScopeValues

extension Checks {
  /// A secret or certificate whose end is near.
  static let expiringCredential = Check(application: "expiring-credential") { application, context in
    let now = context.options.now
    let warning = context.options.threshold("expiryWarningDays", of: context.rule)
    for entry in context.credentials(of: application) {
      let (credential, kind) = (entry.credential, entry.kind)
      guard case .value(let end, let place) = credential.end else {
        if !credential.isEndless { context.cannotJudgeEnd(of: credential, kind) }
        continue
      }
      guard end > now else { continue }
      let days = end.seconds(since: now) / CheckContext.secondsPerDay
      guard days < Int64(warning) || end <= now.advanced(bySeconds: Int64(warning) * CheckContext.secondsPerDay)
      else { continue }
      let left =
        switch days {
        case 0: "within a day"
        case 1: "in a day"
        default: "in \(days) days"
        }
      context.report(credential, at: place, "This \(kind.rawValue) expires on \(end.day), \(left).")
    }
  }
}
