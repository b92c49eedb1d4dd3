internal import ScopeCatalog
internal import ScopeDocuments
import ScopeValues

extension Auditor {
  /// Judges what was granted to one service principal by every rule about permissions and those about tenants.
  ///
  /// - Parameters:
  ///   - index: which of the directory's holders.
  ///   - ordinal: how many applications and service principals came before in this run.
  ///   - namesakes: how many service principals among them have the same name and id.
  package func audit(_ index: Int, of directory: TenantDirectory, ordinal: Int, namesakes: Int) -> ApplicationResult {
    var reader = PrincipalReader(directory, catalog: catalog)
    let (facts, holdings) = reader.read(index)
    let name = directory.name(index)
    let home = reader.places[facts.place]
    var result = ApplicationResult(
      appId: name.appId, displayName: SafeText.shortened(ShownText.of(name.displayName), SafeText.longestName),
      dialect: .servicePrincipal, audience: facts.principal?.audience,
      ordinal: ordinal, namesakes: namesakes,
      location: Location(path: home.path, range: home.place.range, pointer: home.place.pointer))
    // The application of the same id may be in the run as well, and what is found there is another thing.
    let objectId = directory.holder(index).objectId?.description
    result.identity = "service principal \(name.appId.isEmpty ? objectId ?? name.displayName : name.appId)"
    result.owners = facts.ownership.owners?.count
    result.ownerNames = CredentialDates.shownNames(facts.ownership.owners)
    result.credentials = CredentialDates.list(facts.principal)
    let comparison = compare(name.appId, holdings)
    result.permissions = holdings.permissions.map { held in
      let (place, path) = reader.places[held.place]
      var permission = PermissionResult(held, position: place.range.start)
      if path != home.path { permission.path = path }
      permission.replacements = held.permission.flatMap { comparison?.excess[$0.index] } ?? []
      return permission
    }
    let held = Set(holdings.permissions.compactMap(\.identifier?.guid))
    result.unread = (facts.principal?.unread ?? []).filter { stray in
      var isPermission = false
      catalog.forEachPermission(with: (stray.value.high, stray.value.low)) { _ in isPermission = true }
      return isPermission && !held.contains(stray.value)
    }.map { UnreadPermission(position: $0.place.range.start, reason: .inNoList) }
    var places = reader.places
    if let judgement = judge(
      .principal(facts), holdings, document: .empty, identity: result.identity, comparison, place: facts.place)
    {
      result.findings = places.findings(judgement.drafts, wantsExcerpts: false)
      result.notAssessable = judgement.notAssessable
    }
    return result
  }
}

extension RecordedPlaces: FindingPlaces {
  func location(_ place: JSONPlace) -> Location {
    let (recorded, path) = self[place]
    return Location(path: path, range: recorded.range, pointer: recorded.pointer)
  }

  /// The text is gone by the time that inputs are joined.
  func excerpt(_ place: JSONPlace) -> Excerpt? { nil }
}
