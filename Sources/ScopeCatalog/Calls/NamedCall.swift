import ScopeValues

/// A call that a command, a resource of Terraform's or a class stands for.
package struct NamedCall: Hashable, Sendable {
  /// nil where the name does not tell it.
  package var method: String?
  /// With `{id}` for keys, without a version.
  package var path: String
  /// beta where the name says so.
  package var version: String?
  /// What to say about the tool, as one sentence; nil where there is nothing.
  package var remark: String?

  package init(method: String?, path: String, version: String? = nil, remark: String? = nil) {
    self.method = method
    self.path = path
    self.version = version
    self.remark = remark
  }
}

extension NamedCall {
  // MARK: Commands

  /// The call of a cmdlet such as Get-MgUser_List, or of a command line such as "az ad app create".
  ///
  /// - Parameter options: those given to it, in lower case: how many name an id tells one object from a list.
  package static func command(_ name: String, options: [String]) -> NamedCall? {
    if name.contains(" ") { return commandLine(name) }
    guard let dash = name.firstIndex(of: "-") else { return nil }
    // PowerShell tells no letter case apart.
    var verb = name[..<dash].prefix(1).uppercased() + name[..<dash].dropFirst()
    if verb == verb.uppercased() { verb = verb.prefix(1) + verb.dropFirst().lowercased() }
    let words = name[name.index(after: dash)...].split(separator: "_", maxSplits: 1).map(String.init)
    guard var noun = words.first else { return nil }
    for prefix in ["MgBeta", "Mg"] + families.map(\.prefix)
    where !noun.hasPrefix(prefix) && noun.lowercased().hasPrefix(prefix.lowercased()) {
      noun = prefix + noun.dropFirst(prefix.count)
      break
    }
    var variant = words.count > 1 ? words[1].lowercased() : ""
    var remark: String?
    if noun.hasPrefix("Mg") {
      noun = LineTable("cmdlet-aliases").rows(noun).first?[1] ?? String(noun.dropFirst(2))
    } else {
      let whole = noun == "DeviceManagement" && words.count > 1 ? "\(noun)_\(words[1])" : noun
      if whole != noun { variant = "" }
      guard let family = families.first(where: { whole.hasPrefix($0.prefix) }) else { return nil }
      let alias = LineTable("cmdlet-aliases").rows(whole).first?[1]
      guard alias != nil || !family.isListed else { return nil }
      noun = alias ?? String(whole.dropFirst(family.prefix.count))
      remark = family.remark
      // Those modules say Set and Add where this one says Update and New; PnP grants and revokes what it says so of.
      let other = ["Set": "Update", "Add": "New", "Grant": "New", "Revoke": "Remove"][verb] ?? verb
      if calls(noun, verb: verb).isEmpty || family.isListed && !calls(noun, verb: other).isEmpty { verb = other }
    }
    let isBeta = noun.hasPrefix("Beta") && noun.count > 4
    if isBeta, calls(noun, verb: verb).isEmpty { noun = String(noun.dropFirst(4)) }
    if calls(noun, verb: verb).isEmpty {
      // New-MgGroupMember is a short name; older releases wrote some nouns in another number.
      let others = [
        noun + "ByRef", noun.replacing("DirectoryObjectByRef", with: "ByRef"),
        noun.replacing("Window", with: "Windows"),
      ]
      noun = others.first { !calls($0, verb: verb).isEmpty } ?? noun
    }
    let version = isBeta ? "beta" : nil
    let candidates = calls(noun, verb: verb)
    if !candidates.isEmpty {
      let chosen = choose(candidates, variant: variant, options: options)
      return NamedCall(method: chosen.method, path: chosen.path, version: version, remark: remark)
    }
    if let cast = cast(noun, verb: verb, variant: variant, options: options, version: version) { return cast }
    // Get-MgUserCount counts what Get-MgUser reads.
    if noun.hasSuffix("Count") {
      return command("\(verb)-Mg\(isBeta ? "Beta" : "")\(noun.dropLast(5))", options: []).map {
        NamedCall(method: $0.method, path: $0.path + "/$count", version: version)
      }
    }
    return nil
  }

