package import ScopeDocuments
package import ScopeValues

/// A registration that a token is compared with: what it asks for, and since when it exists.
package struct TokenCounterpart: Sendable {
  package var appId: GUID
  package var displayName: String
  /// How many applications came before in this run.
  package var ordinal: Int
  package var location: Location
  package var permissions: [PermissionResult]
  /// Why what it asks for is not known; nil where it is.
  package var obstacle: String?
  /// `createdDateTime`, where the export shows it.
  package var created: Timestamp?

  /// The counterpart of tokens of some applications; nil where the application is none of them.
  package init?(_ application: Application, _ result: ApplicationResult, of wanted: Set<GUID>) {
    guard let text = application.appId.value, let appId = GUID(text), wanted.contains(appId) else { return nil }
    self.appId = appId
    displayName = result.displayName
    ordinal = result.ordinal
    location = result.location
    permissions = result.permissions
    obstacle = Holdings.obstacle(to: application)
    created = application.created.value
  }
}
