import ScopeCatalog
import ScopeReports
import ScopeValues

/// The embedded catalog: permissions, requests, and the entities and actions of Intune.
public enum PermissionCatalog {
  /// The date of the facts, such as "2026-08-20".
  public static var date: String { Catalog.shared.date }

  /// Begins the SHA-256 of the facts.
  public static var digest: String { Catalog.shared.digest }

  /// Everything that a name, an id, a request, an entity or an action can mean; empty where nothing is known.
  public static func lookUp(_ word: String) -> [CatalogAnswer] {
    let catalog = Catalog.shared
    return LookupItem.find(word, catalog).filter(\.isAnswered).compactMap { CatalogAnswer($0, catalog) }
  }
}

/// One answer of the catalog.
public enum CatalogAnswer: Hashable, Sendable {
  /// A permission in the flows that it has.
  case permission(resource: String, name: String, flows: [CallerFlow])
  /// A request, and the least permission in each flow that it has.
  case request(method: String, template: String, least: [CallerFlow: [String]])
  /// An entity of Intune, and the permissions that read and change it.
  case entity(String, read: [String], change: [String])
  /// A remote action of Intune, and the permissions that allow it.
  case remoteAction(String, permissions: [String])
  /// An API ("resource"), one of Microsoft's applications ("application"), a directory role ("role") or a property of a
  /// registration ("property"), and its id where it has one.
  case named(kind: String, name: String, id: String?)

  init?(_ item: LookupItem, _ catalog: Catalog) {
    switch item {
    case .permission(let list, _):
      guard let first = list.first else { return nil }
      self = .permission(
        resource: catalog.resourceName(first.resource), name: catalog.name(first.nameIndex),
        flows: list.map { CallerFlow($0.flow) })
    case .request(let request):
      guard let operation = request.operation else { return nil }
      let least = Flow.allCases.map { flow in
        (
          CallerFlow(flow),
          catalog.requirement(of: operation, flow: flow, url: request.url).least.map { alternative in
            alternative.names.map { catalog.name($0) }.joined(separator: " + ")
          }
        )
      }
      self = .request(
        method: request.method, template: catalog.template(of: operation),
        least: Dictionary(uniqueKeysWithValues: least.filter { !$0.1.isEmpty }))
    case .entity(let name, let read, let change): self = .entity(name, read: read, change: change)
    case .thing(let thing):
      let (name, id) = thing.name(catalog)
      self = .named(kind: thing.kind, name: name, id: id)
    case .search: return nil
    case .remoteAction(let name, let scopes): self = .remoteAction(name, permissions: scopes)
    }
  }
}
