package import ScopeCatalog
internal import ScopeDocuments
import ScopeValues

/// Prints the answers of `lookup`.
package struct LookupReport {
  private let catalog: Catalog
  private let style: TextStyle
  private let listsOperations: Bool

  package init(catalog: Catalog, style: TextStyle, listsOperations: Bool) {
    self.catalog = catalog
    self.style = style
    self.listsOperations = listsOperations
  }

  // MARK: Text

  package func text(_ items: [LookupItem]) -> String {
    items.filter(\.isAnswered).map { text($0, isOnly: items.count == 1) }.joined(separator: "\n")
  }

  private func text(_ item: LookupItem, isOnly: Bool) -> String {
    switch item {
    case .permission(let list, let asked): permission(list, asked)
    case .request(let request): request.text(catalog, style: style, hasHeading: !isOnly || request.isTranslated)
    case .entity(let name, let read, let change):
      (isOnly ? "" : name + "\n") + Self.readers(read, change).map { "read    \($0)\n" }.joined()
        + change.map { "change  \($0)\n" }.joined()
    case .thing(let thing): thing.text(catalog, style: style, listsPermissions: listsOperations)
    case .search(let search): search.text(catalog, style: style)
    case .remoteAction(let name, let scopes):
      (isOnly ? "" : "\(name) (remote action)\n") + scopes.map { "do      \($0)\n" }.joined()
    }
  }

  /// What reads and no more; all that reads where everything that reads changes, too.
  private static func readers(_ read: [String], _ change: [String]) -> [String] {
    let only = read.filter { !change.contains($0) }
    return only.isEmpty ? read : only
  }

  private func permission(_ list: [Permission], _ asked: LookupItem.AskedWrongly?) -> String {
    guard let first = list.first else { return "" }
    var text = style.paint(catalog.name(first.nameIndex), .bold) + "  (\(catalog.resourceName(first.resource)))\n"
    switch asked {
    case .deadName(let name): text += "  today's name of \(SafeText.line(name))\n"
    case .misprint(let id, let list):
      text += style.wrap("\(list) lists it as \(id), an id that nobody publishes", indent: 2)
    case nil: break
    }
    if let label = catalog.label(nameIndex: first.nameIndex) { text += "  \(label)\n" }
    for permission in list {
      let operations = catalog.operations(openedBy: permission)
      let reads = operations.count { catalog.onlyReads($0.operation) }
      var line = "  " + permission.flow.name.padded(to: 13)
      line +=
        permission.hasIdentifier ? GUID(high: permission.high, low: permission.low).description : "no published id"
      line += permission.consent == .admin ? "  admin consent" : permission.consent == .user ? "  user consent" : ""
      if permission.status != .published { line += "  \(permission.status.name)" }
      if permission.level > 0 { line += "  level \(permission.level)" }
      if !operations.isEmpty { line += "  \(reads) reads, \(operations.count - reads) changes" }
      text += line + "\n"
    }
    for entity in catalog.entities(of: first) {
      text += "  \(entity.entity): \(entity.actions.joined(separator: ", "))\n"
    }
    guard listsOperations else { return text }
    for permission in list {
      text += "\n  \(permission.flow.name); * the least\n"
      for entry in catalog.operations(openedBy: permission) {
        text +=
          "  \(entry.isLeast ? "*" : " ") \(catalog.method(of: entry.operation).name.padded(to: 6)) \(catalog.template(of: entry.operation))\n"
      }
    }
    return text
  }

  // MARK: JSON

  package func json(_ items: [LookupItem]) -> String {
    var writer = JSONWriter()
    writer.object { writer in
      Tool.header(catalog, &writer)
      writer.key("items")
      writer.array { writer in
        for item in items.flatMap(\.single) { writer.object { self.item(item, &$0) } }
      }
    }
    return writer.text + "\n"
  }

  private func item(_ item: LookupItem, _ writer: inout JSONWriter) {
    switch item {
    case .permission(let list, let asked): permission(list, asked, &writer)
    case .request(let request): request.json(catalog, &writer)
    case .entity(let name, let read, let change):
      writer.member("kind", "entity")
      writer.member("entity", name)
      writer.strings("read", read)
      writer.strings("change", change)
    case .thing(let thing): thing.json(catalog, &writer)
    case .search: break
    case .remoteAction(let name, let scopes):
      writer.member("kind", "entity")
      writer.member("entity", "Remote actions")
      writer.member("action", name)
      writer.strings("change", scopes)
      writer.strings("read", [])
    }
  }

  private func permission(_ list: [Permission], _ asked: LookupItem.AskedWrongly?, _ writer: inout JSONWriter) {
    guard let first = list.first else { return }
    writer.member("kind", "permission")
    writer.member("name", catalog.name(first.nameIndex))
    switch asked {
    case .deadName(let name): writer.member("deadName", name)
    case .misprint(let id, _): writer.member("misprintedId", id)
    case nil: break
    }
    writer.member("resource", catalog.resourceName(first.resource))
    let resource = catalog.resourceIdentifier(first.resource)
    writer.member("resourceAppId", GUID(high: resource.high, low: resource.low).description)
    if let label = catalog.label(nameIndex: first.nameIndex) { writer.member("label", label) }
    writer.key("ids")
    writer.object { writer in
      for flow in Flow.allCases {
        if let permission = list.first(where: { $0.flow == flow && $0.hasIdentifier }) {
          writer.member(named: flow.name, GUID(high: permission.high, low: permission.low).description)
        }
      }
    }
    let others = list.filter { permission in
      permission.hasIdentifier
        && list.first { $0.flow == permission.flow && $0.hasIdentifier }?.index != permission.index
    }
    if !others.isEmpty {
      writer.strings("otherIds", others.map { GUID(high: $0.high, low: $0.low).description })
    }
    let entities = catalog.entities(of: first)
    writer.strings("read", entities.filter { $0.actions.contains("read") }.map(\.entity))
    writer.strings("change", entities.filter { $0.actions.contains("change") }.map(\.entity))
    writer.strings(
      "remoteActions", entities.filter { $0.entity == "Remote actions" }.flatMap(\.actions).filter { $0 != "read" })
    PermissionFragments.entities(of: first, catalog, &writer)
    writer.key("flows")
    writer.array { writer in
      for permission in list { writer.object { flow(permission, &$0) } }
    }
  }

  private func flow(_ permission: Permission, _ writer: inout JSONWriter) {
    let operations = catalog.operations(openedBy: permission)
    let reads = operations.count { catalog.onlyReads($0.operation) }
    writer.member("flow", permission.flow.name)
    writer.member("status", permission.status.name)
    if permission.consent != .unknown {
      writer.key("adminConsent")
      writer.boolean(permission.consent == .admin)
    }
    if permission.level > 0 { writer.member("level", permission.level) }
    writer.member("reads", reads)
    writer.member("changes", operations.count - reads)
    guard listsOperations else { return }
    writer.key("operations")
    writer.array { writer in
      for entry in operations {
        writer.object { writer in
          writer.member("method", catalog.method(of: entry.operation).name)
          writer.member("template", catalog.template(of: entry.operation))
          writer.key("least")
          writer.boolean(entry.isLeast)
        }
      }
    }
  }
}

extension LookupItem {
  /// The item, or each permission that was found.
  package var single: [LookupItem] {
    guard case .search(let search) = self else { return [self] }
    return search.permissions.map { .permission($0, asked: nil) }
  }
}

extension Catalog {
  /// The operations that a permission opens: only Microsoft Graph has any here, whatever others call theirs.
  fileprivate func operations(openedBy permission: Permission) -> [(operation: OperationIndex, isLeast: Bool)] {
    permission.resource == graph ? operations(openedBy: permission.nameIndex, flow: permission.flow) : []
  }
}
