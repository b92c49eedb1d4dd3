internal import ScopeDocuments

extension Checks {
  /// A multi-tenant application whose publisher Microsoft has not verified.
  static let unverifiedPublisher = Check(application: "unverified-publisher") { application, context in
    guard context.isMultiTenant(application) else { return }
    switch application.verifiedPublisherId {
    case .absent: context.cannotAssess("the export does not show verifiedPublisher")
    case .unresolved, .malformed: context.cannotAssess("verifiedPublisher could not be read")
    case .null(let place):
      context.report(place, "Other tenants are asked to trust a publisher whom Microsoft has not verified.")
    case .value: break
    }
  }
}
