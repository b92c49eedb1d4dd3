internal import ScopeDocuments
import ScopeValues

extension Checks {
  /// Tokens that carry every group, role and distribution list of the user.
  static let broadGroupClaims = Check(application: "broad-group-claims") { application, context in
    guard let place = application.rareMember("groupmembershipclaims", or: "group_membership_claims") else {
      return context.cannotAssess("the export does not show groupMembershipClaims")
    }
    let values = context.document.kind(place) == .array ? context.document.elements(of: place) : [place]
    for value in values where context.document.kind(value) == .string {
      let kinds = context.document.text(value).lowercased().split { $0 == "," || $0 == " " }
      guard kinds.contains("all") else { continue }
      context.report(
        value,
        "Tokens carry every group, directory role and distribution list of the user, whatever the application needs.")
    }
  }
}
