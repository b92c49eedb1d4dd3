internal import ScopeDocuments

extension Checks {
  /// Claims changed by a mapping policy, accepted without a signing key of the application's own.
  static let acceptedMappedClaims = Check(application: "accepted-mapped-claims") { application, context in
    guard let place = context.switchedOn(application.acceptMappedClaims, mappedClaimsGap) else { return }
    if application.isMultiTenant == false {
      context.report(
        place, "Administrators of the tenant can put values of their choice into this application's tokens.",
        severity: .medium)
    } else {
      context.report(place, "Administrators of any tenant that uses it can put values of their choice into its tokens.")
    }
  }

  private static let mappedClaimsGap = PropertyGap("api.acceptMappedClaims")
}
