/// A directory role as a token's `wids` names it, by the id of its template.
package struct DirectoryRole: Hashable, Sendable {
  package var name: String
  /// Whether the id is no role at all, but stands in ordinary tokens.
  package var isMarker: Bool
  package var intuneAccess: IntuneAccess
}

/// What a directory role alone permits in Intune (Intune, role-based access control).
package enum IntuneAccess: UInt8, CaseIterable, Sendable {
  case unknown, none, audit, read, readAndEndpointSecurity, readWrite

  /// The name as rules/catalog/directory-roles.tsv writes it.
  package var name: String {
    switch self {
    case .unknown: "-"
    case .none: "none"
    case .audit: "audit"
    case .read: "read"
    case .readAndEndpointSecurity: "readAndEndpointSecurity"
    case .readWrite: "readWrite"
    }
  }
}

extension Catalog {
  /// The role with a template id; nil where the catalog does not know it.
  package func directoryRole(_ identifier: Identifier) -> DirectoryRole? {
    for row in 0..<count(.directoryRoles, stride: 32) {
      let at = row * 32
      guard (word64(.directoryRoles, at), word64(.directoryRoles, at + 8)) == identifier else { continue }
      return DirectoryRole(
        name: text(word32(.directoryRoles, at + 16), word32(.directoryRoles, at + 20)),
        isMarker: word32(.directoryRoles, at + 24) == 1,
        intuneAccess: IntuneAccess(rawValue: UInt8(truncatingIfNeeded: word32(.directoryRoles, at + 28))) ?? .unknown)
    }
    return nil
  }
}
