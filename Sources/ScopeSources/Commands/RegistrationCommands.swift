import ScopeValues

/// The commands of every tool that creates or changes an application or grants something to one, and what of the
/// directory they look up.
package struct RegistrationCommands: ScriptCommands {
  package internal(set) var declarations = Declarations()
  private let language: SourceLanguage

  package init(_ language: SourceLanguage) { self.language = language }

  package mutating func run(_ command: ScriptCommand, open: (SourceValue) -> SourceValue?) -> SourceValue? {
    let name = command.name.lowercased()
    // `@-` and /dev/stdin are what the command gets.
    let given = command.argument("<<", "<<<") ?? command.input
    func content(_ path: SourceValue) -> SourceValue? {
      switch path.text {
      case "-", "/dev/stdin": given
      default: open(path)
      }
    }
    switch name.split(separator: "/").last.map(String.init) ?? name {
    case "az", "az.cmd": return azure(command, content)
    case "m365": return m365(command, content)
    case "curl": return curl(command, content)
    default: return cmdlet(name, command, open)
    }
  }

  // MARK: Applications

  /// Declares an application; what the members say of permissions goes to its list.
  mutating func create(_ members: [ValueMember], at origin: SourceOrigin, name: String) -> SourceValue {
    var application = DeclaredApplication(language: language, address: name, place: origin)
    application.place = origin
    declarations.applications.append(application)
    let index = declarations.applications.count - 1
    add(members, to: index)
    return SourceValue(.lookup(.application(index)), origin)
  }

  mutating func add(_ members: [ValueMember], to index: Int) {
    for member in members {
      switch member.key.lowercased() {
      case "requiredresourceaccess", "requiredresourceaccesses":
        replacePermissions(member.value, at: member.keyOrigin, of: index)
      default: declarations.applications[index].members.append(member)
      }
    }
  }

  /// A list of permissions as a whole: what an update gives takes the place of what was there before, but both are said.
  private mutating func replacePermissions(_ value: SourceValue, at origin: SourceOrigin, of index: Int) {
    let value = EmbeddedJSON.read(value) ?? value
    for permission in PermissionList(value).permissions { add(permission, to: index) }
    declarations.applications[index].permissionsPlace = declarations.applications[index].permissionsPlace ?? origin
  }

  mutating func add(_ permission: DeclaredPermission, to index: Int) {
    let isKnown = declarations.applications[index].permissions.contains { known in
      known.id.text == permission.id.text && known.id.origin.span == permission.id.origin.span
        && known.id.origin.source === permission.id.origin.source && known.type.text == permission.type.text
        && known.resource.text == permission.resource.text && known.id.hole?.name == permission.id.hole?.name
    }
    if !isKnown { declarations.applications[index].permissions.append(permission) }
    declarations.applications[index].permissionsPlace =
      declarations.applications[index].permissionsPlace ?? permission.id.origin
  }

  /// The application that a command means: one that the script creates, or one that it changes.
  mutating func target(_ id: SourceValue?, at origin: SourceOrigin) -> Int {
    if let found = declared(id) { return found }
    let name = id.flatMap { $0.text ?? $0.alternatives.lazy.compactMap(\.hole).first?.name } ?? "application"
    if let known = declarations.applications.firstIndex(where: { $0.isPartial && $0.address == name }) { return known }
    // Whatever the id is, a script that creates one application means that one.
    let created = declarations.applications.indices.filter { !declarations.applications[$0].isPartial }
    if created.count == 1, id?.text == nil { return created[0] }
    var application = DeclaredApplication(language: language, address: name, place: origin)
    application.isPartial = true
    if let id, let text = id.text, text.utf8.count == 36 {
      application.members.append(ValueMember(key: "appId", keyOrigin: id.origin, value: id))
    }
    declarations.applications.append(application)
    return declarations.applications.count - 1
  }

  func declared(_ value: SourceValue?) -> Int? {
    for alternative in value?.alternatives ?? [] {
      if case .lookup(.application(let number)) = alternative.shape { return number }
      if case .list(let items, _) = alternative.shape, let found = items.lazy.compactMap({ declared($0) }).first {
        return found
      }
    }
    return nil
  }

  /// The application of the script with a display name, which may be a variable.
  func named(_ value: SourceValue?) -> SourceValue? {
    guard let value else { return nil }
    let wanted = value.text ?? value.hole?.name
    let found = declarations.applications.firstIndex { application in
      application.members.contains { member in
        member.key.lowercased() == "displayname" && wanted != nil
          && (member.value.text ?? member.value.hole?.name)?.lowercased() == wanted?.lowercased()
      }
    }
    return found.map { SourceValue(.lookup(.application($0)), value.origin) }
  }

  // MARK: Grants

  mutating func assign(
    _ role: SourceValue?, _ resource: SourceValue?, _ principal: SourceValue?, at origin: SourceOrigin
  ) {
    guard let role else { return }
    if case .lookup(.application)? = resource?.shape { return }
    var api = resource?.resourceName ?? SourceValue(.null, role.origin)
    for id in role.permissionNames {
      // What is asked for and granted by one literal stands there once.
      if let index = declared(principal), isAsked(id, in: index) { continue }
      if declarations.applications.contains(where: {
        $0.permissions.contains { $0.id.origin.span == id.origin.span && $0.id.origin.source === id.origin.source }
      }) {
        continue
      }
      if case .lookup(.permission(let known, _, _)) = role.shape { api = known.resourceName }
      declarations.assignments.append(
        DeclaredAssignment(
          role: id, resource: api, principal: principalName(principal), place: origin, language: language))
    }
  }

  private func isAsked(_ id: SourceValue, in index: Int) -> Bool {
    declarations.applications[index].permissions.contains { $0.id.hole != nil && $0.id.hole?.name == id.hole?.name }
  }

  mutating func grant(
    _ scopes: SourceValue?, _ resource: SourceValue?, _ principal: SourceValue?, _ consentType: SourceValue?,
    at origin: SourceOrigin
  ) {
    guard let scopes else { return }
    let names = scopes.alternatives.flatMap(\.elements).flatMap { $0.split(\.isSpace) }.filter { name in
      // An id with its type is what another command takes; it names no scope.
      guard let text = name.text else { return true }
      if text.contains("=") { return false }
      return !declarations.applications.contains { application in
        application.permissions.contains {
          $0.id.origin.span == name.origin.span && $0.id.origin.source === name.origin.source
        }
      }
    }
    guard !names.isEmpty || scopes.openHole != nil else { return }
    declarations.grants.append(
      DeclaredGrant(
        scopes: SourceValue.list(names, rest: scopes.openHole, at: scopes.origin),
        resource: resource?.resourceName ?? SourceValue(.null, scopes.origin), principal: principalName(principal),
        isTenantWide: consentType?.text?.lowercased() != "principal", place: origin, language: language))
  }

  func principalName(_ value: SourceValue?) -> String {
    if let index = declared(value) {
      let application = declarations.applications[index]
      return application.members.first { $0.key.lowercased() == "displayname" }?.value.text ?? application.address
    }
    switch value?.shape {
    case .lookup(.holder(let name)): return name
    case .lookup(.principal(let resource)): return resource.text ?? resource.hole?.name ?? "service principal"
    default: return value?.text ?? value?.hole?.name ?? "service principal"
    }
  }

  // MARK: Requests

  /// A request to Microsoft Graph that creates or changes an application or grants something.
  mutating func request(
    _ method: String, _ address: SourceValue?, _ body: SourceValue?, at origin: SourceOrigin,
    open: (SourceValue) -> SourceValue?
  ) -> SourceValue? {
    guard let address, let url = address.alternatives.first?.text({ _ in "*" })?.lowercased() else { return nil }
    var content = body.map { EmbeddedJSON.read($0) ?? $0 }
    if let path = content?.text, path.hasPrefix("@") { content = body.flatMap { file($0, open) } }
    let path = url.split(separator: "?").first.map(String.init) ?? url
    let segments = path.split(separator: "/").map(String.init)
    let method = method.lowercased()
    guard let last = segments.last else { return nil }
    let lastName = last.split(separator: "(").first.map(String.init) ?? last
    let owner = address.holes.first.map { SourceValue(.hole($0), $0.origin) } ?? literalId(address, segments)
    switch (method, lastName) {
    case ("post", "applications"): return create(members(content), at: origin, name: "application")
    case ("post", "approleassignments"), ("post", "approleassignedto"):
      assign(content?.member("appRoleId"), content?.member("resourceId"), content?.member("principalId"), at: origin)
    case _ where path.contains("oauth2permissiongrants") && (method == "post" || method == "patch"):
      var scopes = content?.member("scope")
      if method == "patch", let all = scopes {
        // An update writes again what was granted before, which is not this source's to say.
        let names = all.alternatives.flatMap(\.elements).flatMap { $0.split(\.isSpace) }.filter { $0.text != nil }
        scopes = SourceValue.list(names, rest: nil, at: all.origin)
      }
      grant(
        scopes, content?.member("resourceId"), content?.member("clientId"), content?.member("consentType"), at: origin)
    case ("post", "addpassword") where path.contains("/applications"):
      credential(
        "passwordCredentials", content?.member("passwordCredential") ?? SourceValue(.object([], rest: nil), origin),
        target(owner, at: origin))
    case ("post", "federatedidentitycredentials") where path.contains("/applications"):
      if let content { credential("federatedIdentityCredentials", content, target(owner, at: origin)) }
    case ("patch", _) where segments.dropLast().last == "applications" || lastName == "applications":
      add(members(content), to: target(owner, at: origin))
    default: return nil
    }
    return nil
  }

  private func literalId(_ address: SourceValue, _ segments: [String]) -> SourceValue? {
    guard let index = segments.firstIndex(of: "applications"), segments.indices.contains(index + 1) else { return nil }
    return SourceValue.literal(segments[index + 1], at: address.origin)
  }

  func members(_ content: SourceValue?) -> [ValueMember] {
    switch content?.shape {
    case .object(let members, nil): return members
    case .object(let members, let rest?): return members + [open(rest)]
    case .hole(let hole)?: return [open(hole)]
    default: return content?.hole.map { [open($0)] } ?? []
    }
  }

  /// A body of which is only known what decides it: its permissions are not known either.
  private func open(_ hole: Hole) -> ValueMember {
    ValueMember(key: "requiredResourceAccess", keyOrigin: hole.origin, value: SourceValue(.hole(hole), hole.origin))
  }

  mutating func credential(_ key: String, _ value: SourceValue, _ index: Int) {
    var value = value
    if value.isObject == false { value = SourceValue(.object([], rest: value.hole), value.origin) }
    declarations.applications[index].members.append(
      ValueMember(key: key, keyOrigin: value.origin, value: SourceValue(.list([value], rest: nil), value.origin)))
  }

  /// What a file holds that an argument names by `@path` or by its path.
  mutating func file(_ argument: SourceValue, _ open: (SourceValue) -> SourceValue?) -> SourceValue? {
    guard case .text(var pieces) = argument.shape, case .literal(let text, let place)? = pieces.first else {
      return open(argument)
    }
    if text.hasPrefix("@") {
      let rest = SourceSpan(start: min(place.span.start + 1, place.span.end), end: place.span.end)
      pieces[0] = .literal(String(text.dropFirst()), SourceOrigin(place.source, rest))
      if text.count == 1 { pieces.removeFirst() }
    }
    let path = SourceValue.text(pieces, at: place)
    guard let content = open(path) else { return nil }
    if let name = ScriptInterpreter<RegistrationCommands>.fileName(path) { declarations.usedFiles.insert(name) }
    return EmbeddedJSON.read(content) ?? content
  }
}

extension SourceValue {
  /// The holes of a text in order.
  var holes: [Hole] {
    guard let pieces else { return [] }
    return pieces.compactMap { if case .hole(let hole) = $0 { hole } else { nil } }
  }
}
