import ScopeValues

// Which registrations and grants the resources of a module declare.
extension TerraformModule {
  /// Everything that the module's resources declare, in the order of the text.
  package mutating func declarations() -> Declarations {
    var result = Declarations()
    /// By the number of the resource.
    var owners: [Int: [Int]] = [:]
    for (number, address) in addresses.enumerated() {
      guard let definition = definitions[address], !address.hasPrefix("data.") else { continue }
      let type = Self.label(definition.block.labels[0])
      guard type == "azuread_application" || type == "azuread_application_registration" || isGraphBody(type) else {
        continue
      }
      for application in within(definition, { $0.applications(type, address, definition) }) {
        owners[number, default: []].append(result.applications.count)
        result.applications.append(application)
      }
    }
    for address in addresses {
      guard let definition = definitions[address], !address.hasPrefix("data.") else { continue }
      within(definition) { $0.complete(&result, owners, Self.label(definition.block.labels[0]), address, definition) }
    }
    return result
  }

  /// The modules that this one calls: the folder as it is written, and what each call gives.
  package mutating func calls() -> [(folder: String, given: [String: SourceValue])] {
    var result: [(folder: String, given: [String: SourceValue])] = []
    for module in modules {
      within(module.definition) { own in
        guard let source = own.attribute("source", of: module.definition.block),
          let folder = own.evaluate(source).text, folder.hasPrefix("./") || folder.hasPrefix("../")
        else { return }
        for names in own.instances(of: module.definition) {
          guard
            case .object(let members, _) = own.with(
              names, { $0.body(of: module.definition.block, module.definition.span) }
            ).shape
          else { continue }
          var given: [String: SourceValue] = [:]
          for member in members { given[member.key] = member.value }
          result.append((folder, given))
        }
      }
    }
    return result
  }

  func isGraphBody(_ type: String) -> Bool {
    ["msgraph_resource", "msgraph_update_resource", "azapi_resource"].contains(type)
  }

  mutating func instances(of definition: Definition) -> [[(String, SourceValue)]] {
    instances(attribute("for_each", of: definition.block), attribute("count", of: definition.block), "each")
  }

  // MARK: Applications

  mutating func applications(_ type: String, _ address: String, _ definition: Definition)
    -> [DeclaredApplication]
  {
    var list: [DeclaredApplication] = []
    for names in instances(of: definition) {
      let value = with(names) { $0.body(of: definition.block, definition.span) }
      if isGraphBody(type) {
        guard let body = Self.graphBody(value, "applications") else { continue }
        list.append(application(address, definition, body))
      } else {
        list.append(application(address, definition, type == "azuread_application" ? value : Self.nested(value)))
      }
    }
    return list
  }

  func application(_ address: String, _ definition: Definition, _ value: SourceValue) -> DeclaredApplication {
    var application = DeclaredApplication(
      language: .terraform, address: address, place: SourceOrigin(definition.source, definition.block.head))
    guard case .object(let members, _) = value.shape else { return application }
    for member in members {
      let name = member.key.lowercased()
      if name == "required_resource_access" || name == "requiredresourceaccess" {
        application.permissions += PermissionList(member.value).permissions
        application.permissionsPlace = application.permissionsPlace ?? member.keyOrigin
      } else if !["owners", "lifecycle", "depends_on", "for_each", "count", "provider", "timeouts", "tags"].contains(
        name)
      {
        application.members.append(member)
      }
    }
    return application
  }

  /// The body of a request that a resource of the msgraph or azapi provider describes, if it goes to a collection.
  static func graphBody(_ value: SourceValue, _ collection: String) -> SourceValue? {
    let target = (value.member("url")?.text ?? value.member("type")?.text ?? "").lowercased()
    let path = target.split(separator: "@").first.map(String.init) ?? target
    guard
      path == collection || path.hasSuffix("/" + collection)
        || path.hasPrefix(collection + "/") && !path.dropFirst(collection.count + 1).contains("/")
    else { return nil }
    return value.first("body", "properties").map { EmbeddedJSON.read($0) ?? $0 } ?? value
  }

  /// The flat attributes of azuread_application_registration where azuread_application has blocks.
  private static func nested(_ value: SourceValue) -> SourceValue {
    guard case .object(let members, let rest) = value.shape else { return value }
    var kept: [ValueMember] = []
    var web: [ValueMember] = []
    var grant: [ValueMember] = []
    for member in members {
      switch member.key {
      case "implicit_access_token_issuance_enabled", "implicit_id_token_issuance_enabled":
        grant.append(
          ValueMember(
            key: String(member.key.dropFirst("implicit_".count)), keyOrigin: member.keyOrigin, value: member.value))
      case "logout_url", "homepage_url": web.append(member)
      case "requested_access_token_version":
        kept.append(
          ValueMember(
            key: "api", keyOrigin: member.keyOrigin,
            value: SourceValue(.object([member], rest: nil), member.value.origin)))
      default: kept.append(member)
      }
    }
    if let first = grant.first {
      web.append(
        ValueMember(
          key: "implicit_grant", keyOrigin: first.keyOrigin,
          value: SourceValue(.object(grant, rest: nil), first.keyOrigin)))
    }
    if let first = web.first {
      kept.append(
        ValueMember(
          key: "web", keyOrigin: first.keyOrigin, value: SourceValue(.object(web, rest: nil), first.keyOrigin)))
    }
    return SourceValue(.object(kept, rest: rest), value.origin)
  }

  /// A block's attributes, and its blocks as lists of objects; `dynamic` blocks as often as their list says.
  mutating func body(of block: Block, _ span: SourceSpan) -> SourceValue {
    var members: [ValueMember] = []
    var blocks: [(name: String, origin: SourceOrigin, values: [SourceValue])] = []
    func add(_ name: String, _ place: SourceOrigin, _ value: SourceValue) {
      if let index = blocks.firstIndex(where: { $0.name == name }) {
        blocks[index].values.append(value)
      } else {
        blocks.append((name, place, [value]))
      }
    }
    budget.depth += 1
    defer { budget.depth -= 1 }
    guard budget.depth < 100 else { return hole("blocks that nest too deeply", .limit, span) }
    for statement in block.body {
      switch statement.kind {
      case .assignment(let assignment):
        guard case .name(let name) = assignment.target.kind else { continue }
        members.append(
          ValueMember(key: name, keyOrigin: origin(assignment.target.span), value: evaluate(assignment.value)))
      case .block(let inner) where inner.type == "dynamic":
        let name = inner.labels.first.map(Self.label) ?? ""
        let iterator = attribute("iterator", of: inner).flatMap { expression -> String? in
          if case .name(let name) = expression.kind { name } else { nil }
        }
        let content = inner.body.lazy.compactMap { statement -> (Block, SourceSpan)? in
          if case .block(let block) = statement.kind, block.type == "content" { (block, statement.span) } else { nil }
        }.first
        guard let (content, place) = content else { continue }
        for names in instances(attribute("for_each", of: inner), nil, iterator ?? name) {
          add(name, origin(inner.head), with(names) { $0.body(of: content, place) })
        }
      case .block(let inner):
        let value = body(of: inner, statement.span)
        add(inner.type, origin(inner.head), value)
      default: break
      }
    }
    for block in blocks {
      members.append(
        ValueMember(
          key: block.name, keyOrigin: block.origin, value: SourceValue(.list(block.values, rest: nil), block.origin)))
    }
    return SourceValue(.object(members, rest: nil), origin(block.head))
  }
}
