internal import ScopeCatalog
internal import ScopeDocuments

extension Checks {
  /// Owners of a privileged application: each can add a credential and act as the application.
  static let privilegedApplicationOwner = Check(ownership: "privileged-application-owner") { ownership, context in
    guard ownership.isPossible else { return }
    guard let owners = ownership.owners, let place = ownership.place else {
      return context.cannotAssess(Ownership.missing)
    }
    guard owners.count > 0 else { return }
    if let obstacle = context.holdings.obstacle { return context.cannotAssess(obstacle) }
    guard let privileged = context.privileged(.application) else { return }
    let who = owners.count == 1 ? "1 owner" : "\(owners.count) owners"
    let guests = owners.guests == 0 ? "" : ", \(owners.guests) of them invited from elsewhere,"
    context.report(
      place,
      "\(who)\(guests) can add a credential and then use \(privileged.phrase(context)), without any administrative role.",
      severity: owners.guests > 0 ? .high : nil)
  }
}