  /// Get-MgGroupMemberAsUser reads the users among what Get-MgGroupMember reads; Get-MgGroupMemberCountAsUser counts them.
  private static func cast(
    _ noun: String, verb: String, variant: String, options: [String], version: String?
  ) -> NamedCall? {
    for type in castTypes where noun.lowercased().hasSuffix("as" + type.lowercased()) {
      var whole = String(noun.dropLast(type.utf8.count + 2))
      let counts = whole.hasSuffix("Count")
      if counts { whole.removeLast(5) }
      let candidates = calls(whole, verb: verb)
      guard !candidates.isEmpty else { continue }
      let chosen = choose(candidates, variant: counts ? "list" : variant, options: options)
      let path = "\(chosen.path)/microsoft.graph.\(type.prefix(1).lowercased())\(type.dropFirst())"
      return NamedCall(method: chosen.method, path: counts ? path + "/$count" : path, version: version)
    }
    return nil
  }

  /// The kinds of directory objects that cmdlets tell apart.
  private static let castTypes = [
    "AdministrativeUnit", "AppRoleAssignment", "Application", "Device", "DirectoryRole", "Endpoint", "Group",
    "OrgContact", "ServicePrincipal", "User",
  ]

  /// A module whose nouns are not those of Microsoft Graph PowerShell.
  private struct Family {
    var prefix: String
    /// What there is to say of the module.
    var remark: String?
    /// Whether only those of its nouns count that the table lists.
    var isListed = false
  }

  private static let families = [
    Family(
      prefix: "AzureADPreview",
      remark: "The AzureAD module calls Azure AD Graph, which Microsoft has retired: use Microsoft Graph PowerShell."),
    Family(
      prefix: "AzureAD",
      remark: "The AzureAD module calls Azure AD Graph, which Microsoft has retired: use Microsoft Graph PowerShell."),
    Family(prefix: "AzAD"),
    Family(prefix: "Msol", remark: "The MSOnline module is retired: use Microsoft Graph PowerShell."),
    Family(prefix: "Entra"),
    Family(
      prefix: "Intune",
      remark: "The Intune PowerShell module and its client are retired: use Microsoft Graph PowerShell."),
    Family(
      prefix: "DeviceManagement_",
      remark: "The Intune PowerShell module and its client are retired: use Microsoft Graph PowerShell."),
    Family(prefix: "PnP", isListed: true),
    Family(prefix: "Auto", isListed: true),
  ]

  private static func calls(_ noun: String, verb: String) -> [(method: String, path: String)] {
    LineTable("cmdlets").rows(noun).flatMap { row -> [(String, String)] in
      for entry in row[2].split(separator: " ") where entry.hasPrefix(verb + ":") {
        return entry.dropFirst(verb.count + 1).split(separator: ",").map { call in
          let method = call.prefix { $0.isUppercase }
          let suffix = call[method.endIndex...].replacing("+", with: "/{id}")
          return (String(method), (row[1] + suffix).replacing("{}", with: "{id}"))
        }
      }
      return []
    }
  }

