internal import ScopeDocuments

extension Checks {
  /// Properties of the legacy format and of Microsoft Graph's in one object.
  static let mixedDialect = Check(application: "mixed-dialect") { application, context in
    guard let mixed = application.mixedFormats else { return }
    let legacy = context.document.text(mixed.legacy)
    let graph = context.document.text(mixed.graph)
    context.report(
      mixed.legacy, "\(legacy) is of the Azure AD Graph format, \(graph) of Microsoft Graph's.",
      subject: [legacy, graph])
  }
}
