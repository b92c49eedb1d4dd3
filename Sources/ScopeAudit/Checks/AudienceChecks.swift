internal import ScopeCatalog
internal import ScopeDocuments

extension Checks {
  private static let audiences: Set<String> = [
    "AzureADMyOrg", "AzureADMultipleOrgs", "AzureADandPersonalMicrosoftAccount", "PersonalMicrosoftAccount",
  ]

  private static func hasAllowedTenants(_ context: CheckContext) -> Bool {
    if case .allowedTenants(let count)? = context.application.signInAudienceRestrictions.value { count > 0 } else { false }
  }

  static func multiTenantApplication(_ context: inout CheckContext) {
    guard let isMultiTenant = context.isMultiTenant else {
      return context.cannotAssess("the export does not say who may sign in")
    }
    guard isMultiTenant, !hasAllowedTenants(context) else { return }
    let setting = context.application.signInAudience.value.map { "signInAudience is \($0)" } ?? "availableToOtherTenants is true"
    context.report(context.audiencePlace, "Any Entra tenant can use this application: \(setting).")
  }

  static func privilegedMultiTenantApplication(_ context: inout CheckContext) {
    guard context.isMultiTenant == true, !hasAllowedTenants(context) else { return }
    let critical = context.findings.filter { $0.severity == .critical && $0.rule.hasSuffix("-permission") }
    guard let first = critical.first else { return }
    let name = first.message.prefix { $0 != "," }
    context.report(
      context.audiencePlace,
      "Open to other tenants, and asks for \(critical.count) permission\(critical.count == 1 ? "" : "s") that can take over a tenant or its devices, \(name) among them.")
  }

  static func personalAccountAudience(_ context: inout CheckContext) {
    guard let audience = context.application.signInAudience.value else {
      return context.cannotAssess("the export does not show signInAudience")
    }
    guard audience == "AzureADandPersonalMicrosoftAccount" || audience == "PersonalMicrosoftAccount" else { return }
    let hasIntune = context.holdings.permissions.contains { context.name($0).hasPrefix("DeviceManagement") }
    context.report(
      context.audiencePlace, "Personal Microsoft accounts can sign in\(hasIntune ? ", although Intune permissions work only with work accounts" : "").",
      severity: hasIntune ? .high : nil)
  }

  static func contradictoryAudience(_ context: inout CheckContext) {
    let application = context.application
    if let audience = application.signInAudience.value {
      if !audiences.contains(audience) {
        context.report(context.audiencePlace, "signInAudience has a value that Entra does not know.", subject: ["spelling"])
      } else if case .value(let available, let place) = application.availableToOtherTenants, available == (audience == "AzureADMyOrg") {
        context.report(place, "availableToOtherTenants is \(available), but signInAudience is \(audience).")
      }
      if hasAllowedTenants(context), audience != "AzureADMultipleOrgs", let place = application.signInAudienceRestrictions.place {
        context.report(place, "A list of allowed tenants counts only with AzureADMultipleOrgs, not with \(audience).", subject: ["restriction"])
      }
    }
  }

  static func undeclaredAudience(_ context: inout CheckContext) {
    let application = context.application
    guard application.signInAudience.isAbsent || application.signInAudience.isNull,
      application.availableToOtherTenants.isAbsent || application.availableToOtherTenants.isNull
    else { return }
    if application.dialect == .undetermined || application.dialect == .terraform {
      return context.cannotAssess("the export shows only a part of the application")
    }
    context.report(application.signInAudience.place ?? application.place, "Neither signInAudience nor availableToOtherTenants says who may sign in.")
  }

  static func unrestrictedTenants(_ context: inout CheckContext) {
    guard context.isMultiTenant == true else { return }
    switch context.application.signInAudienceRestrictions {
    case .absent: context.cannotAssess("the export does not show signInAudienceRestrictions")
    case .null(let place), .value(.unrestricted, let place): context.report(place, "No list of allowed tenants narrows the audience.")
    default: break
    }
  }

  static func unverifiedPublisher(_ context: inout CheckContext) {
    guard context.isMultiTenant == true else { return }
    switch context.application.verifiedPublisherId {
    case .absent: context.cannotAssess("the export does not show verifiedPublisher")
    case .null(let place): context.report(place, "Other tenants are asked to trust a publisher whom Microsoft has not verified.")
    default: break
    }
  }

  static func unlockedServicePrincipal(_ context: inout CheckContext) {
    guard context.isMultiTenant == true else { return }
    switch context.application.servicePrincipalLock {
    case .absent: context.cannotAssess("the export does not show servicePrincipalLockConfiguration")
    case .null(let place): context.report(place, "Service principals in other tenants can be given credentials: the property lock is off.")
    case .value(let lock, let place) where lock.isEnabled != true || !lock.coversCredentials:
      context.report(place, "The property lock does not cover the credentials of service principals in other tenants.")
    default: break
    }
  }
}
