import ScopeValues

// Azure CLI, CLI for Microsoft 365 and curl.
extension RegistrationCommands {
  /// The options of a command, each with the words after it.
  struct Options {
    var command: [String] = []
    var values: [String: [SourceValue]] = [:]
    var places: [String: SourceOrigin] = [:]

    init(_ arguments: [EvaluatedArgument], in source: SourceText) {
      var option: String?
      for argument in arguments {
        if let label = argument.label {
          // `-Name value` as PowerShell reads it.
          if [">", ">>", "<", "<<", "<<<"].contains(label) { continue }
          option = "-" + label.lowercased()
          values[option ?? "", default: []] += argument.value.isTrueLiteral ? [] : [argument.value]
          continue
        }
        let value = argument.value
        let head: String? =
          if case .text(let pieces) = value.shape, case .literal(let text, _)? = pieces.first { text } else {
            value.text
          }
        if let head, head.hasPrefix("-"), head.count > 1, !head.dropFirst().allSatisfy(\.isNumber) {
          let name = head.prefix { $0 != "=" }
          option = String(name)
          values[option ?? "", default: []] += []
          places[option ?? ""] = SourceOrigin(source, argument.span)
          if head.contains("="), case .text(var pieces) = value.shape,
            case .literal(let text, let place)? = pieces.first
          {
            let rest = String(text.dropFirst(name.count + 1))
            let start =
              place.span.bytes.count == text.utf8.count
              ? place.span.start + UInt32(name.utf8.count + 1) : place.span.start
            pieces[0] = .literal(rest, SourceOrigin(place.source, SourceSpan(start: start, end: place.span.end)))
            if rest.isEmpty { pieces.removeFirst() }
            values[option ?? "", default: []].append(SourceValue.text(pieces, at: place))
          }
        } else if let option {
          values[option, default: []].append(value)
        } else if let head {
          command.append(head.lowercased())
        }
      }
    }

    /// The first value of an option, by any of its names.
    func first(_ names: String...) -> SourceValue? { names.lazy.compactMap { values[$0]?.first }.first }

    func all(_ names: String...) -> [SourceValue]? { names.lazy.compactMap { values[$0] }.first }
  }

  mutating func azure(_ command: ScriptCommand, _ open: (SourceValue) -> SourceValue?) -> SourceValue? {
    let options = Options(command.arguments, in: command.origin.source)
    let id = options.first("--id", "--app-id")
    switch options.command.joined(separator: " ") {
    case "ad app create": return create(properties(options, open), at: command.origin, name: "az ad app create")
    case "ad app update": add(properties(options, open), to: target(id, at: command.origin))
    case "ad app permission add":
      let index = target(id, at: command.origin)
      let api = options.first("--api")?.resourceName ?? SourceValue(.null, command.origin)
      for value in options.all("--api-permissions") ?? [] {
        add(permissions: value, of: api, to: index, at: command.origin)
      }
    case "ad app permission grant":
      let scopes = SourceValue.list(options.all("--scope") ?? [], rest: nil, at: command.origin)
      grant(scopes, options.first("--api"), id, options.first("--consent-type"), at: command.origin)
    case "ad app credential reset", "ad sp credential reset":
      guard options.command[1] == "app" else { return nil }
      let isCertificate = options.values.keys.contains { $0.hasPrefix("--cert") || $0 == "--create-cert" }
      var members: [ValueMember] = []
      if let end = options.first("--end-date") {
        members.append(ValueMember(key: "endDateTime", keyOrigin: end.origin, value: end))
      }
      credential(
        isCertificate ? "keyCredentials" : "passwordCredentials",
        SourceValue(.object(members, rest: nil), command.origin),
        target(id, at: command.origin))
    case "ad app federated-credential create", "ad app federated-credential update":
      guard let parameters = options.first("--parameters") else { return nil }
      let value = EmbeddedJSON.read(parameters) ?? file(parameters, open) ?? parameters
      credential("federatedIdentityCredentials", value, target(id, at: command.origin))
    case "ad app show", "ad app list":
      if let index = declared(id) { return SourceValue(.lookup(.application(index)), command.origin) }
      return named(options.first("--display-name"))
    case "ad sp show", "ad sp list": return lookup(options, command)
    case "ad sp create":
      if let index = declared(id) { return SourceValue(.lookup(.application(index)), command.origin) }
      return SourceValue(.lookup(.holder(id?.text ?? id?.hole?.name ?? "service principal")), command.origin)
    case "ad sp create-for-rbac":
      let name =
        options.first("--name", "-n").map { [ValueMember(key: "displayName", keyOrigin: $0.origin, value: $0)] } ?? []
      let made = create(name, at: command.origin, name: "az ad sp create-for-rbac")
      if let index = declared(made) {
        credential("passwordCredentials", SourceValue(.object([], rest: nil), command.origin), index)
      }
      return made
    case "rest":
      let method = options.first("--method", "-m")?.text ?? "GET"
      return request(
        method, options.first("--uri", "--url", "-u"), options.first("--body", "-b"), at: command.origin, open: open)
    default: return nil
    }
    return nil
  }

