import ScopeValues

/// Reads grants as Azure CLI and Microsoft Graph list them: delegated ones by their scopes, application ones by ids.
enum HeldGrants {
  /// The claims that a token with these grants would carry; nil where the JSON lists none.
  static func read(_ document: JSONDocument) -> UnverifiedToken? {
    let root = document.root
    if let context = context(document, root) { return context }
    let list = document.kind(root) == .array ? root : document.member("value", of: root) ?? root
    let entries = document.kind(list) == .array ? document.elements(of: list) : [list]
    var scopes: [String] = []
    var roles: [String] = []
    var client: String?
    for entry in entries {
      if document.member("consentType", of: entry) != nil,
        let scope = document.string(document.member("scope", of: entry))
      {
        scopes += scope.split { $0 == " " }.map(String.init)
        client = client ?? document.string(document.member("clientId", of: entry))
      } else if let role = document.string(document.member("appRoleId", of: entry)),
        document.member("principalId", of: entry) != nil || document.member("resourceId", of: entry) != nil
      {
        let resource = document.string(document.member("resourceDisplayName", of: entry))
        if resource == nil || resource == "Microsoft Graph" { roles.append(role) }
      }
    }
    guard !scopes.isEmpty || !roles.isEmpty else { return nil }
    return HeldClaims(scopes: scopes, roles: roles).token(source: .grants)
  }

  /// `Get-MgContext | ConvertTo-Json`
  private static func context(_ document: JSONDocument, _ root: JSONPlace) -> UnverifiedToken? {
    guard let type = document.member("AuthType", of: root), let scopes = document.member("Scopes", of: root) else {
      return nil
    }
    let text =
      document.kind(type) == .number
      ? ["Delegated", "AppOnly"][min(1, max(0, document.integer(type) ?? 0))] : document.text(type)
    var held = HeldClaims(names: document.elements(of: scopes).compactMap { document.string($0) }, authentication: text)
    held.client = document.string(document.member("ClientId", of: root))
    held.tenant = document.string(document.member("TenantId", of: root))
    held.name = document.string(document.member("AppName", of: root))
    return held.token(source: .context)
  }
}

/// What is known of a token that is not there, and the claims that say it.
struct HeldClaims {
  var scopes: [String] = []
  var roles: [String] = []
  var client: String?
  var tenant: String?
  var name: String?
  var audience: String?
  var identityType: String?
  var isCut = false

  init(scopes: [String], roles: [String]) {
    self.scopes = scopes
    self.roles = roles
  }

  /// - Parameter authentication: AuthType of Get-MgContext: Delegated, AppOnly, UserProvidedAccessToken.
  init(names: [String], authentication: String?) {
    switch authentication?.lowercased() {
    case "apponly":
      roles = names
      identityType = "app"
    case "delegated":
      scopes = names
      identityType = "user"
    default: scopes = names
    }
    audience = "https://graph.microsoft.com"
  }

  func token(source: UnverifiedToken.Source) -> UnverifiedToken? {
    var members: [String] = []
    func add(_ name: String, _ value: String?) {
      if let value, !value.isEmpty { members.append("\"\(name)\":\"\(Self.escaped(value))\"") }
    }
    add("aud", audience)
    add("appid", client)
    add("tid", tenant)
    add("app_displayname", name)
    add("idtyp", identityType)
    add("scp", scopes.joined(separator: " "))
    if !roles.isEmpty {
      members.append("\"roles\":[\(roles.map { "\"\(Self.escaped($0))\"" }.joined(separator: ","))]")
    }
    let text = "{" + members.joined(separator: ",") + "}"
    guard let document = JSONPieces.find(in: Array(text.utf8)[...]).first?.document else { return nil }
    var token = HeldText.token(document, source: source)
    token.isListCut = isCut
    if isCut { token.remarks.append(.listCut) }
    return token
  }

  private static func escaped(_ text: String) -> String {
    String(
      text.unicodeScalars.filter { $0.value >= 0x20 && $0 != "\"" && $0 != "\\" }.map(Character.init).prefix(1_000))
  }
}
