import ScopeValues

/// Resources that are named by a host of their own kind, such as the vaults of Azure Key Vault.
///
/// Source: the resource identifiers that Microsoft's documentation of each service gives.
package enum KnownAudience {
  private static let hosts: [(suffix: String, name: String)] = [
    ("vault.azure.net", "Azure Key Vault"), ("vault.azure.cn", "Azure Key Vault"),
    ("vault.usgovcloudapi.net", "Azure Key Vault"), ("managedhsm.azure.net", "Azure Key Vault (managed HSM)"),
    ("storage.azure.com", "Azure Storage"), ("core.windows.net", "Azure Storage"),
    ("sharepoint.com", "SharePoint Online"), ("sharepoint.us", "SharePoint Online"),
    ("sharepoint.cn", "SharePoint Online"),
    ("outlook.office365.com", "Exchange Online"), ("outlook.office.com", "Exchange Online"),
    ("outlook.office365.us", "Exchange Online"), ("ps.outlook.com", "Exchange Online"),
    ("management.azure.com", "Azure Resource Manager"), ("management.core.windows.net", "Azure Resource Manager"),
    ("management.usgovcloudapi.net", "Azure Resource Manager"), ("database.windows.net", "Azure SQL Database"),
    ("analysis.windows.net", "Power BI Service"), ("api.powerbi.com", "Power BI Service"),
    ("crm.dynamics.com", "Dataverse"), ("dynamics.com", "Dataverse"), ("service.powerapps.com", "Power Apps"),
    ("service.flow.microsoft.com", "Power Automate"), ("app.vssps.visualstudio.com", "Azure DevOps"),
    ("api.loganalytics.io", "Log Analytics"), ("api.loganalytics.azure.com", "Log Analytics"),
    ("securitycenter.microsoft.com", "Microsoft Defender for Endpoint"),
    ("api.security.microsoft.com", "Microsoft Defender XDR"), ("manage.office.com", "Office 365 Management APIs"),
    ("cognitiveservices.azure.com", "Azure AI services"), ("search.azure.com", "Azure AI Search"),
    ("servicebus.azure.net", "Azure Service Bus"), ("eventhubs.azure.net", "Azure Event Hubs"),
    ("cosmos.azure.com", "Azure Cosmos DB"), ("azurewebsites.net", "a web application in Azure"),
    ("communication.azure.com", "Azure Communication Services"), ("batch.core.windows.net", "Azure Batch"),
    ("substrate.office.com", "Microsoft 365 substrate"), ("onenote.com", "OneNote"), ("yammer.com", "Viva Engage"),
    ("api.spaces.skype.com", "Microsoft Teams"), ("graph.windows.net", "Azure AD Graph"),
  ]

  /// The name of the resource that an audience stands for; nil for one that is not known.
  package static func name(_ audience: String) -> String? {
    var host = audience.lowercased()[...]
    if host.hasPrefix("https://") { host = host.dropFirst("https://".count) }
    host = host.prefix { $0 != "/" && $0 != ":" }
    return hosts.first { host == $0.suffix || host.hasSuffix("." + $0.suffix) }?.name
  }
}
