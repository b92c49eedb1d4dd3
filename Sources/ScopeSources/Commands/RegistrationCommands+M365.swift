import ScopeValues

// CLI for Microsoft 365.
extension RegistrationCommands {
  mutating func m365(_ command: ScriptCommand, _ open: (SourceValue) -> SourceValue?) -> SourceValue? {
    let options = Options(command.arguments, in: command.origin.source)
    switch options.command.joined(separator: " ") {
    case "entra app add", "aad app add", "entra appregistration add":
      var members: [ValueMember] = []
      if let name = options.first("--name", "-n") {
        members.append(ValueMember(key: "displayName", keyOrigin: name.origin, value: name))
      }
      if let place = options.places["--multitenant"] {
        members.append(
          ValueMember(
            key: "signInAudience", keyOrigin: place, value: SourceValue.literal("AzureADMultipleOrgs", at: place)))
      }
      if let addresses = options.first("--redirectUris", "-r") {
        let name = options.first("--platform", "-p")?.text?.lowercased() ?? "web"
        members.append(
          platform(
            name == "spa" ? "spa" : name == "publicclient" ? "publicClient" : "web",
            SourceValue.list(addresses.split { $0 == ASCII.comma || $0.isSpace }, rest: nil, at: addresses.origin)))
      }
      if let manifest = options.first("--manifest"), let value = EmbeddedJSON.read(manifest) ?? file(manifest, open),
        case .object(let more, _) = value.shape
      {
        members += more
      }
      let made = create(members, at: command.origin, name: "m365 entra app add")
      if let index = declared(made) {
        apis(options, to: index, at: command.origin)
        if options.places["--withSecret"] != nil {
          credential("passwordCredentials", SourceValue(.object([], rest: nil), command.origin), index)
        }
      }
      return made
    case "entra app permission add", "aad app permission add", "entra app set", "aad app set":
      apis(
        options, to: target(options.first("--appId", "--appObjectId", "--appName", "-i"), at: command.origin),
        at: command.origin)
    case "entra approleassignment add", "aad approleassignment add":
      let resource = options.first("--resource", "-r").map(KnownAPIs.named)
      for scope in (options.first("--scopes", "-s") ?? options.first("--scope"))?.split({
        $0 == ASCII.comma || $0.isSpace
      })
        ?? []
      {
        assign(scope, resource, options.first("--appId", "--appObjectId", "--appDisplayName"), at: command.origin)
      }
    case "request":
      let method = options.first("--method", "-m")?.text ?? "GET"
      return request(
        method, options.first("--url", "-u"), options.first("--body", "-b"), at: command.origin, open: open)
    default: return nil
    }
    return nil
  }

  /// Permissions as addresses: `https://graph.microsoft.com/User.Read`.
  private mutating func apis(_ options: Options, to index: Int, at origin: SourceOrigin) {
    let lists: [([String], String)] = [
      (["--apisApplication", "--applicationPermissions", "--applicationPermission", "-a"], "Role"),
      (["--apisDelegated", "--delegatedPermissions", "--delegatedPermission", "-d"], "Scope"),
    ]
    for (names, type) in lists {
      for value in names.flatMap({ options.values[$0] ?? [] }) {
        for address in value.split({ $0 == ASCII.comma || $0.isSpace }) {
          let parts = address.split { $0 == ASCII.slash }
          guard let id = parts.last else { continue }
          let host = address.text.map { String($0.dropLast((id.text?.count ?? 0) + 1)) } ?? ""
          let resource =
            host.isEmpty
            ? SourceValue.literal("Microsoft Graph", at: id.origin)
            : KnownAPIs.named(SourceValue.literal(host, at: address.origin))
          add(
            DeclaredPermission(
              resource: resource, type: SourceValue.literal(type, at: id.origin), id: id, entry: origin), to: index)
        }
      }
    }
  }
}
