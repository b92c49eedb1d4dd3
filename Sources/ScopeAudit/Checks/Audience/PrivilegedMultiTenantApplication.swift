internal import ScopeDocuments

extension Checks {
  /// An application open to other tenants that asks for a permission which makes it privileged.
  static let privilegedMultiTenantApplication = Check(application: "privileged-multi-tenant-application") {
    application, context in
    guard context.isMultiTenant(application), !application.hasAllowedTenants else { return }
    if let obstacle = context.holdings.obstacle { return context.cannotAssess(obstacle) }
    guard let privileged = context.privileged() else { return }
    context.report(
      application.audiencePlace,
      "Open to other tenants, with \(privileged.power): \(privileged.phrase(context)).", severity: privileged.severity)
  }
}
