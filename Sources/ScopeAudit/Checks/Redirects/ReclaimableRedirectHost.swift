internal import ScopeCatalog
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
  fileprivate static func isBoundToItsTenant(_ host: ArraySlice<UInt8>) -> Bool {
    host.ends(with: "-01.azurewebsites.net")
  }
}

extension CheckContext {
  /// Reports a redirect URI whose host goes to whoever registers it.
  mutating func judgeReclaimable(_ entry: RedirectList.Entry) {
    guard entry.address.isWeb else { return }
    let host = entry.address.host
    let domain = ReclaimableDomain.all.first { host.ends(with: $0.ending) }
    guard let domain, !Checks.isBoundToItsTenant(host) else { return }
    if entry.address.hostIsExpression {
      cannotAssess("the host of a redirect URI is a placeholder")
    } else {
      report(
        entry,
        "\(entry.address.hostName) goes to whoever registers it. If the site is ever deleted, somebody else can take the name at \(domain.service) and receive the codes."
      )
    }
  }
}
