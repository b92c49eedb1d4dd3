import ScopeCatalog
import ScopeValues

/// What an operation works on and does to it, read from its path: the catalog's own words for permissions that
/// no article describes.
struct EntityFacts {
  /// The collection that a path leads to, such as "mailFolders" or "identity/conditionalAccess".
  var entity: String
  var action: EntityAction

  /// - Parameter collections: the paths, without placeholders' names and in lower case, that have members.
  init(_ row: OperationFacts.Row, collections: Set<String>) {
    var segments = row.path.split(separator: "/").map(String.init)
    if segments.first?.lowercased() == "me" { segments[0] = "users" }
    var literals = segments.filter { !$0.hasPrefix("{") && !$0.contains("{id}") }.map { $0.prefix { $0 != "(" } }
    let isMember = segments.last?.hasPrefix("{") == true
    let isCollection = collections.contains(Self.collectionKey(row.path))
    action =
      switch row.method {
      case 0: .read
      case 1 where row.onlyReads: .read
      case 1: isCollection || isMember ? .create : .call
      case 4: .delete
      default: .update
      }
    // The name of an action or function is not what it works on.
    if action == .call || (row.method == 1 && !isCollection), literals.count > 1 { literals.removeLast() }
    literals.removeAll {
      $0.hasPrefix("$") || $0.hasPrefix("microsoft.graph.") || $0 == "delta" || $0.first?.isNumber == true
    }
    guard let first = literals.first else {
      entity = String(row.path)
      return
    }
    if literals.count == 1 {
      entity = String(first)
    } else if Self.owners.contains(first.lowercased()) {
      entity = String(literals[1])
    } else {
      entity = "\(first)/\(literals[1])"
    }
  }

  static func collectionKey(_ path: String) -> String {
    path.lowercased().split(separator: "/").map { $0.hasPrefix("{") ? "{}" : String($0) }.joined(separator: "/")
  }

  /// Collections whose members own others, which have a name of their own.
  private static let owners: Set<String> = ["users", "groups", "sites", "teams", "drives", "chats", "devices", "drive"]
}

extension CatalogCompiler {
  /// Writes for each flow and name which entities the permission opens, and for what.
  mutating func writeOpenedEntities(_ facts: OperationFacts, _ requirements: RequirementFacts, _ names: [String]) {
    let members = facts.rows.map(\.path).filter { $0.hasSuffix("}") }
    let collections = Set(
      members.map { EntityFacts.collectionKey($0.split(separator: "/").dropLast().joined(separator: "/")) })
    let entities = facts.rows.map { EntityFacts($0, collections: collections) }
    // Upstream spells one entity in several letter cases; the one with capitals reads best.
    var spellings: [String: String] = [:]
    for entity in entities.map(\.entity) {
      let key = entity.lowercased()
      if spellings[key].map({ $0 == key || entity < $0 && entity != key }) ?? true { spellings[key] = entity }
    }
    var count = 0
    for flow in 0..<2 {
      for name in names {
        var opened: [String: EntityActions] = [:]
        for row in requirements.opened[flow][name] ?? [] where facts.rows[row].origin == .upstream {
          opened[entities[row].entity.lowercased(), default: []].insert(EntityActions(entities[row].action))
        }
        append32(.openedEntityLists, [count])
        for (key, actions) in opened.sorted(by: { $0.key < $1.key }) {
          let (offset, length) = text.add(spellings[key] ?? key)
          append32(.openedEntities, [offset, length << 8 | Int(actions.rawValue)])
          count += 1
        }
      }
    }
    append32(.openedEntityLists, [count])
  }
}
