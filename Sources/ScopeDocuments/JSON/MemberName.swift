/// The member names that a registration is read by, whatever dialect spelled them.
///
/// Letter case does not count: Graph writes `appId`, PowerShell `AppId`. Terraform's spellings and the
/// legacy names of the same property lead to the same case.
enum MemberName: UInt8, CaseIterable {
  case appId, id, objectId, displayName, name, uniqueName, publisherDomain, createdDateTime
  case signInAudience, availableToOtherTenants, signInAudienceRestrictions, allowedTenantIds
  case odataType, kind
  case requiredResourceAccess, resourceAppId, resourceAccess, type
  case value, permission, comment, count
  case verifiedPublisher, verifiedPublisherId
  case servicePrincipalLock, isEnabled, allProperties, credentialsWithUsageVerify
  case isFallbackPublicClient, allowPublicClient, publicClient
  case web, spa, api, info, redirectUris, replyUrls, replyUrlsWithType, url
  case windows, redirectUriSettings, uri
  case logoutUrl, implicitGrantSettings, enableAccessTokenIssuance, enableIdTokenIssuance
  case oauth2AllowImplicitFlow, oauth2AllowIdTokenImplicitFlow
  case acceptMappedClaims, requestedAccessTokenVersion, accessTokenAcceptedVersion
  case authenticationBehaviors, removeUnverifiedEmailClaim, blockAzureADGraphAccess
  case optionalClaims, idToken, accessToken, saml2Token
  case passwordCredentials, keyCredentials, keyId, startDateTime, endDateTime, hint, secretText, key, usage
  case federatedIdentityCredentials, issuer, subject, audiences, claimsMatchingExpression
  case identifierUris, oauth2PermissionScopes, oauth2Permissions, appRoles, allowedMemberTypes
  case preAuthorizedApplications, delegatedPermissionIds, knownClientApplications
  case informationalUrls, tags, owners
  // Envelopes and other kinds of document.
  case nextLink, responses, status, body, error, schema, properties
  case servicePrincipalType, appOwnerOrganizationId, servicePrincipalNames, appRoleAssignmentRequired
  case appRoleId, principalId, consentType, scope
  case clientId, resourceId, principalType, principalDisplayName, resourceDisplayName, appDisplayName
  case appRoleAssignments, appRoleAssignedTo, memberOf, oauth2PermissionGrants, customKeyIdentifier, userType
  case terraformVersion, lineage, values, plannedValues, rootModule, childModules, resources, mode
  case instances, attributes, applicationId, apiClientId, roleIds, scopeIds
  case contentVersion, languageVersion, variables, parameters, defaultValue, existing, template, copy
  case resourceChanges, change, afterUnknown, address, identity, claimValues, userObjectId
  case password, certificate, odataCount, odataContext
  case permissionType, userPrincipalName, roleDefinitionId, tool, schemaVersion, userId