  private static func choose(
    _ candidates: [(method: String, path: String)], variant: String, options: [String]
  ) -> (method: String, path: String) {
    func keys(_ path: String) -> Int { path.split(separator: "/").count { $0 == "{id}" } }
    let sorted = candidates.sorted { ($0.path.utf8.count, $0.path) < ($1.path.utf8.count, $1.path) }
    if variant.hasPrefix("list"), let list = sorted.first(where: { !$0.path.hasSuffix("{id}") }) { return list }
    if variant.hasPrefix("get"), let one = sorted.first(where: { $0.path.hasSuffix("{id}") }) { return one }
    // `-ChatMessageId1` is the second key of its kind.
    let options = options.map { option in
      String(option.reversed().drop { $0.isASCII && $0.isNumber }.reversed())
    }
    let ids = options.count { $0.hasSuffix("id") && $0 != "appid" || $0 == "objectid" || $0 == "userprincipalname" }
    let fitting = sorted.filter { keys($0.path) == ids }
    // Of several the one whose collections the ids name: -CalendarId is one of calendars.
    func score(_ path: String) -> Int {
      let small = path.lowercased()
      return options.count { option in
        let name = option.hasSuffix("id") ? String(option.dropLast(2)) : option
        guard !name.isEmpty else { return false }
        return small.contains("/\(name)s/{id}") || small.contains("/\(name)ies/{id}")
          || small.contains("(\(name)=") || small.contains(",\(name)=")
      }
    }
    let best = (fitting.isEmpty ? Array(sorted.prefix(8)) : fitting).enumerated().max {
      (score($0.element.path), -$0.offset) < (score($1.element.path), -$1.offset)
    }
    return best?.element ?? sorted[0]
  }

  private static func commandLine(_ name: String) -> NamedCall? {
    let table = LineTable("commands")
    var words = name.split(separator: " ")
    while words.count >= 3 {
      if let row = table.rows(words.joined(separator: " ")).first { return NamedCall(method: row[1], path: row[2]) }
      words.removeLast()
    }
    return nil
  }

  // MARK: Terraform and classes

  /// The call of a resource of Terraform's azuread provider, or of the client inside it.
  package static func terraform(resource: String?, client: String?, method: String?) -> NamedCall? {
    let table = LineTable("terraform")
    let method = method ?? "POST"
    // The resource knows which part of an object it is about, unless its client went to another one first.
    let byResource = resource.flatMap { table.rows($0).first?[1] }
    let byClient = client.flatMap { table.rows($0).first?[1] }
    var named = byResource ?? byClient
    var name = byResource == nil ? client : resource
    if let byResource, let byClient, !byResource.drop(while: { $0 == "=" }).hasPrefix(byClient) {
      named = byClient
      name = client
    }
    guard let path = named else { return nil }
    if path.hasPrefix("=") {
      return NamedCall(method: method == "POST" ? "PATCH" : method, path: String(path.dropFirst()))
    }
    let isOne =
      ["PATCH", "DELETE", "PUT"].contains(method)
      || method == "GET" && name?.hasPrefix("azuread_") == true && name?.hasSuffix("s") == false
    guard isOne, !path.hasSuffix("$ref"), !path.contains("/add") else { return NamedCall(method: method, path: path) }
    return NamedCall(method: method, path: path + "/{id}")
  }

  /// The call of a request class such as ChannelRequest or UserMessagesCollectionRequest.
  package static func requestClass(_ name: String, method: String?) -> NamedCall? {
    var rest = name[...]
    var reference = false
    var isCollection = false
    for suffix in [
      "CollectionWithReferencesRequest", "CollectionReferencesRequest", "WithReferenceRequest", "ReferenceRequest",
      "CollectionRequest", "Request",
    ] where rest.hasSuffix(suffix) {
      rest = rest.dropLast(suffix.count)
      isCollection = suffix.contains("Collection")
      reference = suffix.contains("References") && !suffix.hasPrefix("CollectionWith") || suffix == "ReferenceRequest"
      break
    }
    let table = LineTable("request-classes")
    let ends = rest.indices.filter { $0 != rest.startIndex && rest[$0].isUppercase } + [rest.endIndex]
    for end in ends.reversed() {
      guard let path = table.rows(String(rest[..<end])).first?[1] else { continue }
      let property = rest[end...]
      guard !property.isEmpty else {
        return NamedCall(method: method, path: isCollection ? collection(of: path) : path)
      }
      let segment = property.prefix(1).lowercased() + property.dropFirst()
      return NamedCall(
        method: method, path: (path == "/" ? "" : path) + "/" + segment + (reference ? "/$ref" : ""))
    }
    return nil
  }

  private static func collection(of path: String) -> String {
    path.hasSuffix("/{id}") ? String(path.dropLast("/{id}".count)) : path
  }
}
