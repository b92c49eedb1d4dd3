internal import ScopeDocuments

extension Checks {
  /// A multi-tenant application without a list of the tenants that it is meant for.
  static let unrestrictedTenants = Check(application: "unrestricted-tenants") { application, context in
    guard context.isMultiTenant(application) else { return }
    switch application.signInAudienceRestrictions {
    case .absent: context.cannotAssess("the export does not show signInAudienceRestrictions")
    case .unresolved, .malformed: context.cannotAssess("signInAudienceRestrictions could not be read")
    case .null(let place), .value(.unrestricted, let place):
      context.report(place, "No list of allowed tenants narrows the audience.")
    case .value(.allowedTenants(0), let place):
      context.report(place, "The list of allowed tenants is empty, so it narrows nothing.")
    case .value: break
    }
  }
}
