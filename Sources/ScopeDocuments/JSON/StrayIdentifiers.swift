package import ScopeValues

extension JSONDocument {
  /// Calls `body` with every id that stands in a value, as a text or as the name of a member, in any spelling.
  ///
  /// What an application offers to others is left out: those ids are its own.
  package func forEachIdentifier(in place: JSONPlace, _ body: (GUID, JSONPlace) -> Void) {
    var index = Int(place.node)
    let end = Int(nodes[index].next)
    while index < end {
      let node = nodes[index]
      let length = node.end &- node.start
      switch node.kind {
      case .string where length >= Self.shortest && length <= Self.longest,
        .key where length >= Self.shortest && length <= Self.longest:
        let place = JSONPlace(node: index)
        if let guid = node.hasEscapes ? GUID(spelling: text(place)) : GUID(spelling: content(place)) {
          body(guid, place)
        }
      case .key where offersPermissions(JSONPlace(node: index)):
        index = Int(nodes[index + 1].next)
        continue
      default: break
      }
      index += 1
    }
  }

  private func offersPermissions(_ key: JSONPlace) -> Bool {
    switch memberName(key) {
    case .appRoles, .oauth2PermissionScopes, .oauth2Permissions, .preAuthorizedApplications: true
    default: false
    }
  }

  /// Of an id with its quotes: without hyphens, and as a URN with room for white space and escapes.
  private static let shortest: UInt32 = 34
  private static let longest: UInt32 = 128
}
