import ScopeValues

// Cmdlets of Microsoft Graph PowerShell, Entra PowerShell, AzureAD, Az, PnP and Microsoft365DSC.
extension RegistrationCommands {
  mutating func cmdlet(_ name: String, _ command: ScriptCommand, _ open: (SourceValue) -> SourceValue?) -> SourceValue?
  {
    guard let dash = name.firstIndex(of: "-") else { return nil }
    let verb = name[..<dash]
    var noun = String(name[name.index(after: dash)...])
    switch name {
    case "invoke-mggraphrequest", "invoke-graphrequest", "invoke-restmethod", "invoke-webrequest", "irm", "iwr",
      "invoke-azrestmethod":
      let method = (command.argument("method", "httpmethod")?.text ?? "GET")
      let address = command.argument("uri", "path", "url") ?? command.words.first
      return request(
        method, address, command.argument("body", "payload", "bodyparameter"), at: command.origin, open: open)
    case "update-m365dscazureadapplication":
      let lookup = create(
        command.argument("applicationname").map { [ValueMember(key: "displayName", keyOrigin: $0.origin, value: $0)] }
          ?? [], at: command.origin, name: name)
      guard let index = declared(lookup) else { return lookup }
      for permission in command.argument("permissions")?.elements ?? [] {
        guard let value = permission.first("PermissionName", "Name") else { continue }
        add(
          DeclaredPermission(
            resource: KnownAPIs.named(permission.member("Api") ?? SourceValue.literal("Graph", at: value.origin)),
            type: SourceValue.literal("Role", at: value.origin), id: value, entry: permission.origin), to: index)
      }
      return lookup
    case "register-pnpazureadapp", "register-pnpentraidapp", "register-pnpentraidappforinteractivelogin":
      return pnp(command)
    default:
      for prefix in ["mgbeta", "mg", "entrabeta", "entra", "azureadms", "azuread", "azad", "azurermad"]
      where noun.hasPrefix(prefix) {
        noun = String(noun.dropFirst(prefix.count))
        return directory(String(verb), noun, command, open)
      }
      return nil
    }
  }

  private mutating func pnp(_ command: ScriptCommand) -> SourceValue {
    let lookup = create(
      command.argument("applicationname").map { [ValueMember(key: "displayName", keyOrigin: $0.origin, value: $0)] }
        ?? [], at: command.origin, name: "Register-PnPAzureADApp")
    guard let index = declared(lookup) else { return lookup }
    for (label, api, type) in [
      ("graphapplicationpermissions", "Graph", "Role"), ("graphdelegatepermissions", "Graph", "Scope"),
      ("sharepointapplicationpermissions", "SharePoint", "Role"),
      ("sharepointdelegatepermissions", "SharePoint", "Scope"),
    ] {
      for id in command.argument(label)?.elements ?? [] {
        add(
          DeclaredPermission(
            resource: KnownAPIs.named(SourceValue.literal(api, at: id.origin)),
            type: SourceValue.literal(type, at: id.origin), id: id, entry: id.origin), to: index)
      }
    }
    return lookup
  }

  private static let plumbing: Set<String> = [
    "erroraction", "errorvariable", "warningaction", "outvariable", "verbose", "debug", "confirm", "whatif", "headers",
    "applicationid", "objectid", "id", "inputobject", "additionalproperties", "bodyparameter", "property", "filter",
    "responseheadersvariable", "owners", "tags", "progressaction", "ea", "passthru", "break", "httppipelineappend",
    "f", "foregroundcolor",
  ]

