internal import CatalogData
import ScopeValues

/// What a permission is about, as people who answer for data and devices think of it.
package enum DataKind: Int, CaseIterable, Sendable {
  case mail, files, chats, users, devices, apps, policies, roles
  /// What `rules/catalog/data-kinds.tsv` does not name.
  case other

  /// The word for it in a table.
  package var name: String { "\(self)" }
}

/// One kind that a permission is about.
package struct AddressedKind: Hashable, Sendable {
  package var kind: DataKind
  /// Whether the permission reads this kind and no more, whatever it does to others.
  package var onlyReads = false
}

extension Catalog {
  /// The kinds that each permission is about, by its index; none for what only signs in.
  ///
  /// The longest beginning of the name decides; source: `rules/catalog/data-kinds.tsv`.
  package func addressedKinds() -> [[AddressedKind]] {
    var rows: [Int: [(beginning: [UInt8], isWhole: Bool, kinds: [AddressedKind])]] = [:]
    let table = UnsafeBufferPointer(start: scopeaudit_data_kinds_bytes(), count: scopeaudit_data_kinds_size())
    for line in table.split(separator: ASCII.lineFeed) {
      let cells = line.split(separator: ASCII.tab)
      guard cells.count == 3, let resource = resource(named: String(decoding: cells[0], as: UTF8.self)) else {
        continue
      }
      let isWhole = cells[1].last == ASCII.dollar
      rows[resource, default: []].append(
        (
          Array(isWhole ? cells[1].dropLast() : cells[1]), isWhole,
          Self.kinds(String(decoding: cells[2], as: UTF8.self))
        ))
    }
    return (0..<permissionCount).map { index in
      let permission = permission(index)
      let name = Array(name(permission.nameIndex).utf8)
      let fitting = rows[permission.resource, default: []].filter {
        $0.isWhole ? name == $0.beginning : name.starts(with: $0.beginning)
      }
      return fitting.max { ($0.beginning.count, $0.isWhole ? 1 : 0) < ($1.beginning.count, $1.isWhole ? 1 : 0) }?.kinds
        ?? [AddressedKind(kind: .other)]
    }
  }

  private static func kinds(_ cell: String) -> [AddressedKind] {
    cell.split(separator: " ").compactMap { word in
      let parts = word.split(separator: ":")
      guard let name = parts.first, let kind = DataKind.allCases.first(where: { $0.name == name }) else { return nil }
      return AddressedKind(kind: kind, onlyReads: parts.count == 2)
    }
  }
}
