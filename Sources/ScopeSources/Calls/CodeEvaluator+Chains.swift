import ScopeValues

/// What a chain is read with: where it stands, and whether its own calls are to be noted.
struct ChainContext {
  var place: CodePlace
  var span: SourceSpan
  var emits: Bool
  /// Whether `Request()` comes later in the chain: until then nothing is sent, whatever a step is called.
  var awaitsRequest = false
}

extension CodeEvaluator {
  /// The value of a chain; with `emits`, its own calls are noted in ``found``.
  func chain(
    _ base: Expression, _ accesses: [Access], _ span: SourceSpan, _ place: CodePlace, emits: Bool
  ) -> [CodeValue] {
    var context = ChainContext(place: place, span: span, emits: emits)
    let request = accesses.lastIndex { access in
      if case .member(let name) = access.kind { name == "Request" || name == "buildRequest" } else { false }
    }
    context.awaitsRequest = request != nil
    var path: [String] = []
    var current: [CodeValue] = []
    var index = 0
    if case .name(let name) = base.kind {
      path = [name]
      if case .call(let arguments)? = accesses.first?.kind {
        current = invoked(name, base.span, arguments, context) ?? call(nil, name, arguments, path, context)
        index = 1
      } else {
        current = memberBinding(name, accesses, place) ?? self.name(name, place)
        if case .member(let member)? = accesses.first?.kind, memberBinding(name, accesses, place) != nil {
          path.append(member)
          index = 1
        }
      }
    } else {
      current = evaluate(base, place)
      if case .text(let parts) = base.kind, case .literal(let text, _)? = parts.first, parts.count == 1,
        case .call(let arguments)? = accesses.first?.kind, project.files.isPowerShell(place.file)
      {
        // `& "Get-MgGroup"`.
        current = call(nil, text, arguments, [text], context)
        index = 1
      }
    }
    while index < accesses.count, steps > 0 {
      steps -= 1
      if let request, index >= request { context.awaitsRequest = false }
      switch accesses[index].kind {
      case .member(let member):
        if index + 1 < accesses.count, case .call(let arguments) = accesses[index + 1].kind {
          current = call(current, member, arguments, path + [member], context)
          index += 1
        } else {
          current = self.member(current, member, path, context)
        }
        path.append(member)
      case .index(let inner):
        if index + 1 < accesses.count, case .call(let arguments) = accesses[index + 1].kind,
          notePicked(current, inner, arguments, path, context)
        {
          current = [.hole(.unknown(path.last ?? ""))]
          index += 1
        } else {
          current = indexed(current, inner, path, place)
        }
      case .call(let arguments): current = applied(current, arguments, path, context)
      case .all:
        current = current.flatMap { value -> [CodeValue] in
          switch value {
          case .list(let elements): elements
          case .object(let members): members.map(\.value)
          default: [value]
          }
        }
      }
      index += 1
      if path.count > 64 { path.removeFirst(32) }
    }
    return limited(current)
  }

  /// `& $command` of PowerShell, where the variable holds a name; nil for any other call.
  private func invoked(
    _ name: String, _ span: SourceSpan, _ arguments: [Argument], _ context: ChainContext
  ) -> [CodeValue]? {
    let file = project.files[context.place.file]
    guard file.isPowerShell, file.isVariable(span) else { return nil }
    let names = self.name(name, context.place).compactMap(\.text).filter { $0.contains("-") }
    guard !names.isEmpty else { return nil }
    return limited(names.prefix(8).flatMap { call(nil, $0, arguments, [$0], context) })
  }

  /// `options.method`, where the code assigns it.
  private func memberBinding(_ name: String, _ accesses: [Access], _ place: CodePlace) -> [CodeValue]? {
    guard case .member(let member)? = accesses.first?.kind else { return nil }
    if accesses.count > 1, case .call = accesses[1].kind { return nil }
    return assigned(name, member, place)
  }

