internal import ScopeCatalog
internal import ScopeDocuments

extension Checks {
  /// An application that nobody owns; a privileged one is better off without.
  static let ownerlessApplication = Check(ownership: "ownerless-application") { ownership, context in
    guard ownership.isPossible else { return }
    guard let owners = ownership.owners, let place = ownership.place else {
      return context.cannotAssess(Ownership.missing)
    }
    guard owners.count == 0, context.privileged(.application) == nil else { return }
    context.report(place, "Nobody owns this \(ownership.noun), so nobody answers for it.")
  }
}

extension Ownership {
  static let unidentified =
    "the export does not say what an owner is: ask for userType and userPrincipalName as well"
  static let missing = "the export does not show owners: fetch it from Graph with $expand=owners"
}
