internal import ScopeDocuments

extension Checks {
  /// One resource in two entries of requiredResourceAccess.
  static let duplicateResource = Check(application: "duplicate-resource") { application, context in
    if let obstacle = context.holdings.obstacle { return context.cannotAssess(obstacle) }
    var first: [Identifier: JSONPlace] = [:]
    var reported: Set<JSONPlace> = []
    var last: JSONPlace?
    let list = application.requiredResourceAccess.value ?? []
    for index in list.indices {
      // Permissions of one entry stand together.
      guard case .value(let resource, let place) = list[index].resource, place != last else { continue }
      last = place
      guard let before = first[resource] else {
        first[resource] = place
        continue
      }
      guard before != place, reported.insert(place).inserted else { continue }
      context.report(
        place, "This resource has an entry of its own already, and Entra reads one of the two.",
        subject: [resource.description], related: [(before, "The first entry.")])
    }
  }
}
