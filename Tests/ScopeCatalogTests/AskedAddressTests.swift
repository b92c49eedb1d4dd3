import ScopeCatalog
import ScopeValues
import Testing

/// Logs ask what an address decides only where a glance at its bytes does not rule it out.
@Suite struct AskedAddressTests {
  private static let queries = [
    "", "?$top=5", "?$select=id,signInActivity", "?%24select=signInActivity", "?$expand=manager",
    "?%24%65xpand=manager",
    "?EXPAND=manager($select=id)", "?$ex`pand=manager", "?$filter=signInActivity/x%20ge%201", "?$orderby=displayName",
    "?xp=1", "?$count=true#x", "#?$expand=manager", "?",
  ]
  private static let paths = [
    "/users", "/users/{id}", "/me", "/me/messages", "/users/{id}/messages", "/groups", "/groups/{id}", "/ME/drive",
    "//me//events", "/deviceManagement/managedDevices", "/applications/{id}", "/meetings", "/v1.0", "",
  ]

  @Test(arguments: ["", "/v1.0", "/beta", "/BETA", "/V1.0"])
  func whatAGlanceRulesOutDecidesNothing(version: String) {
    let catalog = Catalog.shared
    var (ruledOut, asked) = (0, 0)
    for path in Self.paths {
      for query in Self.queries {
        let url = "https://graph.microsoft.com\(version)\(path)\(query)"
        let bytes = Array(url.utf8)
        guard case .operation(let match) = catalog.match(method: .get, url: bytes.span.bytes) else { continue }
        if catalog.mayAsk(bytes.span.bytes, match) {
          asked += 1
        } else if query.contains("?") {
          ruledOut += 1
          for flow in [Flow.application, .delegated] {
            #expect(catalog.asked(url, of: match.operation, flow: flow) == nil, "\(url)")
          }
        }
      }
    }
    #expect(ruledOut > 10 && asked > 10)
  }
}