  /// `guid=Role`, several of them in one text or in words of their own.
  mutating func add(permissions value: SourceValue, of api: SourceValue, to index: Int, at origin: SourceOrigin) {
    for alternative in value.alternatives.flatMap(\.elements) {
      for entry in alternative.split(\.isSpace) {
        let parts = entry.split { $0 == ASCII.equals }
        guard let id = parts.first else { continue }
        let unknown = SourceValue(
          .hole(entry.hole ?? Hole("a permission without its type", .unsupported, entry.origin)), entry.origin)
        // az takes ids alone, so that any other word tells nobody what is asked for.
        let isWord = id.text.map { GUID(spelling: $0) == nil && !id.isLookedUp } ?? false
        let meant =
          isWord ? SourceValue(.hole(Hole("a permission that is no id", .unsupported, id.origin)), id.origin) : id
        add(
          DeclaredPermission(resource: api, type: parts.count > 1 ? parts[1] : unknown, id: meant, entry: origin),
          to: index)
      }
    }
  }

  private mutating func properties(_ options: Options, _ open: (SourceValue) -> SourceValue?) -> [ValueMember] {
    var members: [ValueMember] = []
    for (name, values) in options.values.sorted(by: { $0.key < $1.key }) {
      guard let value = values.first else {
        if name == "--native-app", let place = options.places[name] {
          members.append(
            ValueMember(key: "isFallbackPublicClient", keyOrigin: place, value: SourceValue(.boolean(true), place)))
        }
        continue
      }
      let place = options.places[name] ?? value.origin
      func add(_ key: String, _ value: SourceValue) {
        members.append(ValueMember(key: key, keyOrigin: place, value: value))
      }
      let list = SourceValue.list(
        values.flatMap { $0.alternatives.flatMap { $0.split(\.isSpace) } }, rest: nil, at: value.origin)
      switch name {
      case "--display-name": add("displayName", value)
      case "--sign-in-audience": add("signInAudience", value)
      case "--available-to-other-tenants": add("availableToOtherTenants", value)
      case "--required-resource-accesses", "--required-resource-access", "--requiredresourceaccess":
        let content = EmbeddedJSON.read(value) ?? file(value, open)
        let unknown = SourceValue(
          .hole(value.hole ?? Hole(value.text ?? "a file", .variable, value.origin)), value.origin)
        add("requiredResourceAccess", content ?? unknown)
      case "--web-redirect-uris", "--reply-urls": members.append(platform("web", list))
      case "--spa-redirect-uris": members.append(platform("spa", list))
      case "--public-client-redirect-uris": members.append(platform("publicClient", list))
      case "--is-fallback-public-client", "--native-app": add("isFallbackPublicClient", value)
      case "--identifier-uris", "--identifier": add("identifierUris", list)
      case "--enable-access-token-issuance", "--oauth2-allow-implicit-flow": add("oauth2AllowImplicitFlow", value)
      case "--enable-id-token-issuance": add("oauth2AllowIdTokenImplicitFlow", value)
      case "--requested-access-token-version": add("requestedAccessTokenVersion", value)
      case "--password":
        add("passwordCredentials", SourceValue(.list([SourceValue(.object([], rest: nil), place)], rest: nil), place))
      case "--set": members += settings(values, open)
      default: break
      }
    }
    return members
  }

