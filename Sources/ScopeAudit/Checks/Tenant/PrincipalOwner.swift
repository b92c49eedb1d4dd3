internal import ScopeDocuments

extension Checks {
  /// Owners that are applications themselves.
  static let principalOwner = Check(ownership: "principal-owner") { ownership, context in
    guard ownership.isPossible else { return }
    guard let owners = ownership.owners, let place = ownership.place else {
      return context.cannotAssess(Ownership.missing)
    }
    if owners.unidentified > 0 { context.cannotAssess(Ownership.unidentified) }
    guard owners.servicePrincipals > 0 else { return }
    let who = owners.servicePrincipals == 1 ? "An application owns" : "\(owners.servicePrincipals) applications own"
    context.report(
      place, "\(who) this \(ownership.noun), so whoever holds a credential there can add one here.")
  }
}
