package import ScopeCatalog
internal import ScopeDocuments

/// One answer of `lookup`.
package enum LookupItem: Sendable {
  case permission([Permission])
  case entity(String, read: [String], change: [String])
  case remoteAction(String, scopes: [String])

  /// Everything that a name, an id, an entity or an action can mean.
  package static func find(_ word: String, _ catalog: Catalog) -> [LookupItem] {
    let wanted = word.lowercased()
    let matches = GUID(word).map { catalog.permissions(with: ($0.high, $0.low)) } ?? catalog.permissions(named: word)
    var items: [LookupItem] = []
    var groups: [(key: [Int], list: [Permission])] = []
    for match in matches {
      let key = [match.resource, match.nameIndex]
      guard !groups.contains(where: { $0.key == key }) else { continue }
      let all = catalog.permissions(named: catalog.name(match.nameIndex)).filter { $0.resource == match.resource && $0.nameIndex == match.nameIndex }
      groups.append((key, all))
    }
    items += groups.map { .permission($0.list) }
    var entity: (name: String, read: [String], change: [String])?
    var action: (name: String, scopes: [String])?
    for name in catalog.describedNames {
      for access in catalog.entities(nameIndex: name) {
        if access.entity.lowercased() == wanted {
          var found = entity ?? (access.entity, [], [])
          if access.actions.contains("read") { found.read.append(catalog.name(name)) }
          if access.actions.contains(where: { $0 != "read" }) { found.change.append(catalog.name(name)) }
          entity = found
        }
        if access.entity == "Remote actions", let known = access.actions.first(where: { $0.lowercased() == wanted && $0 != "read" }) {
          action = (known, (action?.scopes ?? []) + [catalog.name(name)])
        }
      }
    }
    if let entity { items.append(.entity(entity.name, read: entity.read, change: entity.name == "Remote actions" ? [] : entity.change)) }
    if let action { items.append(.remoteAction(action.name, scopes: action.scopes)) }
    return items
  }
}

/// Prints the answers of `lookup`.
package enum LookupReport {
  package static func text(_ items: [LookupItem], _ catalog: Catalog) -> String {
    var text = ""
    for item in items {
      switch item {
      case .permission(let list):
        guard let first = list.first else { continue }
        text += "\(catalog.name(first.nameIndex))  (\(catalog.resourceName(first.resource)))\n"
        if let label = catalog.label(nameIndex: first.nameIndex) { text += "  \(label)\n" }
        for permission in list {
          let id = permission.hasIdentifier ? GUID(high: permission.high, low: permission.low).description : "no published id"
          let counts = catalog.operationCounts(nameIndex: permission.nameIndex, flow: permission.flow)
          text += "  \(permission.flow == .application ? "application" : "delegated  ")  \(id)"
          text += permission.consent == .admin ? "  admin consent" : permission.consent == .user ? "  user consent" : ""
          if permission.status != .published { text += "  \(permission.status.name)" }
          if counts.reads + counts.changes > 0 { text += "  \(counts.reads) reads, \(counts.changes) changes" }
          text += "\n"
        }
        for entity in catalog.entities(nameIndex: first.nameIndex) {
          text += "  \(entity.entity): \(entity.actions.joined(separator: ", "))\n"
        }
      case .entity(let name, let read, let change):
        text += "\(name)\n"
        for scope in read { text += "  read    \(scope)\n" }
        for scope in change { text += "  change  \(scope)\n" }
      case .remoteAction(let name, let scopes):
        text += "\(name) (remote action)\n"
        for scope in scopes { text += "  do      \(scope)\n" }
      }
    }
    return text
  }

  package static func json(_ items: [LookupItem], _ catalog: Catalog) -> String {
    var writer = JSONWriter()
    writer.object { writer in
      Tool.header(catalog, &writer)
      writer.key("items")
      writer.array { writer in
        for item in items { writer.object { Self.item(item, catalog, &$0) } }
      }
    }
    return writer.text + "\n"
  }

  private static func item(_ item: LookupItem, _ catalog: Catalog, _ writer: inout JSONWriter) {
    switch item {
    case .permission(let list):
      guard let first = list.first else { return }
      writer.member("kind", "permission")
      writer.member("name", catalog.name(first.nameIndex))
      writer.member("resource", catalog.resourceName(first.resource))
      if let label = catalog.label(nameIndex: first.nameIndex) { writer.member("label", label) }
      writer.key("ids")
      writer.object { writer in
        for flow in Flow.allCases {
          if let permission = list.first(where: { $0.flow == flow && $0.hasIdentifier }) {
            writer.member(flow.name, GUID(high: permission.high, low: permission.low).description)
          }
        }
      }
      let entities = catalog.entities(nameIndex: first.nameIndex)
      writer.strings("read", entities.filter { $0.actions.contains("read") }.map(\.entity))
      writer.strings("change", entities.filter { $0.actions.contains("change") }.map(\.entity))
      writer.strings("remoteActions", entities.filter { $0.entity == "Remote actions" }.flatMap(\.actions).filter { $0 != "read" })
      PermissionFragments.entities(of: first, catalog, &writer)
      writer.key("flows")
      writer.array { writer in
        for permission in list {
          writer.object { writer in
            let counts = catalog.operationCounts(nameIndex: permission.nameIndex, flow: permission.flow)
            writer.member("flow", permission.flow.name)
            writer.member("status", permission.status.name)
            if permission.consent != .unknown { writer.key("adminConsent"); writer.boolean(permission.consent == .admin) }
            if permission.level > 0 { writer.member("level", permission.level) }
            writer.member("reads", counts.reads)
            writer.member("changes", counts.changes)
          }
        }
      }
    case .entity(let name, let read, let change):
      writer.member("kind", "entity")
      writer.member("entity", name)
      writer.strings("read", read)
      writer.strings("change", change)
    case .remoteAction(let name, let scopes):
      writer.member("kind", "entity")
      writer.member("entity", "Remote actions")
      writer.member("action", name)
      writer.strings("change", scopes)
      writer.strings("read", [])
    }
  }
}
