package import ScopeCatalog
package import ScopeDocuments

/// Requests matched against the catalog, equal ones once with their number.
package struct RequestedCalls {
  package private(set) var calls: [NeededCall] = []
  /// Recorded requests to other hosts.
  package private(set) var otherHosts = 0

  package init(_ requests: [RecordedRequest], catalog: Catalog) {
    var known: [String: Int] = [:]
    for request in requests {
      let body = request.body.map { RequestBody(properties: $0.properties, resource: $0.resource) }
      let name = "\(request.method) \(request.url) \(request.body?.key ?? "")"
      if let index = known[name] {
        calls[index].count += 1
        continue
      }
      if request.isEntity {
        known[name] = calls.count
        calls.append(NeededCall(entity: request.url, action: request.method, catalog: catalog))
        continue
      }
      let match = catalog.match(method: request.method, url: request.url)
      if request.isFromTraffic, case .notGraph(.otherHost) = match {
        otherHosts += 1
        continue
      }
      known[name] = calls.count
      calls.append(
        NeededCall(
          method: request.method, url: request.url, operation: match.operation, obstacle: match.obstacle(catalog),
          body: body))
    }
    calls.sort {
      ($0.operation.map(catalog.template) ?? $0.url, $0.method, $0.url) < (
        $1.operation.map(catalog.template) ?? $1.url, $1.method, $1.url
      )
    }
  }
}

extension RequestMatch {
  fileprivate var operation: OperationIndex? {
    if case .operation(let matched) = self { matched.operation } else { nil }
  }

  /// Why there is no operation, in one sentence.
  fileprivate func obstacle(_ catalog: Catalog) -> String {
    switch self {
    case .operation: ""
    case .otherMethods(let other):
      "The catalog knows this path only with \(other.methods.list.map(\.name).joined(separator: ", "))."
    case .unknownPath: "The catalog does not know this path."
    case .notGraph(.azureADGraph): "This is Azure AD Graph, which Microsoft has retired: its permissions are others."
    case .notGraph(.otherHost): "This host is not Microsoft Graph: its permissions are others."
    case .notGraph(.notAnAddress): "This is neither a URL nor a path."
    }
  }
}
