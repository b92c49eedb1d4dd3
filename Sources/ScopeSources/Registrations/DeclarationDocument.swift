import ScopeDocuments
import ScopeValues

/// Writes a declared application as a document in the names of Microsoft Graph, each value with its place in the source.
enum DeclarationDocument {
  static func make(_ declared: DeclaredApplication, _ comments: SourceComments) -> JSONDocument {
    var builder = DocumentBuilder()
    let place = MappedPlace(declared.place)
    builder.object(at: place) { builder in
      var names: Set<String> = []
      let isNamed = declared.members.contains {
        ["displayname", "display_name", "appid"].contains($0.key.lowercased()) && $0.value.pieces?.isEmpty == false
      }
      if !isNamed {
        builder.name("displayName", at: place)
        builder.string(declared.address, at: place)
      }
      for member in merged(declared.members) where names.insert(member.key.lowercased()).inserted {
        builder.name(member.key, at: MappedPlace(member.keyOrigin))
        // One of several names is better than what decides between them.
        let isName = ["displayname", "display_name"].contains(member.key.lowercased())
        write(isName ? member.value.alternatives.first ?? member.value : member.value, &builder)
      }
      guard let list = declared.permissionsPlace else { return }
      builder.name("requiredResourceAccess", at: MappedPlace(list))
      builder.array(at: MappedPlace(list)) { builder in
        for group in grouped(declared.permissions) { entry(group, comments, &builder) }
      }
    }
    return builder.finish()
  }

  /// Lists that several statements add to are one; of anything else the last value counts.
  private static func merged(_ members: [ValueMember]) -> [ValueMember] {
    var result: [ValueMember] = []
    var indexes: [String: Int] = [:]
    for member in members {
      let key = member.key.lowercased()
      guard let index = indexes[key] else {
        indexes[key] = result.count
        result.append(member)
        continue
      }
      if case .list(let items, let rest) = result[index].value.shape,
        case .list(let more, let open) = member.value.shape
      {
        result[index].value.shape = .list(items + more, rest: rest ?? open)
      } else {
        result[index].value = member.value
      }
    }
    return result
  }

  /// Permissions by their API: a source need not name those of one API together.
  private static func grouped(_ permissions: [DeclaredPermission]) -> [[DeclaredPermission]] {
    var groups: [[DeclaredPermission]] = []
    var indexes: [String: Int] = [:]
    for permission in permissions {
      let name = permission.resource.text?.lowercased()
      if let name, let index = indexes[name] {
        groups[index].append(permission)
      } else {
        if let name { indexes[name] = groups.count }
        groups.append([permission])
      }
    }
    return groups
  }

  private static func entry(
    _ group: [DeclaredPermission], _ comments: SourceComments, _ builder: inout DocumentBuilder
  ) {
    guard let first = group.first else { return }
    let place = MappedPlace(first.entry ?? first.id.origin)
    builder.object(at: place) { builder in
      builder.name("resourceAppId", at: place)
      write(first.resource, &builder)
      builder.name("resourceAccess", at: place)
      builder.array(at: place) { builder in
        for permission in group { access(permission, comments, &builder) }
      }
    }
  }

  private static func access(
    _ permission: DeclaredPermission, _ comments: SourceComments, _ builder: inout DocumentBuilder
  ) {
    let place = MappedPlace(permission.entry ?? permission.id.origin)
    builder.object(at: place) { builder in
      builder.name("id", at: place)
      write(permission.id, &builder)
      builder.name("type", at: place)
      write(permission.type.canonicalType, &builder)
      // What names itself needs no label.
      guard let id = permission.id.text, id.utf8.contains(ASCII.hyphen), id.utf8.count >= 32 else { return }
      let labels = permission.labels + comments.labels(beside: permission.id.origin, entry: permission.entry)
      for (name, label) in zip(["comment", "displayName", "name", "value"], labels) {
        builder.name(name, at: MappedPlace(label.origin))
        write(label, &builder)
      }
    }
  }

  /// The recursion is as deep as the value, which the parsers limit.
  static func write(_ value: SourceValue, _ builder: inout DocumentBuilder) {
    let place = MappedPlace(value.origin)
    switch value.shape {
    case .text(let pieces):
      var text = ""
      for piece in pieces {
        switch piece {
        case .literal(let literal, _): text += literal
        case .hole(let hole): text += "${" + hole.name.filter { $0 != "}" && $0 != "{" } + "}"
        }
      }
      builder.string(text, at: place)
    case .number(let number): builder.number(number, at: place)
    case .boolean(let flag): builder.boolean(flag, at: place)
    case .null: builder.null(at: place)
    case .list(let items, let rest):
      builder.array(at: place) { builder in
        for item in items.flatMap(\.alternatives) { write(item, &builder) }
        if let rest { builder.runTimeValue(rest.name, at: MappedPlace(rest.origin)) }
      }
    case .object(let members, _):
      builder.object(at: place) { builder in
        for member in merged(members) {
          builder.name(member.key, at: MappedPlace(member.keyOrigin))
          write(member.value, &builder)
        }
      }
    case .hole(let hole): builder.runTimeValue(hole.name, at: place)
    case .anyOf(let values):
      // A default counts; of several values, only the run tells which one it is.
      let known = values.filter { $0.text != nil }
      if known.count == 1, let value = known.first { return write(value, &builder) }
      let name = values.lazy.compactMap(\.hole).first?.name ?? "a condition"
      builder.runTimeValue(name, at: place)
    case .lookup(.principal(let resource)): write(resource, &builder)
    case .lookup(.permission(_, _, let name)): write(name, &builder)
    case .lookup(.holder(let name)): builder.runTimeValue(name, at: place)
    case .lookup, .function, .handle: builder.runTimeValue("what the directory answers", at: place)
    }
  }
}

extension MappedPlace {
  init(_ origin: SourceOrigin) { self.init(origin.source, origin.span.bytes) }
}

extension SourceValue {
  /// The type of a permission in Microsoft Graph's words.
  var canonicalType: SourceValue {
    switch text?.lowercased() {
    case "role", "application", "apponly", "approle": SourceValue.literal("Role", at: origin)
    case "scope", "delegated", "oauth2permission": SourceValue.literal("Scope", at: origin)
    default: self
    }
  }
}
