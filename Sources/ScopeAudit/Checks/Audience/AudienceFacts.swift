internal import ScopeDocuments

/// What the audience rules ask of an application.
extension Application {
  /// The values of signInAudience that Entra knows.
  static let knownAudiences: Set<String> = [
    "AzureADMyOrg", "AzureADMultipleOrgs", "AzureADandPersonalMicrosoftAccount", "PersonalMicrosoftAccount",
  ]

  /// Whether other tenants may use the application; nil where the export does not say.
  ///
  /// signInAudience wins over availableToOtherTenants, and a value that Entra does not know says nothing.
  var isMultiTenant: Bool? {
    if let audience = signInAudience.value {
      guard Self.knownAudiences.contains(audience) else { return nil }
      return audience == "AzureADMultipleOrgs" || audience == "AzureADandPersonalMicrosoftAccount"
    }
    return availableToOtherTenants.value
  }

  /// Whether personal Microsoft accounts may sign in; nil where the export does not say.
  var allowsPersonalAccounts: Bool? {
    guard let audience = signInAudience.value, Self.knownAudiences.contains(audience) else { return nil }
    return audience == "AzureADandPersonalMicrosoftAccount" || audience == "PersonalMicrosoftAccount"
  }

  /// Where the audience stands, or the application where it is not stated.
  var audiencePlace: JSONPlace {
    signInAudience.place ?? availableToOtherTenants.place ?? place
  }

  /// Whether a list of tenants narrows the audience.
  var hasAllowedTenants: Bool {
    if case .allowedTenants(let count)? = signInAudienceRestrictions.value { count > 0 } else { false }
  }
}

extension CheckContext {
  /// Whether other tenants may use the application; where the export does not say, that is noted.
  mutating func isMultiTenant(_ application: Application) -> Bool {
    guard let isMultiTenant = application.isMultiTenant else {
      cannotAssess("the export does not say who may sign in")
      return false
    }
    return isMultiTenant
  }
}
