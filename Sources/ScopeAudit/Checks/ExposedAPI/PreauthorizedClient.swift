internal import ScopeCatalog
internal import ScopeDocuments
import ScopeValues

extension Checks {
  /// Clients for whose use of this API nobody is asked; those of Microsoft's are left out, as half the Teams
  /// applications list them.
  static let preauthorizedClient = Check(application: "preauthorized-client") { application, context in
    let clients = (context.shown(application.preAuthorizedClients, preauthorizedGap)?.value ?? []).filter {
      !context.isMicrosofts($0.appId.value)
    }
    guard let first = clients.first else { return }
    let ids = clients.compactMap(\.appId.value)
    let named = ids.prefix(5).joined(separator: ", ") + (ids.count > 5 ? " and \(ids.count - 5) more" : "")
    context.report(
      first.appId.place ?? first.place,
      clients.count == 1
        ? "Nobody is asked before the client \(named) uses \(first.permissionCount == 1 ? "a scope" : "\(first.permissionCount) scopes") of the API."
        : "Nobody is asked before \(clients.count) clients use the API: \(named).",
      related: clients.dropFirst().prefix(20).map {
        ($0.appId.place ?? $0.place, "The client \($0.appId.value ?? "without a readable id").")
      })
  }

  private static let preauthorizedGap = PropertyGap("api.preAuthorizedApplications")
}

extension CheckContext {
  /// Whether an id is one of Microsoft's own applications, as far as the catalog knows them.
  func isMicrosofts(_ appId: String?) -> Bool {
    guard let guid = appId.flatMap({ GUID($0) }) else { return false }
    return catalog.name(ofApplication: (guid.high, guid.low)) != nil
  }
}
