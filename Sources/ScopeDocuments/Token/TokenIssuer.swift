package import ScopeValues

/// Who issued a token, as `iss` says it.
package struct TokenIssuer: Hashable, Sendable {
  package var text: String
  package var host: String
  /// The tenant in the address.
  package var tenantId: GUID?
  /// Whether the host is a token service of Entra.
  package var isEntra: Bool
  /// The clouds for which the host issues; none where the host is not Entra's.
  package var clouds: [Cloud]

  /// Entra's token services (Microsoft Entra, national clouds: authentication endpoints; the first version of
  /// tokens names `sts.windows.net` in all clouds but China).
  private static let hosts: Set<String> = [
    "sts.windows.net", "login.microsoftonline.com", "login.windows.net", "login.microsoft.com",
    "login.microsoftonline.us", "sts.chinacloudapi.cn", "login.partner.microsoftonline.cn",
    "login.chinacloudapi.cn",
  ]

  init(_ text: String) {
    self.text = text
    var rest = text[...]
    if rest.hasPrefix("https://") { rest = rest.dropFirst(8) } else { rest = "" }
    let parts = rest.split(separator: "/", omittingEmptySubsequences: false)
    host = parts.first.map { $0.lowercased() } ?? ""
    tenantId = parts.dropFirst().first.flatMap { GUID($0) }
    // Entra External ID and Azure AD B2C issue under names of their customers.
    isEntra = Self.hosts.contains(host) || host.hasSuffix(".ciamlogin.com") || host.hasSuffix(".b2clogin.com")
    clouds = isEntra ? Cloud.candidates(forHost: host) : []
  }
}
