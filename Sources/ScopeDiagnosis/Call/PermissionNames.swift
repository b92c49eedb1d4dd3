internal import ScopeCatalog
import ScopeValues

/// Names of Microsoft Graph's permissions, as services print them and as the catalog knows them.
struct PermissionNames: Sendable {
  let catalog: Catalog
  private let graph: Int?

  init(catalog: Catalog) {
    self.catalog = catalog
    graph = catalog.graph
  }

  /// A name out of a service's list.
  struct Printed: Hashable, Sendable {
    /// The name to use.
    var name: String
    /// What the service printed, where it is another name.
    var printed: String?
    var isKnown: Bool
    /// The resource that publishes the name, where it is not Microsoft Graph.
    var resource: String?
  }

  /// The names in a list's entries, in order and once each.
  ///
  /// A console breaks lines inside names, and other words may follow one: the longest joining that is a known
  /// name counts, and where there is none, the first word.
  func read(_ entries: [String]) -> [Printed] {
    var names: [Printed] = []
    for entry in entries.flatMap(Self.joined) {
      let words = entry.prefix(6).map(String.init)
      guard let first = words.first,
        first.utf8.contains(where: { ASCII.smallLetters.contains($0 | 0x20) })
      else { continue }
      let joinings = words.indices.reversed().map { words[...$0].joined() }
      let found = joinings.lazy.compactMap { self.known($0) }.first ?? Printed(name: first, isKnown: false)
      if !names.contains(where: { $0.name == found.name }) { names.append(found) }
    }
    return names
  }

  /// Whether a service joins all that it lists by "and", so that all of it is needed.
  static func areTogether(_ entries: [String]) -> Bool { entries.count == 1 && joined(entries[0]).count > 1 }

  /// The words of an entry, parted where an "and" joins two names.
  private static func joined(_ entry: String) -> [ArraySlice<Substring>] {
    entry.split { $0 == " " }.split { $0.lowercased() == "and" }
  }

  private func known(_ text: String) -> Printed? {
    if let name = catalog.currentName(of: text) { return Printed(name: name, printed: text, isKnown: true) }
    return canonical(text).map { Printed(name: $0, isKnown: true, resource: resource(of: $0)) }
  }

  /// The catalog's spelling of a name; nil for a name that neither Microsoft Graph nor one resource alone has.
  func canonical(_ name: String) -> String? {
    permissions(name).first.map { catalog.name($0.nameIndex) }
  }

  /// The resource that publishes a name, where it is not Microsoft Graph and no other one does.
  func resource(of name: String) -> String? {
    permissions(name).first.flatMap { $0.resource == graph ? nil : catalog.resourceName($0.resource) }
  }

  /// The name of the application permission with an id; nil where Microsoft Graph has none.
  func named(_ identifier: Catalog.Identifier) -> String? {
    catalog.permissions(with: identifier).first { $0.flow == .application && $0.resource == graph }.map {
      catalog.name($0.nameIndex)
    }
  }

  func index(_ name: String) -> Int? { permissions(name).first?.nameIndex }

  func permission(_ name: String, _ flow: Flow) -> Permission? { permissions(name).first { $0.flow == flow } }

  /// Whether a permission reaches the whole directory: never advised out of a list that holds anything narrower.
  func isWide(_ name: String) -> Bool { index(name).map(catalog.isWide) ?? false }

  /// Microsoft Graph's permissions with a name; those of another resource where that one alone has the name, which is
  /// what a service that is not Microsoft Graph lists.
  private func permissions(_ name: String) -> [Permission] {
    let all = catalog.permissions(named: name)
    let own = all.filter { $0.resource == graph }
    guard own.isEmpty else { return own }
    return Set(all.map(\.resource)).count == 1 ? all : []
  }
}

/// What a permission's name tells by its parts.
enum PermissionWord {
  /// Whether a name speaks of reading and of nothing else.
  static func onlyReads(_ name: String) -> Bool {
    let parts = name.split { $0 == "." }.dropFirst()
    return parts.contains { $0.hasPrefix("Read") } && !parts.contains { $0.contains("Write") }
  }

  /// Whether a name is one of those that the owner of a team, a chat or a meeting gives for that one alone.
  ///
  /// Source: learn.microsoft.com/microsoftteams/platform/graph-api/rsc/resource-specific-consent.
  static func isOfOneResource(_ name: String) -> Bool {
    [".Group", ".Chat", ".Team", ".User"].contains(where: name.hasSuffix)
  }

  /// Permissions that reach every device or administrator, and deserve a thought before they are granted.
  static func isFarReaching(_ name: String) -> Bool {
    [
      "PrivilegedOperations", "RBAC.ReadWrite", "Scripts.ReadWrite", "Configuration.ReadWrite",
      "RoleManagement.ReadWrite",
    ]
    .contains { name.contains($0) }
  }
}
