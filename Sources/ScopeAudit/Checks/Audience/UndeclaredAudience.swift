internal import ScopeDocuments

extension Checks {
  /// Nothing says who may sign in, and Microsoft's own texts disagree about the default.
  static let undeclaredAudience = Check(application: "undeclared-audience") { application, context in
    if case .unresolved(let place) = application.signInAudience {
      return context.cannotAssess(PropertyGap("signInAudience").unresolved(place, in: context.document))
    }
    guard application.signInAudience.isAbsent || application.signInAudience.isNull,
      application.availableToOtherTenants.isAbsent || application.availableToOtherTenants.isNull
    else { return }
    if application.isPartial || application.dialect == .undetermined || application.dialect == .terraform {
      return context.cannotAssess("the export shows only a part of the application")
    }
    context.report(
      application.signInAudience.place ?? application.place,
      "Neither signInAudience nor availableToOtherTenants says who may sign in.")
  }
}