  /// Every spelling, in lower case.
  var spellings: [StaticString] {
    switch self {
    case .appId: ["appid", "client_id"]
    case .id: ["id"]
    case .objectId: ["objectid", "object_id"]
    case .displayName: ["displayname", "display_name"]
    case .name: ["name"]
    case .uniqueName: ["uniquename"]
    case .publisherDomain: ["publisherdomain", "publisher_domain"]
    case .createdDateTime: ["createddatetime"]
    case .signInAudience: ["signinaudience", "sign_in_audience"]
    case .availableToOtherTenants: ["availabletoothertenants", "available_to_other_tenants"]
    case .signInAudienceRestrictions: ["signinaudiencerestrictions"]
    case .allowedTenantIds: ["allowedtenantids"]
    case .odataType: ["@odata.type", "odata.type"]
    case .kind: ["kind"]
    case .requiredResourceAccess: ["requiredresourceaccess", "required_resource_access"]
    case .resourceAppId: ["resourceappid", "resource_app_id"]
    case .resourceAccess: ["resourceaccess", "resource_access"]
    case .type: ["type"]
    case .value: ["value"]
    case .permission: ["permission"]
    case .comment: ["comment", "_comment", "$comment", "//"]
    case .count: ["count"]
    case .verifiedPublisher: ["verifiedpublisher"]
    case .verifiedPublisherId: ["verifiedpublisherid"]
    case .servicePrincipalLock: ["serviceprincipallockconfiguration"]
    case .isEnabled: ["isenabled", "enabled"]
    case .allProperties: ["allproperties"]
    case .credentialsWithUsageVerify: ["credentialswithusageverify"]
    case .isFallbackPublicClient: ["isfallbackpublicclient", "fallback_public_client_enabled"]
    case .allowPublicClient: ["allowpublicclient"]
    case .publicClient: ["publicclient", "public_client"]
    case .web: ["web"]
    case .spa: ["spa", "single_page_application"]
    case .api: ["api"]
    case .info: ["info"]
    case .redirectUris: ["redirecturis", "redirect_uris", "redirecturi"]
    case .replyUrls: ["replyurls", "reply_urls"]
    case .replyUrlsWithType: ["replyurlswithtype"]
    case .url: ["url"]
    case .windows: ["windows"]
    case .redirectUriSettings: ["redirecturisettings", "redirecturisetting"]
    case .uri: ["uri"]
    case .logoutUrl: ["logouturl", "logout_url"]
    case .implicitGrantSettings: ["implicitgrantsettings", "implicit_grant", "implicitgrantsetting"]
    case .enableAccessTokenIssuance: ["enableaccesstokenissuance", "access_token_issuance_enabled"]
    case .enableIdTokenIssuance: ["enableidtokenissuance", "id_token_issuance_enabled"]
    case .oauth2AllowImplicitFlow: ["oauth2allowimplicitflow", "oauth2_allow_implicit_flow"]
    case .oauth2AllowIdTokenImplicitFlow: ["oauth2allowidtokenimplicitflow"]
    case .acceptMappedClaims: ["acceptmappedclaims", "mapped_claims_enabled"]
    case .requestedAccessTokenVersion: ["requestedaccesstokenversion", "requested_access_token_version"]
    case .accessTokenAcceptedVersion: ["accesstokenacceptedversion"]
    case .authenticationBehaviors: ["authenticationbehaviors"]
    case .removeUnverifiedEmailClaim: ["removeunverifiedemailclaim"]
    case .blockAzureADGraphAccess: ["blockazureadgraphaccess"]
    case .optionalClaims: ["optionalclaims", "optional_claims", "optionalclaim"]
    case .idToken: ["idtoken", "id_token"]
    case .accessToken: ["accesstoken", "access_token"]
    case .saml2Token: ["saml2token", "saml2_token"]
    case .passwordCredentials: ["passwordcredentials", "passwordcredential"]
    case .keyCredentials: ["keycredentials", "keycredential"]
    case .keyId: ["keyid", "key_id"]
    case .startDateTime: ["startdatetime", "startdate", "start_date"]
    case .endDateTime: ["enddatetime", "enddate", "end_date"]
    case .hint: ["hint"]
    case .secretText: ["secrettext", "secret_text"]
    case .key: ["key"]
    case .usage: ["usage"]
    case .federatedIdentityCredentials: ["federatedidentitycredentials"]
    case .issuer: ["issuer"]
    case .subject: ["subject"]
    case .audiences: ["audiences"]
    case .claimsMatchingExpression: ["claimsmatchingexpression", "claims_matching_expression"]
    case .identifierUris: ["identifieruris", "identifier_uris", "identifieruri"]
    case .oauth2PermissionScopes: ["oauth2permissionscopes", "oauth2_permission_scope", "oauth2permissionscope"]
    case .oauth2Permissions: ["oauth2permissions"]
    case .appRoles: ["approles", "app_role", "approle"]
    case .allowedMemberTypes: ["allowedmembertypes", "allowed_member_types"]
    case .preAuthorizedApplications: ["preauthorizedapplications", "preauthorizedapplication"]
    case .delegatedPermissionIds:
      ["delegatedpermissionids", "permissionids", "permission_ids", "delegatedpermissionid"]
    case .knownClientApplications: ["knownclientapplications", "known_client_applications", "knownclientapplication"]
    case .informationalUrls: ["informationalurls"]
    case .tags: ["tags"]
    case .owners: ["owners"]
    case .nextLink:
      ["@odata.nextlink", "odata.nextlink", "nextlink", "__next", "skiptoken", "$skiptoken", "skip_token"]
    case .responses: ["responses"]
    case .status: ["status"]
    case .body: ["body"]
    case .error: ["error", "odata.error"]
    case .schema: ["$schema"]
    case .properties: ["properties"]
    case .servicePrincipalType: ["serviceprincipaltype"]
    case .appOwnerOrganizationId: ["appownerorganizationid", "appownertenantid", "application_tenant_id"]
    case .servicePrincipalNames: ["serviceprincipalnames"]
    case .appRoleAssignmentRequired: ["approleassignmentrequired", "app_role_assignment_required"]
    case .appRoleId: ["approleid", "app_role_id"]
    case .principalId: ["principalid", "principal_object_id", "principal_id"]
    case .consentType: ["consenttype"]
    case .scope: ["scope"]
    case .clientId: ["clientid", "service_principal_object_id"]
    case .resourceId: ["resourceid", "resource_object_id", "resource_service_principal_object_id"]
    case .principalType: ["principaltype", "principal_type"]
    case .principalDisplayName: ["principaldisplayname", "principal_display_name"]
    case .resourceDisplayName: ["resourcedisplayname", "resource_display_name"]
    case .appDisplayName: ["appdisplayname"]
    case .appRoleAssignments: ["approleassignments", "approlesassigned"]
    case .appRoleAssignedTo: ["approleassignedto", "approlesassignedto"]
    case .memberOf: ["memberof", "transitivememberof"]
    case .oauth2PermissionGrants: ["oauth2permissiongrants"]
    case .customKeyIdentifier: ["customkeyidentifier"]
    case .userType: ["usertype"]
    case .terraformVersion: ["terraform_version"]
    case .lineage: ["lineage"]
    case .values: ["values"]
    case .plannedValues: ["planned_values"]
    case .rootModule: ["root_module"]
    case .childModules: ["child_modules"]
    case .resources: ["resources"]
    case .mode: ["mode"]
    case .instances: ["instances"]
    case .attributes: ["attributes"]
    case .applicationId: ["application_id"]
    case .apiClientId: ["api_client_id"]
    case .roleIds: ["role_ids"]
    case .scopeIds: ["scope_ids"]
    case .contentVersion: ["contentversion"]
    case .languageVersion: ["languageversion"]
    case .variables: ["variables"]
    case .parameters: ["parameters"]
    case .defaultValue: ["defaultvalue"]
    case .existing: ["existing"]
    case .template: ["template"]
    case .copy: ["copy"]
    case .resourceChanges: ["resource_changes"]
    case .change: ["change"]
    case .afterUnknown: ["after_unknown"]
    case .address: ["address"]
    case .identity: ["identity"]
    case .claimValues: ["claim_values"]
    case .userObjectId: ["user_object_id"]
    case .password: ["password"]
    case .certificate: ["certificate"]
    case .odataCount: ["@odata.count", "odata.count"]
    case .odataContext: ["@odata.context", "odata.metadata"]
    case .permissionType: ["permissiontype"]
    case .userPrincipalName: ["userprincipalname"]
    case .roleDefinitionId: ["roledefinitionid", "role_id"]
    case .tool: ["tool"]
    case .schemaVersion: ["schemaversion"]
    case .userId: ["userid"]
    }
  }
}
