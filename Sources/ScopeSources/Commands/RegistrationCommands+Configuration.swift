import ScopeValues

// Desired State Configuration.
extension RegistrationCommands {
  package mutating func declare(_ type: String, _ label: String, _ value: SourceValue, at origin: SourceOrigin) {
    guard type.lowercased() == "aadapplication", case .object(let members, _) = value.shape else { return }
    if value.member("Ensure")?.text?.lowercased() == "absent" { return }
    let common: Set<String> = [
      "ensure", "credential", "applicationid", "tenantid", "certificatethumbprint", "applicationsecret", "permissions",
      "objectid", "owners", "managedidentity", "accesstokens", "description",
    ]
    let lookup = create(
      members.filter { !common.contains($0.key.lowercased()) }.map(Self.renamed), at: origin, name: label)
    guard case .lookup(.application(let index)) = lookup.shape, let permissions = value.member("Permissions") else {
      return
    }
    declarations.applications[index].permissionsPlace = permissions.origin
    for permission in permissions.elements {
      let unknown = SourceValue(
        .hole(permission.hole ?? Hole("an expression", .unsupported, permission.origin)), permission.origin)
      add(
        DeclaredPermission(
          resource: permission.member("SourceAPI") ?? SourceValue.literal("Microsoft Graph", at: permission.origin),
          type: permission.member("Type") ?? unknown, id: permission.member("Name") ?? unknown, entry: permission.origin
        ),
        to: index)
    }
    if let rest = permissions.openHole {
      let value = SourceValue(.hole(rest), rest.origin)
      add(DeclaredPermission(resource: value, type: value, id: value, entry: permissions.origin), to: index)
    }
  }

  /// Names that a tool gives a property of its own.
  static func renamed(_ member: ValueMember) -> ValueMember {
    var member = member
    switch member.key.lowercased() {
    case "replyurl", "replyurls", "webredirecturi", "replyuris": member.key = "replyUrls"
    case "identifieruri": member.key = "identifierUris"
    case "passwordcredential": member.key = "passwordCredentials"
    case "keycredential": member.key = "keyCredentials"
    case "approle": member.key = "appRoles"
    case "name": member.key = "displayName"
    case "isfallbackpublicclient": member.key = "isFallbackPublicClient"
    default: break
    }
    return member
  }
}
