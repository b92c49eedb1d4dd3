import ScopeCatalog
import ScopeValues
import TestSupport

/// A made-up registration, printed in each syntax in which teams write one.
struct SameRegistration {
  enum Syntax: String, CaseIterable, Sendable {
    case export = "app.json"
    case terraform = "main.tf"
    case bicep = "main.bicep"
    case powerShell = "app.ps1"
    case shell = "app.sh"
  }

  var name: String
  var audience: String
  /// Ids of Microsoft Graph's permissions, each with Role or Scope.
  var access: [(id: String, type: String)]
  var redirects: [String]
  var issuesAccessTokens: Bool
  var issuesIdTokens: Bool

  private static let graph = "00000003-0000-0000-c000-000000000000"

  private static let published: [(id: String, type: String)] = [
    "User.Read", "User.ReadWrite.All", "Mail.Send", "Mail.Read",
    "Directory.Read.All", "RoleManagement.ReadWrite.Directory", "Group.Read.All", "offline_access", "Sites.Selected",
    "DeviceManagementManagedDevices.PrivilegedOperations.All", "AppRoleAssignment.ReadWrite.All", "openid",
  ].flatMap { name in
    Catalog.shared.permissions(named: name).filter { Catalog.shared.resourceName($0.resource) == "Microsoft Graph" }
      .map { (GUID(high: $0.high, low: $0.low).description, $0.flow == .application ? "Role" : "Scope") }
  }

  init(seed: UInt64) {
    var numbers = SeededNumbers(seed: seed)
    name = "Registration \(seed)"
    audience =
      ["AzureADMyOrg", "AzureADMultipleOrgs", "AzureADandPersonalMicrosoftAccount"].randomElement(
        using: &numbers) ?? ""
    let count = Int.random(in: 1...7, using: &numbers)
    access = (0..<count).compactMap { _ in Self.published.randomElement(using: &numbers) }
    redirects = [
      "https://a.example.com/cb", "http://b.example.com/cb", "https://*.example.com/", "http://localhost:3000",
    ]
    .filter { _ in Bool.random(using: &numbers) }
    issuesAccessTokens = Bool.random(using: &numbers)
    issuesIdTokens = Bool.random(using: &numbers)
  }

  func text(_ syntax: Syntax) -> String {
    switch syntax {
    case .export: export
    case .terraform: terraform
    case .bicep: bicep
    case .powerShell: powerShell
    case .shell: shell
    }
  }

  private func list(_ items: [String], _ separator: String) -> String { items.joined(separator: separator) }

  private var accessJSON: String {
    let items = access.map { "{\"id\": \"\($0.id)\", \"type\": \"\($0.type)\"}" }
    return "[{\"resourceAppId\": \"\(Self.graph)\", \"resourceAccess\": [\(list(items, ", "))]}]"
  }

  private var export: String {
    """
    {"displayName": "\(name)", "signInAudience": "\(audience)",
     "requiredResourceAccess": \(accessJSON),
     "web": {"redirectUris": [\(list(redirects.map { "\"\($0)\"" }, ", "))],
      "implicitGrantSettings": {"enableAccessTokenIssuance": \(issuesAccessTokens), "enableIdTokenIssuance": \(issuesIdTokens)}}}

    """
  }

  private var terraform: String {
    let blocks = access.map { "    resource_access {\n      id   = \"\($0.id)\"\n      type = \"\($0.type)\"\n    }\n" }
    return """
      resource "azuread_application" "app" {
        display_name     = "\(name)"
        sign_in_audience = "\(audience)"
        required_resource_access {
          resource_app_id = "\(Self.graph)"
      \(blocks.joined())  }
        web {
          redirect_uris = [\(list(redirects.map { "\"\($0)\"" }, ", "))]
          implicit_grant {
            access_token_issuance_enabled = \(issuesAccessTokens)
            id_token_issuance_enabled     = \(issuesIdTokens)
          }
        }
      }

      """
  }

  private var bicep: String {
    let items = access.map { "        { id: '\($0.id)', type: '\($0.type)' }\n" }
    return """
      extension microsoftGraphV1
      resource app 'Microsoft.Graph/applications@v1.0' = {
        uniqueName: 'app'
        displayName: '\(name)'
        signInAudience: '\(audience)'
        requiredResourceAccess: [
          {
            resourceAppId: '\(Self.graph)'
            resourceAccess: [
      \(items.joined())      ]
          }
        ]
        web: {
          redirectUris: [\(list(redirects.map { "'\($0)'" }, ", "))]
          implicitGrantSettings: {
            enableAccessTokenIssuance: \(issuesAccessTokens)
            enableIdTokenIssuance: \(issuesIdTokens)
          }
        }
      }

      """
  }

  private var powerShell: String {
    let items = access.map { "    @{ Id = '\($0.id)'; Type = '\($0.type)' }\n" }
    return """
      $access = @{
        ResourceAppId  = '\(Self.graph)'
        ResourceAccess = @(
      \(items.joined())  )
      }
      $web = @{
        RedirectUris          = @(\(list(redirects.map { "'\($0)'" }, ", ")))
        ImplicitGrantSettings = @{ EnableAccessTokenIssuance = $\(issuesAccessTokens); EnableIdTokenIssuance = $\(issuesIdTokens) }
      }
      New-MgApplication -DisplayName '\(name)' -SignInAudience \(audience) -RequiredResourceAccess $access -Web $web

      """
  }

  private var shell: String {
    let uris = redirects.isEmpty ? "" : " --web-redirect-uris \(list(redirects.map { "'\($0)'" }, " "))"
    return """
      #!/bin/sh
      az ad app create --display-name '\(name)' --sign-in-audience \(audience)\(uris) \\
        --enable-access-token-issuance \(issuesAccessTokens) --enable-id-token-issuance \(issuesIdTokens) \\
        --required-resource-accesses '\(accessJSON)'

      """
  }
}
