internal import ScopeDocuments

extension Checks {
  /// Personal Microsoft accounts may sign in, worse where the permissions need a work account.
  static let personalAccountAudience = Check(application: "personal-account-audience") { application, context in
    guard let allows = application.allowsPersonalAccounts else {
      return context.cannotAssess("the export does not show a signInAudience that Entra knows")
    }
    guard allows else { return }
    let hasIntune = context.holdings.permissions.contains { context.name($0).hasPrefix("DeviceManagement") }
    context.report(
      application.audiencePlace,
      "Personal Microsoft accounts can sign in\(hasIntune ? ", although Intune permissions work only with work accounts" : "").",
      severity: hasIntune ? .high : nil)
  }
}
