internal import ScopeDocuments
import ScopeValues

extension Checks {
  /// E-mail addresses that nobody has verified, kept in tokens that somebody may find accounts by.
  static let unverifiedEmailClaim = Check(application: "unverified-email-claim") { application, context in
    let asksForEmail = application.optionalClaims.value?.contains { context.document.content($0).spells("email") }
    // Where no address is in the token and no other tenant writes addresses, the setting changes nothing.
    if asksForEmail != true, application.isMultiTenant == false {
      if asksForEmail == nil, !application.optionalClaims.isNull, application.removeUnverifiedEmailClaim.value == false
      {
        context.cannotAssess("the export does not show optionalClaims")
      }
      return
    }
    switch application.removeUnverifiedEmailClaim {
    case .value(true, _): break
    case .value(false, let place):
      if asksForEmail == true {
        context.report(place, "Tokens carry the email claim, verified or not.")
      } else if application.isMultiTenant == true {
        context.report(place, "Tokens may carry e-mail addresses that another tenant wrote and nobody verified.")
      } else {
        context.cannotAssess("the export does not say who may sign in")
      }
    case .null, .absent:
      context.cannotAssess("the export does not show removeUnverifiedEmailClaim, whose default differs by age")
    case .unresolved, .malformed: context.cannotAssess("removeUnverifiedEmailClaim could not be read")
    }
  }
}
