/// What a call does to an entity.
package enum EntityAction: UInt8, CaseIterable, Sendable {
  case read, create, update, delete, call

  package var name: String {
    switch self {
    case .read: "read"
    case .create: "create"
    case .update: "update"
    case .delete: "delete"
    case .call: "call actions"
    }
  }
}

/// A set of actions.
package struct EntityActions: OptionSet, Hashable, Sendable {
  package var rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }
  package init(_ action: EntityAction) { rawValue = 1 << action.rawValue }

  package var names: [String] { EntityAction.allCases.filter { contains(EntityActions($0)) }.map(\.name) }
}

extension Catalog {
  /// The entities that a permission opens and what it may do to each: in the Intune article's words where it
  /// describes the permission, else by the paths of the operations that it opens.
  package func entities(of permission: Permission) -> [EntityAccess] {
    let described = entities(nameIndex: permission.nameIndex)
    return described.isEmpty ? openedEntities(of: permission) : described
  }

  private func openedEntities(of permission: Permission) -> [EntityAccess] {
    guard resourceName(permission.resource) == "Microsoft Graph" else { return [] }
    let list = Int(permission.flow.rawValue) * nameCount + permission.nameIndex
    let range = word32(.openedEntityLists, list * 4)..<word32(.openedEntityLists, list * 4 + 4)
    return range.map { entry in
      let packed = word32(.openedEntities, entry * 8 + 4)
      return EntityAccess(
        entity: text(word32(.openedEntities, entry * 8), packed >> 8),
        actions: EntityActions(rawValue: UInt8(truncatingIfNeeded: packed)).names)
    }
  }
}
