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
      appId: name.appId, displayName: name.displayName, dialect: .servicePrincipal, audience: facts.principal?.audience,
      ordinal: ordinal, namesakes: namesakes,
      location: Location(path: home.path, range: home.place.range, pointer: home.place.pointer))
    // The application of the same id may be in the run as well, and what is found there is another thing.
    let objectId = directory.holder(index).objectId?.description
    result.identity = "service principal \(name.appId.isEmpty ? objectId ?? name.displayName : name.appId)"
    result.owners = facts.ownership.owners?.count
    let checks = principalChecks
    guard let first = checks.first?.rule ?? ratingRules.first else { return result }
    var context = CheckContext(
      document: .empty, holdings: holdings, auditor: self, identity: result.identity, rule: first)
    judgeRatings(&context)
    let comparison = holdings.obstacle == nil ? needsAdvisor?.compare(name.appId, holdings) : nil
    for (judge, rule) in checks {
      context.rule = rule
      switch judge {
      case .permissions(let judge):
        if let obstacle = holdings.obstacle { context.cannotAssess(obstacle) } else { judge(&context) }
      case .needs(let judge): self.judge(comparison, by: judge, &context)
      case .principal(let judge): judge(facts, &context)
      case .ownership(let judge): judge(facts.ownership, &context)
      case .application, .token: break
      }
    }
    result.permissions = holdings.permissions.map { held in
      let (place, path) = reader.places[held.place]
      var permission = PermissionResult(held, position: place.range.start)
      if path != home.path { permission.path = path }
      permission.replacements = held.permission.flatMap { comparison?.excess[$0.index] } ?? []
      return permission
    }
    var places = reader.places
    result.findings = places.findings(context.conclude(at: facts.place), wantsExcerpts: false)
    result.notAssessable = context.notAssessable.sorted { $0.rule.index < $1.rule.index }
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
