/// The addresses to which an application lets tokens and codes be sent.
package struct RedirectURIs: Sendable {
  package var all: [RedirectURI] = []
  /// Whether the export shows any list of addresses, be it empty.
  package var areShown = false
  /// Platforms that are shown without their list of addresses.
  package var unshown: [RedirectPlatform] = []

  package init() {}

  package func on(_ platform: RedirectPlatform) -> [RedirectURI] { all.filter { $0.platform == platform } }
}

/// One redirect URI and the platform that it is registered for.
package struct RedirectURI: Sendable {
  package var platform: RedirectPlatform
  package var place: JSONPlace
}

/// Where a redirect URI leads to.
package enum RedirectPlatform: String, Sendable {
  case web, spa, publicClient
  /// The oldest manifests carry no platform.
  case unknown
}
