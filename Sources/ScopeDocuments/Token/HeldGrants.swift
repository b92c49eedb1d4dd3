import ScopeValues

/// Reads grants as Azure CLI and Microsoft Graph list them: delegated ones by their scopes, application ones by the ids
/// or the names of their roles.
enum HeldGrants {
  /// What entries of a list grant.
  struct Row {
    private(set) var scopes: [String] = []
    private(set) var roles: [String] = []
    private(set) var isCut = false
    /// Whether every entry says that it is about Microsoft Graph.
    private(set) var isAboutGraph = true

    var isEmpty: Bool { scopes.isEmpty && roles.isEmpty }

    private static let roleNames = ["approleid", "approle", "approlevalue", "approlename", "role", "permission"]

    /// Takes what one entry grants, by its members' names in small letters; entries about other resources are left out.
    mutating func add(_ entry: [String: String]) {
      let resource = entry["resourcedisplayname"] ?? entry["resource"] ?? entry["resourcename"]
      guard resource.map({ $0.isEmpty || $0 == "Microsoft Graph" || GUID($0) != nil }) ?? true else { return }
      let before = scopes.count + roles.count
      defer { if scopes.count + roles.count > before, resource != "Microsoft Graph" { isAboutGraph = false } }
      if let scope = entry["scope"], entry["consenttype"] != nil || entry["clientid"] != nil {
        let cut = scope.hasSuffix("\u{2026}") || scope.hasSuffix("...")
        isCut = isCut || cut
        scopes += scope.split { $0 == " " }.map { $0.trimmed(["\u{2026}", "."]) }.filter { !$0.isEmpty }
        return
      }
      let names =
        Self.roleNames.compactMap { entry[$0] } + (entry["id"].map { _ in entry["value"] ?? "" }.map { [$0] } ?? [])
      // The role that every principal has where nothing was chosen.
      let none = "00000000-0000-0000-0000-000000000000"
      if let name = names.first(where: { $0 != none && (GUID($0) != nil || Self.isName($0)) }) { roles.append(name) }
    }

    /// `User.Read.All`
    private static func isName(_ text: String) -> Bool {
      let parts = text.split(separator: ".", omittingEmptySubsequences: false)
      return parts.count >= 2 && text.utf8.count <= 120
        && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0 == "-" || $0 == "_") } }
    }
  }

  /// The claims that a token with these grants would carry; nil where the JSON lists none.
  static func read(_ document: JSONDocument) -> UnverifiedToken? {
    let root = document.root
    if let context = context(document, root) { return context }
    if let names = names(document, root) { return HeldClaims(names: names, authentication: nil).token(source: .list) }
    var row = Row()
    for list in lists(document, root) {
      for entry in list where document.kind(entry) == .object { row.add(members(document, entry)) }
    }
    return token(row)
  }

  static func token(_ row: Row) -> UnverifiedToken? {
    guard !row.isEmpty else { return nil }
    var held = HeldClaims(scopes: row.scopes, roles: row.roles)
    held.isCut = row.isCut
    if row.isAboutGraph { held.audience = "https://graph.microsoft.com" }
    return held.token(source: .grants)
  }

  /// A list of entries at the top, below value, or as a member of a service principal.
  private static func lists(_ document: JSONDocument, _ root: JSONPlace) -> [[JSONPlace]] {
    if document.kind(root) == .array { return [document.elements(of: root)] }
    if let value = document.member("value", of: root), document.kind(value) == .array {
      return [document.elements(of: value)]
    }
    let inside = ["appRoleAssignments", "oauth2PermissionGrants", "grants", "permissions"].compactMap {
      document.member(named: $0, of: root)
    }.filter { document.kind($0) == .array }.map { document.elements(of: $0) }
    return inside.isEmpty ? [[root]] : inside
  }

  /// Nothing but names of permissions: `["User.Read.All"]`.
  private static func names(_ document: JSONDocument, _ root: JSONPlace) -> [String]? {
    guard document.kind(root) == .array else { return nil }
    let entries = document.elements(of: root)
    let names = entries.compactMap { document.string($0) }
    guard !names.isEmpty, names.count == entries.count else { return nil }
    return HeldList.areNames(names) ? names : nil
  }

  private static func members(_ document: JSONDocument, _ entry: JSONPlace) -> [String: String] {
    var members: [String: String] = [:]
    for (name, value) in document.members(of: entry) where document.kind(value) == .string {
      members[document.text(name).lowercased()] = document.text(value)
    }
    return members
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
