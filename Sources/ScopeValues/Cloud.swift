/// A national cloud of Microsoft: a token of one is worth nothing in another.
///
/// Source: learn.microsoft.com/graph/deployments (the hosts of Microsoft Graph).
package enum Cloud: String, CaseIterable, Hashable, Sendable {
  /// Worldwide, GCC included.
  case global
  /// US Government L4.
  case gccHigh
  /// US Government L5.
  case dod
  /// Operated by 21Vianet.
  case china
  /// Closed in October 2021; its addresses still stand in code.
  case germany

  /// The cloud's name as Microsoft's pages write it.
  package var name: String {
    switch self {
    case .global: "global"
    case .gccHigh: "US Government (GCC High)"
    case .dod: "US Government (DoD)"
    case .china: "China (21Vianet)"
    case .germany: "Germany (closed)"
    }
  }

  /// The host that serves Microsoft Graph.
  package var graphHost: String { String(describing: graphHostText) }

  /// The host that serves Microsoft Graph, without making a text of it.
  package var graphHostText: StaticString {
    switch self {
    case .global: "graph.microsoft.com"
    case .gccHigh: "graph.microsoft.us"
    case .dod: "dod-graph.microsoft.us"
    case .china: "microsoftgraph.chinacloudapi.cn"
    case .germany: "graph.microsoft.de"
    }
  }

  /// Hosts of Microsoft Graph where Microsoft tries what is to come; both serve the global cloud.
  package static let previewGraphHosts: [StaticString] = ["canary.graph.microsoft.com", "graph-ppe.microsoft.com"]

  /// The clouds to which a host of Microsoft's can belong; none where the host says nothing.
  ///
  /// The two clouds of the US Government share every host but Microsoft Graph's, and the first version of
  /// the token service (`sts.windows.net`) issues for both of them and for the global cloud.
  package static func candidates(forHost host: some StringProtocol) -> [Cloud] {
    let host = host.lowercased()
    if let exact = allCases.first(where: { $0.graphHost == host }) { return [exact] }
    if host == "sts.windows.net" { return [.global, .gccHigh, .dod] }
    if host.hasSuffix(".cn") { return [.china] }
    if host.hasSuffix(".microsoftonline.us") || host.hasSuffix(".microsoft.us") || host.hasSuffix(".usgovcloudapi.net")
    {
      return [.gccHigh, .dod]
    }
    let global = [
      ".microsoft.com", ".microsoftonline.com", ".windows.net", ".azure.com", ".ciamlogin.com", ".b2clogin.com",
    ]
    return global.contains { host.hasSuffix($0) } ? [.global] : []
  }
}
