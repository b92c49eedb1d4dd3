internal import ScopeDocuments

/// The redirect URIs of one application, taken apart once for all rules that look at them.
struct RedirectList {
  struct Entry {
    var platform: RedirectPlatform
    var place: JSONPlace
    var address: RedirectAddress
  }

  var entries: [Entry] = []
  /// Why some addresses, or all of them, cannot be judged.
  var gaps: [String] = []

  init(_ application: Application) {
    guard application.redirects.areShown else {
      gaps.append("the export does not show redirect URIs")
      return
    }
    for platform in application.redirects.unshown {
      gaps.append("the export does not show the redirect URIs of the \(platform.phrase) platform")
    }
    let document = application.document
    for uri in application.redirects.all {
      guard document.kind(uri.place) == .string else {
        gaps.append("a redirect URI is \(document.kind(uri.place).phrase), not a string")
        continue
      }
      let address = RedirectAddress(document.plainContent(uri.place))
      if address.isExpression {
        gaps.append(
          document.runTimeName(uri.place).map { "a redirect URI is decided at run time by \($0)" }
            ?? "a redirect URI is a template expression")
      } else {
        entries.append(Entry(platform: uri.platform, place: uri.place, address: address))
      }
    }
  }
}

extension CheckContext {
  /// The redirect URIs that can be judged; what the export leaves open is noted for the running rule.
  mutating func redirects(of application: Application) -> [RedirectList.Entry] {
    let list = redirectList ?? RedirectList(application)
    redirectList = list
    for gap in list.gaps { cannotAssess(gap) }
    return list.entries
  }

  /// Reports a redirect URI, told apart by its text and platform.
  mutating func report(_ entry: RedirectList.Entry, _ message: String, severity: Severity? = nil) {
    report(
      entry.place, message,
      subject: [String(decoding: entry.address.text, as: UTF8.self), entry.platform.rawValue], severity: severity)
  }
}
