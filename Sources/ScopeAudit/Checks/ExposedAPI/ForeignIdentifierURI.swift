internal import ScopeDocuments
import ScopeValues

extension Checks {
  /// An identifier URI that is on no name of the publisher's.
  ///
  /// Source: Microsoft, "Restrictions on identifier URIs of applications": the patterns that are safe.
  static let foreignIdentifierURI = Check(application: "foreign-identifier-uri") { application, context in
    for place in context.shown(application.identifierURIs, identifierURIGap)?.value ?? [] {
      guard context.document.kind(place) == .string else {
        context.cannotAssess("an identifier URI is \(context.document.kind(place).phrase), not a string")
        continue
      }
      switch IdentifierURI(context.document.plainContent(place), of: application) {
      case .own: break
      case .foreign(let message): context.report(place, message, subject: [context.document.text(place)])
      case .unknown(let reason): context.cannotAssess(reason)
      }
    }
  }

  private static let identifierURIGap = PropertyGap("identifierUris")
}

/// Whose name an identifier URI is on.
private enum IdentifierURI {
  case own
  case foreign(String)
  case unknown(String)

  init(_ text: ArraySlice<UInt8>, of application: Application) {
    let address = RedirectAddress(text)
    if address.isExpression || text.contains(ASCII.openBrace) {
      self = .unknown("an identifier URI is a template expression")
    } else if address.scheme.isEmpty {
      self = .foreign("This is no URI, and nothing ties it to the publisher.")
    } else if address.isHTTP {
      self = .foreign("An http name belongs to no verified domain.")
    } else if address.scheme.spells("urn") {
      self = .own
    } else if let id = application.appId.value, !id.isEmpty, text.contains(id) {
      self = .own
    } else if let guid = GUID(address.host) {
      self = Self.judge(guid, address, application)
    } else if !address.host.contains(ASCII.point) {
      self = .foreign("Nothing ties \(address.schemeName)://\(address.hostName) to the publisher.")
    } else if let domain = application.publisherDomain.value, !domain.isEmpty {
      self = Self.judge(address, domain)
    } else {
      self = .unknown("the export does not show publisherDomain")
    }
  }

  /// An id that is not the application's: the tenant's before a path, which a manifest does not show.
  private static func judge(_ guid: GUID, _ address: RedirectAddress, _ application: Application) -> IdentifierURI {
    guard application.appId.value != nil else { return .unknown("the export does not show the application's id") }
    if address.text.count > address.scheme.count + 3 + address.host.count + 1 {
      return .unknown("an identifier URI begins with an id that may be the tenant's")
    }
    return .foreign("\(guid) is not this application's id.")
  }

  private static func judge(_ address: RedirectAddress, _ domain: String) -> IdentifierURI {
    let host = address.host.map(\.lowercased)
    let own = Array(domain.lowercased().utf8)
    if host == own || host.count > own.count && host.suffix(own.count + 1).elementsEqual([ASCII.point] + own) {
      return .own
    }
    if host[...].ends(with: ".onmicrosoft.com") {
      return .unknown("the export does not show the tenant's onmicrosoft.com name")
    }
    return .foreign("\(address.hostName) is not on the publisher's domain, \(domain).")
  }
}

extension ArraySlice<UInt8> {
  /// Whether the bytes contain a text, letter case aside.
  fileprivate func contains(_ text: String) -> Bool {
    let wanted = text.utf8.map(\.lowercased)
    guard !wanted.isEmpty, count >= wanted.count else { return false }
    for start in startIndex...(endIndex - wanted.count)
    where self[start..<start + wanted.count].lazy.map(\.lowercased).elementsEqual(wanted) { return true }
    return false
  }
}