  private mutating func directory(
    _ verb: String, _ noun: String, _ command: ScriptCommand, _ open: (SourceValue) -> SourceValue?
  ) -> SourceValue? {
    let id =
      command.argument("applicationid", "objectid", "inputobject", "id", "appid", "applicationobjectid")
      ?? command.input ?? command.words.first
    switch (verb, noun) {
    case ("new", "application"): return create(properties(command), at: command.origin, name: command.name)
    case ("update", "application"), ("set", "application"):
      add(properties(command), to: target(id, at: command.origin))
      return nil
    case ("get", "application"), ("get", "applicationbyappid"):
      if let index = declared(id) { return SourceValue(.lookup(.application(index)), command.origin) }
      if let found = named(command.argument("displayname", "searchstring")) { return found }
      if let filter = command.argument("filter"), let quoted = Self.quoted(filter), let found = named(quoted) {
        return found
      }
      return nil
    case ("add", "apppermission"):
      return add(permission: command, to: target(id, at: command.origin))
    case ("add", "applicationpassword"), ("new", "applicationpasswordcredential"), ("new", "applicationpassword"),
      ("new", "appcredential"), ("new", "applicationkey"), ("add", "applicationkey"),
      ("new", "applicationkeycredential"):
      return credential(noun, command, id)
    case ("new", "applicationfederatedidentitycredential"), ("new", "appfederatedcredential"):
      let value =
        command.argument("bodyparameter") ?? SourceValue(.object(properties(command), rest: nil), command.origin)
      credential("federatedIdentityCredentials", value, target(id, at: command.origin))
      return nil
    case ("get", "serviceprincipal"), ("get", "serviceprincipalbyappid"): return principal(command)
    case ("new", "serviceprincipal"):
      if let index = declared(command.argument("appid", "applicationid", "bodyparameter")?.firstValue ?? command.input)
      {
        return SourceValue(.lookup(.application(index)), command.origin)
      }
      return SourceValue(
        .lookup(.holder(command.argument("displayname", "appid")?.text ?? command.name)), command.origin)
    case ("find", "graphpermission"):
      guard let name = command.argument("searchstring") ?? command.words.first else { return nil }
      let type = command.argument("permissiontype")?.text?.lowercased()
      let api = SourceValue.literal("Microsoft Graph", at: command.origin)
      return SourceValue(
        .lookup(
          .permission(resource: api, type: type == nil ? nil : type == "application" ? .role : .scope, name: name)),
        command.origin)
    default: break
    }
    if verb == "new", noun.contains("approleassign"), noun.hasPrefix("service") {
      let body = command.argument("bodyparameter")
      assign(
        command.argument("approleid") ?? body?.member("appRoleId")
          ?? command.argument("id") ?? SourceValue(.hole(Hole(command.name, .call, command.origin)), command.origin),
        command.argument("resourceid") ?? body?.member("resourceId"),
        command.argument("principalid") ?? body?.member("principalId")
          ?? command.argument("serviceprincipalid", "objectid"),
        at: command.origin)
      return nil
    }
    if ["new", "update", "set"].contains(verb), noun.hasPrefix("oauth2permissiongrant") {
      let body = command.argument("bodyparameter")
      grant(
        command.argument("scope") ?? body?.member("scope"),
        command.argument("resourceid") ?? body?.member("resourceId"),
        command.argument("clientid") ?? body?.member("clientId"),
        command.argument("consenttype") ?? body?.member("consentType"),
        at: command.origin)
      return nil
    }
    return nil
  }

  /// The properties that a cmdlet is given: its own arguments, and the members of a body.
  private func properties(_ command: ScriptCommand) -> [ValueMember] {
    var members: [ValueMember] = []
    for argument in command.arguments {
      guard let label = argument.label else { continue }
      switch label.lowercased() {
      case "bodyparameter", "additionalproperties":
        let body = EmbeddedJSON.read(argument.value) ?? argument.value
        switch body.shape {
        case .object(let more, let rest):
          members += more
          if let rest {
            members.append(
              ValueMember(
                key: "requiredResourceAccess", keyOrigin: rest.origin, value: SourceValue(.hole(rest), rest.origin)))
          }
        default:
          if let hole = body.hole {
            members.append(
              ValueMember(
                key: "requiredResourceAccess", keyOrigin: hole.origin, value: SourceValue(.hole(hole), hole.origin)))
          }
        }
      case "sparedirecturi", "spapredirecturi": members.append(platform("spa", argument.value))
      case "publicclientredirecturi": members.append(platform("publicClient", argument.value))
      case let name where !Self.plumbing.contains(name):
        members.append(
          Self.renamed(
            ValueMember(
              key: label, keyOrigin: SourceOrigin(command.origin.source, argument.span), value: argument.value)))
      default: break
      }
    }
    return members
  }

  func platform(_ name: String, _ addresses: SourceValue) -> ValueMember {
    let uris = ValueMember(key: "redirectUris", keyOrigin: addresses.origin, value: addresses.asList(addresses.origin))
    return ValueMember(
      key: name, keyOrigin: addresses.origin, value: SourceValue(.object([uris], rest: nil), addresses.origin))
  }

