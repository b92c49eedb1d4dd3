internal import ScopeDocuments

extension Checks {
  /// A client for whose use of this API nobody is asked.
  static let preauthorizedClient = Check(application: "preauthorized-client") { application, context in
    for client in context.shown(application.preAuthorizedClients, preauthorizedGap)?.value ?? [] {
      let count = client.permissionCount
      context.report(
        client.appId.place ?? client.place,
        "Nobody is asked before this client uses \(count == 1 ? "a scope" : "\(count) scopes") of the API.",
        subject: [client.appId.value ?? ""])
    }
  }

  private static let preauthorizedGap = PropertyGap("api.preAuthorizedApplications")
}
