internal import ScopeDocuments

extension Checks {
  /// A multi-tenant application whose service principals elsewhere can be given credentials.
  static let unlockedServicePrincipal = Check(application: "unlocked-service-principal") { application, context in
    guard context.isMultiTenant(application) else { return }
    switch application.servicePrincipalLock {
    case .absent: context.cannotAssess("the export does not show servicePrincipalLockConfiguration")
    case .unresolved, .malformed: context.cannotAssess("servicePrincipalLockConfiguration could not be read")
    case .null(let place):
      context.report(place, "Service principals in other tenants can be given credentials: the property lock is off.")
    case .value(let lock, let place) where lock.isEnabled != true || !lock.coversCredentials:
      context.report(place, "The property lock does not cover the credentials of service principals in other tenants.")
    case .value: break
    }
  }
}
