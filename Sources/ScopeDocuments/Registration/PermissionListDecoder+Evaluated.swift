import ScopeValues

// Lists of permissions that a deployment template puts together from expressions and loops.
extension PermissionListDecoder {
  /// - Parameter place: the expression, which has to stand for the place of what has none.
  mutating func resources(_ value: TemplateScope.Value, at place: JSONPlace) {
    switch value {
    case .place(let found) where document.kind(found) != .string: resources(found)
    case .list(let elements): for element in elements { resources(element, at: place) }
    case .object(let members): resource(members, at: place)
    default: values.faults.misread(place, Self.expression, remedy: Self.audit)
    }
  }

  private mutating func resource(_ members: [TemplateScope.Value.Member], at place: JSONPlace) {
    var id: Property<Identifier> = .absent
    var lists: [TemplateScope.Value] = []
    for member in members {
      switch member.name.lowercased() {
      case "resourceappid": id = identifier(member.value, at: place)
      case "resourceaccess":
        if let key = member.key { values.faults.read(key) }
        lists.append(member.value)
      default: notice(member, at: place)
      }
    }
    take(id) { decoder in
      for list in lists { decoder.entries(list, of: id, at: place) }
    }
    if lists.isEmpty {
      values.faults.misread(
        place, "a resource in requiredResourceAccess has no resourceAccess", remedy: Self.correct)
    }
  }

  mutating func entries(_ value: TemplateScope.Value, of resource: Property<Identifier>, at place: JSONPlace) {
    switch value {
    case .place(let found) where document.kind(found) != .string: entries(found, of: resource)
    case .list(let elements): for element in elements { entries(element, of: resource, at: place) }
    case .object(let members): entry(members, of: resource, at: place)
    default: values.faults.misread(place, Self.expression, remedy: Self.audit)
    }
  }

  private mutating func entry(
    _ members: [TemplateScope.Value.Member], of resource: Property<Identifier>, at place: JSONPlace
  ) {
    var access = ResourceAccess(resource: resource, id: .absent, type: .absent)
    for member in members {
      switch member.name.lowercased() {
      case "id": access.id = identifier(member.value, at: place)
      case "type":
        if case .place(let written) = member.value { values.faults.read(written) }
        let text = values.scope?.text(member.value)
        access.type =
          text.map { .value(AccessType(Array($0.utf8)[...]) ?? .other($0), place) } ?? .unresolved(place)
      case "name", "value", "permission", "displayname", "comment": break
      default: notice(member, at: place)
      }
    }
    take(access, at: place)
  }

  /// A member that is not understood may hold permissions, unless it is a plain value.
  private func notice(_ member: TemplateScope.Value.Member, at place: JSONPlace) {
    switch member.value {
    case .number, .boolean: return
    case .text(let text) where GUID(spelling: text) == nil: return
    case .place(let found) where [.null, .number, .true, .false].contains(document.kind(found)): return
    case .place(let found) where document.kind(found) == .string && GUID(spelling: document.text(found)) == nil: return
    default:
      values.faults.misread(
        place, "a permission list holds a member that is not understood", remedy: Self.correct)
    }
  }

  private func identifier(_ value: TemplateScope.Value, at place: JSONPlace) -> Property<Identifier> {
    switch value {
    case .place(let found): values.identifier(found)
    case .text(let text): .value(RegistrationValues.identifier(text), place)
    case .named(let name): .value(.name(name), place)
    default: .unresolved(place)
    }
  }
}

extension TemplateScope.Value {
  /// Whether it is a list, be some of it unknown.
  var isList: Bool {
    if case .list = self { true } else { false }
  }
}
