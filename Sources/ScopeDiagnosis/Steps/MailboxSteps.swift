internal import ScopeCatalog
internal import ScopeDocuments

/// Steps about mailboxes, whose rights Exchange keeps beside permissions and directory roles.
enum MailboxSteps {
  /// The permission is there, the user signed in, and the address names a mailbox: it may be another user's.
  ///
  /// Source: learn.microsoft.com/graph/outlook-share-messages-folders.
  static func another(_ facts: CallFacts, held: Evidence) -> Cause {
    let shared = facts.have?.first { $0.hasSuffix(".Shared") && isOfExchange($0) }
    let wanted =
      facts.have?.filter(isOfExchange).map { "\($0).Shared" }.filter { facts.names.canonical($0) != nil } ?? []
    let asked =
      wanted.isEmpty
      ? "the delegated permission of the same name that ends in .Shared" : wanted.joined(separator: " or ")
    return Cause(
      .resourceGrant, .possible,
      shared.map { "\($0) opens what was shared with the signed-in user, and this mailbox or folder seems not to be." }
        ?? "the permission is there for the signed-in user's own mailbox; this one seems to be another's.",
      shape: facts.shapes.first?.shape.id, evidence: [held],
      steps: [
        "Have the owner share the folder with the user, or an Exchange administrator give the user rights in the mailbox (Add-MailboxPermission, Add-MailboxFolderPermission); no directory role does."
      ]
        + (shared == nil
          ? ["For another user's mailbox ask for \(asked)."]
          : []),
      unknowable: [.mailboxRights])
  }

  private static func isOfExchange(_ name: String) -> Bool {
    ["Mail.", "Calendars.", "Contacts."].contains { name.hasPrefix($0) }
  }
}
