internal import ScopeDocuments

extension Checks {
  /// Clients whose consent page grants this API's permissions along with their own.
  static let bundledConsent = Check(application: "bundled-consent") { application, context in
    guard
      let place = application.rareMember(
        "knownclientapplications", or: "known_client_applications", inAPI: true)
    else { return context.cannotAssess("the export does not show knownClientApplications") }
    let clients = context.document.elements(of: place).filter { context.document.kind($0) == .string }
    guard let first = clients.first else { return }
    let who = clients.count == 1 ? "a client" : "\(clients.count) clients"
    context.report(
      first, "Whoever consents to \(who) consents to what this API asks for as well, on one page.",
      related: clients.dropFirst().prefix(20).map { ($0, "Another of the clients.") })
  }
}
