import ScopeValues

// The lists inside of a service principal.
extension TenantDecoder {
  /// The elements of a list, however PowerShell wrapped it, lists in it taken apart; nil where there is none, which says
  /// nothing.
  func elements(_ outer: JSONPlace) -> [JSONPlace]? {
    let place = values.unwrapped(outer)
    guard document.kind(place) == .array else { return nil }
    var all: [JSONPlace] = []
    document.forEachElement(of: place) { element in
      if document.kind(element) == .array { all += elements(element) ?? [] } else { all.append(element) }
    }
    return all
  }

  /// The redirect URIs of a principal; nil where the list is not shown or cannot be read, which is a problem.
  mutating func addresses(_ place: JSONPlace) -> [Recorded<String>]? {
    // PowerShell prints a list of one as the one.
    let entries = document.kind(place) == .string ? [place] : elements(place)
    guard let entries else {
      if document.kind(place) != .null {
        report("the list of redirect URIs is no list", "Correct the list or export again.", at: place)
      }
      return nil
    }
    var addresses: [Recorded<String>] = []
    for entry in entries {
      guard document.kind(entry) == .string else {
        report("a redirect URI is \(document.kind(entry).phrase), not a string", "Correct the address.", at: entry)
        continue
      }
      addresses.append(Recorded(document.text(entry), at: places.record(entry)))
    }
    return addresses
  }

  /// A directory role among the memberships that an export was asked to show (`$expand=memberOf`); groups are none.
  mutating func directoryRole(_ membership: JSONPlace, heldBy principal: GUID?) {
    guard let principal, document.kind(membership) == .object,
      let template = document.rareMember("roletemplateid", of: membership), let role = guid(template)
    else { return }
    var assignment = RoleAssignment(place: places.record(template), role: role, principal: principal)
    assignment.isServicePrincipal = true
    assignment.isMembership = true
    records.append(.roleAssignment(assignment))
  }

  /// A directory role with its holders (`$expand=members`); false where it is none, or shows nobody.
  mutating func directoryRoleMembers(_ place: JSONPlace) -> Bool {
    guard let template = document.rareMember("roletemplateid", of: place), let role = guid(template),
      let list = document.rareMember("members", of: place), let holders = elements(list)
    else { return false }
    for holder in holders where document.kind(holder) == .object {
      guard let id = document.member(.id, of: holder).flatMap(guid) else {
        report("a member of a directory role lacks a readable id", "Export it with all its properties.", at: holder)
        continue
      }
      var assignment = RoleAssignment(place: places.record(template), role: role, principal: id)
      let type = document.member(.odataType, of: holder).flatMap { document.string($0) }?.lowercased()
      assignment.isServicePrincipal = type?.hasSuffix(".serviceprincipal") == true
      assignment.principalName = document.member(.displayName, of: holder).flatMap { document.string($0) } ?? ""
      records.append(.roleAssignment(assignment))
    }
    return true
  }

  // MARK: What no list of grants holds

  /// Members that say what a principal offers, or how what it offers is classified, in small letters.
  private static let offering: Set<String> = [
    "delegatedpermissionclassifications", "publishedpermissionscopes", "resourcespecificapplicationpermissions",
  ]
  private static let mostUnread = 50

  /// Keeps the ids in a member that no reader knows: one that is a permission's was missed.
  mutating func keepUnread(_ key: JSONPlace, _ value: JSONPlace, of principal: inout ServicePrincipal) {
    guard !Self.offering.contains(document.text(key).lowercased()) else { return }
    keepIdentifiers(in: value, of: &principal)
  }

  mutating func keepIdentifiers(in value: JSONPlace, of principal: inout ServicePrincipal) {
    var found: [(GUID, JSONPlace)] = []
    switch document.kind(value) {
    case .string: if let guid = GUID(spelling: document.content(value)) { found.append((guid, value)) }
    case .object, .array:
      document.forEachIdentifier(in: value) { if found.count < Self.mostUnread { found.append(($0, $1)) } }
    default: break
    }
    for (guid, place) in found where principal.unread.count < Self.mostUnread {
      principal.unread.append(Recorded(guid, at: places.record(place)))
    }
  }
}
