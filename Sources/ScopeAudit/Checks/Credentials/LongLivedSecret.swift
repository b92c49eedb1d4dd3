internal import ScopeDocuments

extension Checks {
  /// A client secret, or a symmetric key, with a long life or without an end.
  static let longLivedSecret = Check(application: "long-lived-secret") { application, context in
    let maximum = context.options.threshold("maximumSecretLifetimeDays", of: context.rule)
    func severity(_ days: Int64?) -> Severity? { (days ?? .max) > longestInPortal ? .high : nil }
    for secret in context.secrets(of: application) {
      context.reportLongLived(secret, .secret, maximumDays: maximum, severity: severity)
    }
    for key in application.keyCredentials.value ?? [] where key.isSymmetric {
      context.reportLongLived(key, .symmetricKey, maximumDays: maximum, severity: severity)
    }
  }

  /// Days in two years with a leap day: what the admin center offers at most.
  private static let longestInPortal: Int64 = 731
}
