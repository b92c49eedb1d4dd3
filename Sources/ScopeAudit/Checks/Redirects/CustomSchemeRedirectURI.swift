internal import ScopeDocuments
import ScopeValues

extension Checks {
  /// The out-of-band urn, or a scheme that any app on the device can claim.
  static let customSchemeRedirectURI = Check(application: "custom-scheme-redirect-uri") { application, context in
    for entry in context.redirects(of: application) {
      let address = entry.address
      guard !address.scheme.isEmpty, !address.isWeb, !isBoundToItsApp(address.scheme) else { continue }
      if address.text.spells("urn:ietf:wg:oauth:2.0:oob") {
        context.report(
          entry, "Nothing receives the out-of-band address: the code ends up in a window title or on the clipboard.")
      } else {
        context.report(
          entry, "Any app on the device can claim the scheme \(address.schemeName), and receive the codes.")
      }
    }
  }

  /// Schemes that a broker answers, or that the system ties to one app's package or signature.
  private static func isBoundToItsApp(_ scheme: ArraySlice<UInt8>) -> Bool {
    scheme.spells("msauth") || scheme.begins(with: "msauth.") || scheme.spells("ms-appx-web")
      || scheme.spells("ms-app") || scheme.begins(with: "brk-")
  }
}
