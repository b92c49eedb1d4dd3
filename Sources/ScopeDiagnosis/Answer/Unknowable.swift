import ScopeValues

/// What no token, request or error shows, and how to find it out.
package enum Unknowable: String, CaseIterable, Sendable {
  case consent
  case intuneRole = "intune-role"
  case scopeTags = "scope-tags"
  case roleActivation = "role-activation"
  case directoryRole = "directory-role"
  case intuneLicence = "intune-licence"
  case tenantIntune = "tenant-intune"
  case windowsLicence = "windows-licence"
  case entraLicence = "entra-licence"
  case exchangeLicence = "exchange-licence"
  case exchangePolicy = "exchange-policy"
  case mailboxRights = "mailbox-rights"
  case teamsPolicy = "teams-policy"
  case teamsLicence = "teams-licence"
  case guestSettings = "guest-settings"
  case siteGrant = "site-grant"
  case approvalPolicy = "approval-policy"
  case assignment
  case conditionalAccess = "conditional-access"
  case partnerRelationship = "partner-relationship"
  case serviceHealth = "service-health"
  case serviceChange = "service-change"
  case servicePrincipal = "service-principal"
  case signInLog = "sign-in-log"
  case tenant
  case tokenAudience = "token-audience"
  case sentToken = "sent-token"

  /// The question.
  package var what: String {
    switch self {
    case .consent: "whether consent was given"
    case .intuneRole: "which Intune role the user has"
    case .scopeTags: "which scope tags the object and the role assignment carry"
    case .roleActivation: "whether the role is active, or only eligible"
    case .directoryRole: "which directory roles the user has"
    case .intuneLicence: "whether user and tenant have an Intune licence"
    case .tenantIntune: "whether the tenant manages devices with Intune"
    case .windowsLicence: "whether the tenant has a Windows Enterprise plan"
    case .entraLicence: "which plans the tenant has"
    case .exchangeLicence: "whether the user has a mailbox in Exchange Online"
    case .exchangePolicy: "whether an application access policy covers the mailbox"
    case .mailboxRights: "which rights the user has in the mailbox"
    case .teamsPolicy: "which application access policies Teams has"
    case .teamsLicence: "whether the user has a licence with Teams"
    case .guestSettings: "who may invite guests, and from where"
    case .siteGrant: "which sites were granted to the application"
    case .approvalPolicy: "which objects Multi Admin Approval protects"
    case .assignment: "who is assigned to the application"
    case .conditionalAccess: "which policy stopped the sign-in"
    case .partnerRelationship: "which roles the partner relationship grants"
    case .serviceHealth: "whether the service has an incident"
    case .serviceChange: "whether the service has changed its rules since the catalog's date"
    case .servicePrincipal: "whether the tenant has a service principal of the application"
    case .signInLog: "what happened at the sign-in"
    case .tenant: "whether this is the tenant that was meant"
    case .tokenAudience: "what the token says of its audience and times"
    case .sentToken: "whether the token that was sent is the one that was looked at"
    }
  }

  /// The one command or page that settles it.
  package var how: String {
    switch self {
    case .consent: "Entra › Enterprise applications › Permissions"
    case .intuneRole: "Intune › Tenant administration › Roles › My permissions"
    case .scopeTags: "Intune › Tenant administration › Roles › Scope tags"
    case .roleActivation: "Entra › Privileged Identity Management › My roles"
    case .directoryRole: "Entra › Users › Assigned roles"
    case .intuneLicence: "Microsoft 365 › Users › Active users › Licenses and apps"
    case .tenantIntune: "Intune › Tenant administration › Tenant status"
    case .windowsLicence, .entraLicence: "az rest --url 'https://graph.microsoft.com/v1.0/subscribedSkus'"
    case .exchangeLicence: "Exchange admin center › Recipients › Mailboxes"
    case .exchangePolicy: "Test-ApplicationAccessPolicy -Identity <user> -AppId <client id>"
    case .mailboxRights: "Get-RecipientPermission <mailbox>; (Get-Mailbox <mailbox>).GrantSendOnBehalfTo"
    case .teamsPolicy: "Get-CsApplicationAccessPolicy"
    case .teamsLicence: "Microsoft 365 › Users › Active users › Licenses and apps"
    case .guestSettings: "Entra › External Identities › External collaboration settings"
    case .siteGrant: "GET https://graph.microsoft.com/v1.0/sites/{id}/permissions"
    case .approvalPolicy: "Intune › Tenant administration › Multi Admin Approval › Access policies"
    case .assignment: "Entra › Enterprise applications › Users and groups"
    case .conditionalAccess: "Entra › Monitoring › Sign-in logs › Conditional Access"
    case .partnerRelationship: "Partner Center › Customers › (the customer) › Admin relationships"
    case .serviceHealth: "Microsoft 365 › Health › Service health"
    case .serviceChange: "Microsoft Graph's changelog: https://developer.microsoft.com/graph/changelog"
    case .servicePrincipal: "az ad sp show --id <client id>"
    case .signInLog: "Entra › Monitoring › Sign-in logs"
    case .tenant: "az account show --query tenantId"
    case .tokenAudience: "scopeaudit token <file>"
    case .sentToken: "Log the first and last four characters of the token where it is sent, and compare."
    }
  }
}
