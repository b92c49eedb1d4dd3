import ScopeValues

/// Reads lists of `name : value` lines: Get-MgContext, a token's claims as PowerShell or a viewer's table shows them,
/// and a bare list of permissions.
enum HeldList {
  static func read(_ text: ArraySlice<UInt8>) -> UnverifiedToken? {
    let lines = String(decoding: text, as: UTF8.self).split(whereSeparator: \.isNewline).prefix(2_000)
    let values = pairs(lines)
    if let type = values["authtype"], let scopes = values["scopes"] { return context(values, type, scopes) }
    if values["aud"] != nil, values["scp"] != nil || values["roles"] != nil || values["appid"] != nil {
      return claims(values)
    }
    return names(lines) ?? HeldTable.read(lines).flatMap(HeldGrants.token)
  }

  /// What Get-MgContext printed in a longer text, such as the transcript of a refusal.
  static func context(in text: ArraySlice<UInt8>) -> UnverifiedToken? {
    let lines = String(decoding: text.prefix(262_144), as: UTF8.self).split(whereSeparator: \.isNewline).prefix(2_000)
    guard let start = lines.firstIndex(where: { pair($0.drop { $0 == " " })?.name == "clientid" }) else { return nil }
    let values = pairs(lines[start...].prefix(24))
    guard values["tenantid"] != nil, let scopes = values["scopes"] else { return nil }
    return context(values, values["authtype"] ?? "", scopes)
  }

  /// Names in small letters and their values; a line that begins with a space goes on with the value before it.
  private static func pairs(_ lines: ArraySlice<Substring>) -> [String: String] {
    var values: [String: String] = [:]
    var last: String?
    for line in lines {
      if let first = line.first, first == " ", let name = last, pair(line.drop { $0 == " " }) == nil {
        values[name, default: ""] += line.drop { $0 == " " }
        continue
      }
      guard let (name, value) = pair(line.drop { $0 == " " }) else { continue }
      last = name
      if values[name] == nil { values[name] = value }
    }
    return values
  }

  /// `Scopes                 : {User.Read}`, `aud\thttps://graph.microsoft.com\tthe audience`
  private static func pair(_ line: Substring) -> (name: String, value: String)? {
    let name = line.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    guard !name.isEmpty, name.count <= 40 else { return nil }
    var rest = line[name.endIndex...]
    if rest.first == "\t" {
      rest = rest.dropFirst().prefix { $0 != "\t" }
    } else {
      let spaces = rest.prefix { $0 == " " }
      rest = rest[spaces.endIndex...]
      guard rest.first == ":" || spaces.count >= 2 else { return nil }
      if rest.first == ":" { rest = rest.dropFirst() }
      guard rest.first.map({ $0 == " " || spaces.count >= 2 }) ?? true else { return nil }
    }
    return (name.lowercased(), String(rest.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()))
  }

  private static func context(_ values: [String: String], _ type: String, _ scopes: String) -> UnverifiedToken? {
    var held = HeldClaims(names: list(scopes), authentication: type)
    held.client = values["clientid"]
    held.tenant = values["tenantid"]
    held.name = values["appname"]
    held.isCut = isCut(scopes)
    return held.token(source: .context)
  }

  private static func claims(_ values: [String: String]) -> UnverifiedToken? {
    var held = HeldClaims(
      scopes: list(values["scp"] ?? "", separator: " "), roles: list(values["roles"] ?? ""))
    held.audience = values["aud"]
    held.client = values["appid"] ?? values["azp"]
    held.tenant = values["tid"]
    held.name = values["app_displayname"]
    held.identityType = values["idtyp"]
    held.isCut = isCut(values["roles"] ?? "")
    return held.token(source: .viewer)
  }

  /// Nothing but names of permissions, such as (Get-MgContext).Scopes prints.
  private static func names(_ lines: ArraySlice<Substring>) -> UnverifiedToken? {
    let names = lines.flatMap { $0.split { $0 == " " || $0 == "," || $0 == "\t" } }.map {
      $0.trimmed(["\"", "'", "[", "]"])
    }
    .filter { !$0.isEmpty }
    return areNames(names) ? HeldClaims(names: names, authentication: nil).token(source: .list) : nil
  }

  /// Whether texts are names of permissions, and scopes of signing in beside them.
  static func areNames(_ names: [String]) -> Bool {
    let known: Set<String> = ["openid", "profile", "email", "offline_access"]
    let permissions = names.filter { name in
      let parts = name.split(separator: ".", omittingEmptySubsequences: false)
      return parts.count >= 2
        && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0 == "-" || $0 == "_") } }
        && name.first?.isUppercase == true
    }
    return !permissions.isEmpty && permissions.count + names.count(where: known.contains) == names.count
  }

  private static func list(_ text: String, separator: Character = ",") -> [String] {
    text.trimmed(["{", "}", "[", "]"]).split { $0 == separator || $0 == "," }.map {
      String($0).trimmed(["\"", "'", " ", "\u{2026}", "."])
    }.filter { !$0.isEmpty }
  }

  /// Whether PowerShell left the end of a list out.
  private static func isCut(_ text: String) -> Bool { text.contains("\u{2026}") || text.contains("...") }
}
