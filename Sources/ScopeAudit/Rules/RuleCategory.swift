/// What a rule looks at; the rule book is ordered by it.
package enum RuleCategory: String, CaseIterable, Sendable {
  case permissions, audience, redirects
  case tokensIssued = "tokens-issued"
  case credentials
  case exposedAPI = "exposed-api"
  case export, tenant, token, code, change, suppressions

  package var title: String {
    switch self {
    case .permissions: "Permissions"
    case .audience: "Audience"
    case .redirects: "Redirects"
    case .tokensIssued: "Tokens issued"
    case .credentials: "Credentials"
    case .exposedAPI: "Exposed API"
    case .export: "Export"
    case .tenant: "Tenant"
    case .token: "Token"
    case .code: "Code"
    case .change: "Change"
    case .suppressions: "Suppressions"
    }
  }
}
