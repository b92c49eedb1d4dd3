internal import ScopeDocuments

extension Checks {
  /// An application that any Entra tenant may use.
  static let multiTenantApplication = Check(application: "multi-tenant-application") { application, context in
    guard context.isMultiTenant(application), !application.hasAllowedTenants else { return }
    let setting =
      application.signInAudience.value.map { "signInAudience is \($0)" } ?? "availableToOtherTenants is true"
    context.report(application.audiencePlace, "Any Entra tenant can use this application: \(setting).")
  }
}
