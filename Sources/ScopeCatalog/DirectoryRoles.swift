import ScopeValues

/// A directory role as a token's `wids` and role assignments name it, by the id of its template.
package struct DirectoryRole: Hashable, Sendable {
  package var name: String
  /// Whether the id is no role at all, but stands in ordinary tokens.
  package var isMarker: Bool
  package var intuneAccess: IntuneAccess
  /// How much it matters that an application holds it: 0 for info up to 4 for critical.
  package var severityRank = 0
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
  package var directoryRoleCount: Int { count(.directoryRoles, stride: 32) }

  package func directoryRoleIdentifier(_ index: Int) -> Identifier {
    (word64(.directoryRoles, index * 32), word64(.directoryRoles, index * 32 + 8))
  }

  package func directoryRole(at index: Int) -> DirectoryRole {
    let at = index * 32
    let flags = word32(.directoryRoles, at + 24)
    return DirectoryRole(
      name: text(word32(.directoryRoles, at + 16), word32(.directoryRoles, at + 20)), isMarker: flags & 1 == 1,
      intuneAccess: IntuneAccess(rawValue: UInt8(truncatingIfNeeded: word32(.directoryRoles, at + 28))) ?? .unknown,
      severityRank: flags >> 8)
  }

  /// The roles with a name or another name, in any letter case.
  package func directoryRoles(named name: String) -> [Int] {
    let wanted = name.lowercased()
    let known = (0..<directoryRoleCount).filter { directoryRole(at: $0).name.lowercased() == wanted }
    guard known.isEmpty else { return known }
    return (0..<count(.directoryRoleAliases, stride: 12)).filter { index in
      let alias = text(word32(.directoryRoleAliases, index * 12), word32(.directoryRoleAliases, index * 12 + 4))
      return alias.lowercased() == wanted
    }.map { word32(.directoryRoleAliases, $0 * 12 + 8) }
  }

  /// The role with a template id; nil where the catalog does not know it.
  package func directoryRole(_ identifier: Identifier) -> DirectoryRole? {
    (0..<directoryRoleCount).first { directoryRoleIdentifier($0) == identifier }.map { directoryRole(at: $0) }
  }
}
