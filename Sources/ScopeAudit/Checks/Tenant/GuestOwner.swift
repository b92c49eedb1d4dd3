internal import ScopeDocuments

extension Checks {
  /// Owners who were invited from elsewhere.
  static let guestOwner = Check(ownership: "guest-owner") { ownership, context in
    guard ownership.isPossible else { return }
    guard let owners = ownership.owners, let place = ownership.place else {
      return context.cannotAssess(Ownership.missing)
    }
    if owners.unidentified > 0 { context.cannotAssess(Ownership.unidentified) }
    guard owners.guests > 0 else { return }
    let who =
      owners.guests == 1
      ? "An owner of this \(ownership.noun) is a guest" : "\(owners.guests) owners of this \(ownership.noun) are guests"
    context.report(place, "\(who): another organisation decides how that account is protected.")
  }
}