  /// What was assigned to a member of a variable before a place, together with what the variable was made with where
  /// not every way to the place assigns it.
  func assigned(_ name: String, _ member: String, _ place: CodePlace) -> [CodeValue]? {
    let file = project.files[place.file]
    guard file.mayAssign(member) else { return nil }
    let plain = file.plain(name)
    let key = file.key(plain + "." + member)
    var scope = place.scope
    while scope >= 0 {
      if let all = file.bindings[CodeFile.Key(scope: scope, name: key)] {
        let isOwn = scope == place.scope
        let list = isOwn ? all.filter { $0.end <= place.position } : all
        let whole =
          isOwn
          ? file.bindings[CodeFile.Key(scope: scope, name: file.key(plain))]?
            .last { $0.end <= place.position && $0.mode == .set } : nil
        // An object that was made anew since then has its own members.
        guard let last = list.last, whole.map({ $0.position < last.position }) ?? true else { return nil }
        var values = guarded(
          SiteKey(file: place.file, scope: scope, name: key, position: place.position)
        ) { lookup(key, place) ?? [] }
        if let whole, !list.contains(where: { $0.position > whole.position && encloses($0.block, place) }) {
          values += value(of: whole, in: place.file).compactMap { $0.member(member) }
        }
        return values.isEmpty ? nil : limited(values)
      }
      scope = file.scopes[scope].parent
    }
    return nil
  }

  // MARK: Members

  /// Whether a member holds the address of the next page or of the changes since: `@odata.nextLink`, `odata_next_link`.
  static func namesNextPage(_ name: String) -> Bool {
    let small = name.lowercased().filter { $0 != "_" }
    return small.contains("nextlink") || small.contains("deltalink")
  }

  func member(
    _ values: [CodeValue], _ name: String, _ path: [String], _ context: ChainContext
  ) -> [CodeValue] {
    if let verb = HTTPVerbs.constant(path.last ?? "", name) { return [.text([.literal(verb)])] }
    if path.count == 2, path[0] == "process", path[1] == "env" { return setting(name) }
    if Self.namesNextPage(name) {
      return [.hole(CodeHole(reason: .nextPage, name: name))]
    }
    return values.flatMap { value -> [CodeValue] in
      if let chosen = overChoices(value, { self.member([$0], name, path, context) }) { return chosen }
      switch value {
      case .object(let members):
        let found = members.filter { $0.key.lowercased() == name.lowercased() }.map(\.value)
        if found.isEmpty, ["values", "keys"].contains(name.lowercased()) {
          let isValues = name.lowercased() == "values"
          return [.list(members.map { isValues ? $0.value : .text([.literal($0.key)]) })]
        }
        return found.isEmpty ? [.hole(.unknown(name))] : found
      case .client: return [step(CodeBuilder(segments: [], node: 0, isCertain: true), name, nil, context)]
      case .builder(let builder): return [step(builder, name, nil, context)]
      case .instance(let type):
        if type.hasPrefix("self:") {
          let own = String(type.dropFirst(5))
          let found = field(own, name, context.place.file)
          if let open = openField(own, name, found, context) { return [open] }
          if !found.isEmpty { return found }
          return property(own, name, context) ?? [setting(member: name) ?? tentative(name, path, context)]
        }
        let found = field(type, name, context.place.file)
        if !found.isEmpty { return found }
        return property(type, name, context) ?? [setting(member: name) ?? .hole(.unknown(name))]
      case .request(let request):
        switch name.lowercased() {
        case "requesturi", "uri", "url": return request.addresses
        case "method", "httpmethod": return request.methods
        default: return [value]
        }
      case .http: return [value]
      case .text where ["AbsoluteUri", "href", "OriginalString", "Uri", "value", "Value"].contains(name): return [value]
      case .text(let pieces):
        if ["Path", "pathname", "AbsolutePath", "path"].contains(name), let path = CodeAddress.path(pieces) {
          return [.text(path)]
        }
        return [.hole(.unknown(name))]
      case .hole(let hole):
        if hole.reason == .nextPage { return [value] }
        // What an entry of an enumeration stands for.
        if hole.isParameter, hole.member != nil, name == "value" || name == "Value" { return [value] }
        if hole.isParameter, hole.member == nil, mayBeClient(path, context) == nil, hole.name != "client" {
          var inner = CodeHole(reason: hole.reason, name: hole.name + "." + name, member: name)
          inner.fallback = setting(member: name).map { [$0] } ?? []
          return [.hole(inner)]
        }
        if let inner = nested(hole, name, path, context) { return [inner] }
        if let type = path.last, project.hasType(type) {
          let found = field(type, name, context.place.file)
          if !found.isEmpty { return found }
        }
        if path.count == 1, let values = moduleMember(path[0], name, context.place) { return values }
        return [setting(member: name) ?? tentative(name, path, context)]
      default: return [.hole(.unknown(name))]
      }
    }
  }

