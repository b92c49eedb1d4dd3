internal import ScopeDocuments

extension Checks {
  /// Two properties that state the audience differently, a list without effect, or a value that Entra does not know.
  static let contradictoryAudience = Check(application: "contradictory-audience") { application, context in
    if case .unresolved(let place) = application.signInAudience {
      return context.cannotAssess(PropertyGap("signInAudience").unresolved(place, in: context.document))
    }
    guard let audience = application.signInAudience.value else { return }
    if !Application.knownAudiences.contains(audience) {
      context.report(
        application.audiencePlace, "signInAudience has a value that Entra does not know.", subject: ["spelling"])
    } else if case .value(let isAvailable, let place) = application.availableToOtherTenants,
      let isMultiTenant = application.isMultiTenant, isAvailable != isMultiTenant
    {
      context.report(place, "availableToOtherTenants is \(isAvailable), but signInAudience is \(audience).")
    }
    if application.hasAllowedTenants, audience != "AzureADMultipleOrgs",
      let place = application.signInAudienceRestrictions.place
    {
      context.report(
        place, "A list of allowed tenants counts only with AzureADMultipleOrgs, not with \(audience).",
        subject: ["restriction"])
    }
  }
}
