internal import ScopeDocuments
import ScopeValues

extension Checks {
  /// A redirect URI on a shared domain whose names go to whoever registers them.
  static let reclaimableRedirectHost = Check(application: "reclaimable-redirect-host") { application, context in
    for entry in context.redirects(of: application) { context.judgeReclaimable(entry) }
  }

  /// Whether the host carries App Service's random part and region, which only its own tenant can register again.
  ///
  /// Source: App Service, unique default host names (name-hash.region-01.azurewebsites.net).
  fileprivate static func isBoundToItsTenant(_ host: ArraySlice<UInt8>, of domain: StaticString) -> Bool {
    host.ends(with: "-01.azurewebsites.net")
  }

  /// Domains under which a released name can be registered by anybody.
  ///
  /// Sources: Microsoft, "Prevent dangling DNS entries and avoid subdomain takeover", for the names in Azure; the
  /// providers' own pages for page hosts and tunnels.
  fileprivate static let sharedDomains: [StaticString] = [
    ".azurewebsites.net", ".cloudapp.net", ".cloudapp.azure.com", ".trafficmanager.net", ".azureedge.net",
    ".azurefd.net", ".azurecontainer.io", ".azure-api.net", ".blob.core.windows.net", ".web.core.windows.net",
    ".azurewebsites.us", ".usgovcloudapp.net", ".chinacloudsites.cn", ".chinacloudapp.cn",
    ".github.io", ".gitlab.io", ".netlify.app", ".vercel.app", ".pages.dev", ".herokuapp.com", ".onrender.com",
    ".fly.dev", ".surge.sh", ".glitch.me", ".web.app", ".firebaseapp.com", ".appspot.com",
    ".elasticbeanstalk.com", ".s3.amazonaws.com",
    ".ngrok.io", ".ngrok.app", ".ngrok.dev", ".ngrok-free.app", ".ngrok-free.dev", ".trycloudflare.com", ".loca.lt",
    ".serveo.net",
  ]
}

extension CheckContext {
  /// Reports a redirect URI whose host goes to whoever registers it.
  mutating func judgeReclaimable(_ entry: RedirectList.Entry) {
    guard entry.address.isWeb else { return }
    let host = entry.address.host
    guard let domain = Checks.sharedDomains.first(where: host.ends), !Checks.isBoundToItsTenant(host, of: domain) else {
      return
    }
    if entry.address.hostIsExpression {
      cannotAssess("the host of a redirect URI is a placeholder")
    } else {
      report(
        entry,
        "\(entry.address.hostName) goes to whoever registers it. If the site is ever deleted, somebody else can take the name and receive the codes."
      )
    }
  }
}