  /// A chain whose base may be a client of Microsoft Graph: by its name, in a file that imports the library.
  private func tentative(_ name: String, _ path: [String], _ context: ChainContext) -> CodeValue {
    guard let client = mayBeClient(path, context) else { return .hole(.unknown(name)) }
    let first = step(CodeBuilder(segments: [], node: 0, isCertain: client), name, nil, context)
    if case .builder(let builder) = first, builder.node >= 0 { return first }
    return .hole(.unknown(name))
  }

  /// Whether the last name of a path names a client: true for certain, false for perhaps, nil for no.
  func mayBeClient(_ path: some Collection<String>, _ context: ChainContext) -> Bool? {
    guard let last = Array(path.suffix(1)).first?.lowercased() else { return nil }
    // Snippets of documentation neither import the library nor declare the client.
    if last.contains("graph"), last.contains("client") || last.contains("service") { return false }
    let file = project.files[context.place.file]
    guard file.importsGraph || file.language == "go" && project.importsGraphInGo else { return nil }
    return last.contains("graph") || last.contains("client") || last == "gsc" ? false : nil
  }

  private func indexed(
    _ values: [CodeValue], _ index: Expression, _ path: [String], _ place: CodePlace
  ) -> [CodeValue] {
    if values.contains(where: { if case .builder = $0 { true } else { false } }) {
      let id = idText(index, place)
      return values.map { value in
        guard case .builder(var builder) = value else { return value }
        builder.segments.append(id)
        builder.node = project.paths.wildcard(builder.node) ?? -1
        return .builder(builder)
      }
    }
    let given = evaluate(index, place)
    let keys = given.compactMap(\.text)
    return values.flatMap { value -> [CodeValue] in
      if let chosen = overChoices(value, { self.indexed([$0], index, path, place) }) { return chosen }
      switch value {
      case .object(let members):
        if keys.isEmpty, given.count == 1, case .hole(let hole) = given[0], hole.isParameter, hole.member == nil {
          return [chosen(members, by: hole)]
        }
        guard !keys.isEmpty else { return members.map(\.value) }
        let found = members.filter { keys.contains($0.key) }.map(\.value)
        return found.isEmpty ? [.hole(.unknown("[]"))] : found
      case .list(let elements):
        if let number = keys.first.flatMap(Int.init) {
          return elements.indices.contains(number) ? [elements[number]] : [.hole(.unknown("[]"))]
        }
        return elements
      default:
        if keys.first.map(Self.namesNextPage) ?? false {
          return [.hole(CodeHole(reason: .nextPage, name: keys[0]))]
        }
        if let key = keys.first,
          project.setting(key) != nil
        {
          return setting(key)
        }
        return [.hole(.unknown("[]"))]
      }
    }
  }

  /// An id within a path: `{}` where it is not literal.
  func idText(_ expression: Expression, _ place: CodePlace) -> String {
    let values = evaluate(expression, place)
    if values.count == 1, let text = values[0].text, !text.isEmpty {
      if text.contains("/") { return "{}" }
      return text.hasPrefix("{") && text.hasSuffix("}") ? text : "{" + text + "}"
    }
    return "{}"
  }
}
