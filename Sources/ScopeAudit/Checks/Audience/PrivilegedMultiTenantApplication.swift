internal import ScopeCatalog
internal import ScopeDocuments

extension Checks {
  /// An application open to other tenants that asks for a permission rated critical.
  static let privilegedMultiTenantApplication = Check(application: "privileged-multi-tenant-application") {
    application, context in
    guard context.isMultiTenant(application), !application.hasAllowedTenants else { return }
    if let obstacle = context.holdings.obstacle { return context.cannotAssess(obstacle) }
    let critical = context.holdings.permissions.filter { held in
      held.status == .known
        && held.permission.map { context.rules.ratings[$0].contains { $0.severity == .critical } } == true
    }
    guard let first = critical.first else { return }
    let others = critical.count == 1 ? "" : " and \(critical.count - 1) more"
    context.report(
      application.audiencePlace,
      "Open to other tenants, with the power to take over a tenant or its devices: \(context.name(first))\(others).")
  }
}
