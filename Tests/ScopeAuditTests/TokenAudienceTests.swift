import ScopeCatalog
import ScopeDocuments
import Testing

@testable import ScopeAudit

/// Which resource a token is for, in the spellings that its audience has: what it permits is judged by that resource.
@Suite struct TokenAudienceTests {
  private static func resource(_ audience: String) throws -> String? {
    let text = #"{"aud":"\#(audience)","tid":"x","roles":["x"],"exp":1895003600}"#
    let token = try #require(TokenReader.read(Array(text.utf8)).first)
    let claims = try #require(token.claims)
    return TokenAudience(claims, catalog: .shared)?.resource.map { Catalog.shared.resourceName($0) }
  }

  @Test(arguments: [
    ("https://outlook.office365.com", "Office 365 Exchange Online"),
    ("https://outlook.office.com/", "Office 365 Exchange Online"),
    (
      "00000002-0000-0ff1-ce00-000000000000/outlook.office365.com@7408235b-7540-4850-82fe-a5f15ed019e2",
      "Office 365 Exchange Online"
    ),
    ("https://contoso.sharepoint.com", "Office 365 SharePoint Online"),
    (
      "00000003-0000-0ff1-ce00-000000000000/contoso.sharepoint.com@7408235b-7540-4850-82fe-a5f15ed019e2",
      "Office 365 SharePoint Online"
    ),
    ("https://vault.azure.net", "Azure Key Vault"), ("https://godwit.vault.azure.net/", "Azure Key Vault"),
    ("https://analysis.windows.net/powerbi/api", "Power BI Service"),
    ("https://api.securitycenter.microsoft.com", "WindowsDefenderATP"),
    ("https://management.azure.com/", "Azure Service Management"), ("https://graph.microsoft.com", "Microsoft Graph"),
    ("https://graph.windows.net", "Windows Azure Active Directory"),
    ("https://manage.office.com", "Office 365 Management APIs"),
  ])
  func isKnownByHost(audience: String, name: String) throws { #expect(try Self.resource(audience) == name) }

  @Test(arguments: ["api://godwit", "https://godwit.azurewebsites.net", "https://contoso.example", "x/y"])
  func isNobodysElse(audience: String) throws { #expect(try Self.resource(audience) == nil) }
}
