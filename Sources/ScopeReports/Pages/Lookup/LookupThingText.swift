internal import ScopeCatalog
import ScopeValues

extension LookupThing {
  /// A heading, then what is known in indented lines.
  ///
  /// - Parameter listsPermissions: whether every permission of an API is listed; otherwise they are counted.
  func text(_ catalog: Catalog, style: TextStyle, listsPermissions: Bool) -> String {
    let (name, id) = name(catalog)
    var text = style.paint(name, .bold)
    switch self {
    case .resource(let index):
      text += "  (API)\n  \(id ?? "")\n"
      let aliases = catalog.resourceAliases(index)
      if !aliases.isEmpty { text += style.wrap("also called \(aliases.joined(separator: ", "))", indent: 2) }
      if catalog.resourceIsRetired(index) { text += "  retired: it no longer answers\n" }
      text += Self.permissions(of: index, catalog, listsPermissions)
    case .application(let index) where catalog.applicationIsMicrosofts(index):
      text += "  (one of Microsoft's own applications)\n  \(id ?? "")\n"
    case .application:
      text += "  (listed among Microsoft's ids)\n  \(id ?? "")\n"
      text += style.wrap(
        "The list that names it gives no owner: it may be an application, a licence, a role in Azure or anything else.",
        indent: 2)
    case .role(let index):
      let role = catalog.directoryRole(at: index)
      text += role.isMarker ? "  (no role; an id that tokens carry in wids)\n" : "  (directory role)\n"
      text += "  \(id ?? "")\n"
      guard !role.isMarker else { break }
      text += "  \(role.intuneAccess.sentence)\n"
      text += "  held by an application: \(Self.severity(role))\n"
    case .property(let explanation):
      text += explanation.isSteps ? "\n" : "  (property of a registration)\n"
      text += style.wrap(explanation.meaning, indent: 2)
      if !explanation.change.isEmpty {
        text += style.wrap(explanation.change, indent: 7, lead: "  " + style.paint("set", .good) + "  ")
      }
      text += style.wrap("rules: \(explanation.rules.joined(separator: ", "))", indent: 2)
    }
    return text
  }

  /// How much it matters that an application holds a role, in the word of findings.
  static func severity(_ role: DirectoryRole) -> String {
    let names = ["info", "low", "medium", "high", "critical"]
    return names[min(max(role.severityRank, 0), names.count - 1)]
  }

  private static func permissions(of resource: Int, _ catalog: Catalog, _ lists: Bool) -> String {
    let all = catalog.permissions(of: resource)
    let application = all.count { $0.flow == .application }
    let whole = catalog.resourceIsComplete(resource) ? "" : "; there may be more"
    var text = "  \(application) application permissions, \(all.count - application) delegated, known\(whole)\n"
    guard lists || all.count <= 100 else { return text + "  --operations lists them\n" }
    for permission in all {
      let id = GUID(high: permission.high, low: permission.low)
      text += "  \(permission.flow.name.padded(to: 13))\(id)  \(catalog.name(permission.nameIndex))\n"
    }
    return text
  }
}

extension Catalog {
  /// The published permissions of a resource that have an id, application permissions first, by name.
  func permissions(of resource: Int) -> [Permission] {
    let all = permissionIndexes(of: resource).lazy.map { permission($0) }.filter {
      $0.hasIdentifier && $0.status != .unpublished
    }
    return all.sorted { ($0.flow, $0.nameIndex, $0.index) < ($1.flow, $1.nameIndex, $1.index) }
  }
}