  /// `--set requiredResourceAccess='[…]' web.redirectUris='[…]'`.
  private mutating func settings(_ values: [SourceValue], _ open: (SourceValue) -> SourceValue?) -> [ValueMember] {
    values.compactMap { value -> ValueMember? in
      guard case .text(var pieces) = value.shape, case .literal(let text, let place)? = pieces.first,
        let mark = text.firstIndex(of: "=")
      else { return nil }
      let path = text[..<mark].split(separator: ".").map(String.init)
      let rest = String(text[text.index(after: mark)...])
      let start =
        place.span.bytes.count == text.utf8.count ? place.span.end - UInt32(rest.utf8.count) : place.span.start
      pieces[0] = .literal(rest, SourceOrigin(place.source, SourceSpan(start: start, end: place.span.end)))
      if rest.isEmpty { pieces.removeFirst() }
      let argument = SourceValue.text(pieces, at: place)
      var content = EmbeddedJSON.read(argument) ?? (rest.hasPrefix("@") ? file(argument, open) : nil) ?? argument
      if let word = content.text, word == "true" || word == "false" {
        content = SourceValue(.boolean(word == "true"), content.origin)
      }
      guard let last = path.last else { return nil }
      var member = ValueMember(key: last, keyOrigin: place, value: content)
      for outer in path.dropLast().reversed() {
        member = ValueMember(key: outer, keyOrigin: place, value: SourceValue(.object([member], rest: nil), place))
      }
      return member
    }
  }

  /// What `az ad sp show` is asked for: an API, or one of its permissions by name.
  private func lookup(_ options: Options, _ command: ScriptCommand) -> SourceValue? {
    let filter = options.first("--filter").flatMap(Self.quoted)
    let api = options.first("--id") ?? options.first("--display-name", "--spn") ?? filter
    if let index = declared(api) { return SourceValue(.lookup(.application(index)), command.origin) }
    let resource = api ?? SourceValue(.hole(Hole("az ad sp", .call, command.origin)), command.origin)
    guard let query = options.first("--query", "--q"), let text = query.text({ _ in "*" }) else {
      return SourceValue(.lookup(.principal(resource: resource)), resource.origin)
    }
    let lower = text.lowercased()
    let type: Lookup.PermissionType? =
      lower.contains("approles") ? .role : lower.contains("oauth2permission") ? .scope : nil
    guard let type else { return SourceValue(.lookup(.principal(resource: resource)), resource.origin) }
    let parts = query.split { $0 == ASCII.apostrophe || $0 == ASCII.backtick || $0 == ASCII.quote }
    for (index, part) in parts.enumerated() where index + 1 < parts.count {
      let head = part.text({ _ in "*" })?.lowercased().filter { $0 != " " } ?? ""
      if head.hasSuffix("value=="), !parts[index + 1].isNothing {
        return SourceValue(
          .lookup(.permission(resource: resource, type: type, name: parts[index + 1])), parts[index + 1].origin)
      }
    }
    return SourceValue(.lookup(.permissions(resource: resource, type: type)), resource.origin)
  }

  mutating func curl(_ command: ScriptCommand, _ open: (SourceValue) -> SourceValue?) -> SourceValue? {
    let options = Options(command.arguments, in: command.origin.source)
    let body = options.first("-d", "--data", "--data-raw", "--data-binary", "--json")
    let words = command.arguments.filter { $0.label == nil }.map(\.value)
    let address = options.first("--url") ?? words.first { $0.text({ _ in "*" })?.contains("://") == true }
    let method = options.first("-X", "--request")?.text ?? (body == nil ? "GET" : "POST")
    return request(method, address, body, at: command.origin, open: open)
  }
}

extension SourceValue {
  /// Whether it is what a look-up of a name in the directory answered.
  fileprivate var isLookedUp: Bool {
    pieces?.contains { if case .literal(_, let place) = $0 { place.isLookedUp } else { false } } ?? false
  }

  var isNothing: Bool { if case .text(let pieces) = shape { pieces.isEmpty } else { false } }

  /// Whether it stands for a switch without a value.
  var isTrueLiteral: Bool { if case .boolean(true) = shape { true } else { false } }
}
