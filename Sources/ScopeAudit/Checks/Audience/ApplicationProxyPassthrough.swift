internal import ScopeDocuments
import ScopeValues

extension Checks {
  /// An application of the local network that is published to the internet with nobody signed in.
  static let applicationProxyPassthrough = Check(application: "application-proxy-passthrough") {
    application, context in
    guard let publishing = application.rareMember("onpremisespublishing", or: "on_premises_publishing") else {
      return context.cannotAssess("the export does not show onPremisesPublishing, which only the beta of Graph has")
    }
    guard let place = context.document.rareMember("externalauthenticationtype", of: publishing),
      context.document.text(place).lowercased().hasPrefix("passthru")
    else { return }
    context.report(
      place, "Everybody on the internet reaches the application in the local network without signing in to Entra.")
  }
}