  private mutating func add(permission command: ScriptCommand, to index: Int) -> SourceValue? {
    let missing = SourceValue(.hole(Hole(command.name, .call, command.origin)), command.origin)
    for id in (command.argument("permissionid") ?? missing).permissionNames {
      add(
        DeclaredPermission(
          resource: (command.argument("apiid") ?? missing).resourceName,
          type: command.argument("type") ?? SourceValue.literal("Scope", at: id.origin), id: id, entry: command.origin),
        to: index)
    }
    return nil
  }

  private mutating func credential(_ noun: String, _ command: ScriptCommand, _ id: SourceValue?) -> SourceValue? {
    let given = command.argument("passwordcredential", "passwordcredentials", "keycredential", "bodyparameter")
    let isKey = noun.contains("key") || command.argument("certvalue") != nil
    var members: [ValueMember] = []
    if case .object(let more, _)? = (given?.member("passwordCredential") ?? given)?.firstValue.shape { members = more }
    for (label, key) in [
      ("enddate", "endDateTime"), ("startdate", "startDateTime"), ("customkeyidentifier", "customKeyIdentifier"),
    ] {
      if let value = command.argument(label) {
        members.append(ValueMember(key: key, keyOrigin: value.origin, value: value))
      }
    }
    credential(
      isKey ? "keyCredentials" : "passwordCredentials",
      SourceValue(.object(members, rest: nil), given?.origin ?? command.origin),
      target(id, at: command.origin))
    return nil
  }

  /// The service principal of an API, by whatever a script looks it up by.
  private func principal(_ command: ScriptCommand) -> SourceValue? {
    if let index = declared(
      command.argument("appid", "applicationid", "displayname", "serviceprincipalid", "objectid") ?? command.input)
    {
      return SourceValue(.lookup(.application(index)), command.origin)
    }
    let unknown = SourceValue(.hole(Hole(command.name, .call, command.origin)), command.origin)
    if let filter = command.argument("filter", "search") {
      guard let quoted = Self.quoted(filter) else {
        return SourceValue(.lookup(.principal(resource: unknown)), command.origin)
      }
      if let found = named(quoted) { return found }
      return SourceValue(.lookup(.principal(resource: quoted)), quoted.origin)
    }
    if let name = command.argument("appid", "applicationid", "displayname", "searchstring", "displaynamebeginswith") {
      if let found = named(name) { return found }
      return SourceValue(.lookup(.principal(resource: name)), name.origin)
    }
    if let key = command.argument("serviceprincipalid", "objectid") {
      return SourceValue(.lookup(.principal(resource: key)), key.origin)
    }
    return SourceValue(.lookup(.principal(resource: unknown)), command.origin)
  }

  /// What a filter compares with: `appId eq '…'`, `"displayName:Microsoft Graph"`.
  static func quoted(_ filter: SourceValue) -> SourceValue? {
    let parts = filter.split { $0 == ASCII.apostrophe || $0 == ASCII.quote }
    if parts.count >= 2 { return parts[1].trimmed() }
    let named = filter.split { $0 == ASCII.colon }
    return named.count == 2 ? named[1].trimmed() : nil
  }
}

extension SourceValue {
  /// The first of a list, or the value.
  var firstValue: SourceValue { if case .list(let items, _) = shape { items.first ?? self } else { self } }
}

/// Names by which tools call the APIs of Microsoft.
enum KnownAPIs {
  /// A resource by a tool's short name or an address in front of a permission.
  static func named(_ value: SourceValue) -> SourceValue {
    let name: String? =
      switch value.text?.lowercased() {
      case "graph", "msgraph", "https://graph.microsoft.com", "https://microsoft.graph": "Microsoft Graph"
      case "sharepoint", "https://microsoft.sharepoint-df.com", "https://sharepoint.com": "Office 365 SharePoint Online"
      case "exchange", "https://outlook.office365.com", "https://outlook.office.com": "Office 365 Exchange Online"
      case "https://management.azure.com", "https://management.core.windows.net": "Azure Service Management"
      case "https://graph.windows.net": "Windows Azure Active Directory"
      case "https://manage.office.com": "Office 365 Management APIs"
      default: nil
      }
    return name.map { SourceValue.literal($0, at: value.origin) } ?? value
  }
}
