package import ScopeCatalog

/// How far a permission goes with one kind of data or devices; the higher, the further.
package enum PowerLevel: Int, CaseIterable, Comparable, Sendable {
  case none, read, change, takeover

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// The word for it in a table.
  package var name: String { "\(self)" }
}

/// Who can touch what: each permission's level for each kind of data and devices.
///
/// Kinds come from the catalog's table, what is read or changed from the calls that a permission opens, and takeover
/// from the rules that rate permissions.
package struct PermissionPowers: Sendable {
  /// By permission, then by kind.
  private var levels: [PowerLevel]

  package init(catalog: Catalog, book: RuleBook = .shared) {
    let ratings = PermissionRatings(book: book, catalog: catalog)
    let kinds = catalog.addressedKinds()
    levels = Array(repeating: .none, count: catalog.permissionCount * DataKind.allCases.count)
    for index in 0..<catalog.permissionCount where !kinds[index].isEmpty {
      let permission = catalog.permission(index)
      let takesOver = ratings[permission].contains { TakeoverClass.holds($0, permission.flow) }
      let level: PowerLevel = takesOver ? .takeover : Self.changes(permission, catalog) ? .change : .read
      for addressed in kinds[index] {
        levels[index * DataKind.allCases.count + addressed.kind.rawValue] = addressed.onlyReads ? .read : level
      }
    }
  }

  /// How far a permission goes with one kind.
  package func level(_ permission: Int, _ kind: DataKind) -> PowerLevel {
    levels[permission * DataKind.allCases.count + kind.rawValue]
  }

  /// How far a permission goes with whatever it goes furthest with.
  package func level(_ permission: Int) -> PowerLevel {
    DataKind.allCases.map { level(permission, $0) }.max() ?? .none
  }

  private static func changes(_ permission: Permission, _ catalog: Catalog) -> Bool {
    let words = catalog.name(permission.nameIndex).split(separator: ".").dropFirst()
    // The documented form is resource.operation.constraint.
    if words.contains(where: { $0.hasPrefix("Read") }), !words.contains(where: { $0.contains("Write") }) {
      return catalog.changingCalls(of: permission) > 0
    }
    let opened = catalog.entities(of: permission)
    return opened.isEmpty || !opened.allSatisfy { $0.actions == [EntityAction.read.name] }
  }
}
