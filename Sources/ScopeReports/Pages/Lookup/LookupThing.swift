package import ScopeCatalog
import ScopeValues

/// Something that `lookup` knows beside permissions, requests and entities.
package enum LookupThing: Sendable {
  /// Index of an API that the catalog holds permissions of.
  case resource(Int)
  /// Index of one of Microsoft's applications, or of another id that is listed among them.
  case application(Int)
  /// Index of a directory role.
  case role(Int)
  case property(Explanation)

  /// Everything that a name or an id means here.
  static func find(_ word: String, _ catalog: Catalog) -> [LookupThing] {
    if let guid = GUID(word) {
      let identifier = (guid.high, guid.low)
      let role = (0..<catalog.directoryRoleCount).first { catalog.directoryRoleIdentifier($0) == identifier }
      let resource = catalog.resource(identifier)
      let application = resource == nil ? catalog.application(identifier) : nil
      return [resource.map(LookupThing.resource), application.map(LookupThing.application), role.map(LookupThing.role)]
        .compactMap { $0 }
    }
    var things: [LookupThing] = []
    let resource = catalog.resource(named: word)
    if let resource { things.append(.resource(resource)) }
    things += catalog.applications(named: word).filter { index in
      // What the catalog holds permissions of has been named already.
      catalog.resource(catalog.applicationIdentifier(index)) == nil
    }.map(LookupThing.application)
    things += catalog.directoryRoles(named: word).map(LookupThing.role)
    if let explanation = catalog.explanation(named: word) { things.append(.property(explanation)) }
    return things
  }

  /// The kind, as JSON names it.
  package var kind: String {
    switch self {
    case .resource: "resource"
    case .application: "application"
    case .role: "role"
    case .property: "property"
    }
  }

  /// The name, and the id where it has one.
  package func name(_ catalog: Catalog) -> (name: String, id: String?) {
    switch self {
    case .resource(let index): (catalog.resourceName(index), Self.text(catalog.resourceIdentifier(index)))
    case .application(let index): (catalog.applicationName(index), Self.text(catalog.applicationIdentifier(index)))
    case .role(let index): (catalog.directoryRole(at: index).name, Self.text(catalog.directoryRoleIdentifier(index)))
    case .property(let explanation): (explanation.name, nil)
    }
  }

  private static func text(_ identifier: Catalog.Identifier) -> String {
    GUID(high: identifier.high, low: identifier.low).description
  }
}

extension IntuneAccess {
  /// What a holder may do in Intune, as the end of a sentence.
  var sentence: String {
    switch self {
    case .unknown: "nothing is known of what it may do in Intune"
    case .none: "in Intune, nothing"
    case .audit: "in Intune, reads audit data alone"
    case .read: "in Intune, reads everything"
    case .readAndEndpointSecurity: "in Intune, reads everything and manages endpoint security"
    case .readWrite: "in Intune, reads and changes everything"
    }
  }
}
