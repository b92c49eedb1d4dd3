internal import ScopeDocuments

extension Checks {
  /// A developer's address among the web addresses of an application that other people use.
  static let loopbackRedirectURI = Check(application: "loopback-redirect-uri") { application, context in
    let web = context.redirects(of: application).filter { $0.platform != .publicClient && $0.address.isWeb }
    guard web.contains(where: \.address.isLoopback) else { return }
    let hasOtherHosts = web.contains { !$0.address.isLoopback }
    if !hasOtherHosts {
      guard let isMultiTenant = application.isMultiTenant else {
        return context.cannotAssess("the export does not say who may sign in, and every address is a developer's")
      }
      guard isMultiTenant else { return }
    }
    for entry in web where entry.address.isLoopback {
      if entry.platform == .unknown {
        context.cannotAssess("the export lists redirect URIs without their platform")
      } else {
        context.report(
          entry,
          "A developer's address in an application that others use. Any program on that port of a user's computer can receive codes."
        )
      }
    }
  }
}
